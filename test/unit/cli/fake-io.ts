import type { CliIo, ExitCode } from '../../../src/cli/io.js';

/** What a command wrote and which exit code it set. */
export interface FakeIo {
  readonly io: CliIo;
  stdout(): string;
  stderr(): string;
  exit(): ExitCode | undefined;
}

/** A world for one command: 100 columns, no terminal, no environment. */
export function fakeIo(): FakeIo {
  let stdout = '';
  let stderr = '';
  let exit: ExitCode | undefined;
  const io: CliIo = {
    stdout: { write: (text) => void (stdout += text) },
    stderr: { write: (text) => void (stderr += text) },
    stdin: nothing(),
    env: {},
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    width: 100,
    now: () => 0,
    monotonicMs: () => 0,
    setExit: (code) => {
      exit = code;
    },
  };
  return { io, stdout: () => stdout, stderr: () => stderr, exit: () => exit };
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // Standard input is empty.
}
