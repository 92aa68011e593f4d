import { describe, expect, it } from 'vitest';
import {
  PLAIN_NUMBERS,
  printAmount,
  readAmount,
  readDecimal,
  readInteger,
  type AmountProblem,
  type AmountReading,
  type NumberFormat,
} from '../../../src/money/decimal-text.js';
import { expectGuardError } from './expect-guard-error.js';

const amount = (minor: number, zeroFraction = false): AmountReading => ({
  kind: 'amount',
  minor,
  zeroFraction,
});
const problem = (name: AmountProblem): AmountReading => ({ kind: 'problem', problem: name });
const plain = (text: string, exponent: number): AmountReading => readAmount(text, exponent, PLAIN_NUMBERS);

const KOREAN: NumberFormat = {
  groupSeparator: ',',
  decimalSeparator: '.',
  currencySigns: ['₩', '원', 'KRW'],
};
const GERMAN: NumberFormat = { groupSeparator: '.', decimalSeparator: ',', currencySigns: ['€'] };
const FRENCH: NumberFormat = { groupSeparator: ' ', decimalSeparator: ',', currencySigns: ['€'] };
const SWISS: NumberFormat = { groupSeparator: "'", decimalSeparator: '.', currencySigns: ['CHF'] };

describe('readAmount of plain numbers', () => {
  it.each<[string, number, number]>([
    ['0', 0, 0],
    ['129000', 0, 129000],
    ['-5', 0, -5],
    ['12.90', 2, 1290],
    ['12.9', 2, 1290],
    ['12', 2, 1200],
    ['0.05', 2, 5],
    ['-0.05', 2, -5],
    ['1.234', 3, 1234],
    ['9007199254740991', 0, Number.MAX_SAFE_INTEGER],
    ['-90071992547409.91', 2, -Number.MAX_SAFE_INTEGER],
  ])('reads %s with exponent %i as %i', (text, exponent, minor) => {
    expect(plain(text, exponent)).toEqual(amount(minor));
  });

  it.each(['-0', '-0.00'])('reads %s as 0, not -0', (text) => expect(plain(text, 2)).toEqual(amount(0)));

  it('flags a zero fraction the currency does not have', () => {
    expect(plain('129000.00', 0)).toEqual(amount(129000, true));
    expect(plain('129000.0', 0)).toEqual(amount(129000, true));
    expect(plain('129000.000', 0)).toEqual(amount(129000, true));
    expect(plain('12.5000', 2)).toEqual(amount(1250, true));
    expect(plain('0.000', 2)).toEqual(amount(0, true));
    expect(plain('12.50', 2)).toEqual(amount(1250));
  });

  it.each<[string, number, AmountProblem]>([
    ['', 0, 'empty'],
    ['1'.repeat(41), 0, 'too-long'],
    ['0'.repeat(10_000_000), 0, 'too-long'],
    [' 5', 0, 'not-a-number'],
    ['5 ', 0, 'not-a-number'],
    ['5\n', 0, 'not-a-number'],
    ['1 290', 0, 'not-a-number'],
    ['   ', 0, 'not-a-number'],
    ['-', 0, 'not-a-number'],
    ['.', 0, 'not-a-number'],
    ['+5', 0, 'not-a-number'],
    ['--5', 0, 'not-a-number'],
    ['5-', 0, 'not-a-number'],
    ['−5', 0, 'not-a-number'],
    ['(5)', 0, 'not-a-number'],
    ['.5', 2, 'not-a-number'],
    ['5.', 2, 'not-a-number'],
    ['5,', 2, 'not-a-number'],
    ['1,,290', 0, 'not-a-number'],
    ['1..2', 2, 'not-a-number'],
    ['0x10', 0, 'not-a-number'],
    ['0b1', 0, 'not-a-number'],
    ['1_000', 0, 'not-a-number'],
    ['NaN', 0, 'not-a-number'],
    ['Infinity', 0, 'not-a-number'],
    ['-Infinity', 0, 'not-a-number'],
    ['null', 0, 'not-a-number'],
    ['129000\u200b', 0, 'not-a-number'],
    ['١٢٣', 0, 'not-a-number'],
    ['१२३', 0, 'not-a-number'],
    ['Ⅻ', 0, 'not-a-number'],
    ['２９０', 0, 'full-width-digits'],
    ['1２3', 0, 'full-width-digits'],
    ['1e9000000000000000', 0, 'exponent-notation'],
    ['1.29E+05', 0, 'exponent-notation'],
    ['1,29E+05', 0, 'exponent-notation'],
    ['1e-7', 0, 'exponent-notation'],
    ['1,290', 0, 'group-separator'],
    ['-1,290', 0, 'group-separator'],
    ['1,290,000', 0, 'group-separator'],
    ['1,290.00', 2, 'group-separator'],
    ['1,29,000', 0, 'group-separator'],
    ['1.290.000', 0, 'group-separator'],
    ["1'290", 0, 'group-separator'],
    ['12,90', 2, 'locale-comma'],
    ['1290,5', 2, 'locale-comma'],
    ['1234,567', 2, 'locale-comma'],
    ['1.290,00', 2, 'locale-comma'],
    ["1'290,00", 2, 'locale-comma'],
    ['₩129,000', 0, 'currency-sign'],
    ['￦129000', 0, 'currency-sign'],
    ['129,000원', 0, 'currency-sign'],
    ['129000 KRW', 0, 'currency-sign'],
    ['USD 12.90', 2, 'currency-sign'],
    ['-$5', 2, 'currency-sign'],
    ['12,90 €', 2, 'currency-sign'],
    ['ABC 12', 2, 'not-a-number'],
    ['USD', 2, 'not-a-number'],
    ['₩', 0, 'not-a-number'],
    ['007', 0, 'leading-zeros'],
    ['0100', 0, 'leading-zeros'],
    ['-01', 0, 'leading-zeros'],
    ['00.5', 2, 'leading-zeros'],
    ['12.345', 2, 'fraction-digits'],
    ['129.500', 0, 'fraction-digits'],
    ['12.3456', 2, 'fraction-digits'],
    ['1290.5', 0, 'fraction-digits'],
    ['0.125', 2, 'fraction-digits'],
    ['9007199254740992', 0, 'out-of-range'],
    ['9007199254740993', 0, 'out-of-range'],
    ['90071992547409.92', 2, 'out-of-range'],
    ['9'.repeat(40), 0, 'out-of-range'],
  ])('refuses %j with exponent %i as %s', (text, exponent, name) => {
    expect(plain(text, exponent)).toEqual(problem(name));
  });

  it('does not choose between 129 and 129 thousand', () => {
    expect(plain('129.000', 0)).toEqual(problem('group-separator'));
    expect(plain('1.290', 2)).toEqual(problem('group-separator'));
    expect(plain('1.290', 3)).toEqual(amount(1290));
    // Declaring a group separator says what the point is.
    expect(readAmount('129.000', 0, KOREAN)).toEqual(amount(129, true));
    expect(readAmount('1.290', 2, KOREAN)).toEqual(amount(129, true));
    expect(readAmount('129.000', 0, GERMAN)).toEqual(amount(129000));
  });
});

