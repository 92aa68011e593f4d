/**
 * The worst stack by looking at everything: every promotion that may hold, every sequence of uses that the rules of
 * combining allow, every quantity. Written from the words of the model alone and before the engine; plain and slow.
 */
import type { Offer } from '../../src/catalog/offer.js';
import type { ApplicationOrder, Promotion } from '../../src/catalog/promotion.js';

/** The best sequence found. */
export interface BruteStack {
  readonly quantity: number;
  readonly totalMinor: number;
  readonly payableMinor: number;
  /** Ids in the order applied, the fewest that reach the total; of several such sets the first by sorted ids. */
  readonly promotionIds: readonly string[];
  /** Sequences looked at over all quantities. */
  readonly sequenceCount: number;
}

/** What is asked. */
export interface BruteQuestion {
  readonly promotions: readonly Promotion[];
  readonly applicationOrder: ApplicationOrder;
  readonly offer: Offer;
  readonly now: number;
  readonly quantityMax: number;
}

const QUANTITY_LIMIT = 10_000;

export function bruteWorst(question: BruteQuestion): BruteStack {
  const applicable = question.promotions.filter((promotion) =>
    bruteHolds(promotion, question.offer, question.now),
  );
  let best: BruteStack | undefined;
  let sequenceCount = 0;
  for (const quantity of bruteQuantities(applicable, question.offer, question.quantityMax)) {
    everySequence({ ...question, promotions: applicable }, quantity, (ids, totalMinor) => {
      sequenceCount += 1;
      const payableMinor = Math.floor(totalMinor / quantity);
      const found = { quantity, totalMinor, payableMinor, promotionIds: [...ids], sequenceCount: 0 };
      if (best === undefined || isBetter(found, best)) best = found;
    });
  }
  if (best === undefined) throw new Error('no quantity was looked at');
  return { ...best, sequenceCount };
}

function isBetter(left: BruteStack, right: BruteStack): boolean {
  const [a, b] = [left.totalMinor * right.quantity, right.totalMinor * left.quantity];
  if (a !== b) return a < b;
  if (left.quantity !== right.quantity) return left.quantity < right.quantity;
  if (left.promotionIds.length !== right.promotionIds.length)
    return left.promotionIds.length < right.promotionIds.length;
  return [...left.promotionIds].sort().join(' ') < [...right.promotionIds].sort().join(' ');
}

/** Whether a promotion may hold for a row at all. */
export function bruteHolds(promotion: Promotion, offer: Offer, now: number): boolean {
  const { scope } = promotion;
  if (promotion.currency !== undefined && promotion.currency !== offer.currency) return false;
  if (promotion.endsAt !== undefined && promotion.endsAt <= now) return false;
  if (!overlap(promotion, { startsAt: offer.saleStartsAt, endsAt: offer.saleEndsAt })) return false;
  if (isNamed(promotion, offer)) return true;
  if (scope.isListedOnly) return false;
  const isUnder = (path: string): boolean =>
    offer.category === path || (offer.category ?? '').startsWith(`${path} > `);
  return (
    (scope.skus?.includes(offer.sku) ?? true) &&
    (scope.categories?.some(isUnder) ?? true) &&
    (scope.priceLists?.includes(offer.priceList) ?? true) &&
    (offer.channel === undefined || (scope.channels?.includes(offer.channel) ?? true)) &&
    (offer.tier === undefined || (scope.tiers?.includes(offer.tier) ?? true))
  );
}

function isNamed(promotion: Promotion, offer: Offer): boolean {
  return offer.promotionRefs?.includes(promotion.id) ?? false;
}

interface Window {
  readonly startsAt: number | undefined;
  readonly endsAt: number | undefined;
}

function overlap(a: Window, b: Window): boolean {
  return (
    (a.startsAt ?? -Infinity) < (b.endsAt ?? Infinity) && (b.startsAt ?? -Infinity) < (a.endsAt ?? Infinity)
  );
}

