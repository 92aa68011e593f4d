import type { RemedyPolicy } from '../catalog/remedy-policy.js';
import { baseOf, couponAmount, couponBase, type CouponBase } from './coupon.js';
import type { DecidedOrder } from './decide-order.js';
import { offersOf, offerTo, type OfferedApologies } from './offers.js';
import type { OrderFacts } from './order-facts.js';
import type { DecisionReason } from './plan.js';
import { put, type Runs } from './runs.js';
import { pairKey, pairOf } from './sort-keys.js';
import type { SortRun } from './sorter.js';

/** A notice names every order of its customer: beyond so many a person writes it. */
export const CUSTOMER_ORDERS_MAX = 1_000;

/** What a customer's orders together say of one of them. */
export interface CustomerWord {
  readonly review: readonly DecisionReason[];
  /**
   * What the customer's coupon is worth before it is scaled, by what the tiers of the customer's orders are offered: one, unless they
   * are of several. Everybody's offer first, then by tier. None where another order has the coupon.
   */
  readonly coupons: readonly OfferedCoupon[];
  /** Ids of all orders of the customer in the plan, sorted; undefined where another order has the notice, or nobody gets one. */
  readonly noticeFor: readonly string[] | undefined;
}

/** A coupon of a customer, of which there is one at most: of several that are offered, the one that is worth most. */
export interface OfferedCoupon {
  /** The tier whose offer it is; undefined for everybody's. */
  readonly tier?: string | undefined;
  readonly amountMinor: number;
}

/** An order about which its customer's other orders say nothing. */
const NO_WORD: CustomerWord = { review: [], coupons: [], noticeFor: undefined };

/** An order as its customer's group sees it: `bases`, one for each of {@link basesOf}, are none where nothing of it is cancelled. */
type Row = readonly [unitsMeant: number, bases: readonly string[], isFlagged: 0 | 1, tier?: string];

/** What all customers' orders come to. */
export interface SettledCustomers {
  /** {@link CustomerWord} as JSON by order id, for orders of which there is one. */
  readonly words: SortRun;
  /** If every coupon is used to its last unit, before scaling. */
  readonly couponWorst: bigint;
}

/**
 * Looks at each customer's orders together: signals on one of them, too many units or too many orders are for a person; all others get
 * one coupon and one notice, whatever the number of orders, in the first order by id of which anything is cancelled. Whose cancelled
 * orders are of several tiers gets the coupon that is worth most.
 */
export async function settleCustomers(
  decided: AsyncIterable<{ readonly facts: OrderFacts; readonly order: DecidedOrder }>,
  policy: RemedyPolicy,
  runs: Runs,
): Promise<SettledCustomers> {
  const byCustomer = runs.open();
  for await (const { facts, order } of decided) {
    const text = JSON.stringify(rowOf(facts, order, policy));
    await put(byCustomer, { key: pairKey(facts.customer, { then: facts.id }), text });
  }
  const words = runs.open();
  let couponWorst = 0n;
  let group: CustomerGroup | undefined;
  for await (const { key, text } of byCustomer.sorted()) {
    const [customer, id] = pairOf(key);
    if (group?.customer !== customer) {
      couponWorst += BigInt((await group?.settle()) ?? 0);
      group = new CustomerGroup(customer, { policy, words });
    }
    await group.add(id, JSON.parse(text) as Row); // written by rowOf
  }
  couponWorst += BigInt((await group?.settle()) ?? 0);
  await runs.close(byCustomer);
  return { words, couponWorst };
}

/** Reads a word back. */
export function wordOf(texts: readonly string[]): CustomerWord {
  const [text] = texts;
  return text === undefined ? NO_WORD : { ...NO_WORD, ...(JSON.parse(text) as Partial<CustomerWord>) }; // this very plan wrote it
}

function rowOf(facts: OrderFacts, order: DecidedOrder, { apology, currency }: RemedyPolicy): Row {
  const isCancelled = order.lines.some(({ cancelledUnits }) => cancelledUnits > 0);
  const bases = !isCancelled
    ? []
    : basesOf(apology).map((base) => String(couponBase(facts, order.lines, { base, currency })));
  const isFlagged = facts.review.includes('flagged') ? 1 : 0;
  const { tier } = offerTo(apology, facts.tier);
  return tier === undefined
    ? [order.unitsMeant, bases, isFlagged]
    : [order.unitsMeant, bases, isFlagged, tier];
}

/** What the rates of the policy are of: one, unless those of two tiers differ. */
function basesOf(apology: OfferedApologies): readonly CouponBase[] {
  return [...new Set(offersOf(apology).map(({ form }) => baseOf(form)))];
}

/** The orders of one customer. Keeps at most as many as a notice can name. */
class CustomerGroup {
  readonly customer: string;
  readonly #policy: RemedyPolicy;
  readonly #words: SortRun;
  #kept: { readonly id: string; readonly row: Row }[] = [];
  #count = 0;

  constructor(customer: string, options: { readonly policy: RemedyPolicy; readonly words: SortRun }) {
    this.customer = customer;
    this.#policy = options.policy;
    this.#words = options.words;
  }

  /** Takes the next order by id. */
  async add(id: string, row: Row): Promise<void> {
    this.#count += 1;
    this.#kept.push({ id, row });
    if (this.#count <= CUSTOMER_ORDERS_MAX) return;
    // One too many: what they say together no longer matters, and all are told the same.
    for (const { id: kept } of this.#kept.splice(0)) await this.#say(kept, { review: ['too-many-orders'] });
  }

  /** Says what there is to say of each order. @returns what the customer's coupon is worth, minor units. */
  async settle(): Promise<number> {
    if (this.#count > CUSTOMER_ORDERS_MAX) return 0;
    if (this.#kept.some(({ row: [, , isFlagged] }) => isFlagged === 1)) {
      for (const { id } of this.#kept) await this.#say(id, { review: ['flagged'] });
      return 0;
    }
    const units = this.#kept.reduce((sum, { row: [unitsMeant] }) => sum + unitsMeant, 0);
    if (units > (this.#policy.review.unitsPerCustomerMax ?? Infinity)) {
      for (const { id, row } of this.#kept) if (row[0] > 0) await this.#say(id, { review: ['many-units'] });
      return 0;
    }
    return this.#grant();
  }

  async #grant(): Promise<number> {
    const cancelled = this.#kept.filter(({ row: [, bases] }) => bases.length > 0);
    const [first] = cancelled;
    if (first === undefined) return 0;
    const { apology } = this.#policy;
    const tiers = new Set(cancelled.map(({ row: [, , , tier] }) => tier));
    const bases = basesOf(apology);
    const coupons = offersOf(apology)
      .filter(({ tier }) => tiers.has(tier))
      .map((offer) => {
        const place = bases.indexOf(baseOf(offer.form));
        let base = 0n;
        for (const { row } of cancelled) base += BigInt(row[1][place] ?? 0);
        return { tier: offer.tier, amountMinor: couponAmount(offer, base) };
      });
    await this.#say(first.id, { coupons, noticeFor: this.#kept.map(({ id }) => id) });
    return Math.max(...coupons.map(({ amountMinor }) => amountMinor));
  }

  #say(id: string, word: Partial<CustomerWord>): Promise<void> {
    return put(this.#words, { key: id, text: JSON.stringify(word) });
  }
}
