import { describe, expect, it } from 'vitest';
import type { Promotion } from '../../../src/catalog/promotion.js';
import { makeCalendar } from '../../../bench/detection/promotion-calendar.js';
import { judgedShop } from '../../../bench/detection/promotion-honest.js';
import type { ShopStyle } from '../../../bench/detection/promotion-shop.js';
import { Random } from '../../../bench/detection/random.js';
import { steadyShop } from './promotion-shop-rows.js';

const STYLES: readonly ShopStyle[] = ['Korean', 'Western'];
const DRAWS = 60;

function drawn(style: ShopStyle): readonly (readonly Promotion[])[] {
  const shop = steadyShop(style);
  return Array.from({ length: DRAWS }, (_, at) => makeCalendar(shop, new Random(`test ${at}`)).promotions);
}

describe.each(STYLES)('a %s calendar', (style) => {
  const calendars = drawn(style);

  it('holds 5 to 40 promotions under different ids', () => {
    const sizes = calendars.map((promotions) => promotions.length);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(5);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(40);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeGreaterThan(20);
    for (const promotions of calendars)
      expect(new Set(promotions.map(({ id }) => id)).size).toBe(promotions.length);
  });

  it('draws every kind, and coupons in groups that combine', () => {
    const all = calendars.flat();
    expect(new Set(all.map(({ kind }) => kind)).size).toBe(5);
    expect(new Set(all.filter(({ isCoupon }) => isCoupon).map(({ group }) => group)).size).toBeGreaterThan(2);
  });

  it('is the same for the same name and another for another', () => {
    const shop = steadyShop(style);
    const draw = (name: string): unknown => makeCalendar(shop, new Random(name));
    expect(draw('one')).toEqual(draw('one'));
    expect(draw('one')).not.toEqual(draw('two'));
  });

  it('never runs two of its store-wide sales at a time', () => {
    for (const promotions of calendars) {
      const sales = promotions.filter(({ id }) => id.startsWith('store-sale'));
      for (const [at, { startsAt }] of sales.entries()) {
        if (at > 0) expect(startsAt).toBe(sales[at - 1]?.endsAt);
      }
    }
  });

  it('pays for its counts, swaps nothing, and takes no more than half by one promotion', () => {
    const { full } = judgedShop(steadyShop(style));
    const said = calendars.flatMap((promotions) =>
      full.judge.judgeTerms({ file: 'promotions', sha256: '', promotions, applicationOrder: 'unknown' }),
    );
    const reasons = new Set(said.map(({ ruleId, reason }) => `${ruleId} ${reason ?? ''}`));
    expect([...reasons].filter((one) => !/ (no-minimum|no-cap|expired)$/.test(one))).toEqual([]);
  });
});

describe('a shop', () => {
  it('has the brands as categories below the one of the data', () => {
    const { brands, rows } = steadyShop();
    expect([...brands].sort()).toEqual(
      ['Alpha', 'Beta', 'Delta', 'Gamma'].map((one) => `headphone > ${one}`),
    );
    expect(rows[0]?.offer.category).toBe('headphone > Alpha');
  });

  it('of the Western style sells the same for dollars, with its history', () => {
    const [row] = steadyShop('Western').rows;
    expect(row?.offer).toMatchObject({ currency: 'USD', priceMinor: 1538, listPriceMinor: 3077 });
    expect(row?.history).toMatchObject({ medianMinor: 1538, lastMinor: 1538 });
    expect(row?.history?.medianLn).toBeCloseTo(Math.log(20_000 / 13), 10);
  });
});