/** Whether two promotions may be used in one order of this row. */
export function bruteCombines(a: Promotion, b: Promotion, offer: Offer): boolean {
  if (a.isExclusive || b.isExclusive) return false;
  if (a.group !== undefined && a.group === b.group) return false;
  if (a.excludes.includes(b.id) || b.excludes.includes(a.id)) return false;
  if (!overlap(a, b)) return false;
  if (isNamed(a, offer) || isNamed(b, offer)) return true;
  // One order is placed through one channel, by a customer of one tier.
  return shares(a.scope.channels, b.scope.channels) && shares(a.scope.tiers, b.scope.tiers);
}

function shares(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a === undefined || b === undefined || a.some((one) => b.includes(one));
}

/** From the smallest the row is sold in to `quantityMax`, and the smallest that meets each condition of what changes the goods' price. */
export function bruteQuantities(
  promotions: readonly Promotion[],
  offer: Offer,
  quantityMax: number,
): readonly number[] {
  const first = offer.quantityMin ?? 1;
  const found = new Set<number>([first]);
  for (let quantity = first; quantity <= quantityMax; quantity++) found.add(quantity);
  const add = (quantity: number): void => {
    if (quantity >= first && quantity <= QUANTITY_LIMIT) found.add(quantity);
  };
  for (const promotion of promotions) {
    if (promotion.kind === 'free-shipping') continue;
    add(promotion.quantityMin ?? 1);
    if (promotion.minSpendMinor !== undefined && offer.priceMinor > 0) {
      let quantity = first;
      while (quantity * offer.priceMinor < promotion.minSpendMinor && quantity <= QUANTITY_LIMIT) quantity++;
      add(quantity);
    }
    if (promotion.kind === 'tier-price') for (const step of promotion.steps) add(step.quantityMin);
  }
  return [...found].sort((left, right) => left - right);
}

/** Tells of every sequence of uses, the empty one too, with what the order then costs. */
function everySequence(
  { promotions, applicationOrder, offer }: BruteQuestion,
  quantity: number,
  tell: (ids: readonly string[], totalMinor: number) => void,
): void {
  const subtotal = quantity * offer.priceMinor;
  const met = promotions.filter(
    (promotion) => quantity >= (promotion.quantityMin ?? 1) && subtotal >= (promotion.minSpendMinor ?? 0),
  );
  const used: Promotion[] = [];
  const extend = (total: number): void => {
    tell(
      used.map(({ id }) => id),
      total,
    );
    for (const next of met) {
      if (applicationOrder === 'listed' && isBefore(met, next, used.at(-1))) continue;
      if (used.filter(({ id }) => id === next.id).length >= next.perOrderMax) continue;
      if (used.some((other) => other.id !== next.id && !bruteCombines(other, next, offer))) continue;
      used.push(next);
      extend(bruteApply(next, total, quantity));
      used.pop();
    }
  };
  extend(subtotal);
}

function isBefore(list: readonly Promotion[], one: Promotion, last: Promotion | undefined): boolean {
  return last !== undefined && list.indexOf(one) < list.indexOf(last);
}

/** What is left to pay after one use. Shares that are no whole minor units are rounded in the customer's favour. */
export function bruteApply(promotion: Promotion, total: number, quantity: number): number {
  switch (promotion.kind) {
    case 'percent':
      return total - Math.min(ceilOfShare(total, promotion.rateBps, 10_000), promotion.capMinor ?? Infinity);
    case 'fixed':
      return Math.max(0, total - promotion.amountMinor * (promotion.per === 'unit' ? quantity : 1));
    case 'buy-x-get-y': {
      const cheaper = Math.floor(quantity / (promotion.buy + promotion.get)) * promotion.get;
      return total - ceilOfShare(total, cheaper * promotion.offBps, quantity * 10_000);
    }
    case 'tier-price': {
      const prices = promotion.steps.filter((step) => quantity >= step.quantityMin);
      return Math.min(total, ...prices.map((step) => step.unitPriceMinor * quantity));
    }
    case 'free-shipping':
      return total;
  }
}

/** Rounded up. */
function ceilOfShare(total: number, part: number, whole: number): number {
  return Number((BigInt(total) * BigInt(part) + BigInt(whole) - 1n) / BigInt(whole));
}