describe('readAmount of declared formats', () => {
  it.each<[NumberFormat, string, number, number]>([
    [KOREAN, '129000', 0, 129000],
    [KOREAN, '129,000', 0, 129000],
    [KOREAN, '1,290,000', 0, 1290000],
    [KOREAN, '₩129,000', 0, 129000],
    [KOREAN, '₩ 129,000', 0, 129000],
    [KOREAN, '129,000원', 0, 129000],
    [KOREAN, '129000 원', 0, 129000],
    [KOREAN, '129,000\u00a0KRW', 0, 129000],
    [KOREAN, 'KRW 129000', 0, 129000],
    [KOREAN, '-₩5', 0, -5],
    [KOREAN, '-5원', 0, -5],
    [GERMAN, '1.290,00', 2, 129000],
    [GERMAN, '12,90 €', 2, 1290],
    [FRENCH, '1 290,50', 2, 129050],
    [FRENCH, '1\u202f290\u202f000,50\u00a0€', 2, 129000050],
    [SWISS, "CHF 1'290.50", 2, 129050],
    [SWISS, 'CHF 1’290.50', 2, 129050],
  ])('%# reads %j', (format, text, exponent, minor) => {
    expect(readAmount(text, exponent, format)).toEqual(amount(minor));
  });

  it.each<[NumberFormat, string, number, AmountProblem]>([
    [KOREAN, '1,29,000', 0, 'group-separator'],
    [KOREAN, '1290,000', 0, 'locale-comma'],
    [KOREAN, '12,90', 0, 'locale-comma'],
    [KOREAN, '1,290,00', 0, 'group-separator'],
    [KOREAN, ',290', 0, 'not-a-number'],
    [KOREAN, '1,290,', 0, 'not-a-number'],
    [KOREAN, '1,290.000,000', 0, 'group-separator'],
    [KOREAN, '0,129', 0, 'leading-zeros'],
    [KOREAN, '1.290,00', 0, 'locale-comma'],
    [KOREAN, '₩129000원', 0, 'currency-sign'],
    [KOREAN, '₩₩5', 0, 'currency-sign'],
    [KOREAN, '$5', 0, 'currency-sign'],
    [KOREAN, '₩-5', 0, 'not-a-number'],
    [KOREAN, '₩  5', 0, 'not-a-number'],
    [KOREAN, '₩', 0, 'not-a-number'],
    [KOREAN, '원', 0, 'not-a-number'],
    [KOREAN, '1원5', 0, 'currency-sign'],
    [GERMAN, '12.90', 2, 'group-separator'],
    [GERMAN, '1,290.00', 2, 'group-separator'],
    [FRENCH, '12 90', 2, 'group-separator'],
    [FRENCH, '1  290', 2, 'not-a-number'],
    [SWISS, "12'90", 2, 'group-separator'],
  ])('%# refuses %j', (format, text, exponent, name) => {
    expect(readAmount(text, exponent, format)).toEqual(problem(name));
  });

  it('prefers the longest sign and ignores an empty one', () => {
    const format: NumberFormat = { ...PLAIN_NUMBERS, currencySigns: ['', '$', 'US$', 'US'] };
    expect(readAmount('US$5', 2, format)).toEqual(amount(500));
    expect(readAmount('5 US$', 2, format)).toEqual(amount(500));
    expect(readAmount('5', 2, format)).toEqual(amount(500));
  });
});

