import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../scripts/tell-failures.mjs', import.meta.url));
const VITEST = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'saleguard-failures-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('what .ci/run tells at its end', () => {
  it('names failed tests, hooks, files and unhandled errors of a vitest run, each with its message', () => {
    const said = tell(
      writtenLog(
        vitestOutput({
          'test.test.js': `it('is red', () => { expect('paid').toBe('free'); });
            it('is green', () => {});`,
          'hook.test.js': `describe('a sale', () => { afterAll(() => { throw new Error('server did not stop'); }); it('ends', () => {}); });`,
          'file.test.js': `import './nowhere.js';`,
          'late.test.js': `it('is green too', () => { void Promise.reject(new Error('connection is closed')); });`,
        }),
      ),
    );
    expect(said).toMatch(/FAIL +test\.test\.js > is red\nAssertionError: expected 'paid' to be 'free'/);
    expect(said).toMatch(/FAIL +hook\.test\.js > a sale\nError: server did not stop/);
    expect(said).toMatch(/FAIL +file\.test\.js .*\nError: .*nowhere\.js/);
    expect(said).toMatch(/Unhandled Rejection ⎯+\nError: connection is closed/);
    expect(said).not.toMatch(/FAIL.*is green/);
    expect(said).not.toContain('Test Files');
  });

  it('gives the last lines of any other command', () => {
    const log = writtenLog(numbered('compiled file', 100) + 'error TS2304: Cannot find name "price".\n');
    const lines = tell(log).trimEnd().split('\n');
    expect(lines).toHaveLength(41);
    expect(lines[0]).toContain(log);
    expect(lines.at(-1)).toBe('error TS2304: Cannot find name "price".');
  });

  it('names a log that is missing', () => {
    expect(tell(join(folder, 'none.log'))).toContain('no output was kept');
  });

  it('stays within 200 lines for all logs and keeps the first failure and the last error of each', () => {
    const failures = Array.from(
      { length: 300 },
      (_, at) => ` FAIL  test ${at}\nError: ${at}\n⎯⎯⎯[${at}]⎯\n`,
    ).join('');
    const output = `⎯⎯ Failed Tests 300 ⎯⎯\n${failures}⎯⎯ Unhandled Errors ⎯⎯\n⎯⎯ Unhandled Error ⎯⎯\nError: the last\n Test Files  1 failed\n`;
    const said = tell(writtenLog(output, 'one.log'), writtenLog(output, 'two.log'));
    expect(said.trimEnd().split('\n')).toHaveLength(200);
    expect(said.match(/FAIL {2}test 0\n/g)).toHaveLength(2);
    expect(said.match(/^Error: the last$/gm)).toHaveLength(2);
    expect(said).toMatch(/^\.\.\. \d+ lines more in .*one\.log$/m);
  });
});

function vitestOutput(files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const words = [VITEST, 'run', '--root', folder, '--globals', '--reporter=default'];
  // Without the variables by which a vitest run tells its workers what they are.
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST') && name !== 'TEST'),
  );
  const run = spawnSync(process.execPath, words, { encoding: 'utf8', env: { ...environment, CI: 'true' } });
  expect(run.status).toBe(1);
  return run.stdout + run.stderr;
}

function writtenLog(text: string, name = 'lane.log'): string {
  const log = join(folder, name);
  writeFileSync(log, text);
  return log;
}

function numbered(word: string, count: number): string {
  return Array.from({ length: count }, (_, at) => `${word} ${at}\n`).join('');
}

function tell(...logs: readonly string[]): string {
  return spawnSync(process.execPath, [SCRIPT, ...logs], { encoding: 'utf8' }).stdout;
}
