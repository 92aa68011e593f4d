import type { StepKind } from '../../remedy/steps.js';

/**
 * Effects that nobody can take back once they happened: money that left, points that were spent since, a message that was read. An order
 * on hold can be let go, and units in quarantine can be put on sale.
 */
const CAN_UNDO: ReadonlySet<StepKind> = new Set<StepKind>(['hold-order', 'quarantine-stock']);

/** True for a step that is final once it is done. */
export function isFinalStep(kind: StepKind): boolean {
  return !CAN_UNDO.has(kind);
}
