// A fake in a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SERVE = fileURLToPath(new URL('fakes/serve.mjs', import.meta.url));

/** @param words kind and seed. */
export async function startFake(words) {
  const child = spawn(process.execPath, [SERVE, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const url = /^listening on (\S+)$/.exec((await lines.next()).value ?? '')?.[1];
  if (url === undefined) throw new Error('the fake did not start');
  const ask = async (method, path, body) => {
    const response = await fetch(url + path, { method, body: JSON.stringify(body) });
    return response.json();
  };
  return {
    host: '127.0.0.1',
    port: new URL(url).port,
    url,
    books: () => ask('GET', '/fake/books'),
    addPayments: (payments) => ask('POST', '/fake/payments', payments),
    settle: () => ask('POST', '/fake/settle'),
    async stop() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
