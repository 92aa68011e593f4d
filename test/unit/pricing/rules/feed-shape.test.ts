import { describe, expect, it } from 'vitest';
import { feedShape as rule } from '../../../../src/pricing/rules/feed-shape.js';
import { FLAGGED_COUNT_MAX } from '../../../../src/pricing/batch/flagged-keys.js';
import type { BatchJudgement } from '../../../../src/pricing/rule.js';
import { KeyNames, type KeyParts, type KnownKeys } from '../../../../src/pricing/known-keys.js';
import { history } from './judging.js';
import { only, told, watch, type Batch, type WatchedRow } from './watching.js';

/** As `watch`, with a previous catalogue of the same size unless the batch says otherwise. */
function found(batch: Batch): readonly BatchJudgement[] {
  return watch(rule, { ...batch, context: { previousRowCount: batch.rows.length, ...batch.context } })
    .judgements;
}

const distinct = (count: number, prefix = 'EP'): WatchedRow[] =>
  Array.from({ length: count }, (_, at) => ({
    sku: `${prefix}-${String(at).padStart(5, '0')}`,
    priceMinor: 1000 + at,
  }));

describe('feed-shape, size', () => {
  it('holds a feed with fewer than 70 % of the previous rows', () => {
    const batch = (previousRowCount: number): Batch => ({
      rows: distinct(70),
      context: { previousRowCount },
    });
    expect(found(batch(100))).toEqual([]);
    const [short] = found(batch(101));
    expect(short).toMatchObject({
      severity: 'hold',
      about: undefined,
      evidence: { trigger: 'rows-missing', shareBps: 6930 },
    });
    expect(told(rule, 'ko', only(rule, batch(101)))).toBe(
      '이전 카탈로그는 101행이었는데 이번에는 70행(69.3%)만 들어왔습니다. 피드가 중간에 잘린 것으로 보입니다.',
    );
  });

  it('says that it cannot tell without a previous catalogue', () => {
    expect(only(rule, { rows: distinct(3) })).toMatchObject({
      severity: 'info',
      evidence: { trigger: 'size-unknown' },
    });
  });

  it('counts rows that could not be read as rows', () => {
    expect(
      found({ rows: distinct(10), context: { previousRowCount: 100 }, totals: { rowCount: 100 } }),
    ).toEqual([]);
  });

  it('holds a feed where more than 5 % of the rows have no price', () => {
    const batch = (emptyPriceCount: number): Batch => ({
      rows: distinct(95),
      context: { previousRowCount: 100 },
      totals: { rowCount: 100, emptyPriceCount },
    });
    expect(found(batch(5))).toEqual([]);
    expect(found(batch(6))).toMatchObject([
      { severity: 'hold', evidence: { trigger: 'prices-empty', emptyPriceCount: 6 } },
    ]);
  });
});

