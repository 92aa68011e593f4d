// Starts the shop as a process of its own, as a reader would, and stops it by its handle.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Administrator } from './administrator.js';
import { Buyer } from './buyer.js';

const MAIN = fileURLToPath(new URL('../../src/shop/main.js', import.meta.url));
const START_MS = 60_000;
const STOP_MS = 10_000;

/** A shop that answers. */
export interface RunningShop {
  readonly administrator: Administrator;
  /** Visitors that came one after the other: each has a session of its own. */
  buyers(count: number): readonly Buyer[];
  /** What the shop printed so far. */
  printed(): string;
  stop(): Promise<void>;
}

/** Starts a shop; `words` and `environment` as on the command line. */
export async function startShop(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningShop> {
  const password = randomBytes(16).toString('hex');
  const child = spawn(process.execPath, [MAIN, ...words], {
    env: { ...process.env, PORT: '0', SUPERADMIN_PASSWORD: password, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  try {
    const url = await addressOf(child, printed);
    const administrator = new Administrator(`${url}/admin-api`);
    await administrator.logIn(password);
    let last = 0;
    return {
      administrator,
      buyers: (count) => Array.from({ length: count }, () => new Buyer(`${url}/shop-api`, (last += 1))),
      printed: () => printed.join('\n'),
      stop: () => stop(child),
    };
  } catch (error) {
    await stop(child);
    throw new Error(`the shop did not start:\n${printed.join('\n')}`, { cause: error });
  }
}

/** The address that the shop prints when it listens. */
async function addressOf(child: ChildProcess, printed: string[]): Promise<string> {
  return await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no address within ${START_MS} ms`)), START_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`ended with exit code ${code}`));
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        printed.push(line);
        const address = /^listening on (http:\S+)$/.exec(line)?.[1];
        if (address === undefined) return;
        clearTimeout(timer);
        resolve(address);
      });
    }
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(timer);
}
