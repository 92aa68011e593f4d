import { describe, expect, it } from 'vitest';
import { SmallestKeys } from '../../../../src/pricing/batch/smallest-keys.js';

function keptOf(keys: readonly string[], countMax: number): string[] {
  const kept = new SmallestKeys<string>({ countMax });
  for (const key of keys) kept.add(key, key);
  return kept.values();
}

describe('SmallestKeys', () => {
  const keys = Array.from({ length: 100 }, (_, at) => `k${String(at).padStart(3, '0')}`);

  it('keeps the smallest keys whatever the order they come in', () => {
    const smallest = keys.slice(0, 7);
    expect(keptOf(keys, 7)).toEqual(smallest);
    expect(keptOf(keys.toReversed(), 7)).toEqual(smallest);
    expect(keptOf([...keys.slice(40), ...keys.slice(0, 40)], 7)).toEqual(smallest);
  });

  it('keeps everything below its limit, in order, and each key once', () => {
    expect(keptOf(['b', 'a', 'b', 'c'], 5)).toEqual(['a', 'b', 'c']);
  });
});