describe('feed-shape, offers found in what is known', () => {
  const names = (...keys: KeyParts[]): KnownKeys => {
    const seen = new KeyNames();
    for (const key of keys) seen.see(key);
    return seen;
  };
  const historyKeys = names({ sku: '00001-EP', priceList: 'kr', currency: 'KRW' });

  /** A batch of which the first `foundCount` offers are in the history. */
  const known = (offerCount: number, foundCount: number, values?: Batch['values']): Batch => ({
    rows: distinct(offerCount).map((row, at) => ({
      ...row,
      facts: { historyKeys, history: at < foundCount ? history(row.priceMinor) : undefined },
    })),
    values: values ?? {},
  });

  it('holds a batch of which less than a tenth is in the history', () => {
    expect(found(known(100, 10))).toEqual([]);
    expect(found(known(100, 9))).toMatchObject([
      { severity: 'hold', about: undefined, evidence: { trigger: 'offers-not-found', shareBps: 900 } },
    ]);
  });

  it('only warns of fewer than ten offers, which may well all be new', () => {
    expect(found(known(10, 0))).toMatchObject([{ severity: 'hold' }]);
    expect(found(known(9, 0))).toMatchObject([{ severity: 'warn' }]);
  });

  it('is silent with a share of 0, for a shop whose goods are new every time', () => {
    expect(found(known(100, 0, { foundShareMinBps: 0 }))).toEqual([]);
  });

  it('is silent without a history, and where a look-up cannot tell its names', () => {
    expect(found({ rows: distinct(100) })).toEqual([]);
  });

  it('judges the previous catalogue by itself', () => {
    const previousKeys = names({ sku: 'EP-00000', priceList: 'main', currency: 'KRW' });
    const rows = distinct(100).map((row) => ({
      ...row,
      facts: { historyKeys, history: history(row.priceMinor), previousKeys },
    }));
    expect(found({ rows })).toMatchObject([
      { severity: 'hold', evidence: { baseline: 'previous-catalogue', foundCount: 0 } },
    ]);
  });

  it('names the price lists and an example of both sides, whatever the order of the rows', () => {
    const batch = known(100, 5);
    const [judgement] = found(batch);
    const [turned] = found({ ...batch, rows: [...batch.rows].reverse() });
    expect(turned).toEqual(judgement);
    if (judgement === undefined) return;
    expect(told(rule, 'en', judgement)).toBe(
      'Only 5 of 100 offers (5 %) can be found in the price history, so nearly everything was judged without it. Here: price list “default”, such as SKU “EP-00005” in KRW. There: price list “kr”, such as SKU “00001-EP” in KRW. If SKUs or price lists are written differently, make them the same; if all goods are new, have a person approve the batch.',
    );
    expect(told(rule, 'ko', judgement)).toBe(
      '상품 100개 중 5개(5%)만 가격 이력에서 찾을 수 있어, 거의 모든 상품을 그 정보 없이 판정했습니다. 카탈로그: 가격표 “default”, 예: SKU “EP-00005”, KRW. 가격 이력: 가격표 “kr”, 예: SKU “00001-EP”, KRW. SKU나 가격표 이름이 서로 다르면 맞추고, 모두 새 상품이라면 담당자가 배치를 승인하세요.',
    );
  });

  it('names five price lists and says that there are more', () => {
    const rows = distinct(12).map((row, at) => ({
      ...row,
      priceList: `list-${String(at % 7)}`,
      facts: { historyKeys },
    }));
    const [judgement] = found({ rows });
    expect(judgement?.evidence['missingPriceLists']).toEqual([
      'list-0',
      'list-1',
      'list-2',
      'list-3',
      'list-4',
      '…',
    ]);
    if (judgement === undefined) return;
    expect(told(rule, 'en', judgement)).toContain(
      'price lists “list-0”, “list-1”, “list-2”, “list-3”, “list-4”, …, such as SKU “EP-00000” in “list-0” in KRW',
    );
  });
});

