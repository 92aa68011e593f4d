import { describe, expect, it } from 'vitest';
import { Acceptances } from '../../../../src/pricing/references/acceptance.js';

const KEY = { sku: 'A', priceList: 'default', currency: 'KRW' } as const;

describe('Acceptances', () => {
  it('holds several prices of one key and none of another', () => {
    const acceptances = new Acceptances([
      { ...KEY, priceMinor: 100 },
      { ...KEY, priceMinor: 90 },
    ]);
    expect([...acceptances.of('A', 'default', 'KRW')]).toEqual([100, 90]);
    expect(acceptances.of('A', 'default', 'USD').size).toBe(0);
    expect(acceptances.of('A', 'overseas', 'KRW').size).toBe(0);
  });

  it.each([0, -1, 1.5, NaN])('refuses the price %d', (priceMinor) => {
    expect(() => new Acceptances([{ ...KEY, priceMinor }])).toThrow(/only be accepted above 0.*for A/);
  });
});
