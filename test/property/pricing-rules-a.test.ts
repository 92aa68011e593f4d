import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeOffer, type Offer } from '../../src/catalog/offer.js';
import type { HistoryStatistics, ReferenceSource } from '../../src/catalog/reference.js';
import type { Facts } from '../../src/pricing/facts.js';
import { NOT_JUDGED, type OfferRule, type RuleAnswer } from '../../src/pricing/rule.js';
import { aboveList } from '../../src/pricing/rules/above-list.js';
import { absoluteFloor } from '../../src/pricing/rules/absolute-floor.js';
import { belowCost } from '../../src/pricing/rules/below-cost.js';
import { deepMarkdown } from '../../src/pricing/rules/deep-markdown.js';
import { digitShift } from '../../src/pricing/rules/digit-shift.js';
import { priorPriceFloor } from '../../src/pricing/rules/prior-price-floor.js';
import { shareBps } from '../../src/pricing/share-bps.js';
import { singleEdit } from '../../src/pricing/single-edit.js';
import { makeFacts } from '../../src/testing/facts.js';

const Exact = Decimal.clone({ precision: 60 });
const SOURCES: readonly ReferenceSource[] = [
  'history-median',
  'history-minimum',
  'list-price',
  'peer-estimate',
];

/** All amounts a rule of this file compares, before they become an offer and its facts. */
interface Amounts {
  readonly price: number;
  readonly reference: number;
  readonly source: ReferenceSource;
}

function offerOf(amounts: Amounts): Offer {
  const { price, reference } = amounts;
  return makeOffer({
    sku: 'a',
    currency: 'KRW',
    priceMinor: price,
    listPriceMinor: reference,
    costMinor: reference,
  });
}

function factsOf({ reference, source }: Amounts): Facts {
  const history: HistoryStatistics = {
    medianMinor: reference,
    minimum30Minor: reference,
    maximumMinor: reference,
    madLn: 0,
    medianLn: Math.log(reference),
    dayCount: 30,
    lastMinor: reference,
    lastOn: 20_665,
    standingDays: 1,
    quarantinedDays: 0,
    contaminatedDays: 0,
  };
  return makeFacts({ history, reference: { source, priceMinor: reference, ageDays: 1, sampleCount: 30 } });
}

function judge(rule: OfferRule, amounts: Amounts): RuleAnswer {
  const defaults = Object.entries(rule.parameters).map(([name, one]) => [name, one.default] as const);
  return rule.judge(offerOf(amounts), factsOf(amounts), Object.fromEntries(defaults));
}

function outcome(rule: OfferRule, amounts: Amounts): string {
  const answer = judge(rule, amounts);
  if (answer === undefined) return 'pass';
  return answer === NOT_JUDGED ? NOT_JUDGED : answer.severity;
}

/** Prices on, just beside and far from the limits of the rules, for references of every size up to `max`. */
function amountsUpTo(max: number): fc.Arbitrary<Amounts> {
  const reference = fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max }));
  const share = fc.constantFrom(0, 0.001, 0.01, 0.1, 0.2, 0.25, 0.4, 0.5, 0.6, 1, 10, 100);
  const beside = fc.integer({ min: -3, max: 3 });
  return fc
    .tuple(
      reference,
      share,
      beside,
      fc.constantFrom(...SOURCES),
      fc.integer({ min: -max, max }),
      fc.boolean(),
    )
    .map(([referenceMinor, part, step, source, anywhere, onLimit]) => {
      const near = Math.min(Math.floor(referenceMinor * part), max) + step;
      return { price: onLimit ? near : anywhere, reference: referenceMinor, source };
    });
}

describe('lowering the price never turns a block into anything milder', () => {
  const rules = [deepMarkdown, priorPriceFloor, belowCost, absoluteFloor];
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
    let blocked = 0;
    fc.assert(
      fc.property(amountsUpTo(1e12), fc.integer({ min: 1, max: 1e12 }), fc.boolean(), (high, far, isNear) => {
        if (outcome(rule, high) !== 'block') return;
        blocked++;
        const low = { ...high, price: high.price - (isNear ? (far % 3) + 1 : far) };
        expect(outcome(rule, low)).toBe('block');
      }),
      { numRuns: 2000 },
    );
    expect(blocked).toBeGreaterThan(100);
  });
});

