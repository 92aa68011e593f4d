import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/seal/digest.js';
import { couponCode } from '../../../src/remedy/coupon-code.js';
import { makeOrder, planOf, recordOf } from './remedy-fixtures.js';

const KEY = 'thirty-two bytes are the least of it';

describe('couponCode', () => {
  it('is 26 digits without letters that are misread, the same at every run', () => {
    const code = couponCode({ key: KEY, incidentId: 'i-1', customer: 'c-1' });
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    // Worked out once: a code that changes with a release would grant everybody a second coupon.
    expect(code).toBe('Z5K752P222256XQ8S43S6BQCTM');
    expect(couponCode({ key: Buffer.from(KEY), incidentId: 'i-1', customer: 'c-1' })).toBe(code);
  });

  it('is another one for another incident, customer or key', () => {
    const codes = new Set([
      couponCode({ key: KEY, incidentId: 'i-1', customer: 'c-1' }),
      couponCode({ key: KEY, incidentId: 'i-2', customer: 'c-1' }),
      couponCode({ key: KEY, incidentId: 'i-1', customer: 'c-2' }),
      couponCode({ key: `${KEY}!`, incidentId: 'i-1', customer: 'c-1' }),
    ]);
    expect(codes.size).toBe(4);
  });

  it('refuses a key that can be guessed, and does not repeat it', () => {
    const make = (): string => couponCode({ key: 'short-secret', incidentId: 'i-1', customer: 'c-1' });
    expect(make).toThrow('expected at least 32');
    expect(make).not.toThrow('short-secret');
  });

  it('stands in a plan as its digest alone', async () => {
    const plan = await planOf([makeOrder()], { couponKey: KEY });
    const code = couponCode({ key: KEY, incidentId: 'himart:trip-1', customer: 'k1.customer-1' });
    expect(recordOf(plan, 'o-1').coupon?.codeSha256).toBe(sha256Hex(code));
    expect(JSON.stringify(plan)).not.toContain(code);
  });
});
