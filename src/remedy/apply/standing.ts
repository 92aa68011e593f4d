import type { Step } from '../steps.js';
import type { StepState } from './ledger.js';
import type { OpenReason } from './open-steps.js';
import type { StepTable } from './step-table.js';
import type { StepEnd } from './step-tally.js';

/** How a step stands by the ledger, before anything is done. */
export interface Standing {
  readonly end: StepEnd;
  /** Set where a person must look before anything can be done. */
  readonly reason: OpenReason | undefined;
  /** Nothing is left to do. */
  readonly isFinal: boolean;
}

/** Another order of the plan has the same step. */
export const DUPLICATE: Standing = { end: 'skipped', reason: 'duplicate', isFinal: true };

/** States that say that nothing happened: another amount may take the key over. */
const HAPPENED_NOT: ReadonlySet<StepState> = new Set<StepState>(['planned', 'failed']);

/** How a step stands: one that the ledger has with another amount contradicts what was done before, and is never carried out. */
export function standingOf(step: Pick<Step, 'key' | 'fingerprint'>, table: StepTable): Standing {
  const { state, fingerprint } = table.known(step);
  if (fingerprint === 'other' && !HAPPENED_NOT.has(state))
    return { end: 'skipped', reason: 'conflict', isFinal: true };
  return { end: endOf(state), reason: undefined, isFinal: state === 'done' || state === 'skipped' };
}

/** Where a state stands in the reckoning. */
export function endOf(state: StepState): StepEnd {
  switch (state) {
    case 'planned':
      return 'waiting';
    case 'started':
      return 'unknown';
    default:
      return state;
  }
}
