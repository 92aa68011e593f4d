import { describe, expect, it } from 'vitest';
import { defineNumberFormat, PLAIN_NUMBERS } from '../../../src/money/number-format.js';
import { expectGuardError } from './expect-guard-error.js';

describe('defineNumberFormat', () => {
  it('gives a frozen copy', () => {
    const signs = ['₩'];
    const format = defineNumberFormat({ ...PLAIN_NUMBERS, currencySigns: signs });
    signs.push('$');
    expect(format).toEqual({ groupSeparator: undefined, decimalSeparator: '.', currencySigns: ['₩'] });
    expect(Object.isFrozen(format) && Object.isFrozen(format.currencySigns)).toBe(true);
  });

  it('refuses one character for both separators', () => {
    expectGuardError(() => defineNumberFormat({ ...PLAIN_NUMBERS, groupSeparator: '.' }), 'invalid-argument');
  });

  it.each(['₩', '원', 'KRW', 'US$', 'kr.', 'Rs'])('takes %j as a currency sign', (sign) => {
    expect(defineNumberFormat({ ...PLAIN_NUMBERS, currencySigns: [sign] }).currencySigns).toEqual([sign]);
  });

  it.each(['', '-', '−', '+', '.', '.00', ',', "'", ' ', '$ ', '1', 'A1', '１'])(
    'refuses %j as a currency sign: it may be part of a number',
    (sign) => {
      expectGuardError(
        () => defineNumberFormat({ ...PLAIN_NUMBERS, currencySigns: [sign] }),
        'invalid-argument',
      );
    },
  );

  it('is not needed for the default, which is frozen', () => {
    expect(Object.isFrozen(PLAIN_NUMBERS) && Object.isFrozen(PLAIN_NUMBERS.currencySigns)).toBe(true);
  });
});
