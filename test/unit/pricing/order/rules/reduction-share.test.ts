import { describe, expect, it } from 'vitest';
import { bookOf, findingOf, lineOf, off, orderOf, rulesOf } from '../shop.js';

const BOOK = bookOf([{ sku: 'EP-100', priceMinor: 100_000, floorMinor: 1 }]);
const LINE = { unitPriceMinor: 100_000 };

describe('reduction-share', () => {
  it('holds above nine tenths of the price, and not at nine tenths', () => {
    const at = orderOf([lineOf({ ...LINE, ...off(90_000) })]);
    expect(findingOf('reduction-share', at, { book: BOOK })).toBeUndefined();
    const above = orderOf([lineOf({ ...LINE, ...off(90_001) })]);
    expect(findingOf('reduction-share', above, { book: BOOK })).toMatchObject({
      severity: 'hold',
      measured: { value: 9_000, unit: 'bps' },
    });
  });

  it('takes its limit from the policy', () => {
    const rules = rulesOf('{ rules: { reduction-share: { holdAboveBps: 5000 } } }');
    const order = orderOf([lineOf({ ...LINE, ...off(60_000) })]);
    expect(findingOf('reduction-share', order, { book: BOOK, rules })?.measured.value).toBe(6_000);
  });
});
