import fc from 'fast-check';
import type { Promotion } from '../../../src/catalog/promotion.js';
import { buyGet, fixed, freeShipping, percent, tierPrice, type More } from './make-promotion.js';

/** A price, and a file of promotions whose amounts lie around it, so that caps, floors and conditions bite. */
export interface StackCase {
  readonly priceMinor: number;
  readonly promotions: readonly Promotion[];
}

/** Bounds of a generated case. */
export interface StackBounds {
  readonly promotionMax: number;
  readonly priceMax: number;
  /** Uses in one order, groups taken into account, at most. */
  readonly stackableMax: number;
  /** At least; none unless told. */
  readonly stackableMin?: number;
  /** Groups a promotion may be of, undefined for none; as often as each stands here. */
  readonly groups?: readonly (string | undefined)[];
}

const USUAL_GROUPS = ['a', 'b', 'c', 'd', undefined];

export function stackCase({
  promotionMax,
  priceMax,
  stackableMax,
  ...more
}: StackBounds): fc.Arbitrary<StackCase> {
  const price = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: priceMax }));
  return price
    .chain((priceMinor) =>
      fc.record({
        priceMinor: fc.constant(priceMinor),
        promotions: fc
          .array(draft(priceMinor, more.groups ?? USUAL_GROUPS), { minLength: 1, maxLength: promotionMax })
          .chain((drafts) => shuffled(drafts.map((make, index) => make(idOf(index), drafts.length)))),
      }),
    )
    .filter(({ promotions }) => {
      const count = stackable(promotions);
      return count <= stackableMax && count >= (more.stackableMin ?? 0);
    });
}

type Draft = (id: string, count: number) => Promotion;

/** Ids whose order is not the order of the numbers. */
function idOf(index: number): string {
  return `${'qdmzbtkaxg'.charAt(index % 10)}${index}`;
}

function draft(price: number, groups: readonly (string | undefined)[]): fc.Arbitrary<Draft> {
  const near = fc.oneof(
    fc.integer({ min: 1, max: Math.max(1, price) }),
    fc.integer({ min: 1, max: Math.max(2, Math.ceil(price / 8)) }),
  );
  const bps = fc.oneof(
    fc.constantFrom(500, 1000, 2000, 3333, 5000, 10_000),
    fc.integer({ min: 1, max: 10_000 }),
  );
  const few = fc.integer({ min: 1, max: 3 });
  const step = fc.tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: price + 2 }));
  const kind = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(bps, rarely(near)).map(
        ([rate, capMinor]) =>
          (id: string, more: More) =>
            percent(id, rate, { ...more, capMinor }),
      ),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(near, fc.constantFrom('order' as const, 'unit' as const)).map(
        ([amount, per]) =>
          (id: string, more: More) =>
            fixed(id, amount, { ...more, per }),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(few, few, bps).map(
        ([buy, get, offBps]) =>
          (id: string, more: More) =>
            buyGet(id, { buy, get, offBps }, more),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.uniqueArray(step, { minLength: 1, maxLength: 3, selector: ([quantity]) => quantity }).map(
        (steps) => (id: string, more: More) =>
          tierPrice(
            id,
            [...steps].sort(([a], [b]) => a - b),
            more,
          ),
      ),
    },
    { weight: 1, arbitrary: fc.constant((id: string, more: More) => freeShipping(id, more)) },
  );
  return fc
    .record({
      make: kind,
      minSpendMinor: rarely(fc.integer({ min: 0, max: price * 14 })),
      quantityMin: rarely(fc.integer({ min: 1, max: 13 })),
      perOrderMax: fc.constantFrom(1, 1, 1, 1, 2, 3),
      group: fc.constantFrom(...groups),
      isExclusive: fc.constantFrom(false, false, false, false, false, true),
      excluded: rarely(fc.nat(9)),
      window: rarely(fc.tuple(fc.nat(6), fc.integer({ min: 1, max: 4 }))),
    })
    .map(({ make, excluded, window, ...more }) => (id: string, count: number) => {
      const other = excluded === undefined ? id : idOf(excluded % count);
      return make(id, {
        ...more,
        excludes: other === id ? [] : [other],
        startsAt: window === undefined ? undefined : window[0],
        endsAt: window === undefined ? undefined : window[0] + window[1],
      });
    });
}

/** One time in three. */
function rarely<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 1, arbitrary }, { weight: 2, arbitrary: fc.constant(undefined) });
}

function shuffled<T>(items: readonly T[]): fc.Arbitrary<readonly T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
}

/** Uses in one order at most: of each group one promotion, of all others every one. */
function stackable(promotions: readonly Promotion[]): number {
  const most = new Map<string, number>();
  let alone = 0;
  for (const { id, group, perOrderMax, isExclusive } of promotions) {
    if (isExclusive) alone = Math.max(alone, perOrderMax);
    else most.set(group ?? `-${id}`, Math.max(most.get(group ?? `-${id}`) ?? 0, perOrderMax));
  }
  return Math.max(
    alone,
    [...most.values()].reduce((sum, uses) => sum + uses, 0),
  );
}
