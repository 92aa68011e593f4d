import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

// Ten seconds of `npm run soak`, to see that it runs, breaks things and judges. What it is for takes an hour.
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COMPILER = `${ROOT}node_modules/typescript/bin/tsc`;

describe('npm run soak', () => {
  it('meets faults in ten seconds, finds everything acknowledged, and ends with 0', async () => {
    // It ends with 1 for a type error anywhere below bench, which is for the type check to say; the files are written all the same.
    await run([COMPILER, '-p', `${ROOT}tsconfig.bench.json`]);
    const { exitCode, text } = await run([
      `${ROOT}out/bench/bench/soak/main.js`,
      '--minutes',
      '0.17',
      '--seed',
      'smoke',
    ]);
    expect(text).not.toContain('BREACH');
    expect(exitCode, text).toBe(0);
    const [, acknowledged, found] = /acknowledged ([\d,]+), found ([\d,]+)/.exec(text) ?? [];
    expect(acknowledged).toBeDefined();
    expect(acknowledged).not.toBe('0');
    expect(found).toBe(acknowledged);
    expect(text).toMatch(/faults: .*\b[1-9]\d* /);
    console.log(text);
  }, 180_000);
});

interface Ended {
  readonly exitCode: number | null;
  readonly text: string;
}

async function run(words: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const hear = (piece: string): void => {
    text += piece;
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  await once(child, 'close');
  return { exitCode: child.exitCode, text };
}
