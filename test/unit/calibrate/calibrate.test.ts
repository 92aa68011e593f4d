import { describe, expect, it } from 'vitest';
import { offersSource } from '../../../src/audit/source.js';
import { historyForCalibration } from '../../../src/calibrate/calibrate-history.js';
import { calibrate, type Calibration, type CalibrateOptions } from '../../../src/calibrate/calibrate.js';
import type { LearnedRule, RuleCalibration } from '../../../src/calibrate/calibration.js';
import type { HistoryRow } from '../../../src/catalog/history.js';
import type { OfferInit } from '../../../src/catalog/offer.js';
import { builtInPolicy, loadPolicyText } from '../../../src/wire/policy.js';
import { historyOf } from '../audit/histories.js';

const NOW = Date.parse('2026-08-01T00:00:00Z');
const BUILT_IN = { policy: builtInPolicy(), text: undefined };

/** An offer at a whole percentage below a list price that shares no digits with it. */
function offer(sku: string, category: string | undefined, percentOff: number): OfferInit {
  return {
    sku,
    category,
    currency: 'KRW',
    listPriceMinor: 100_000,
    priceMinor: (100 - percentOff) * 1000 + 7,
  };
}

/** Rows whose markdowns are spread evenly from 0 to a deepest one. */
function spread(count: number, category: string | undefined, deepest: number): OfferInit[] {
  return Array.from({ length: count }, (_, at) =>
    offer(
      `${category ?? 'none'}-${String(at)}`,
      category,
      Math.floor(((at * 7919) % count) * ((deepest + 1) / count)),
    ),
  );
}

function run(offers: readonly OfferInit[], other: Partial<CalibrateOptions> = {}): Promise<Calibration> {
  return calibrate({
    catalog: [offersSource('past.csv', offers)],
    base: BUILT_IN,
    target: 0.01,
    targetSkuDays: 0.001,
    now: NOW,
    ...other,
  });
}

function learned(calibration: Calibration, at = 0): LearnedRule {
  const rule = calibration.rules[at];
  if (rule?.kind !== 'learned') throw new Error(`not learned: ${JSON.stringify(rule)}`);
  return rule;
}

function holdOf(rule: LearnedRule, category?: string): number | undefined {
  return rule.scopes.find((scope) => scope.category === category)?.limits[0]?.value;
}

function stoppedBy(rule: RuleCalibration, ruleId: string): number {
  return rule.leftOut.stopped.get(ruleId) ?? 0;
}

