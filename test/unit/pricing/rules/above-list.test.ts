import { describe, expect, it } from 'vitest';
import { aboveList as rule } from '../../../../src/pricing/rules/above-list.js';
import { outcome, sentence } from './judging.js';

describe('above-list', () => {
  it.each([
    [99_999, 100_000, 'pass'],
    [100_000, 100_000, 'pass'],
    [100_001, 100_000, 'block'],
    [-1, 100_000, 'pass'],
    [10, 0, 'block'],
    [0, 0, 'block'],
    [-10, -5, 'block'],
  ])('judges a price of %i with a list price of %i as %s', (priceMinor, listPriceMinor, expected) => {
    expect(outcome(rule, { row: { priceMinor, listPriceMinor } })).toBe(expected);
  });

  it('answers not-judged without a list price', () => {
    expect(outcome(rule, { row: { priceMinor: 100 } })).toBe('not-judged');
  });

  it('lets a free gift have a list price of nothing', () => {
    expect(outcome(rule, { row: { priceMinor: 0, listPriceMinor: 0, gift: true } })).toBe('pass');
    expect(outcome(rule, { row: { priceMinor: 0, listPriceMinor: -1, gift: true } })).toBe('block');
  });

  it('tells a price above the list from a list price that is none', () => {
    const above = { row: { priceMinor: 159_000, listPriceMinor: 129_000 } };
    expect(sentence(rule, 'en', above)).toBe('159,000 won is above its own list price of 129,000 won.');
    expect(sentence(rule, 'ko', above)).toBe('159,000원은 정가 129,000원보다 비쌉니다.');
    const none = { row: { priceMinor: 159_000, listPriceMinor: 0 } };
    expect(sentence(rule, 'en', none)).toBe(
      'The list price is 0 won, which no goods have: leave the field empty or mend it.',
    );
    expect(sentence(rule, 'ko', none)).toBe(
      '정가가 0원으로 되어 있습니다. 정가가 없으면 비워 두고, 있으면 바로잡아 주세요.',
    );
  });
});
