import { describe, expect, it } from 'vitest';
import { personsNeeded, type ApprovedRisk } from '../../../src/approvals/second-signature.js';
import type { CurrencyCode } from '../../../src/money/currency.js';

const LIMITED = { secondSignatureFromMinor: new Map<CurrencyCode, number>([['KRW', 1_000_000]]) };
const BELOW: ApprovedRisk = { currency: 'KRW', exposureMinor: 999_999, stockToSell: 10 };

describe('the people a row needs', () => {
  it.each<[string, Partial<ApprovedRisk>, number]>([
    ['one below the limit', {}, 1],
    ['two from the limit on', { exposureMinor: 1_000_000 }, 2],
    ['two without a reference', { exposureMinor: undefined }, 2],
    ['two without a stock to sell', { stockToSell: undefined }, 2],
    ['two in a currency without a limit', { currency: 'USD' }, 2],
  ])('are %s', (_, change, persons) => {
    expect(personsNeeded(LIMITED, { ...BELOW, ...change })).toBe(persons);
  });

  it('are one, whatever it could cost, where the policy has no limits', () => {
    const risk = { currency: 'KRW', exposureMinor: undefined, stockToSell: undefined } as const;
    expect(personsNeeded({ secondSignatureFromMinor: new Map() }, risk)).toBe(1);
  });
});
