import { expect, it } from 'vitest';
import { GrowableColumn } from '../../../src/core/growable-column.js';

it('keeps every value while it grows and reads 0 where nothing was set', () => {
  const column = new GrowableColumn((length) => new Float64Array(length), 1);
  for (let i = 0; i < 10_000; i += 3) column.set(i, i * 1e10);
  expect(column.get(9999)).toBe(9999e10);
  expect(column.get(3)).toBe(3e10);
  expect(column.get(4)).toBe(0);
  expect(column.get(1_000_000)).toBe(0);
});
