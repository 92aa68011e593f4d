import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeOffer, type Offer } from '../../src/catalog/offer.js';
import type { HistoryStatistics } from '../../src/catalog/reference.js';
import { variantKey } from '../../src/pricing/batch/variant-key.js';
import type { BatchJudgement, BatchRow, BatchRule, RuleAnswer } from '../../src/pricing/rule.js';
import { catalogueShock } from '../../src/pricing/rules/catalogue-shock.js';
import { channelParity } from '../../src/pricing/rules/channel-parity.js';
import { feedShape } from '../../src/pricing/rules/feed-shape.js';
import { historyFreshness } from '../../src/pricing/rules/history-freshness.js';
import { robustOutlier } from '../../src/pricing/rules/robust-outlier.js';
import { tierOrder } from '../../src/pricing/rules/tier-order.js';
import { defaultsOf } from '../../src/pricing/settings.js';
import { makeFacts, TEST_NOW } from '../../src/testing/facts.js';

interface Row {
  readonly offer: Offer;
  readonly formerMinor: number | undefined;
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

/** Few different values, so that rows meet: the same SKU in several channels, tiers and quantities, at close prices. */
const rowArbitrary: fc.Arbitrary<Row> = fc
  .record({
    sku: fc.constantFrom('A', 'B', 'C', '__proto__'),
    priceMinor: fc.constantFrom(0, 990, 995, 996, 1000, 1004, 1005, 1006, 1300, 1301, 5000),
    channel: maybe(fc.constantFrom('web', 'app', 'checkout', 'POS')),
    tier: maybe(fc.constantFrom('base', 'gold', 'VVIP', 'platinum')),
    quantityMin: maybe(fc.constantFrom(1, 10, 100)),
    condition: maybe(fc.constantFrom('new' as const, 'used' as const, 'open-box' as const)),
    priceList: fc.constantFrom('default', 'overseas'),
    formerMinor: maybe(fc.constantFrom(0, 700, 1000, 1001, 2000)),
  })
  .map(({ formerMinor, ...offer }) => ({ offer: makeOffer({ ...offer, currency: 'KRW' }), formerMinor }));

const batchArbitrary = fc.array(rowArbitrary, { maxLength: 60 });

interface Outcome {
  readonly judgements: readonly BatchJudgement[];
  readonly notJudgedCount: number;
}

function run(rule: BatchRule, rows: readonly Row[], values: Readonly<Record<string, unknown>> = {}): Outcome {
  const context = { now: TEST_NOW, previousRowCount: 40, historyEndsOn: 20_000, seed: 1 };
  // A test may hand in any parameter; the rule itself is typed by its own table.
  const watch = rule.open(context, { ...defaultsOf(rule), ...(values as Record<string, number>) });
  rows.forEach(({ offer, formerMinor }, at) => {
    const row: BatchRow = {
      offer,
      facts: makeFacts({ formerPriceMinor: formerMinor }),
      file: 'sale.csv',
      line: at + 2,
    };
    watch.see(row);
  });
  return watch.close({ rowCount: rows.length, emptyPriceCount: 2 });
}

/** Everything a judgement says but where rows stand. */
function withoutLines(outcome: Outcome): unknown {
  const said = outcome.judgements.map(({ about, evidence, ...rest }) => ({
    ...rest,
    about: about && { ...about, line: 0 },
    evidence: Object.fromEntries(Object.entries(evidence).filter(([name]) => !name.endsWith('Line'))),
  }));
  return { said, notJudgedCount: outcome.notJudgedCount };
}

const RULES: readonly (readonly [BatchRule, Readonly<Record<string, unknown>>])[] = [
  // Limits low enough for sixty rows to reach them.
  [catalogueShock, { changedCountMin: 1, crowdCount: 1, crowdShareBps: 1 }],
  [feedShape, { blockRowCountMin: 1000 }],
  [channelParity, {}],
  [tierOrder, {}],
  [historyFreshness, {}],
];

describe('batch rules', () => {
  it.each(RULES.map(([rule, values]) => [rule.id, rule, values] as const))(
    '%s judges the same whatever the order of the rows',
    (_id, rule, values) => {
      const shuffled = batchArbitrary.chain((rows) =>
        fc.tuple(
          fc.constant(rows),
          fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
        ),
      );
      fc.assert(
        fc.property(shuffled, ([rows, others]) => {
          expect(withoutLines(run(rule, others, values))).toEqual(withoutLines(run(rule, rows, values)));
        }),
        { numRuns: 300 },
      );
    },
  );

  it.each(
    RULES.filter(([rule]) => rule !== feedShape && rule !== historyFreshness).map(
      ([rule, values]) => [rule.id, rule, values] as const,
    ),
  )('%s judges the same when all amounts are scaled together', (_id, rule, values) => {
    fc.assert(
      fc.property(batchArbitrary, fc.integer({ min: 1, max: 1_000_000 }), (rows, factor) => {
        const scaled = rows.map(({ offer, formerMinor }) => ({
          offer: { ...offer, priceMinor: offer.priceMinor * factor },
          formerMinor: formerMinor === undefined ? undefined : formerMinor * factor,
        }));
        const outline = (outcome: Outcome): unknown => ({
          notJudgedCount: outcome.notJudgedCount,
          said: outcome.judgements.map((one) => [
            one.severity,
            one.evidence['trigger'],
            one.about?.sku,
            one.about?.priceList,
            one.about?.line,
          ]),
        });
        expect(outline(run(rule, scaled, values))).toEqual(outline(run(rule, rows, values)));
      }),
      { numRuns: 300 },
    );
  });

  it('channel-parity and tier-order never lose a finding when rows of other SKUs are added', () => {
    const others = fc.array(
      rowArbitrary.map((row) => ({ ...row, offer: { ...row.offer, sku: 'Z' } })),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(batchArbitrary, others, (rows, more) => {
        for (const rule of [channelParity, tierOrder]) {
          const named = (outcome: Outcome): unknown[] =>
            outcome.judgements
              .filter((one) => one.about !== undefined && one.about.sku !== 'Z')
              .map((one) => ({ about: { ...one.about, line: 0 }, severity: one.severity }));
          expect(named(run(rule, [...more, ...rows]))).toEqual(named(run(rule, rows)));
        }
      }),
    );
  });
});

/** Batches in which no offer stands twice: feed-shape speaks about those. */
const consistentBatch = fc.uniqueArray(rowArbitrary, {
  maxLength: 60,
  selector: ({ offer }) => variantKey(offer, 'tax-basis'),
});

describe('the flat tables', () => {
  it('channel-parity finds what comparing every two rows finds', () => {
    fc.assert(
      fc.property(consistentBatch, (rows) => {
        const expected = new Map<string, string>();
        for (const { offer: a } of rows) {
          for (const { offer: b } of rows) {
            const key = variantKey(a, 'channel');
            const isComparable =
              a.channel !== undefined && b.channel !== undefined && key === variantKey(b, 'channel');
            if (!isComparable || b.priceMinor * 10_000 <= a.priceMinor * 10_050) continue;
            const isCheckout = [a.channel, b.channel].some((name) =>
              ['checkout', 'pos'].includes(name.toLowerCase()),
            );
            if (isCheckout || !expected.has(key)) expected.set(key, isCheckout ? 'block' : 'warn');
          }
        }
        const found = run(channelParity, rows).judgements.map((one) => one.severity);
        expect(found.toSorted()).toEqual([...expected.values()].toSorted());
      }),
      { numRuns: 300 },
    );
  });

  it('tier-order finds what comparing every two rows finds', () => {
    const ranks = ['base', 'silver', 'gold', 'vip', 'vvip'];
    const levels: Readonly<
      Record<'tier' | 'quantity-min' | 'condition', (offer: Offer) => number | undefined>
    > = {
      tier: ({ tier }) =>
        tier === undefined || tier === 'platinum' ? undefined : ranks.indexOf(tier.toLowerCase()),
      'quantity-min': ({ quantityMin }) => quantityMin,
      condition: ({ condition }) => (condition === undefined ? undefined : Number(condition !== 'new')),
    };
    fc.assert(
      fc.property(consistentBatch, (rows) => {
        const expected = new Set<string>();
        for (const kind of ['tier', 'quantity-min', 'condition'] as const) {
          for (const { offer: lesser } of rows) {
            for (const { offer: better } of rows) {
              const [low, high] = [levels[kind](lesser), levels[kind](better)];
              if (low === undefined || high === undefined || low >= high) continue;
              const key = variantKey(lesser, kind);
              if (key === variantKey(better, kind) && better.priceMinor > lesser.priceMinor)
                expected.add(kind + key);
            }
          }
        }
        const found = run(tierOrder, rows).judgements.filter((one) => one.severity === 'block');
        expect(found).toHaveLength(expected.size);
      }),
      { numRuns: 300 },
    );
  });
});

describe('robust-outlier', () => {
  it('judges the same when all amounts are scaled together', () => {
    const amounts = fc.record({
      price: fc.integer({ min: 1, max: 1_000_000 }),
      median: fc.integer({ min: 1, max: 1_000_000 }),
      madLn: fc.double({ min: 0, max: 1, noNaN: true }),
      factor: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(amounts, ({ price, median, madLn, factor }) => {
        // ln is rounded, so a price within a billionth of the limit may fall on either side of it.
        const deviations = Math.log(price / median) / Math.max(1.4826 * madLn, 0.05);
        fc.pre(Math.abs(Math.abs(deviations) - 6) > 1e-9);
        expect(severityOf(judgeOne(price * factor, median * factor, madLn))).toBe(
          severityOf(judgeOne(price, median, madLn)),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

function judgeOne(priceMinor: number, medianMinor: number, madLn: number): RuleAnswer {
  const history: HistoryStatistics = {
    medianMinor,
    minimum30Minor: medianMinor,
    maximumMinor: medianMinor,
    madLn,
    medianLn: Math.log(medianMinor),
    dayCount: 60,
    lastMinor: medianMinor,
    lastOn: 20_665,
    standingDays: 1,
    quarantinedDays: 0,
    contaminatedDays: 0,
  };
  const offer = makeOffer({ sku: 'a', currency: 'KRW', priceMinor });
  // The defaults of a rule are values of its own parameters.
  return robustOutlier.judge(offer, makeFacts({ history }), defaultsOf(robustOutlier));
}

function severityOf(answer: RuleAnswer): string {
  return typeof answer === 'object' ? answer.severity : String(answer);
}