describe('scaling all amounts together changes no answer', () => {
  const rules = [deepMarkdown, priorPriceFloor, belowCost, aboveList, digitShift];
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
    let fired = 0;
    fc.assert(
      fc.property(amountsUpTo(1e9), fc.integer({ min: 1, max: 9_000_000 }), (amounts, factor) => {
        const before = judge(rule, amounts);
        const scaled = { ...amounts, price: amounts.price * factor, reference: amounts.reference * factor };
        fc.pre(Number.isSafeInteger(scaled.price) && Number.isSafeInteger(scaled.reference));
        const after = judge(rule, scaled);
        expect(outcome(rule, scaled)).toBe(outcome(rule, amounts));
        if (before === undefined || before === NOT_JUDGED || after === undefined || after === NOT_JUDGED)
          return;
        fired++;
        if (before.measured.unit !== 'minor') expect(after.measured).toEqual(before.measured);
      }),
      { numRuns: 2000 },
    );
    expect(fired).toBeGreaterThan(100);
  });
});

describe('integer comparisons equal decimal.js', () => {
  /** The slow path: the formula of the documentation, written down with decimals of 60 digits. */
  const slow: readonly (readonly [OfferRule, (p: Decimal, r: Decimal, source: ReferenceSource) => string])[] =
    [
      [
        deepMarkdown,
        (p, r, source) => {
          const depth = new Exact(1).minus(p.div(r));
          const reaches = (limit: string): boolean => depth.gte(limit);
          if (source === 'list-price') return reaches('0.9') ? 'block' : reaches('0.8') ? 'hold' : 'pass';
          if (source === 'peer-estimate') return reaches('0.97') ? 'warn' : 'pass';
          return reaches('0.6') ? 'block' : reaches('0.4') ? 'warn' : 'pass';
        },
      ],
      [priorPriceFloor, (p, r) => (p.lt(r.times('0.5')) ? 'block' : 'pass')],
      [belowCost, (p, r) => (p.lt(r.times('0.5')) ? 'block' : p.lt(r) ? 'warn' : 'pass')],
    ];

  it.each(slow.map(([rule, path]) => [rule.id, rule, path] as const))('%s', (_id, rule, path) => {
    fc.assert(
      fc.property(amountsUpTo(Number.MAX_SAFE_INTEGER - 3), (amounts) => {
        const expected = path(new Exact(amounts.price), new Exact(amounts.reference), amounts.source);
        expect(outcome(rule, amounts)).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it('shareBps is the floor of the share', () => {
    fc.assert(
      fc.property(amountsUpTo(Number.MAX_SAFE_INTEGER - 3), ({ price, reference }) => {
        const exact = new Exact(price).times(10_000).div(reference).floor();
        fc.pre(exact.abs().lte(Number.MAX_SAFE_INTEGER - 10_000));
        expect(shareBps(price, reference)).toBe(exact.toNumber());
      }),
      { numRuns: 2000 },
    );
  });
});

describe('singleEdit', () => {
  /** Optimal string alignment by the textbook table. */
  function distance(a: string, b: string): number {
    const cells = new Map<string, number>();
    const at = (i: number, j: number): number => cells.get(`${i},${j}`) ?? Infinity;
    for (let i = 0; i <= a.length; i++) {
      for (let j = 0; j <= b.length; j++) {
        const same = a.charAt(i - 1) === b.charAt(j - 1);
        const swapped =
          i > 1 && j > 1 && a.charAt(i - 1) === b.charAt(j - 2) && a.charAt(i - 2) === b.charAt(j - 1);
        const steps = [
          i === 0 && j === 0 ? 0 : Infinity,
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          at(i - 1, j - 1) + (same ? 0 : 1),
          swapped ? at(i - 2, j - 2) + 1 : Infinity,
        ];
        cells.set(`${i},${j}`, Math.min(...steps));
      }
    }
    return at(a.length, b.length);
  }

  it('answers exactly for texts at a Damerau distance of 1', () => {
    const digits = fc.string({ unit: fc.constantFrom('0', '1', '9'), maxLength: 5 });
    fc.assert(
      fc.property(digits, digits, (meant, typed) => {
        expect(singleEdit(meant, typed) !== undefined).toBe(distance(meant, typed) === 1);
      }),
      { numRuns: 5000 },
    );
  });
});
