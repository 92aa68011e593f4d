import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { KeyIndex } from '../../../src/core/key-index.js';

describe('KeyIndex', () => {
  it('numbers new keys from 0 and gives a known key its number again', () => {
    const index = new KeyIndex({ seed: 1 });
    expect([index.add('a'), index.add('b'), index.add('a'), index.add('')]).toEqual([0, 1, 0, 2]);
    expect(index.count).toBe(3);
    expect(index.find('b')).toBe(1);
    expect(index.find('c')).toBe(-1);
  });

  it('keeps every key apart through many growths', () => {
    const index = new KeyIndex({ seed: 7 });
    for (let i = 0; i < 200_000; i++) expect(index.add(`SKU-${String(i)}`)).toBe(i);
    for (let i = 0; i < 200_000; i += 97) expect(index.find(`SKU-${String(i)}`)).toBe(i);
    expect(index.find('SKU-200000')).toBe(-1);
  });

  it('tells keys apart that differ in one character, their order or their length', () => {
    const index = new KeyIndex({ seed: 0 });
    const keys = [
      'ab',
      'ba',
      'aab',
      'abb',
      'a\u001fb',
      'a\u001f\u001fb',
      '가나',
      '나가',
      '\u0000',
      '\u0000\u0000',
      '__proto__',
      'constructor',
    ];
    for (const key of keys) index.add(key);
    expect(index.count).toBe(keys.length);
  });

  it('answers as a Map does, whatever the seed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 400 }),
        fc.integer(),
        (keys, seed) => {
          const index = new KeyIndex({ seed });
          const oracle = new Map<string, number>();
          for (const key of keys) {
            if (!oracle.has(key)) oracle.set(key, oracle.size);
            expect(index.add(key)).toBe(oracle.get(key));
          }
          for (const [key, ordinal] of oracle) expect(index.find(key)).toBe(ordinal);
          expect(index.count).toBe(oracle.size);
        },
      ),
    );
  });
});
