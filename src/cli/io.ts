/**
 * cli: arguments, exit codes, progress, one file per command.
 * May import every room; nothing imports it. Invariant: a thin shell: what it does, the library can do.
 */
import type { EpochMs } from '../core/clock.js';

/** Where a command writes. */
export interface TextSink {
  write(text: string): void;
}

/** The world a command runs in: handed in, so that a test can be the terminal. */
export interface CliIo {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** True when `stdout` is a terminal. */
  readonly stdoutIsTerminal: boolean;
  /** True when `stderr` is a terminal: only then is progress drawn. */
  readonly stderrIsTerminal: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  now(): EpochMs;
  /** Milliseconds of a clock that never steps, for rates and times left. */
  monotonicMs(): number;
  setExit(code: ExitCode): void;
}

/** 0 clean, 1 findings or drift, 2 could not run. */
export type ExitCode = 0 | 1 | 2;

export const EXIT_CLEAN: ExitCode = 0;
export const EXIT_FINDINGS: ExitCode = 1;
export const EXIT_FAILED: ExitCode = 2;
