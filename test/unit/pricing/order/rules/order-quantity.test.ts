import { describe, expect, it } from 'vitest';
import { findingOf, lineOf, orderOf, rulesOf } from '../shop.js';

describe('order-quantity', () => {
  it.each([
    [50, undefined],
    [51, 'hold'],
    [1_000, 'hold'],
    [1_001, 'block'],
  ] as const)('finds %d units: %s', (quantity, severity) => {
    expect(findingOf('order-quantity', orderOf([lineOf({ quantity })]))?.severity).toBe(severity);
  });

  it('adds lines of one SKU up, and leaves other SKUs apart', () => {
    const same = orderOf([lineOf({ quantity: 30 }), lineOf({ quantity: 30 })]);
    expect(findingOf('order-quantity', same)?.measured.value).toBe(60);
    const others = orderOf([
      lineOf({ quantity: 30 }),
      lineOf({ sku: 'CB-1', unitPriceMinor: 5_000, quantity: 30 }),
    ]);
    expect(findingOf('order-quantity', others)).toBeUndefined();
  });

  it('takes its limits from the policy, and is lowered by it', () => {
    const rules = rulesOf(
      '{ rules: { order-quantity: { holdAbove: 2, blockAbove: 5, severityMax: warn } } }',
    );
    expect(findingOf('order-quantity', orderOf([lineOf({ quantity: 6 })]), { rules })).toMatchObject({
      severity: 'warn',
      limit: { value: 5, unit: 'quantity' },
    });
  });
});
