import { describe, expect, it } from 'vitest';
import { bookOf, findingOf, lineOf, off, orderOf, rulesOf } from '../shop.js';

const BOOK = bookOf([
  { sku: 'EP-100', priceMinor: 100, floorMinor: 1, referenceMinor: 1_000 },
  { sku: 'NEW', priceMinor: 1 },
]);
const LINE = { unitPriceMinor: 100 };

describe('deep-payable', () => {
  it('warns of an approved price more than nine tenths below the reference, which changes nothing', () => {
    expect(findingOf('deep-payable', orderOf([lineOf(LINE)]), { book: BOOK })).toBeUndefined();
    const order = orderOf([lineOf({ ...LINE, ...off(1) })]);
    expect(findingOf('deep-payable', order, { book: BOOK })).toMatchObject({
      severity: 'warn',
      measured: { value: 9_010, unit: 'bps' },
    });
  });

  it('holds where the policy says so', () => {
    const rules = rulesOf('{ rules: { deep-payable: { holdAboveBps: 9900 } } }');
    const order = orderOf([lineOf({ ...LINE, ...off(91) })]);
    expect(findingOf('deep-payable', order, { book: BOOK, rules })).toMatchObject({
      severity: 'hold',
      limit: { value: 9_900, unit: 'bps' },
    });
  });

  it('is silent without a reference', () => {
    const order = orderOf([lineOf({ sku: 'NEW', unitPriceMinor: 1 })]);
    expect(findingOf('deep-payable', order, { book: BOOK })).toBeUndefined();
  });
});
