import { describe, expect, it } from 'vitest';
import { isGuardError } from '../../../../src/core/errors.js';
import { absoluteFloor as rule } from '../../../../src/pricing/rules/absolute-floor.js';
import { answer, outcome, sentence } from './judging.js';

describe('absolute-floor', () => {
  it.each([
    ['KRW', 100, 'block'],
    ['KRW', 101, 'pass'],
    ['USD', 50, 'block'],
    ['USD', 51, 'pass'],
    ['GBP', 1, 'block'],
    ['KWD', 1, 'pass'],
    ['KWD', 0, 'block'],
    ['KWD', -1, 'block'],
  ] as const)('judges %s %i minor units as %s', (currency, priceMinor, expected) => {
    expect(outcome(rule, { row: { currency, priceMinor } })).toBe(expected);
  });

  it('lets only a declared gift cost exactly nothing', () => {
    expect(outcome(rule, { row: { priceMinor: 0, gift: true } })).toBe('pass');
    expect(outcome(rule, { row: { priceMinor: 0, gift: false } })).toBe('block');
    expect(outcome(rule, { row: { priceMinor: 0 } })).toBe('block');
    expect(outcome(rule, { row: { priceMinor: 10, gift: true } })).toBe('block');
    expect(outcome(rule, { row: { priceMinor: -1, gift: true } })).toBe('block');
  });

  it('takes the floors of the policy, and 0 for a currency they do not name', () => {
    const values = { floors: { KRW: '5000' } };
    expect(outcome(rule, { row: { priceMinor: 5000 }, values })).toBe('block');
    expect(outcome(rule, { row: { priceMinor: 5001 }, values })).toBe('pass');
    expect(outcome(rule, { row: { currency: 'USD', priceMinor: 1 }, values })).toBe('pass');
    expect(outcome(rule, { row: { currency: 'USD', priceMinor: 0 }, values })).toBe('block');
  });

  it('reads the floors once, not once a row', () => {
    let reads = 0;
    const floors = Object.defineProperty({}, 'KRW', { enumerable: true, get: () => (reads++, '100') });
    for (let row = 0; row < 3; row++) answer(rule, { row: { priceMinor: 500 }, values: { floors } });
    expect(reads).toBe(1);
  });

  it.each([
    [{ KRW: '1,000' }, 'KRW'],
    [{ KRW: '0.5' }, 'KRW'],
    [{ USD: '-1' }, 'USD'],
    [{ WON: '100' }, 'WON'],
    [{ KRW: '' }, 'KRW'],
  ])('refuses the floors %o as a mistake of the policy', (floors, named) => {
    let thrown: unknown;
    try {
      answer(rule, { row: { priceMinor: 500 }, values: { floors } });
    } catch (error) {
      thrown = error;
    }
    expect(isGuardError(thrown, 'policy')).toBe(true);
    expect(String(thrown)).toContain(named);
  });

  it('tells a low price, no price and a negative one apart', () => {
    const low = { row: { currency: 'GBP', priceMinor: 1 } } as const;
    expect(sentence(rule, 'en', low)).toBe(
      'GBP 0.01 is not above the floor of GBP 0.20: no goods are meant to cost so little.',
    );
    expect(sentence(rule, 'ko', low)).toBe(
      'GBP 0.01은 하한 GBP 0.20 이하입니다. 정상 판매가로 보기 어렵습니다.',
    );
    const zero = { row: { priceMinor: 0 } };
    expect(sentence(rule, 'en', zero)).toBe('The price is 0 won and the row is not declared a gift.');
    expect(sentence(rule, 'ko', zero)).toBe('가격이 0원인데 사은품으로 표시되어 있지 않습니다.');
    const negative = { row: { priceMinor: -500 } };
    expect(sentence(rule, 'en', negative)).toBe('-500 won is below zero: nobody is paid to take goods.');
    expect(sentence(rule, 'ko', negative)).toBe('-500원은 음수입니다. 판매가가 될 수 없습니다.');
  });
});
