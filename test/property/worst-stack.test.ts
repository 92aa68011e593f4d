import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeOffer, type Offer } from '../../src/catalog/offer.js';
import type { ApplicationOrder, ExactStack, Promotion } from '../../src/catalog/promotion.js';
import { PromotionIndex } from '../../src/promotions/promotion-index.js';
import type { PromotionSet } from '../../src/promotions/promotion-set.js';
import { bruteApply, bruteCombines, bruteHolds, bruteWorst } from '../support/brute-stack.js';
import { fileOf, percent } from '../unit/promotions/make-promotion.js';
import { stackCase, type StackBounds, type StackCase } from '../unit/promotions/promotion-arbitrary.js';

const NOW = 0;

/** A case that brute force can still look through. */
const SMALL: StackBounds = { promotionMax: 10, priceMax: 3000, stackableMax: 5 };
/** Up to what is looked through exactly, at amounts as large as any. */
const LARGE: StackBounds = { promotionMax: 10, priceMax: 1e11, stackableMax: 12 };

/** Far more than that. */
const CROWDED: StackBounds = {
  ...LARGE,
  stackableMin: 15,
  stackableMax: 40,
  groups: ['a', undefined, undefined, undefined],
};

interface Question extends StackCase {
  readonly applicationOrder: ApplicationOrder;
  readonly quantityMax: number;
  readonly quantityMin: number | undefined;
}

function question(bounds: StackBounds): fc.Arbitrary<Question> {
  return fc
    .record({
      one: stackCase(bounds),
      applicationOrder: fc.constantFrom('unknown' as const, 'unknown' as const, 'listed' as const),
      quantityMax: fc.integer({ min: 1, max: 8 }),
      quantityMin: fc.constantFrom(undefined, undefined, undefined, 2, 5),
    })
    .map(({ one, ...more }) => ({ ...one, ...more }));
}

function offerOf({ priceMinor, quantityMin }: Question): Offer {
  return makeOffer({ sku: 'EP-100', currency: 'KRW', priceMinor, quantityMin });
}

function setOf(one: Question): PromotionSet | undefined {
  const index = new PromotionIndex(fileOf(one.promotions, one.applicationOrder), { now: NOW });
  return index.setFor(offerOf(one));
}

function found(one: Question): ExactStack {
  const stack = setOf(one)?.worst(one.priceMinor, one.quantityMax);
  const quantity = one.quantityMin ?? 1;
  const totalMinor = quantity * one.priceMinor;
  if (stack === undefined)
    return { kind: 'exact', payableMinor: one.priceMinor, quantity, totalMinor, promotionIds: [] };
  if (stack.kind === 'bound') throw new Error('few enough to be looked through');
  return stack;
}

/** Two that only what they exclude or their windows keep apart. */
function keptApart(one: Promotion, other: Promotion): boolean {
  const isFree =
    !one.isExclusive && !other.isExclusive && (one.group === undefined || one.group !== other.group);
  return (
    one !== other &&
    isFree &&
    !bruteCombines(one, other, makeOffer({ sku: 'a', currency: 'KRW', priceMinor: 1 }))
  );
}

/** What an order costs after some uses, one after the other. */
function replay(one: Question, ids: readonly string[], quantity: number): number {
  return ids.reduce((total, id) => {
    const promotion = one.promotions.find((candidate) => candidate.id === id);
    if (promotion === undefined) throw new Error(`no promotion ${id}`);
    return bruteApply(promotion, total, quantity);
  }, quantity * one.priceMinor);
}

