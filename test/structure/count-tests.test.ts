import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../scripts/count-tests.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'saleguard-count-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const passedFile = { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] };
const failedFile = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] };
const brokenFile = { status: 'failed', assertionResults: [] };

describe('the count at the end of .ci/run', () => {
  it('takes passed and failed tests from the report', () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 2,
      testResults: [passedFile, failedFile],
    };
    expect(count(report, 1)).toBe('3 1 2\n');
  });

  it('counts a file that does not load as a failure', () => {
    const report = { numPassedTests: 2, numFailedTests: 0, testResults: [passedFile, brokenFile] };
    expect(count(report, 1)).toBe('2 1 0\n');
  });

  it('counts a run that failed for no test as a failure', () => {
    expect(count({ numPassedTests: 2, numFailedTests: 0, testResults: [passedFile] }, 1)).toBe('2 1 0\n');
  });

  it('counts a run without a report as a failure', () => {
    expect(count(undefined, 137)).toBe('0 1 0\n');
  });

  it('counts no failure where all passed', () => {
    expect(count({ numPassedTests: 2, numFailedTests: 0, testResults: [passedFile] }, 0)).toBe('2 0 0\n');
  });
});

function count(report: unknown, exitCode: number): string {
  const file = join(folder, 'report.json');
  rmSync(file, { force: true });
  if (report !== undefined) writeFileSync(file, JSON.stringify(report));
  return spawnSync(process.execPath, [SCRIPT, file, String(exitCode)], { encoding: 'utf8' }).stdout;
}
