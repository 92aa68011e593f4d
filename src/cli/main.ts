#!/usr/bin/env node
import { systemClock } from '../core/clock.js';
import type { CliIo } from './io.js';
import { runCli } from './run.js';

// `saleguard audit … | head` closes our output early: that is the reader's choice, not an error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
}

const io: CliIo = {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  env: process.env,
  stdoutIsTerminal: process.stdout.isTTY,
  stderrIsTerminal: process.stderr.isTTY,
  width: process.stdout.columns ?? process.stderr.columns ?? 100,
  now: () => systemClock.now(),
  monotonicMs: () => performance.now(),
  setExit: (code) => {
    process.exitCode = code;
  },
};

await runCli(process.argv.slice(2), io);
