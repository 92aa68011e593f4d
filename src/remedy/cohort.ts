import type { RemedyPolicy } from '../catalog/remedy-policy.js';
import type { Order, OrderLine, OrderPayment } from '../catalog/order.js';
import { GuardError } from '../core/errors.js';
import type { Incident, WrongPrice } from '../incident/incident.js';
import type { CurrencyCode } from '../money/currency.js';
import type { CouponFacts, LineFacts, OrderFacts, PaymentFacts } from './order-facts.js';
import type { CohortExclusion, DecisionReason } from './plan.js';
import { shareOf, worthOf } from './worth.js';

/** What the cohort says to an order. */
export type Membership =
  | { readonly kind: 'in'; readonly facts: OrderFacts }
  | { readonly kind: 'out'; readonly exclusion: CohortExclusion };

interface FoundPrice {
  readonly wrong: WrongPrice;
  readonly shown: ReadonlySet<number>;
}

/**
 * Tells which lines an incident is about: sold at a price that nobody meant, with a promotion that nobody meant, or of a SKU of which
 * more was sold than there is. Never by account, currency or time alone. What is not in the cohort is not in the plan.
 */
export class Cohort {
  readonly #saleId: string;
  readonly #from: number;
  readonly #until: number;
  readonly #currency: CurrencyCode;
  readonly #prices: ReadonlyMap<string, FoundPrice>;
  readonly #promotions: ReadonlySet<string>;
  readonly #shortfalls: ReadonlyMap<string, number>;

