import type { CliIo } from '../../io.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What pauses a run when the process is told to end. */
export interface Pause {
  readonly signal: AbortSignal;
  /** Signals end the process again. */
  release(): void;
}

/**
 * Takes the signals that end a process: the run finishes what is in flight and keeps it, and ends by itself. A second one changes
 * nothing; a process that is killed meanwhile only has to ask its services when it is started again.
 */
export function pauseOnSignal(io: Pick<CliIo, 'stderr'>): Pause {
  const controller = new AbortController();
  const pause = (): void => {
    if (controller.signal.aborted) return;
    io.stderr.write(
      '\nsaleguard: pausing: what is in flight is finished and written down, nothing new begins\n',
    );
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, pause);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, pause);
    },
  };
}
