import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What one run of the command left behind. Text is decoded as UTF-8. */
export interface CliRun {
  /** The exit code, or `undefined` when a signal ended the process (our own 60 s limit, for one). */
  readonly exitCode: number | undefined;
  /** The signal that ended the process, if one did. */
  readonly signal: NodeJS.Signals | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliRunOptions {
  /** Written to standard input, which is then closed. Without it standard input is empty. */
  readonly stdin?: string | Uint8Array;
  /** Laid over the environment of the test process; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Working directory; the repository root unless told. */
  readonly cwd?: string;
  /** After so many milliseconds the process is killed; 60,000 unless told. */
  readonly timeoutMs?: number;
  /** Flags for Node itself, before the script: `--max-old-space-size=128` and the like. */
  readonly nodeFlags?: readonly string[];
}

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const TIMEOUT_MS = 60_000;

/**
 * Runs the built command (`dist/cli/main.js`) as a process of its own, the way a shop runs it.
 * Never rejects for a non-zero exit: that is what the test looks at. Rejects only when Node cannot be started.
 * The vitest global setup has built `dist` for the test folders named in vitest.config.ts.
 */
export function runSaleguard(args: readonly string[], options: CliRunOptions = {}): Promise<CliRun> {
  if (!existsSync(MAIN)) return Promise.reject(new Error('dist is not built: run `npm run build`'));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...(options.nodeFlags ?? []), MAIN, ...args], {
      cwd: options.cwd ?? REPOSITORY,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: options.timeoutMs ?? TIMEOUT_MS,
      killSignal: 'SIGKILL',
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    // A command that refuses early closes its input; the broken pipe is then no failure of the test.
    child.stdin.on('error', () => undefined);
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      resolve({
        exitCode: exitCode ?? undefined,
        signal: signal ?? undefined,
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      });
    });
    child.stdin.end(options.stdin ?? '');
  });
}
