import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeOffer, type Offer } from '../../src/catalog/offer.js';
import type { ApplicationOrder, ExactStack, Promotion } from '../../src/catalog/promotion.js';
import { PromotionIndex } from '../../src/promotions/promotion-index.js';
import type { PromotionSet } from '../../src/promotions/promotion-set.js';
import { bruteApply, bruteCombines, bruteHolds, bruteWorst } from '../support/brute-stack.js';
import { fileOf } from '../unit/promotions/make-promotion.js';
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
    const seen = { cases: 0, stacked: 0, three: 0, further: 0 };
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
        if (stack.quantity > (one.quantityMin ?? 1)) seen.further += 1;
      }),
      { numRuns: 4000 },
    );
    // Most cases must be worth the trouble: of these four thousand 57 % stack, 29 % three or more, 32 % at a larger quantity.
    expect(seen.stacked).toBeGreaterThan(seen.cases * 0.4);
    expect(seen.three).toBeGreaterThan(seen.cases * 0.15);
    expect(seen.further).toBeGreaterThan(seen.cases * 0.15);
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
      { numRuns: 500 },
    );
    expect(bounded).toBeGreaterThan(100);
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
