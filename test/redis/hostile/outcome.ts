import { isGuardError, type ErrorCode } from '../../../src/core/errors.js';
import type { StockVerdict } from '../../../src/testing/stock/command.js';

/** How a call ended: with a verdict, or with an error this library throws. */
export type CallOutcome =
  | { readonly kind: 'verdict'; readonly verdict: StockVerdict }
  | { readonly kind: 'thrown'; readonly code: ErrorCode };

/** Runs a call. @throws what it threw, when that is no error of this library. */
export async function outcomeOf(call: () => Promise<StockVerdict>): Promise<CallOutcome> {
  try {
    return { kind: 'verdict', verdict: await call() };
  } catch (error) {
    if (!isGuardError(error)) throw error;
    return { kind: 'thrown', code: error.code };
  }
}

/** Verdicts that say something was done, or may have been. */
const EFFECTS: readonly string[] = [
  'opened',
  'reserved',
  'extended',
  'committed',
  'released',
  'expired',
  'restored',
  'swept',
  'changed',
  'counted',
  'resolved',
  'unknown',
];

/** Whether a call says that it may have changed something. */
export function mayHaveActed(outcome: CallOutcome): boolean {
  return outcome.kind === 'verdict' && EFFECTS.includes(outcome.verdict.kind);
}
