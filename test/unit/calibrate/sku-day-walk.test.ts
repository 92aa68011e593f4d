import { describe, expect, it } from 'vitest';
import { skuDayWalk, type PriceSeries } from '../../../src/calibrate/sku-day-walk.js';
import { TUNED_JUMP } from '../../../src/calibrate/tuned-rules.js';
import type { Half } from '../../../src/calibrate/halves.js';
import { halfOf } from '../../../src/calibrate/halves.js';
import { offerKey } from '../../../src/catalog/offer-key.js';
import type { PriceRun } from '../../../src/catalog/reference.js';
import { defaultPricingPolicy } from '../../../src/pricing/settings.js';

const PLAN = { learnFrom: 40, judgeFrom: 60, endsOn: 80 };

/** A SKU of each half. */
const SKU: Readonly<Record<Half, string>> = { learn: skuIn('learn'), judge: skuIn('judge') };

function skuIn(half: Half): string {
  for (let at = 0; ; at++) if (halfOf(`EP-${String(at)}`, 0) === half) return `EP-${String(at)}`;
}

/** Runs one after the other from day 1 on: days and price of each. */
function stretches(...parts: readonly (readonly [dayCount: number, priceMinor: number])[]): PriceRun[] {
  let startsOn = 1;
  return parts.map(([dayCount, priceMinor]) => {
    const run = { startsOn, dayCount, priceMinor };
    startsOn += dayCount;
    return run;
  });
}

interface SeenDay {
  readonly sku: string;
  readonly category: string | undefined;
  readonly priceMinor: number;
  readonly lastMinor: number | undefined;
  readonly dayCount: number | undefined;
  readonly score: number | undefined;
  readonly stops: readonly string[];
  readonly rowCount: number;
}

async function walk(series: readonly PriceSeries[], half: Half): Promise<SeenDay[]> {
  const seen: SeenDay[] = [];
  const source = { file: 'h', open: () => batches(series) };
  const run = skuDayWalk({ source, plan: PLAN, now: 0, split: 0, categoryOf: () => 'Audio' });
  await run(defaultPricingPolicy(), half, ({ offer, facts, stops, rowCount }) => {
    const { sku, category, priceMinor } = offer;
    const { lastMinor, dayCount } = facts.history ?? {};
    const score = TUNED_JUMP.measure(offer, facts)?.value;
    seen.push({ sku, category, priceMinor, lastMinor, dayCount, score, stops: [...stops], rowCount });
  });
  return seen;
}

async function* batches(series: readonly PriceSeries[]): AsyncGenerator<readonly PriceSeries[]> {
  yield await Promise.resolve(series);
}

function seriesOf(half: Half, ...parts: readonly (readonly [number, number])[]): PriceSeries {
  const key = offerKey({ sku: SKU[half], priceList: 'default', currency: 'KRW' });
  return { key, runs: stretches(...parts) };
}

describe('a walk over SKU-days', () => {
  it('takes the earlier days of the learning half, and the later ones of the other', async () => {
    const both = [seriesOf('learn', [80, 129_000]), seriesOf('judge', [80, 129_000])];
    const count = (days: readonly SeenDay[]): number => days.reduce((sum, day) => sum + day.rowCount, 0);
    const learnt = await walk(both, 'learn');
    expect(learnt.every(({ sku, category }) => sku === SKU.learn && category === 'Audio')).toBe(true);
    expect(count(learnt)).toBe(20);
    const judged = await walk(both, 'judge');
    expect(judged.every(({ sku }) => sku === SKU.judge)).toBe(true);
    expect(count(judged)).toBe(21);
  });

  it('judges each change with what was known the evening before', async () => {
    const days = await walk([seriesOf('learn', [44, 129_000], [36, 60_000])], 'learn');
    expect(
      days.map(({ priceMinor, lastMinor, dayCount, rowCount }) => [
        priceMinor,
        lastMinor,
        dayCount,
        rowCount,
      ]),
    ).toEqual([
      // Days 40 to 44 at the old price, day 45 at the new one, and the 14 days it stood.
      [129_000, 129_000, 39, 1],
      [129_000, 129_000, 39, 4],
      [60_000, 129_000, 44, 1],
      [60_000, 60_000, 45, 1],
      [60_000, 60_000, 45, 13],
    ]);
    expect(days.map(({ score }) => (score ?? 0) > 0)).toEqual([false, false, true, false, false]);
    expect(days[2]?.stops).toContain('price-jump');
  });

  it('judges a price again each day while it is in quarantine', async () => {
    const days = await walk([seriesOf('learn', [44, 129_000], [3, 12_900], [33, 129_000])], 'learn');
    const wrong = days.filter(({ priceMinor }) => priceMinor === 12_900);
    expect(wrong.map(({ rowCount, lastMinor }) => [rowCount, lastMinor])).toEqual([
      [1, 129_000],
      [1, 129_000],
      [1, 129_000],
    ]);
    // Back at the price that counts: nothing jumped.
    expect(days.filter(({ score }) => (score ?? 0) > 0)).toHaveLength(3);
  });

  it('scores 0 on every day that it counts together', async () => {
    const prices = [129_000, 99_000, 12_900, 110_000, 400_000, 129_000];
    const parts = prices.map((price, at): [number, number] => [at === 0 ? 40 : 6, price]);
    const days = await walk([seriesOf('learn', ...parts)], 'learn');
    expect(days.filter(({ rowCount }) => rowCount > 1).length).toBeGreaterThan(1);
    for (const { score } of days.filter(({ rowCount }) => rowCount > 1)) expect(score).toBe(0);
  });

  it('does not judge a day before which nothing was known', async () => {
    const { key } = seriesOf('learn');
    const days = await walk([{ key, runs: [{ startsOn: 50, dayCount: 1, priceMinor: 5 }] }], 'learn');
    expect(days).toEqual([]);
  });

  it('counts a price a person accepted', async () => {
    const series = seriesOf('learn', [44, 129_000], [3, 12_900], [33, 129_000]);
    const days = await walk([{ ...series, accepted: new Set([12_900]) }], 'learn');
    const wrong = days.filter(({ priceMinor }) => priceMinor === 12_900);
    expect(wrong.map(({ lastMinor }) => lastMinor)).toEqual([129_000, 12_900, 12_900]);
  });
});
