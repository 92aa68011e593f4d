import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parentWatchWords } from '../../../src/testing/redis-binary.js';
import { connectResp } from '../../../src/testing/resp-connection.js';

const SOURCE = new URL('../../../src/', import.meta.url);
let folder = '';
let temporary = '';

/** Plain JavaScript of the starter, so that a plain Node process can run it, as a shop's own test runner would. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'saleguard-orphans-'));
  temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const room of ['core', 'testing']) {
    mkdirSync(join(folder, room));
    for (const file of readdirSync(new URL(room, SOURCE)).filter((name) => name.endsWith('.ts'))) {
      const text = readFileSync(new URL(`${room}/${file}`, SOURCE), 'utf8');
      const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
      const { outputText } = ts.transpileModule(text, { compilerOptions: options });
      writeFileSync(join(folder, room, file.replace(/\.ts$/, '.js')), outputText);
    }
  }
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a process that starts a server, prints its port and ends as `ending` says; answers the port. */
async function portAfter(ending: string): Promise<number> {
  const script = join(folder, 'run.mjs');
  writeFileSync(
    script,
    `import { startRedisServer } from './testing/redis-server.js';
     const server = await startRedisServer();
     console.log(server.port);
     ${ending}`,
  );
  const child = spawn(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, TMPDIR: temporary },
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  await new Promise((resolve) => child.once('close', resolve));
  return Number(printed);
}

/** Asks the port and not the process table, where a dead process may stay listed until somebody collects it. */
async function isGone(port: number): Promise<boolean> {
  for (let look = 0; look < 200; look += 1) {
    const answer = await connectResp({ port }).catch(() => undefined);
    if (answer === undefined) return true;
    answer.close();
    await sleep(10);
  }
  return false;
}

describe('a server that nobody stops', () => {
  it.each([
    ['runs out of work', ''],
    ['calls process.exit', 'process.exit(3);'],
    [
      'throws',
      'throw undefined;'
        .replace('undefined', "'on purpose'")
        .replace('throw', 'process.stderr.write = () => true; throw'),
    ],
  ])('ends with its folder when its process %s', async (_how, ending) => {
    const port = await portAfter(ending);
    expect(port).toBeGreaterThan(0);
    expect(await isGone(port)).toBe(true);
    expect(readdirSync(temporary)).toEqual([]);
  });

  // Elsewhere nothing outlives the process to see to it.
  it.runIf(parentWatchWords().length > 0)('ends when its process is killed', async () => {
    const port = await portAfter("process.kill(process.pid, 'SIGKILL');");
    expect(port).toBeGreaterThan(0);
    expect(await isGone(port)).toBe(true);
  });
});
