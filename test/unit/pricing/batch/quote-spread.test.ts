import { describe, expect, it } from 'vitest';
import { QuoteSpread, type Quote } from '../../../../src/pricing/batch/quote-spread.js';

const quote = (priceMinor: number, label = '', line = 2, file = 'a.csv'): Quote => ({
  priceMinor,
  label,
  line,
  file,
});

function spreadOf(quotes: readonly Quote[]): QuoteSpread {
  const spread = new QuoteSpread();
  for (const one of quotes) spread.see(5, one);
  return spread;
}

describe('QuoteSpread', () => {
  it('keeps the lowest and the highest quote of a key', () => {
    const quotes = [quote(300, 'app', 2), quote(100, 'web', 3), quote(200, 'pos', 4)];
    for (const order of [quotes, quotes.toReversed()]) {
      const spread = spreadOf(order);
      expect([spread.lowest(5), spread.highest(5)]).toEqual([quotes[1], quotes[0]]);
      expect(spread.isSpread(5)).toBe(true);
    }
  });

  it('has one quote as both ends while all prices are equal', () => {
    const spread = spreadOf([quote(100, 'web', 3), quote(100, 'app', 9)]);
    expect(spread.isSpread(5)).toBe(false);
    expect(spread.highest(5)).toEqual(quote(100, 'app', 9));
    expect([spread.lowMinor(5), spread.highMinor(5)]).toEqual([100, 100]);
  });

  it('decides equal prices by label, then file, then line', () => {
    const quotes = [
      quote(1, 'b', 1),
      quote(1, 'a', 9, 'b.csv'),
      quote(1, 'a', 8, 'a.csv'),
      quote(1, 'a', 7, 'a.csv'),
    ];
    for (const order of [quotes, quotes.toReversed()]) expect(spreadOf(order).lowest(5)).toEqual(quotes[3]);
  });

  it('knows nothing of keys it never saw', () => {
    const spread = spreadOf([quote(1)]);
    expect([spread.has(4), spread.has(5), spread.isSpread(4)]).toEqual([false, true, false]);
  });
});
