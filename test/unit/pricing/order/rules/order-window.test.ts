import { describe, expect, it } from 'vitest';
import { ENDS_AT, findingOf, lineOf, NOON, orderOf, STARTS_AT } from '../shop.js';

const ORDER = orderOf([lineOf()]);

describe('order-window', () => {
  it.each([STARTS_AT, NOON, ENDS_AT - 1])('lets an order through at %d', (now) => {
    expect(findingOf('order-window', ORDER, { now })).toBeUndefined();
  });

  it.each([
    [STARTS_AT - 1, STARTS_AT],
    [ENDS_AT, ENDS_AT],
    [NaN, ENDS_AT],
    [-Infinity, STARTS_AT],
    [Infinity, ENDS_AT],
  ])('blocks an order at %d', (now, limit) => {
    expect(findingOf('order-window', ORDER, { now })).toMatchObject({
      severity: 'block',
      sku: undefined,
      lineIds: ['l-1'],
      limit: { value: limit, unit: 'epoch-ms' },
    });
  });
});
