#!/usr/bin/env node
import { isatty } from 'node:tty';
import { removeTemporaryPaths } from '../readers/temporary-paths.js';
import { fileReason } from './file-reason.js';
import { EXIT_FAILED, type CliIo } from './io.js';
import { runCli } from './run.js';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // `saleguard audit … | head` closes our output early: that is the reader's choice, not an error.
    if (error.code === 'EPIPE') process.exit();
    if (stream === process.stdout) {
      process.stderr.write(`saleguard: cannot write to standard output: ${fileReason(error)}\n`);
    }
    process.exit(EXIT_FAILED);
  });
}

// However the process ends, no piece of a catalogue stays behind.
process.on('exit', removeTemporaryPaths);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    removeTemporaryPaths();
    // The handler is gone by now: the signal ends the process, and the shell sees that it did.
    process.kill(process.pid, signal);
  });
}

const terminals = [process.stdout, process.stderr].filter((stream) => stream.isTTY);

const io: CliIo = {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  env: process.env,
  stdoutIsTerminal: isatty(1),
  stderrIsTerminal: isatty(2),
  width: terminals[0]?.columns ?? 100,
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  setExit: (code) => {
    process.exitCode = code;
  },
};

await runCli(process.argv.slice(2), io);
