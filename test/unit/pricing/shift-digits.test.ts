import { describe, expect, it } from 'vitest';
import { shiftDigits } from '../../../src/pricing/shift-digits.js';

describe('shiftDigits', () => {
  it('moves digits up and down', () => {
    expect(shiftDigits(13_600, 1)).toBe(136_000);
    expect(shiftDigits(136_000, -1)).toBe(13_600);
    expect(shiftDigits(299, 2)).toBe(29_900);
    expect(shiftDigits(299, 0)).toBe(299);
  });

  it('makes no amount of a fraction or of one too large', () => {
    expect(shiftDigits(1_299_999, -1)).toBeUndefined();
    expect(shiftDigits(Number.MAX_SAFE_INTEGER, 1)).toBeUndefined();
    expect(shiftDigits(1, 400)).toBeUndefined();
  });
});