describe('a caller that cannot be served', () => {
  it.each([-1, 0.5, NaN, 13])('throws for exponent %d', (exponent) => {
    expectGuardError(() => plain('1', exponent), 'invalid-argument');
    expectGuardError(() => printAmount(1, exponent), 'invalid-argument');
  });

  it('throws for a format with one separator for two purposes', () => {
    const format: NumberFormat = { ...PLAIN_NUMBERS, groupSeparator: '.' };
    expectGuardError(() => readAmount('1', 0, format), 'invalid-argument');
  });
});

describe('readDecimal', () => {
  it.each<[string, number]>([
    ['4.5', 4.5],
    ['0', 0],
    ['-0', 0],
    ['100', 100],
    ['0.1', 0.1],
    ['1.005', 1.005],
  ])('reads %s', (text, value) => {
    expect(readDecimal(text, { maxFractionDigits: 3, max: 100 })).toEqual({ kind: 'number', value });
  });

  it.each<[string, AmountProblem]>([
    ['-4.5', 'out-of-range'],
    ['100.001', 'out-of-range'],
    ['4.5678', 'fraction-digits'],
    ['4,5', 'locale-comma'],
    ['4.5%', 'not-a-number'],
    ['1e2', 'exponent-notation'],
    ['', 'empty'],
  ])('refuses %j', (text, name) => {
    expect(readDecimal(text, { maxFractionDigits: 3, max: 100 })).toEqual(problem(name));
  });

  it('throws for limits that no number meets or fails', () => {
    expectGuardError(() => readDecimal('1', { maxFractionDigits: 3, max: NaN }), 'invalid-argument');
    expectGuardError(() => readDecimal('1', { maxFractionDigits: -1, max: 1 }), 'invalid-argument');
  });
});

describe('readInteger', () => {
  it.each<[string, number]>([
    ['0', 0],
    ['-3', -3],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('reads %s', (text, value) => expect(readInteger(text)).toEqual({ kind: 'number', value }));

  it.each<[string, AmountProblem]>([
    ['', 'empty'],
    ['1.0', 'fraction-digits'],
    ['1.5', 'fraction-digits'],
    ['1,000', 'group-separator'],
    ['010', 'leading-zeros'],
    ['1e3', 'exponent-notation'],
    ['9007199254740992', 'out-of-range'],
  ])('refuses %j', (text, name) => expect(readInteger(text)).toEqual(problem(name)));
});

describe('printAmount', () => {
  it.each<[number, number, string]>([
    [129000, 0, '129000'],
    [1290, 2, '12.90'],
    [-5, 2, '-0.05'],
    [0, 2, '0.00'],
    [-0, 2, '0.00'],
    [-0, 0, '0'],
    [1, 4, '0.0001'],
    [-Number.MAX_SAFE_INTEGER, 3, '-9007199254740.991'],
  ])('prints %i with exponent %i as %s', (minor, exponent, text) => {
    expect(printAmount(minor, exponent)).toBe(text);
  });

  it.each([0.5, NaN, Infinity, 2 ** 53])('refuses %d', (minor) => {
    expectGuardError(() => printAmount(minor, 2), 'invalid-argument');
  });
});
