import { describe, expect, it } from 'vitest';
import { availabilityOf } from '../../../src/stock/availability.js';

describe('what a page may show', () => {
  const bands = { fewMax: 10, lastMax: 1, nextChanceAt: 77 };
  const counters = { stockKey: 'a', allotment: 50, committed: 0, quarantined: 0, perCustomer: undefined };

  it.each([
    [50, 0, 'many', false],
    [11, 39, 'many', false],
    [10, 40, 'few', false],
    [2, 48, 'few', false],
    [1, 49, 'last', false],
    [0, 50, 'none', true],
    [0, 0, 'none', false],
  ] as const)('of %s available and %s reserved is %s', (available, reserved, band, onlyReserved) => {
    expect(availabilityOf({ ...counters, available, reserved }, bands)).toEqual({
      stockKey: 'a',
      band,
      onlyReserved,
      nextChanceAt: 77,
    });
  });
});
