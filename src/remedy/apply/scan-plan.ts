import { GuardError } from '../../core/errors.js';
import { KeyIndex } from '../../core/key-index.js';
import { canonicalJson } from '../../seal/canonical-json.js';
import { withoutUndefined } from '../../seal/without-undefined.js';
import type { PlanApproval, PlanHeader, PlanRecord, PlanTrailer } from '../plan.js';
import { PlanTally } from '../plan-tally.js';
import { PlanDigest, planLineText } from '../plan-text.js';
import { checkStepsVersion, draftSteps, MONEY_KINDS } from '../steps-of.js';
import type { StepKind } from '../steps.js';
import { DueOrder, printOf, type OpenRecords } from './due-order.js';

/** A plan that is to be carried out, as `readPlan` gives it or as it was made. */
export interface PlanToApply {
  readonly header: PlanHeader;
  readonly records: OpenRecords;
  readonly trailer: PlanTrailer;
  readonly approvals: readonly PlanApproval[];
}

/** Count and sum of the steps of one kind. */
export interface KindTotal {
  readonly count: number;
  /** Minor units, points, miles or units: what the kind counts. */
  readonly amount: number;
}

/** What one pass over a plan tells. */
export interface ScannedPlan {
  readonly due: DueOrder;
  /** Steps by kind; kinds without a step are left out. */
  readonly planned: ReadonlyMap<StepKind, KindTotal>;
  /** Every order id of the plan, by its place in the file. */
  readonly orders: KeyIndex;
  /** Orders with at least one step. */
  readonly ordersToDo: number;
  /** Places in the file of orders of which no money is given back: nobody waits for them. */
  readonly moneyless: readonly number[];
  /** The first record with a coupon that has a code. */
  readonly firstCoupon: PlanRecord | undefined;
}

/**
 * Reads a plan once, and holds every byte that will be carried out against its digest, its count and its totals.
 *
 * @throws GuardError `input` when they are not the ones that were signed.
 */
export async function scanPlan(
  plan: PlanToApply,
  options: { readonly windowRecords?: number | undefined } = {},
): Promise<ScannedPlan> {
  const { header, records, trailer } = plan;
  checkStepsVersion(header);
  const digest = new PlanDigest();
  digest.add(planLineText(header));
  const tally = new PlanTally(header.policy.apology);
  const orders = new KeyIndex({ seed: 0, expectedCount: trailer.count });
  const planned = new Map<StepKind, KindTotal>();
  const dueAts: number[] = [];
  const prints: number[] = [];
  const moneyless: number[] = [];
  let ordersToDo = 0;
  let firstCoupon: PlanRecord | undefined;
  for await (const record of records()) {
    const text = planLineText(record);
    digest.add(text);
    tally.add(record);
    if (record.coupon?.codeSha256 !== undefined) firstCoupon ??= record;
    if (orders.add(record.id) !== dueAts.length) throw wrong(`names the order ${record.id} twice`);
    dueAts.push(record.dueAt ?? Infinity);
    prints.push(...printOf(text));
    const drafts = draftSteps(record);
    if (drafts.length > 0) ordersToDo += 1;
    if (!drafts.some(({ kind }) => MONEY_KINDS.has(kind))) moneyless.push(dueAts.length - 1);
    for (const { kind, amount } of drafts) {
      const before = planned.get(kind) ?? { count: 0, amount: 0 };
      planned.set(kind, { count: before.count + 1, amount: before.amount + amount });
    }
  }
  if (tally.count !== trailer.count)
    throw wrong(`has ${tally.count} orders where its last line says ${trailer.count}`);
  if (digest.of(trailer) !== trailer.digest)
    throw wrong('has another digest than its last line says: it was changed since it was made');
  checkTotals(tally, trailer);
  const due = new DueOrder(records, { dueAts, prints, windowRecords: options.windowRecords });
  return { due, planned, orders, ordersToDo, moneyless, firstCoupon };
}

/** By how much coupons were scaled down does not stand in the records. */
function checkTotals(tally: PlanTally, { totals }: PlanTrailer): void {
  const counted = { ...tally.totals(), couponScaleBps: totals.couponScaleBps };
  if (textOf(counted) !== textOf(totals)) throw wrong('has other sums than its last line says');
}

function textOf(value: object): string {
  return canonicalJson(withoutUndefined(value));
}

function wrong(what: string): GuardError {
  return new GuardError({
    code: 'input',
    message: `the plan ${what}; nothing was done. Make it again and have it approved`,
  });
}