  /** @throws GuardError `invalid-argument` for an incident that names nothing, or amounts in another currency than the policy. */
  constructor(incident: Incident, policy: RemedyPolicy) {
    const { prices, promotions, shortfalls, from, until } = incident.subject;
    if (prices.length + promotions.length + shortfalls.length === 0)
      throw refuse(
        'the incident names no price, no promotion and no shortfall: nothing says which orders it is about',
      );
    if (incident.currency !== undefined && incident.currency !== policy.currency)
      throw refuse(
        `the incident is in ${incident.currency}, the policy's section remedy in ${policy.currency}`,
      );
    this.#saleId = incident.saleId;
    this.#from = from;
    this.#until = until ?? Infinity;
    this.#currency = policy.currency;
    this.#prices = new Map(
      prices.map((wrong) => [goodsKey(wrong), { wrong, shown: new Set(wrong.shownMinor) }]),
    );
    this.#promotions = new Set(promotions.map(({ promotionId }) => promotionId));
    this.#shortfalls = new Map(shortfalls.map((shortfall, index) => [goodsKey(shortfall), index]));
  }

  /** @param order of the documented form. */
  look(order: Order): Membership {
    if (order.saleId !== this.#saleId) return out('other-sale');
    const members = order.lines.map((line) => this.#isMember(line, order.currency));
    const payments = order.payments.map(paymentFacts);
    const exclusion = this.#exclusionOf(order, members, payments);
    if (order.placedAt < this.#from || order.placedAt >= this.#until)
      return out(exclusion === undefined ? 'outside-window' : 'other-time');
    if (exclusion !== undefined) return out(exclusion);
    return { kind: 'in', facts: this.#factsOf(order, members, payments) };
  }

  /** Why an order of the sale is not one of the incident, whenever it was placed; undefined where it is. */
  #exclusionOf(
    order: Order,
    members: readonly boolean[],
    payments: readonly PaymentFacts[],
  ): CohortExclusion | undefined {
    if (!members.includes(true)) return this.#namesGoods(order) ? 'right-price' : 'other-goods';
    const isLeft = order.lines.some((line, index) => members[index] === true && unitsLeft(line) > 0);
    if (!isLeft) return 'already-returned';
    const isGone = order.status === 'cancelled' && payments.every(({ leftMinor }) => leftMinor === 0);
    return isGone ? 'already-cancelled' : undefined;
  }

  #isMember(line: OrderLine, currency: CurrencyCode): boolean {
    const key = goodsKey(line);
    if (this.#shortfalls.has(key) || this.#wrongReductions(line).length > 0) return true;
    const found = this.#prices.get(key);
    // Numbers of two currencies say nothing of each other: a person compares them.
    return found !== undefined && (currency !== this.#currency || found.shown.has(line.unitPriceMinor));
  }

  #namesGoods({ lines }: Order): boolean {
    return lines.some((line) => this.#prices.has(goodsKey(line)));
  }

  #wrongReductions({ reductions }: OrderLine): OrderLine['reductions'] {
    if (this.#promotions.size === 0) return [];
    return reductions.filter(
      ({ promotionId, amountMinor }) => amountMinor > 0 && this.#promotions.has(promotionId),
    );
  }

  #factsOf(order: Order, members: readonly boolean[], payments: readonly PaymentFacts[]): OrderFacts {
    const left = order.lines.map((line, index) => ({ line, isMember: members[index] === true }));
    const inCohort = left.filter(({ line, isMember }) => isMember && unitsLeft(line) > 0);
    const others = left.filter(({ line, isMember }) => !isMember && unitsLeft(line) > 0);
    const lines = inCohort.map(({ line }) => this.#lineFacts(line, order.currency));
    let worthMinor = 0;
    for (const { line } of others) worthMinor += worthOf(line, order.currency);
    return {
      id: order.id,
      customer: buyerOf(order),
      receiver: order.receiver,
      status: order.status,
      channel: order.channel,
      placedAt: order.placedAt,
      tier: order.tier,
      review: this.#reviewOf(order, lines),
      shippingMinor: order.shippingMinor,
      lines,
      others: { count: others.length, worthMinor },
      payments,
      coupons: this.#couponFacts(
        order,
        inCohort.map(({ line }) => line),
        others.map(({ line }) => line),
      ),
      milesPartner: order.milesPartner,
    };
  }

  #lineFacts(line: OrderLine, currency: CurrencyCode): LineFacts {
    const units = unitsLeft(line);
    const price = this.#prices.get(goodsKey(line));
    // What was meant is an amount of the incident's currency: beside another one it would be told to a customer as if it were theirs.
    const isWrong = currency === this.#currency && price?.shown.has(line.unitPriceMinor) === true;
    let wrongMinor = 0;
    for (const { amountMinor } of this.#wrongReductions(line)) wrongMinor += amountMinor;
    return {
      lineId: line.lineId,
      sku: line.sku,
      priceList: line.priceList,
      units,
      ordered: line.quantity,
      shownMinor: line.unitPriceMinor,
      intendedMinor: isWrong ? price.wrong.intendedMinor : undefined,
      wrongReductionMinor:
        wrongMinor === 0
          ? undefined
          : shareOf({ amountMinor: wrongMinor, units, of: line.quantity }, currency),
      shortfall: this.#shortfalls.get(goodsKey(line)),
      worthMinor: worthOf(line, currency),
      earnedPoints: line.earnedPoints ?? 0,
      earnedMiles: line.earnedMiles ?? 0,
    };
  }

  #reviewOf(order: Order, lines: readonly LineFacts[]): readonly DecisionReason[] {
    const reasons: DecisionReason[] = [];
    if (order.status === 'cancelled') reasons.push('already-cancelled');
    if (order.currency !== this.#currency) reasons.push('other-currency');
    const { payments } = order;
    const isTwice = new Set(payments.map(({ ref }) => ref)).size < payments.length;
    // A price that was too high by mistake asks for another remedy than this plan has.
    const isTooHigh = lines.some(
      ({ shownMinor, intendedMinor }) => intendedMinor !== undefined && shownMinor >= intendedMinor,
    );
    const isTooMuch = lines.some(
      ({ intendedMinor = 0, wrongReductionMinor = 0, units }) =>
        !Number.isSafeInteger(intendedMinor * units + wrongReductionMinor),
    );
    const hasNoPartner = order.milesPartner === undefined && lines.some(({ earnedMiles }) => earnedMiles > 0);
    if (isTwice || isTooHigh || isTooMuch || hasNoPartner) reasons.push('amounts-unclear');
    if ((order.signals ?? []).length > 0) reasons.push('flagged');
    return reasons;
  }

  /** Without coupons of a wrong promotion: those should never have been. */
  #couponFacts(order: Order, inCohort: readonly OrderLine[], others: readonly OrderLine[]): CouponFacts[] {
    const found: CouponFacts[] = [];
    for (const { ref, promotionId } of order.coupons ?? []) {
      if (this.#promotions.has(promotionId)) continue;
      const isUsedBy = (line: OrderLine): boolean =>
        line.reductions.some((reduction) => reduction.promotionId === promotionId);
      found.push({
        ref,
        lines: inCohort.flatMap((line, index) => (isUsedBy(line) ? [index] : [])),
        isUsedElsewhere: others.some(isUsedBy),
        isUsedByShipping: (order.shippingReductions ?? []).some(
          (reduction) => reduction.promotionId === promotionId,
        ),
      });
    }
    return found;
  }
}

function unitsLeft({ quantity, returnedQuantity = 0 }: OrderLine): number {
  return quantity - returnedQuantity;
}

/** A payment of which more was given back than captured is kept as it is: it adds up with nothing. */
function paymentFacts(payment: OrderPayment): PaymentFacts {
  const { ref, method, capturedMinor, refundedMinor = 0, state = 'captured', at } = payment;
  return { ref, method, isCaptured: state === 'captured', leftMinor: capturedMinor - refundedMinor, at };
}

function buyerOf({ customer }: Order): string {
  const [buyer] = customer;
  if (buyer === undefined) throw refuse('an order has no customer');
  return buyer;
}

/** The length keeps a SKU and a price list apart, whatever they hold. */
function goodsKey({ sku, priceList }: { readonly sku: string; readonly priceList: string }): string {
  return `${sku.length}:${sku}${priceList}`;
}

function out(exclusion: CohortExclusion): Membership {
  return { kind: 'out', exclusion };
}

function refuse(message: string): GuardError {
  return new GuardError({ code: 'invalid-argument', message });
}
