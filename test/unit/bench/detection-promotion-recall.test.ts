import { beforeAll, describe, expect, it } from 'vitest';
import { makePromotion, type PromotionInit } from '../../../src/catalog/promotion.js';
import { eachAlone, percentSums } from '../../../bench/detection/promotion-baselines.js';
import { promotionsOf } from '../../../bench/detection/promotion-calendar.js';
import {
  measurePromotionControls,
  type PromotionControl,
} from '../../../bench/detection/promotion-controls.js';
import { judgedShop } from '../../../bench/detection/promotion-honest.js';
import { promotionSection } from '../../../bench/detection/promotion-page.js';
import { measurePromotions, type FaultOutcome } from '../../../bench/detection/promotion-recall.js';
import { View } from '../../../bench/detection/promotion-view.js';
import { steadyShop } from './promotion-shop-rows.js';

const KOREAN = steadyShop();

function won(...inits: readonly PromotionInit[]): ReturnType<typeof promotionsOf> {
  return promotionsOf(inits.map((init) => makePromotion({ currency: 'KRW', ...init })));
}

const HALF: PromotionInit = { id: 'half', kind: 'percent', rateBps: 4_500, capMinor: undefined };
const TENTH: PromotionInit = { id: 'tenth', kind: 'percent', rateBps: 1_500, capMinor: undefined };

describe('a view of a calendar', () => {
  const { full, alone } = judgedShop(KOREAN);

  it('names the promotions that together take more than half', () => {
    const { alarms } = new View(full, won(HALF, TENTH), KOREAN.rows);
    expect(alarms).toHaveLength(KOREAN.rows.length);
    expect(alarms[0]).toMatchObject({ ruleId: 'worst-stack', severity: 'block' });
    expect([...(alarms[0]?.promotionIds ?? [])].sort()).toEqual(['half', 'tenth']);
  });

  it('of each promotion alone hears nothing of a stack', () => {
    const { alarms } = new View(alone, won(HALF, TENTH), KOREAN.rows);
    expect(alarms.filter(({ severity }) => severity === 'block')).toEqual([]);
    expect(eachAlone(won(HALF)).promotions.map(({ isExclusive }) => isExclusive)).toEqual([true]);
  });

  it('tells as new only what is worse than before', () => {
    const view = new View(full, won(HALF, TENTH), KOREAN.rows);
    expect([...view.newRows(won(HALF, TENTH), KOREAN.rows)]).toEqual([]);
    const mild = new View(full, won(HALF), KOREAN.rows);
    expect([...mild.newRows(won(HALF, TENTH), KOREAN.rows)]).toHaveLength(KOREAN.rows.length);
  });

  it('takes what is said of the second entry of a promotion as known', () => {
    const open: PromotionInit = { id: 'open', kind: 'fixed', amountMinor: 100, per: 'order', isCoupon: true };
    const view = new View(full, won(open), KOREAN.rows);
    expect(view.alarms.some(({ reason }) => reason === 'no-minimum')).toBe(true);
    expect(view.newTerms(won(open, { ...open, id: 'open-again' }))).toEqual([]);
    expect(view.newTerms(won(open, { ...open, id: 'other' })).length).toBeGreaterThan(0);
  });
});

describe('the sum of percentages', () => {
  it('adds what is said, whatever combines', () => {
    const sumOf = percentSums(
      won(
        { ...HALF, group: 'g' },
        { ...TENTH, group: 'g' },
        { id: 'off', kind: 'fixed', amountMinor: 1_000, per: 'order', minSpendMinor: 10_000 },
        { id: 'two-one', kind: 'buy-x-get-y', buy: 2, get: 1, offBps: 5_000 },
        { id: 'ship', kind: 'free-shipping' },
        { id: 'tier', kind: 'tier-price', steps: [{ quantityMin: 2, unitPriceMinor: 19_000 }] },
      ),
      KOREAN,
    );
    const [row] = KOREAN.rows; // 20,000 won
    expect(row === undefined ? 0 : sumOf(row)).toBeCloseTo(0.45 + 0.15 + 0.1 + 1 / 6 + 0.05, 10);
  });
});

describe('the protocol on prices that never moved', () => {
  const recall = measurePromotions([judgedShop(KOREAN), judgedShop(steadyShop('Western'))], {
    seeds: [1, 2, 3],
    calendarsPerSeed: 1,
    copiesPerCalendar: 1,
  });
  const of = (id: string): FaultOutcome => {
    const found = recall.faults.find(({ fault }) => fault.id === id);
    if (found === undefined) throw new Error(`no fault ${id}`);
    return found;
  };

  it('names every swapped minimum, missing count and count above its budget', () => {
    for (const id of ['swapped', 'no-count', 'over-budget']) {
      const { named } = of(id);
      expect(named.count).toBeGreaterThan(0);
      expect(named.hits).toBe(named.count);
    }
  });

  it('finds what combines only where promotions are judged together', () => {
    for (const id of ['twice', 'no-group', 'not-exclusive', 'window']) expect(of(id).heldAlone.hits).toBe(0);
    const together = ['twice', 'no-group', 'not-exclusive', 'window'].map((id) => of(id).held.hits);
    expect(Math.max(...together)).toBeGreaterThan(0);
  });

  it('counts a copy once: dropped, or judged in every column', () => {
    for (const one of recall.faults) {
      const judged = one.dropped.count - one.dropped.hits;
      for (const count of [one.named, one.held, one.warned, one.heldAlone, one.summed, one.summedAsRarely])
        expect(count.count).toBe(judged);
      expect(one.named.hits).toBeLessThanOrEqual(one.held.hits);
      expect(one.held.hits).toBeLessThanOrEqual(one.warned.hits);
    }
  });

  it('counts all rows and promotions of the honest calendars, and lets a naive sum ring as rarely', () => {
    for (const { rows, calendars, terms, rowsSummedAsRarely } of recall.honest) {
      expect([calendars.count, rows.count]).toEqual([3, 120]);
      expect(terms.count).toBeGreaterThanOrEqual(15);
      expect(rowsSummedAsRarely.hits).toBeLessThanOrEqual(rows.hits);
    }
  });

  it('prints a row for every fault and both shops', () => {
    const section = promotionSection(recall, []).join('\n');
    for (const { fault } of recall.faults) expect(section).toContain(`| ${fault.title} |`);
    expect(section).toContain('|  | Korean | Western |');
  });
});

describe('negative controls on prices that never moved', () => {
  let controls: readonly PromotionControl[];
  beforeAll(async () => {
    controls = await measurePromotionControls(KOREAN);
  });
  const quiet = (title: string): readonly number[] => {
    const found = controls.find((one) => one.title.startsWith(title));
    return found === undefined ? [] : [found.blockCount, found.holdCount, found.promotionCount];
  };

  it.each(['no promotions', '2 for the price of 1.8', 'quantity tiers', '2+1 on everything', 'sale 7 %'])(
    '%s is neither blocked nor held',
    (title) => {
      expect(quiet(title)).toEqual([0, 0, 0]);
    },
  );

  it('halved prices are held until the campaign is approved, and then nothing is', () => {
    const at = controls.findIndex(({ title }) => title.startsWith('prices halved'));
    const [before, after] = controls.slice(at, at + 2);
    expect((before?.blockCount ?? 0) + (before?.holdCount ?? 0)).toBe(KOREAN.rows.length);
    expect(before?.batchRules).toContain('catalogue-shock');
    expect(after).toMatchObject({ blockCount: 0, holdCount: 0, batchRules: [] });
  });
});
