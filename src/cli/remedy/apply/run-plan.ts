import { applyPlan } from '../../../remedy/apply/apply-plan.js';
import type { ApplyOptions } from '../../../remedy/apply/apply-options.js';
import type { LedgerStore } from '../../../remedy/apply/ledger.js';
import { SYSTEM_CLOCK } from '../../../remedy/apply/system-clock.js';
import type { PlanFile } from '../../../wire/plan.js';
import type { CliIo } from '../../io.js';
import { ApplyProgressLine } from './apply-progress.js';
import { pauseOnSignal } from './pause-on-signal.js';
import { loadPorts } from './ports-file.js';

/** What a plan is carried out with by a command. */
export interface PlanRun {
  /** File of the shop's services. */
  readonly ports: string;
  readonly store: LedgerStore;
  readonly options: Omit<ApplyOptions, 'clock' | 'signal' | 'onProgress'>;
  readonly io: CliIo;
  readonly isQuiet: boolean;
}

/**
 * Carries out a plan, or asks about it, on the services of a file: tells how far it is, and pauses when the process is told to end.
 *
 * @throws GuardError as `loadPorts` and `applyPlan`.
 */
export async function runPlan(
  plan: PlanFile,
  { ports, store, options, io, isQuiet }: PlanRun,
): Promise<Awaited<ReturnType<typeof applyPlan>>> {
  const services = await loadPorts(ports, io.env);
  const line = new ApplyProgressLine(io, { isQuiet });
  const pause = pauseOnSignal(io);
  try {
    return await applyPlan(plan, services, store, {
      ...options,
      clock: { now: () => io.now(), wait: (ms, signal) => SYSTEM_CLOCK.wait(ms, signal) },
      signal: pause.signal,
      onProgress: (progress) => line.tell(progress),
    });
  } finally {
    line.clear();
    pause.release();
  }
}
