import {
  DECISION_REASONS,
  type DecisionReason,
  type LineDecision,
  type PlanRecord,
} from '../../remedy/plan.js';

/** Orders that were decided alike: one decision for the same reasons. */
export interface ReasonSet {
  readonly decision: LineDecision;
  /** In the order of {@link DECISION_REASONS}, each once. */
  readonly reasons: readonly DecisionReason[];
  orders: number;
  moneyMinor: number;
}

/** Further sets than this are counted with their decision alone: a plan has a few dozen, a made-up one could have millions. */
const SETS_MAX = 500;

/** The set an order belongs to; made where it is the first. */
export function reasonSetOf(sets: Map<string, ReasonSet>, record: PlanRecord): ReasonSet {
  const named = new Set(record.lines.flatMap(({ reasons }) => reasons));
  const all = DECISION_REASONS.filter((reason) => named.has(reason));
  const full = `${record.decision} ${all.join(' ')}`;
  const name = sets.has(full) || sets.size < SETS_MAX ? full : record.decision;
  const found = sets.get(name);
  if (found !== undefined) return found;
  const made = { decision: record.decision, reasons: name === full ? all : [], orders: 0, moneyMinor: 0 };
  sets.set(name, made);
  return made;
}
