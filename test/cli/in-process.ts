import type { CliIo } from '../../src/cli/io.js';
import { runCli } from '../../src/cli/run.js';
import { fakeIo } from '../unit/cli/fake-io.js';

/** What a command line in this process left behind. */
export interface InProcessRun {
  readonly exitCode: 0 | 1 | 2;
  readonly stdout: string;
  readonly stderr: string;
}

/** The instant of runs in this process, unless `--now` says otherwise. */
export const NOW: number = Date.parse('2026-08-01T00:00:00Z');

/**
 * Runs a command line in this process and in a folder: as `main.ts` does, without the half second a process takes to
 * start. The exit code of a command that sets none is 0, as a process has it.
 */
export async function runHere(
  folder: string,
  argv: readonly string[],
  overlay: Partial<CliIo> = {},
): Promise<InProcessRun> {
  const world = fakeIo();
  const before = process.cwd();
  process.chdir(folder);
  try {
    await runCli(argv, { ...world.io, now: () => NOW, ...overlay });
  } finally {
    process.chdir(before);
  }
  return { exitCode: world.exit() ?? 0, stdout: world.stdout(), stderr: world.stderr() };
}
