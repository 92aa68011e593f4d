import { describe, expect, it } from 'vitest';
import { catalogueShock as rule } from '../../../../src/pricing/rules/catalogue-shock.js';
import { only, told, watch, type WatchedRow } from './watching.js';

/** `moved` rows at `factor` of their former price, the rest unchanged; every price is another one. */
function rowsOf(count: number, moved: number, factor: number): WatchedRow[] {
  return Array.from({ length: count }, (_, at) => {
    const formerMinor = 100_000 + at * 10;
    return { formerMinor, priceMinor: at < moved ? formerMinor * factor : formerMinor };
  });
}

describe('catalogue-shock, share of prices', () => {
  it('holds the batch when more than 2 % of the prices moved by more than 30 %, and at least 20', () => {
    const found = only(rule, { rows: rowsOf(1000, 21, 0.5) });
    expect(found).toMatchObject({
      severity: 'hold',
      about: undefined,
      measured: { value: 210, unit: 'bps' },
      evidence: {
        trigger: 'share-changed',
        changedCount: 21,
        downCount: 21,
        upCount: 0,
        comparedCount: 1000,
      },
    });
    expect(watch(rule, { rows: rowsOf(1000, 20, 0.5) }).judgements).toEqual([]);
    expect(watch(rule, { rows: rowsOf(100, 19, 0.5) }).judgements).toEqual([]);
    expect(watch(rule, { rows: rowsOf(100, 20, 0.5) }).judgements).toHaveLength(1);
  });

  it('counts both directions, and exactly 30 % in neither', () => {
    expect(only(rule, { rows: rowsOf(100, 30, 2) }).evidence['upCount']).toBe(30);
    expect(watch(rule, { rows: rowsOf(100, 30, 0.7) }).judgements).toEqual([]);
    const up = rowsOf(100, 0, 1).map((row) => ({ ...row, formerMinor: 100, priceMinor: 130 }));
    expect(watch(rule, { rows: up, values: { crowdCount: 1000 } }).judgements).toEqual([]);
  });

  it('counts rows without a former price, or with one of 0, as not judged', () => {
    const rows = [...rowsOf(10, 0, 1), { priceMinor: 5 }, { priceMinor: 5, formerMinor: 0 }];
    expect(watch(rule, { rows }).notJudgedCount).toBe(2);
  });
});

describe('catalogue-shock, one price', () => {
  const crowd = (count: number): WatchedRow[] =>
    Array.from({ length: count }, (_, at) => ({ formerMinor: 3600 + at, priceMinor: 3499, currency: 'GBP' }));

  it('holds the batch when more than 20 SKUs and 1 % of the rows moved to one exact price', () => {
    const found = only(rule, { rows: [...rowsOf(1000, 0, 1), ...crowd(21)] });
    expect(found.evidence).toMatchObject({
      trigger: 'one-price',
      priceMinor: 3499,
      currency: 'GBP',
      skuCount: 21,
    });
    expect(told(rule, 'en', found)).toBe(
      '21 SKUs moved to the one price of GBP 34.99, from other prices: did one setting overwrite them?',
    );
    expect(told(rule, 'ko', found)).toBe(
      '가격이 서로 달랐던 SKU 21개가 모두 GBP 34.99로 바뀌었습니다. 설정 하나가 가격을 덮어쓴 것은 아닌지 확인하세요.',
    );
    expect(watch(rule, { rows: [...rowsOf(1000, 0, 1), ...crowd(20)] }).judgements).toEqual([]);
    expect(watch(rule, { rows: [...rowsOf(2100, 0, 1), ...crowd(21)] }).judgements).toEqual([]);
  });

  it('does not count prices that stood there before, nor one SKU in several channels', () => {
    const still = Array.from({ length: 50 }, () => ({ formerMinor: 9900, priceMinor: 9900 }));
    const channels = Array.from({ length: 50 }, (_, at) => ({
      sku: 'EP-1',
      channel: `c${at}`,
      formerMinor: 10_000,
      priceMinor: 9900,
    }));
    expect(watch(rule, { rows: still }).judgements).toEqual([]);
    expect(watch(rule, { rows: channels }).judgements).toEqual([]);
  });

  it('names the most crowded price first', () => {
    const more = Array.from({ length: 30 }, (_, at) => ({
      sku: `M-${at}`,
      formerMinor: 50_000 + at,
      priceMinor: 49_000,
    }));
    const found = watch(rule, { rows: [...crowd(21), ...more] }).judgements;
    expect(found.map((one) => one.evidence['priceMinor'] ?? one.evidence['trigger'])).toEqual([49_000, 3499]);
  });

  it('tells the share in words', () => {
    const found = only(rule, { rows: rowsOf(1000, 40, 0.5) });
    expect(told(rule, 'en', found)).toBe(
      '40 of 1,000 prices (4 %) moved by more than 30 %, 40 down and 0 up: if this is no planned campaign, hold the whole batch.',
    );
    expect(told(rule, 'ko', found)).toBe(
      '가격 1,000개 중 40개(4%)가 30% 넘게 바뀌었습니다(인하 40개, 인상 0개). 계획된 행사가 아니라면 배치 전체를 보류하세요.',
    );
  });
});
