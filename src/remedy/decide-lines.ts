import type { RemedyPolicy } from '../catalog/remedy-policy.js';
import { assert } from '../core/assert.js';
import type { CurrencyCode } from '../money/currency.js';
import { isWrong, keepsItsUnits } from './may-keep.js';
import type { LineFacts, OrderFacts } from './order-facts.js';
import type { DecisionReason, LineDecision, PlannedLine } from './plan.js';
import { shareOf } from './worth.js';

/** What was decided about an order among others. */
export interface Outcome {
  /** Its wrong prices are honoured out of the budget. */
  readonly isHonoured: boolean;
  /** Units that each of its lines gets of a shortfall, by the place of the line; none for a line that took no part. */
  readonly served: ReadonlyMap<number, number>;
}

/** What is meant to become of a line, before a person is asked. */
export interface LineFate {
  readonly decision: Exclude<LineDecision, 'review'>;
  readonly cancelledUnits: number;
  readonly reasons: readonly DecisionReason[];
}

/** What is meant to become of each line of an order. */
export function fatesOf(facts: OrderFacts, outcome: Outcome, policy: RemedyPolicy): readonly LineFate[] {
  const isDelivered = policy.honour.statuses.includes(facts.status);
  return facts.lines.map((line, index) => {
    const causes = causesOf(line);
    if (isDelivered) return kept(causes, 'already-delivered');
    if (isWrong(line) && !outcome.isHonoured)
      return { decision: 'cancel', cancelledUnits: line.units, reasons: causes };
    if (line.shortfall === undefined) return kept(causes, 'within-honour-budget');
    return allocated(line, outcome.served.get(index), howServed(facts, policy));
  });
}

function kept(causes: readonly DecisionReason[], why: DecisionReason): LineFate {
  return { decision: 'honour', cancelledUnits: 0, reasons: [...causes, why] };
}

/** What went wrong with a line. */
function causesOf(line: LineFacts): readonly DecisionReason[] {
  const causes: DecisionReason[] = [];
  if (line.intendedMinor !== undefined) causes.push('wrong-price');
  if (line.wrongReductionMinor !== undefined) causes.push('wrong-promotion');
  return causes;
}

function howServed(facts: OrderFacts, policy: RemedyPolicy): 'drawn-by-lot' | 'was-there-first' {
  const isDrawn = policy.shortfall.allocation === 'seeded-lottery' && !keepsItsUnits(facts, policy);
  return isDrawn ? 'drawn-by-lot' : 'was-there-first';
}

function allocated(
  line: LineFacts,
  served: number | undefined,
  how: 'drawn-by-lot' | 'was-there-first',
): LineFate {
  assert(served !== undefined && served <= line.units, 'a line of a shortfall took part in its allocation');
  const causes: DecisionReason[] = [...causesOf(line)];
  // Only of those whose wrong price is honoured is there anything to give back the wrong way.
  if (causes.length > 0) causes.push('within-honour-budget');
  if (served === line.units) return kept(causes, how);
  const reasons: DecisionReason[] = [...causes, 'not-enough-units'];
  if (how === 'drawn-by-lot') reasons.push(how);
  const cancelledUnits = line.units - served;
  return { decision: served === 0 ? 'cancel' : 'partial', cancelledUnits, reasons };
}

/** A line as it stands in the plan. */
export function plannedLine(line: LineFacts, fate: LineFate, currency: CurrencyCode): PlannedLine {
  const { decision, cancelledUnits, reasons } = fate;
  const refundMinor = shareOf(
    { amountMinor: line.worthMinor, units: cancelledUnits, of: line.units },
    currency,
  );
  const givenAwayMinor = givenAway(line, line.units - cancelledUnits, currency);
  return lineOf(line, { decision, cancelledUnits, refundMinor, givenAwayMinor, reasons });
}

/** A line that a person looks at: nothing happens to it until then. */
export function reviewedLine(line: LineFacts, why: readonly DecisionReason[]): PlannedLine {
  const isShortAlone = !isWrong(line) && line.shortfall !== undefined;
  const cause: readonly DecisionReason[] = isShortAlone ? ['not-enough-units'] : causesOf(line);
  const reasons = [...new Set([...cause, ...why])];
  return lineOf(line, { decision: 'review', cancelledUnits: 0, refundMinor: 0, givenAwayMinor: 0, reasons });
}

/** Written out: this is done for every line of a plan, twice. */
function lineOf(
  { lineId, sku, priceList, units, shownMinor, intendedMinor }: LineFacts,
  {
    decision,
    cancelledUnits,
    refundMinor,
    givenAwayMinor,
    reasons,
  }: Pick<PlannedLine, 'decision' | 'cancelledUnits' | 'refundMinor' | 'givenAwayMinor' | 'reasons'>,
): PlannedLine {
  return {
    lineId,
    sku,
    priceList,
    quantity: units,
    decision,
    cancelledUnits,
    shownMinor,
    intendedMinor,
    refundMinor,
    givenAwayMinor,
    reasons,
  };
}

/** What some units of a line were sold below what was meant. */
export function givenAway(line: LineFacts, units: number, currency: CurrencyCode): number {
  const { intendedMinor, shownMinor, wrongReductionMinor = 0 } = line;
  const perUnit = intendedMinor === undefined ? 0 : Math.max(0, intendedMinor - shownMinor);
  return perUnit * units + shareOf({ amountMinor: wrongReductionMinor, units, of: line.units }, currency);
}