describe('calibrate', () => {
  it('learns each category its own limit, and judges it on the other half', async () => {
    const rule = learned(await run([...spread(2000, 'Shoes', 80), ...spread(2000, 'Audio', 40)]));
    expect(holdOf(rule, 'Shoes')).toBeGreaterThan(7700);
    expect(holdOf(rule, 'Audio')).toBeLessThan(4100);
    for (const { judged } of rule.scopes.slice(1)) {
      expect(judged.rowCount).toBeGreaterThan(900);
      expect(judged.alarmCount / judged.rowCount).toBeLessThan(0.03);
    }
    expect(rule.judged.rowCount).toBe(rule.scopes.reduce((sum, { judged }) => sum + judged.rowCount, 0));
  });

  it('lends a small category the limits of its nearest parent, by name', async () => {
    const rule = learned(
      await run([
        ...spread(2000, 'Audio > Wired', 80),
        ...spread(90, 'Audio > Cables', 40),
        ...spread(40, 'Pens', 20),
      ]),
    );
    const usedBy = (category: string | undefined): unknown =>
      rule.scopes.find((scope) => scope.category === category)?.usedBy;
    expect(usedBy('Audio')).toMatchObject([{ category: 'Audio > Cables', reason: 'few-rows' }]);
    expect(usedBy(undefined)).toMatchObject([{ category: 'Pens', reason: 'few-rows' }]);
  });

  it('does not learn from rows that other rules stop', async () => {
    const faults = Array.from({ length: 200 }, (_, at) => ({
      ...offer(`lost-${String(at)}`, 'Shoes', 0),
      // A digit lost: digit-shift blocks it.
      priceMinor: 10_000,
    }));
    const clean = learned(await run(spread(2000, 'Shoes', 60)));
    const rule = learned(await run([...spread(2000, 'Shoes', 60), ...faults]));
    expect(rule.scopes).toEqual(clean.scopes);
    expect(stoppedBy(rule, 'digit-shift') - stoppedBy(clean, 'digit-shift')).toBeGreaterThan(80);
    // They ring all the same.
    expect(rule.everyRule.alarmCount).toBeGreaterThan(clean.everyRule.alarmCount + 80);
  });

  it('refuses where even the whole catalogue is too small', async () => {
    const { rules, policyText } = await run(spread(300, 'Shoes', 60));
    expect(rules[0]).toMatchObject({ kind: 'refused', reason: 'few-rows', neededCount: 200 });
    expect(rules[1]).toMatchObject({ kind: 'refused', reason: 'no-history' });
    expect(policyText).toBeUndefined();
  });

  it('refuses a catalogue without list prices', async () => {
    const offers = spread(600, 'Shoes', 60).map((one) => ({ ...one, listPriceMinor: undefined }));
    const { rules } = await run(offers);
    expect(rules[0]).toMatchObject({ kind: 'refused', reason: 'no-rows' });
    expect(rules[0]?.leftOut.notJudged).toBeGreaterThan(250);
  });

  it('learns the whole catalogue a target that its rows cannot tell, and says so', async () => {
    const rule = learned(await run(spread(1000, undefined, 60), { target: 0.0005 }));
    expect(rule.scopes.map(({ limits }) => limits[0]?.origin)).toEqual(['finest']);
    expect(rule.judged.alarmCount).toBeLessThan(5);
  });

  it('leaves rows alone for which the policy has the rule off, or sets a limit by price list', async () => {
    const text = [
      'version: 1',
      'pricing:',
      '  rules:',
      '    deep-markdown:',
      '      overrides:',
      '        - { category: Outlet, enabled: false }',
      '        - { priceList: members, listHoldBps: 8500, listBlockBps: 9500 }',
      '',
    ].join('\n');
    const base = { text, policy: loadPolicyText(text, { file: 'base.yaml' }) };
    const members = spread(500, 'Members', 85).map((one) => ({ ...one, priceList: 'members' }));
    const offers = [...spread(1000, 'Shoes', 50), ...spread(500, 'Outlet', 85), ...members];
    const rule = learned(await run(offers, { base }));
    expect(rule.scopes.map(({ category }) => category)).toEqual([undefined, 'Shoes']);
    expect(holdOf(rule)).toBeLessThan(5200);
    expect(rule.leftOut.off).toBeGreaterThan(200);
    expect(rule.leftOut.own).toBeGreaterThan(200);
  });

  it('gives the same limits whatever the order of the rows, and others for another split', async () => {
    const offers = spread(2000, 'Shoes', 80);
    const straight = await run(offers);
    expect((await run([...offers].reverse())).policyText).toBe(straight.policyText);
    expect(learned(await run(offers, { split: 1 })).scopes).not.toEqual(learned(straight).scopes);
  });

  it('learns price-jump from the days of a history', async () => {
    const history = await historyForCalibration([historyOf('history.csv', dailyPrices(120))], {
      now: NOW,
      seed: 1,
    });
    const calibration = await run(spread(600, 'Shoes', 60), { history });
    const rule = learned(calibration, 1);
    const [down, warn, up] = rule.scopes[0]?.limits ?? [];
    // Nine of ten SKUs stand still; one in ten falls by a quarter now and then.
    expect(down?.parameter).toBe('holdScoreDown');
    expect(down?.value).toBeGreaterThan(0.34);
    expect(down?.value).toBeLessThan(0.4);
    expect(warn?.value).toBeLessThanOrEqual(down?.value ?? 0);
    expect(up?.value).toBe(0.3);
    expect(rule.judged.rowCount).toBeGreaterThan(5000);
    expect(calibration.policyText).toContain('price-jump');
  });

  it('says when a history is too short, or holds nothing', async () => {
    const reasonWith = async (rows: readonly HistoryRow[]): Promise<unknown> => {
      const history = await historyForCalibration([historyOf('history.csv', rows)], { now: NOW, seed: 1 });
      return (await run(spread(600, 'Shoes', 60), { history })).rules[1];
    };
    expect(await reasonWith(dailyPrices(59))).toMatchObject({
      reason: 'short-history',
      dayCount: 59,
      neededCount: 60,
    });
    expect(await reasonWith([])).toMatchObject({ reason: 'no-history' });
  });
});

/** 600 SKUs over some days; every tenth falls by a quarter for three days, once in forty. */
function dailyPrices(dayCount: number): HistoryRow[] {
  const first = 20_600;
  return Array.from({ length: 600 }, (_, sku) => sku).flatMap((sku) =>
    Array.from({ length: dayCount }, (_, day): HistoryRow => {
      const isDown = sku % 10 === 0 && (day + sku) % 40 < 3;
      return {
        sku: `Shoes-${String(sku)}`,
        priceList: 'default',
        currency: 'KRW',
        day: first + day,
        priceMinor: isDown ? 75_300 : 100_400,
      };
    }),
  );
}
