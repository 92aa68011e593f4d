import { describe, expect, it } from 'vitest';
import { tierOrder as rule } from '../../../../src/pricing/rules/tier-order.js';
import { only, told, watch, type WatchedRow } from './watching.js';

const burger = (more: Partial<WatchedRow> & { readonly priceMinor: number }): WatchedRow => ({
  sku: 'BG-1',
  ...more,
});
const severitiesOf = (rows: readonly WatchedRow[]): readonly string[] =>
  watch(rule, { rows }).judgements.map((judgement) => judgement.severity);

describe('tier-order', () => {
  it('blocks a better tier that pays more than the base tier', () => {
    const found = only(rule, {
      rows: [burger({ priceMinor: 4000, tier: 'base' }), burger({ priceMinor: 5000, tier: 'VVIP' })],
    });
    expect(found).toMatchObject({
      severity: 'block',
      about: { sku: 'BG-1', priceMinor: 5000, line: 3 },
      evidence: {
        kind: 'tier',
        better: 'VVIP',
        betterMinor: 5000,
        lesser: 'base',
        lesserMinor: 4000,
        lesserLine: 2,
      },
    });
    expect(told(rule, 'en', found)).toBe(
      'Tier VVIP costs 5,000 won, more than tier base at 4,000 won (line 2 of sale.csv): are the two swapped?',
    );
    expect(told(rule, 'ko', found)).toBe(
      'VVIP 등급 가격이 5,000원인데 base 등급 가격은 4,000원입니다(sale.csv 2행). 두 가격이 뒤바뀐 것은 아닌지 확인하세요.',
    );
  });

  it('accepts equal and falling prices, and other price lists or channels', () => {
    const base = burger({ priceMinor: 5000, tier: 'base' });
    expect(
      severitiesOf([
        base,
        burger({ priceMinor: 5000, tier: 'gold' }),
        burger({ priceMinor: 4000, tier: 'vip' }),
      ]),
    ).toEqual([]);
    expect(severitiesOf([base, burger({ priceMinor: 6000, tier: 'vip', priceList: 'airport' })])).toEqual([]);
    expect(severitiesOf([base, burger({ priceMinor: 6000, tier: 'vip', channel: 'app' })])).toEqual([]);
  });

  it('blocks a quantity break that is dearer a unit than a smaller one', () => {
    const rows = [
      burger({ priceMinor: 900, quantityMin: 10 }),
      burger({ priceMinor: 1000, quantityMin: 1 }),
      burger({ priceMinor: 950, quantityMin: 100 }),
    ];
    const found = only(rule, { rows });
    expect(found.evidence).toMatchObject({ kind: 'quantity-min', better: '100', lesser: '10' });
    expect(told(rule, 'en', found)).toContain(
      'One unit from 100 on costs 950 won, more than one unit from 10 on at 900 won',
    );
    expect(told(rule, 'ko', found)).toContain(
      '100개 이상 구매 시 개당 가격이 950원인데 10개 이상 구매 시 개당 가격은 900원입니다',
    );
  });

  it('blocks worn goods that cost more than new ones, and compares no two of them', () => {
    const fresh = burger({ priceMinor: 1000, condition: 'new' });
    const used = burger({ priceMinor: 1100, condition: 'used' });
    expect(severitiesOf([used, fresh])).toEqual(['block']);
    expect(told(rule, 'ko', only(rule, { rows: [fresh, used] }))).toContain(
      '중고 상품 가격이 1,100원인데 새 상품 가격은 1,000원',
    );
    expect(severitiesOf([used, burger({ priceMinor: 900, condition: 'refurbished' })])).toEqual([]);
  });

  it('tells the widest gap of a group, once', () => {
    const rows = ['base', 'silver', 'gold', 'vip'].map((tier, n) =>
      burger({ priceMinor: 1000 + n * n, tier }),
    );
    expect(only(rule, { rows }).evidence).toMatchObject({ lesser: 'base', better: 'vip' });
  });

  it('warns of tiers the policy does not order, and takes its own order', () => {
    const rows = [burger({ priceMinor: 1, tier: 'platinum' }), burger({ priceMinor: 2, tier: 'base' })];
    const { judgements, notJudgedCount } = watch(rule, { rows });
    expect(judgements).toMatchObject([
      { severity: 'warn', evidence: { trigger: 'unknown-tier', examples: ['platinum'] } },
    ]);
    expect(notJudgedCount).toBe(1);
    expect(severitiesOf([...rows])).toEqual(['warn']);
    expect(only(rule, { rows, values: { tiers: ['platinum', 'base'] } }).severity).toBe('block');
  });

  it('counts rows with neither tier, quantity break nor condition as not judged', () => {
    expect(
      watch(rule, { rows: [burger({ priceMinor: 1 }), burger({ priceMinor: 1, quantityMin: 1 })] })
        .notJudgedCount,
    ).toBe(1);
  });

  it('holds a group with more levels than it compares', () => {
    const rows = Array.from({ length: 101 }, (_, n) => burger({ priceMinor: n, quantityMin: n + 1 }));
    expect(only(rule, { rows })).toMatchObject({
      severity: 'hold',
      evidence: { trigger: 'too-many-levels', count: 1, examples: ['BG-1'] },
    });
  });
});
