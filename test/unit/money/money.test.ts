import { describe, expect, it } from 'vitest';
import type { CurrencyCode } from '../../../src/money/currency.js';
import {
  add,
  compareMoney,
  money,
  multiplyBy,
  negate,
  subtract,
  sumMoney,
  type Money,
} from '../../../src/money/money.js';
import { expectGuardError } from './expect-guard-error.js';

const MAX = Number.MAX_SAFE_INTEGER;
const won = (minor: number): Money<'KRW'> => money(minor, 'KRW');
/** As data arrives: the compiler no longer knows which currency it is. */
const wide = (minor: number, currency: CurrencyCode): Money => money(minor, currency);

describe('money', () => {
  it('keeps minor units beside the currency, frozen', () => {
    expect(won(129000)).toEqual({ minor: 129000, currency: 'KRW' });
    expect(Object.isFrozen(won(1))).toBe(true);
  });

  it('has no negative zero', () => expect(won(-0).minor).toBe(0));

  it.each([0.5, NaN, Infinity, MAX + 1])('refuses %d', (minor) => {
    expectGuardError(() => won(minor), 'invalid-argument');
  });

  it.each(['constructor', 'krw', ''])('refuses currency %j smuggled past the compiler', (currency) => {
    expectGuardError(() => money(1, currency as CurrencyCode), 'invalid-argument');
  });
});

describe('arithmetic', () => {
  it('adds and subtracts', () => {
    expect(add(won(129000), won(-1000))).toEqual(won(128000));
    expect(subtract(won(5), won(7))).toEqual(won(-2));
    expect(subtract(won(5), won(5)).minor).toBe(0);
  });

  it('negates without making -0', () => {
    expect(negate(won(5))).toEqual(won(-5));
    expect(negate(won(0)).minor).toBe(0);
  });

  it('multiplies by whole numbers only', () => {
    expect(multiplyBy(won(-129000), 3)).toEqual(won(-387000));
    expect(multiplyBy(won(-5), 0).minor).toBe(0);
    expectGuardError(() => multiplyBy(won(10), 1.5), 'invalid-argument');
  });

  it('keeps results frozen', () => {
    expect(Object.isFrozen(add(won(1), won(1)))).toBe(true);
    expect(Object.isFrozen(sumMoney('KRW', []))).toBe(true);
  });

  it('throws instead of leaving the safe integers', () => {
    expect(add(won(MAX - 1), won(1)).minor).toBe(MAX);
    expectGuardError(() => add(won(MAX), won(1)), 'overflow');
    expectGuardError(() => subtract(won(-MAX), won(1)), 'overflow');
    expectGuardError(() => multiplyBy(won(MAX), 2), 'overflow');
    expectGuardError(() => multiplyBy(won(MAX), MAX), 'overflow');
    expectGuardError(() => sumMoney('KRW', [won(MAX), won(MAX)]), 'overflow');
  });

  it('throws when currencies meet that the compiler could not see', () => {
    const dollars = wide(1, 'USD');
    const yen = wide(1, 'JPY');
    expectGuardError(() => add(dollars, yen), 'currency-mismatch');
    expectGuardError(() => subtract(dollars, yen), 'currency-mismatch');
    expectGuardError(() => compareMoney(dollars, yen), 'currency-mismatch');
    expectGuardError(() => sumMoney<CurrencyCode>('USD', [dollars, yen]), 'currency-mismatch');
  });
});

describe('compareMoney', () => {
  it('orders by amount', () => {
    expect(compareMoney(won(1), won(2))).toBe(-1);
    expect(compareMoney(won(2), won(2))).toBe(0);
    expect(compareMoney(won(-1), won(-2))).toBe(1);
  });
});

describe('sumMoney', () => {
  it('of nothing is 0 of the named currency', () => expect(sumMoney('KRW', [])).toEqual(won(0)));

  it('takes any iterable', () => expect(sumMoney('KRW', new Set([won(1), won(2)]))).toEqual(won(3)));

  it('needs only the result to be a safe integer', () => {
    expect(sumMoney('KRW', [won(MAX), won(MAX), won(-MAX), won(-1)])).toEqual(won(MAX - 1));
    expect(sumMoney('KRW', [won(MAX), won(MAX), won(-MAX), won(-MAX)]).minor).toBe(0);
  });
});