describe('the worst stack', () => {
  it('is what looking at every sequence of every compatible set at every quantity finds', () => {
    const seen = { cases: 0, stacked: 0, three: 0, further: 0, conditional: 0, apart: 0 };
    fc.assert(
      fc.property(question(SMALL), (one) => {
        const stack = found(one);
        const expected = bruteWorst({ ...one, offer: offerOf(one), now: NOW });
        expect([stack.totalMinor, stack.quantity]).toEqual([expected.totalMinor, expected.quantity]);
        expect(stack.payableMinor).toBe(expected.payableMinor);
        expect([...stack.promotionIds].sort()).toEqual([...expected.promotionIds].sort());
        expect(replay(one, stack.promotionIds, stack.quantity)).toBe(stack.totalMinor);
        seen.cases += 1;
        if (stack.promotionIds.length > 1) seen.stacked += 1;
        if (stack.promotionIds.length > 2) seen.three += 1;
        const named = one.promotions.filter(({ id }) => stack.promotionIds.includes(id));
        if (named.some(({ minSpendMinor, quantityMin }) => (minSpendMinor ?? quantityMin) !== undefined))
          seen.conditional += 1;
        if (named.some((used) => one.promotions.some((other) => keptApart(used, other)))) seen.apart += 1;
        if (stack.quantity > (one.quantityMin ?? 1)) seen.further += 1;
      }),
      { numRuns: 4000 },
    );
    // The cases must be worth the trouble.
    expect(seen.stacked).toBeGreaterThan(seen.cases * 0.3);
    expect(seen.three).toBeGreaterThan(seen.cases * 0.1);
    expect(seen.further).toBeGreaterThan(seen.cases * 0.15);
    expect(seen.conditional).toBeGreaterThan(seen.cases * 0.15);
    expect(seen.apart).toBeGreaterThan(seen.cases * 0.1);
  });

  it('is never undercut by one promotion alone, or by any compatible uses in any order at any quantity looked at', () => {
    let tried = 0;
    fc.assert(
      fc.property(question(LARGE), fc.infiniteStream(fc.nat()), (one, numbers) => {
        const stack = found(one);
        const offer = offerOf(one);
        const holding = one.promotions.filter((promotion) => bruteHolds(promotion, offer, NOW));
        for (let attempt = 0; attempt < 20; attempt++) {
          const quantity = (one.quantityMin ?? 1) + ((numbers.next().value ?? 0) % 8);
          if (quantity > Math.max(one.quantityMax, one.quantityMin ?? 1)) continue;
          const ids = someUses({ ...one, promotions: holding }, quantity, numbers);
          const total = replay(one, ids, quantity);
          expect(BigInt(total) * BigInt(stack.quantity)).toBeGreaterThanOrEqual(
            BigInt(stack.totalMinor) * BigInt(quantity),
          );
          tried += ids.length > 0 ? 1 : 0;
        }
      }),
      { numRuns: 1500 },
    );
    expect(tried).toBeGreaterThan(1500);
  });

  it('does not depend on the order of the file where the order of application is unknown', () => {
    fc.assert(
      fc.property(question(LARGE), fc.nat(), (given, turn) => {
        const one: Question = { ...given, applicationOrder: 'unknown' };
        const { promotions } = one;
        const turned = [
          ...promotions.slice(turn % promotions.length),
          ...promotions.slice(0, turn % promotions.length),
        ];
        for (const other of [turned, [...promotions].reverse()]) {
          const stack = found(one);
          const again = found({ ...one, promotions: other });
          expect([again.totalMinor, again.quantity]).toEqual([stack.totalMinor, stack.quantity]);
          expect(again.promotionIds).toEqual(stack.promotionIds);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is never below the quick bound, which is 0 to the price', () => {
    let close = 0;
    fc.assert(
      fc.property(question(LARGE), (one) => {
        const least = setOf(one)?.least(one.priceMinor);
        if (least === undefined) return;
        const { payableMinor } = found(one);
        expect(least).toBeLessThanOrEqual(payableMinor);
        expect(least).toBeGreaterThanOrEqual(0);
        expect(Number.isSafeInteger(least)).toBe(true);
        if (least >= payableMinor * 0.9) close += 1;
      }),
      { numRuns: 1500 },
    );
    expect(close).toBeGreaterThan(300);
  });

  it('is a bound below every order where more can be combined than is looked through', () => {
    let bounded = 0;
    fc.assert(
      fc.property(question(CROWDED), fc.infiniteStream(fc.nat()), (one, numbers) => {
        const stack = setOf(one)?.worst(one.priceMinor, one.quantityMax);
        if (stack?.kind !== 'bound') return;
        bounded += 1;
        expect(stack.stackableCount).toBeGreaterThan(12);
        const quantity = one.quantityMin ?? 1;
        const ids = someUses(one, quantity, numbers);
        expect(Math.floor(replay(one, ids, quantity) / quantity)).toBeGreaterThanOrEqual(stack.payableMinor);
      }),
      { numRuns: 700 },
    );
    expect(bounded).toBeGreaterThan(100);
  });
});

describe('the promotions of a row', () => {
  it('are those that a plain reading of every scope, window and currency finds, row after row on one index', () => {
    const texts = fc.constantFrom('a', 'b', 'c');
    const list = fc.option(fc.uniqueArray(texts, { minLength: 1, maxLength: 2 }), { nil: undefined });
    const path = fc.constantFrom('A', 'A > B', 'A > B > C', 'AB', 'B');
    const instant = fc.option(fc.integer({ min: -2, max: 6 }), { nil: undefined });
    const promotion = fc
      .record({
        isListedOnly: fc.constantFrom(false, false, true),
        skus: list,
        categories: fc.option(fc.uniqueArray(path, { minLength: 1, maxLength: 2 }), { nil: undefined }),
        priceLists: list,
        channels: list,
        tiers: list,
      })
      .chain((scope) =>
        fc.record({
          scope: fc.constantFrom(scope, { categories: scope.categories }),
          currency: fc.constantFrom(undefined, undefined, 'KRW' as const, 'USD' as const),
          startsAt: instant,
          endsAt: instant,
        }),
      );
    const row = fc.record({
      sku: texts,
      category: fc.option(path, { nil: undefined }),
      priceList: texts,
      channel: fc.option(texts, { nil: undefined }),
      tier: fc.option(texts, { nil: undefined }),
      currency: fc.constantFrom('KRW' as const, 'USD' as const),
      saleStartsAt: instant,
      saleEndsAt: instant,
      promotionRefs: fc.option(fc.array(fc.constantFrom('p0', 'p1', 'p2', 'lost')), { nil: undefined }),
    });
    let held = 0;
    fc.assert(
      fc.property(
        fc.array(promotion, { maxLength: 40 }),
        fc.array(row, { minLength: 1, maxLength: 10 }),
        (scopes, rows) => {
          const promotions = scopes.map((more, number) => percent(`p${number}`, 1000, more));
          const index = new PromotionIndex(fileOf(promotions), { now: NOW });
          for (const more of rows) {
            const offer = makeOffer({ priceMinor: 1000, ...more });
            const expected = promotions.filter((one) => bruteHolds(one, offer, NOW)).map(({ id }) => id);
            expect((index.setFor(offer)?.promotions ?? []).map(({ id }) => id)).toEqual(expected.sort());
            held += expected.length;
          }
        },
      ),
      { numRuns: 500 },
    );
    expect(held).toBeGreaterThan(1000);
  });
});

/** Uses drawn one after the other, as long as they combine and hold, in the order of the file where that is declared. */
function someUses(one: Question, quantity: number, numbers: Iterator<number>): readonly string[] {
  const offer = offerOf(one);
  const isMet = ({ quantityMin, minSpendMinor }: Promotion): boolean =>
    quantity >= (quantityMin ?? 1) && quantity * one.priceMinor >= (minSpendMinor ?? 0);
  const chosen: Promotion[] = [];
  const draw = (): number => Number(numbers.next().value ?? 0);
  for (let count = draw() % 14; count > 0; count--) {
    const next = one.promotions[draw() % one.promotions.length];
    if (next === undefined || !isMet(next) || !bruteHolds(next, offer, NOW)) continue;
    if (chosen.filter((other) => other === next).length >= next.perOrderMax) continue;
    if (chosen.some((other) => other !== next && !bruteCombines(other, next, offer))) continue;
    chosen.push(next);
  }
  if (one.applicationOrder === 'listed')
    chosen.sort((left, right) => one.promotions.indexOf(left) - one.promotions.indexOf(right));
  return chosen.map(({ id }) => id);
}
