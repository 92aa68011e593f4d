import { describe, expect, it } from 'vitest';
import { KeyNames, LISTED_PRICE_LISTS, type KeyParts } from '../../../src/pricing/known-keys.js';

function namesOf(keys: readonly KeyParts[]): KeyNames {
  const names = new KeyNames();
  for (const key of keys) names.see(key);
  return names;
}

const key = (sku: string, priceList = 'default', currency: KeyParts['currency'] = 'KRW'): KeyParts => ({
  sku,
  priceList,
  currency,
});

describe('what the offers of a file are called', () => {
  it('is told by price lists, currencies and the first offer, whatever their order', () => {
    const keys = [
      key('B', 'kr'),
      key('A', 'us', 'USD'),
      key('A', 'kr'),
      key('A', 'kr', 'USD'),
      key('B', 'kr'),
    ];
    for (const seen of [keys, [...keys].reverse()]) {
      const names = namesOf(seen);
      expect(names.priceLists).toEqual(['kr', 'us']);
      expect(names.hasMorePriceLists).toBe(false);
      expect(names.currencies).toEqual(['KRW', 'USD']);
      expect(names.example).toEqual(key('A', 'kr'));
    }
  });

  it('is nothing before the first offer', () => {
    const names = namesOf([]);
    expect([names.priceLists, names.currencies, names.example]).toEqual([[], [], undefined]);
  });

  it('stays a handful of names, the first in order, of a file with thousands', () => {
    const lists = Array.from({ length: 5000 }, (_, at) =>
      key('A', `list-${String((at * 7919) % 5000).padStart(4, '0')}`),
    );
    const names = namesOf(lists);
    expect(names.priceLists).toEqual(['list-0000', 'list-0001', 'list-0002', 'list-0003', 'list-0004']);
    expect(names.priceLists).toHaveLength(LISTED_PRICE_LISTS);
    expect(names.hasMorePriceLists).toBe(true);
    expect(namesOf(lists.filter(({ priceList }) => priceList <= 'list-0004')).hasMorePriceLists).toBe(false);
  });
});
