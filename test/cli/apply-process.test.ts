import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const MODULE = fileURLToPath(new URL('../../dist/cli/remedy/apply/pause-on-signal.js', import.meta.url));

/** What becomes of a process in the middle of a run in which the shop's code does something. */
function runWith(code: string): { readonly status: number | null; readonly stderr: string } {
  const script = `
    import { pauseOnSignal } from ${JSON.stringify(MODULE)};
    const pause = pauseOnSignal({ stderr: process.stderr });
    pause.signal.addEventListener('abort', () => { pause.release(); process.exitCode = 1; });
    ${code}`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status, stderr };
}

describe('a run whose services misbehave in its process', () => {
  it('ends as failed, and says so, where they end the process as if all were well', () => {
    const { status, stderr } = runWith('process.exit(0);');
    expect(status).toBe(2);
    expect(stderr).toContain('run the same command again');
  });

  it.each([
    ['a promise', "void Promise.reject(new TypeError('kim@example.com'));"],
    ['a timer', "setTimeout(() => { throw new TypeError('kim@example.com'); }, 1);"],
  ])('pauses, and keeps the text to itself, where %s of theirs fails and nobody listens', (_, code) => {
    const { status, stderr } = runWith(code);
    expect(status).toBe(1);
    expect(stderr).toContain('TypeError');
    expect(stderr).toContain('pausing');
    expect(stderr).not.toContain('kim');
  });

  it('takes nothing from a process whose run is over', () => {
    expect(runWith('pause.release(); process.exit(0);')).toEqual({ status: 0, stderr: '' });
  });
});
