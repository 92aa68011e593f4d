import { describe, expect, it } from 'vitest';
import { EntryColumns } from '../../../src/book/entry-columns.js';
import { encodeIdentifier } from '../../../src/book/identifier-bytes.js';
import { ordinalsByKey } from '../../../src/book/key-order.js';
import { PriceLists } from '../../../src/book/price-lists.js';
import { RawEntry } from '../../../src/book/raw-entry.js';

function columnsOf(keys: readonly (readonly [sku: string, priceList: string])[]): EntryColumns {
  const columns = new EntryColumns(new PriceLists('KRW'));
  const raw = new RawEntry();
  for (const [sku, priceList] of keys) {
    raw.skuLength = encodeIdentifier(sku, raw.sku);
    raw.priceList = columns.lists.add(priceList, 'KRW');
    columns.add(raw);
  }
  return columns;
}

function sorted(keys: readonly (readonly [sku: string, priceList: string])[]): readonly string[] {
  const columns = columnsOf(keys);
  return [...ordinalsByKey(columns)].map((ordinal) => (keys[ordinal] ?? []).join('\u001f'));
}

/** By the definition: bytes of SKU, separator, price list. */
function expected(keys: readonly (readonly [sku: string, priceList: string])[]): readonly string[] {
  return keys
    .map((key) => key.join('\u001f'))
    .sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
}

describe('the order of a book', () => {
  it('is by bytes, a shorter SKU before a longer one that starts with it', () => {
    const keys = ['ab', 'a', 'abcd', 'abc', 'abcde', 'abcd ', 'b', '가', '😀', '\uffee', 'Z'].map(
      (sku) => [sku, 'default'] as const,
    );
    expect(sorted(keys)).toEqual(expected(keys));
  });

  it.each([
    ['numbered SKUs', (at: number) => `SKU-${String((at * 7_919) % 2_000).padStart(7, '0')}`],
    ['SKUs of every length', (at: number) => 'x'.repeat(1 + ((at * 37) % 120)) + String(at)],
    ['SKUs that differ at the end', (at: number) => `${'가'.repeat(40)}${(at * 31) % 2_000}`],
    ['short SKUs', (at: number) => ((at * 7_919) % 2_000).toString(36)],
  ])('holds for many %s', (_, skuOf) => {
    const keys = Array.from({ length: 2_000 }, (_each, at) => [skuOf(at), 'default'] as const);
    expect(sorted(keys)).toEqual(expected(keys));
  });

  it('is by price list within a SKU', () => {
    const lists = Array.from({ length: 60 }, (_, at) => `list-${(at * 7) % 60}`);
    const keys = ['B', 'A'].flatMap((sku) => lists.map((list) => [sku, list] as const));
    expect(sorted(keys)).toEqual(expected(keys));
  });
});
