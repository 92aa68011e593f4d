import { GrowableColumn } from '../../../core/growable-column.js';
import { KeyIndex } from '../../../core/key-index.js';
import { sha256Hex } from '../../../seal/digest.js';
import type { LineDecision, PlanRecord } from '../../../remedy/plan.js';
import { countedRows, wrongRow, type RowPlace } from './counted-rows.js';

/** What a plan says of its customers and orders, in a few bytes each: for files that come weeks later. */
export class Cohort {
  readonly #orders = new KeyIndex({ seed: 0 });
  readonly #decisions = new GrowableColumn((length) => new Uint8Array(length));
  readonly #customers = new KeyIndex({ seed: 0 });
  /** Coupons by customer, and by the digest of their code. */
  readonly #coupons = new KeyIndex({ seed: 0 });
  readonly #amounts = new GrowableColumn((length) => new Float64Array(length));
  readonly #couponOfCode = new KeyIndex({ seed: 0 });
  readonly #codeTargets = new GrowableColumn((length) => new Uint32Array(length));

  add(record: PlanRecord): void {
    this.#decisions.set(this.#orders.add(record.id), DECISIONS.indexOf(record.decision));
    this.#customers.add(record.customer);
    if (record.coupon === undefined) return;
    const coupon = this.#coupons.add(record.customer);
    this.#amounts.set(coupon, record.coupon.amountMinor);
    if (record.coupon.codeSha256 !== undefined)
      this.#codeTargets.set(this.#couponOfCode.add(record.coupon.codeSha256), coupon);
  }

  get couponCount(): number {
    return this.#coupons.count;
  }

  hasCustomer(customer: string): boolean {
    return this.#customers.find(customer) >= 0;
  }

  decisionOf(orderId: string): LineDecision | undefined {
    const at = this.#orders.find(orderId);
    return at < 0 ? undefined : DECISIONS[this.#decisions.get(at)];
  }

  /** Which coupon a row is about: its place and worth. */
  couponOf(
    row: ReadonlyMap<string, string>,
  ): { readonly place: number; readonly amountMinor: number } | undefined {
    const place = this.#place(row);
    return place < 0 ? undefined : { place, amountMinor: this.#amounts.get(place) };
  }

  #place(row: ReadonlyMap<string, string>): number {
    const customer = row.get('customer');
    if (customer !== undefined) return this.#coupons.find(customer);
    const code = row.get('code');
    const digest =
      row.get('codeSha256') ?? (code === undefined ? undefined : sha256Hex(code.trim().toUpperCase()));
    const at = digest === undefined ? -1 : this.#couponOfCode.find(digest);
    return at < 0 ? -1 : this.#codeTargets.get(at);
  }
}

const DECISIONS: readonly LineDecision[] = ['honour', 'cancel', 'partial', 'review'];

/** What became of the coupons. */
export interface Redemptions {
  readonly granted: number;
  readonly redeemed: number;
  readonly amountMinor: number;
  /** Rows of coupons that are none of the plan. */
  readonly strange: number;
  /** Coupons used more than once, and for more than they are worth. */
  readonly repeated: number;
  readonly tooMuch: number;
}

/**
 * Counts coupons that were used: a row has `customer`, `code` or `codeSha256`, and `amountMinor`, a whole number of minor units.
 *
 * @throws GuardError as `countedRows`, and `input` for an amount that is none.
 */
export async function countRedemptions(path: string, cohort: Cohort): Promise<Redemptions> {
  const used = new Set<number>();
  const count = { redeemed: 0, amountMinor: 0, strange: 0, repeated: 0, tooMuch: 0 };
  for await (const { row, place } of countedRows(path, ['customer', 'code', 'codeSha256'])) {
    const amountMinor = amountOf(row.get('amountMinor'), place);
    const coupon = cohort.couponOf(row);
    if (coupon === undefined) {
      count.strange += 1;
      continue;
    }
    count.amountMinor += amountMinor;
    if (amountMinor > coupon.amountMinor) count.tooMuch += 1;
    if (used.has(coupon.place)) count.repeated += 1;
    else count.redeemed += 1;
    used.add(coupon.place);
  }
  return { granted: cohort.couponCount, ...count };
}

const AMOUNT = /^(?:0|[1-9]\d{0,14})$/;

/** Nothing of it is repeated: in the wrong column anything may stand. */
function amountOf(text: string | undefined, place: RowPlace): number {
  if (text !== undefined && AMOUNT.test(text)) return Number(text);
  throw wrongRow(place, 'needs amountMinor, a whole number of minor units such as 13600');
}

/** Complaints by what the plan had decided. */
export interface Complaints {
  readonly total: number;
  readonly ofCohort: number;
  readonly byDecision: ReadonlyMap<LineDecision, number>;
}

/** Counts complaints: a row has `order`, or `customer`. */
export async function countComplaints(path: string, cohort: Cohort): Promise<Complaints> {
  const byDecision = new Map<LineDecision, number>();
  let total = 0;
  let ofCohort = 0;
  for await (const { row } of countedRows(path, ['order', 'orderId', 'customer'])) {
    total += 1;
    const order = row.get('order') ?? row.get('orderId');
    const decision = order === undefined ? undefined : cohort.decisionOf(order);
    if (decision !== undefined) byDecision.set(decision, (byDecision.get(decision) ?? 0) + 1);
    if (decision !== undefined || cohort.hasCustomer(row.get('customer') ?? '')) ofCohort += 1;
  }
  return { total, ofCohort, byDecision };
}