describe('feed-shape, duplicates', () => {
  it('holds an offer at two prices and names both lines', () => {
    const rows: WatchedRow[] = [
      { sku: 'A', priceMinor: 129_000, line: 2 },
      { sku: 'B', priceMinor: 1, line: 3 },
      { sku: 'A', priceMinor: 12_900, line: 4, file: 'late.csv' },
      { sku: 'A', priceMinor: 99_000, line: 5 },
    ];
    const [conflict, ...others] = found({ rows });
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({
      severity: 'hold',
      about: { sku: 'A', priceList: 'default', priceMinor: 12_900, file: 'late.csv', line: 4 },
      evidence: { trigger: 'price-conflict', lowMinor: 12_900, lowLine: 4, highMinor: 129_000, highLine: 2 },
    });
    if (conflict === undefined) return;
    expect(told(rule, 'en', conflict)).toBe(
      'Two prices for one offer: 12,900 won in line 4 of late.csv and 129,000 won in line 2 of sale.csv. Which one is meant?',
    );
    expect(told(rule, 'ko', conflict)).toBe(
      '한 상품에 가격이 둘입니다. late.csv 4행은 12,900원, sale.csv 2행은 129,000원입니다. 어느 쪽이 맞는지 확인하세요.',
    );
  });

  it('does not take channels, tiers, quantity breaks, conditions or later sales for duplicates', () => {
    const row: WatchedRow = { sku: 'A', priceMinor: 1000 };
    const rows: WatchedRow[] = [
      row,
      { ...row, priceMinor: 1, channel: 'app' },
      { ...row, priceMinor: 2, tier: 'vip' },
      { ...row, priceMinor: 3, quantityMin: 10 },
      { ...row, priceMinor: 4, condition: 'used' },
      { ...row, priceMinor: 5, saleStartsAt: 1 },
      { ...row, priceMinor: 6, priceList: 'overseas' },
      { ...row, priceMinor: 7, currency: 'USD' },
    ];
    expect(found({ rows })).toEqual([]);
  });

  it('counts duplicates at one price in one finding, with the first ten in sort order', () => {
    const rows = distinct(12);
    const shuffled = [...rows, ...rows.toReversed()];
    const [duplicates, ...others] = found({ rows: shuffled, values: { blockRowCountMin: 1000 } });
    expect(others).toEqual([]);
    expect(duplicates).toMatchObject({
      severity: 'hold',
      about: undefined,
      evidence: { trigger: 'duplicate-rows', offerCount: 12 },
    });
    expect(duplicates?.evidence['examples']).toEqual(rows.slice(0, 10).map((row) => row.sku));
  });

  it('names 10,000 conflicts one by one and counts the rest', () => {
    const rows = distinct(FLAGGED_COUNT_MAX + 3);
    const again = rows.map((row) => ({ ...row, priceMinor: row.priceMinor + 1 })).toReversed();
    const judgements = found({ rows: [...rows, ...again] });
    expect(judgements).toHaveLength(FLAGGED_COUNT_MAX + 1);
    const [more, first] = judgements;
    expect(more?.evidence).toEqual({
      trigger: 'more-conflicts',
      namedCount: FLAGGED_COUNT_MAX,
      unnamedCount: 3,
    });
    expect(first?.about?.sku).toBe('EP-00000');
    expect(judgements.at(-1)?.about?.sku).toBe('EP-09999');
  });
});

describe('feed-shape, repeated blocks', () => {
  const block = (judgements: readonly BatchJudgement[]): BatchJudgement | undefined =>
    judgements.find((one) => one.evidence['trigger'] === 'repeated-block');

  it('holds a feed in which twenty rows in a row repeat earlier ones', () => {
    const rows = distinct(50);
    const repeated = [...rows, ...rows.slice(10, 30)];
    const one = block(found({ rows: repeated }));
    expect(one).toMatchObject({
      severity: 'hold',
      measured: { value: 20, unit: 'rows' },
      evidence: { firstLine: 52, lastLine: 71, copyOfLine: 12, copyOfFile: 'sale.csv', blockCount: 1 },
    });
    if (one === undefined) return;
    expect(told(rule, 'en', one)).toBe(
      'Lines 52 to 71 of sale.csv repeat 20 rows that already stand from line 12 of sale.csv: part of the feed came twice.',
    );
    expect(told(rule, 'ko', one)).toBe(
      'sale.csv 52~71행이 sale.csv 12행부터 나온 20행을 그대로 되풀이합니다. 피드 일부가 두 번 들어왔습니다.',
    );
  });

  it('passes nineteen, and repeats in another order', () => {
    const rows = distinct(50);
    expect(block(found({ rows: [...rows, ...rows.slice(10, 29)] }))).toBeUndefined();
    expect(block(found({ rows: [...rows, ...rows.toReversed()] }))).toBeUndefined();
  });

  it('finds a file that was given twice, and tells the longest of several blocks', () => {
    const rows = distinct(60);
    const twice = rows.map((row, at) => ({ ...row, file: 'again.csv', line: at + 2 }));
    expect(block(found({ rows: [...rows, ...twice] }))?.evidence).toMatchObject({
      file: 'again.csv',
      copyOfFile: 'sale.csv',
      copyOfLine: 2,
      rowCount: 60,
    });
    const several = [...rows, ...rows.slice(0, 20), ...distinct(1, 'X'), ...rows.slice(20, 45)];
    expect(block(found({ rows: several }))?.evidence).toMatchObject({ rowCount: 25, blockCount: 2 });
  });
});
