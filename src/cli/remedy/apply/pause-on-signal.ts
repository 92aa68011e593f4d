import { errorName } from '../../../remedy/apply/error-name.js';
import { EXIT_FAILED, type CliIo } from '../../io.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const ERRORS = ['uncaughtException', 'unhandledRejection'] as const;

/** What pauses a run when the process is told to end. */
export interface Pause {
  readonly signal: AbortSignal;
  /** Signals end the process again. */
  release(): void;
}

/**
 * Takes the signals that end a process: the run finishes what is in flight and keeps it, and ends by itself. A second one changes
 * nothing; a process that is killed meanwhile only has to ask its services when it is started again.
 *
 * The services are the shop's own code in this process: an error that it left to nobody pauses as well, without its text, and where
 * it ends the process the exit code says that the run failed, whatever it wanted it to say.
 */
export function pauseOnSignal(io: Pick<CliIo, 'stderr'>): Pause {
  const controller = new AbortController();
  const tell = (text: string): void => {
    io.stderr.write(`\nsaleguard: ${text}\n`);
  };
  const pause = (): void => {
    if (controller.signal.aborted) return;
    tell('pausing: what is in flight is finished and written down, nothing new begins');
    controller.abort();
  };
  const onError = (error: unknown): void => {
    tell(`the code of the services left an error to nobody: ${errorName(error)}`);
    pause();
  };
  const onExit = (): void => {
    tell('the process was ended in the middle of the run: run the same command again to go on');
    process.exitCode = EXIT_FAILED;
  };
  for (const signal of SIGNALS) process.on(signal, pause);
  for (const event of ERRORS) process.on(event, onError);
  process.on('exit', onExit);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, pause);
      for (const event of ERRORS) process.off(event, onError);
      process.off('exit', onExit);
    },
  };
}
