import { describe, expect, it } from 'vitest';
import { allocate } from '../../src/money/allocate.js';
import { parseCurrency, type CurrencyCode } from '../../src/money/currency.js';
import { add, compareMoney, money, subtract, sumMoney, type Money } from '../../src/money/money.js';

// Type-checked by `tsc -p tsconfig.json`: a line under @ts-expect-error that compiles fails the build.
const won = money(1000, 'KRW');
const dollar = money(1000, 'USD');

describe('mixing literal currencies does not compile, and throws where types are ignored', () => {
  it('in add', () => {
    // @ts-expect-error won and dollars
    expect(() => add(won, dollar)).toThrow('USD');
  });

  it('in subtract', () => {
    // @ts-expect-error won and dollars
    expect(() => subtract(won, dollar)).toThrow('USD');
  });

  it('in compareMoney', () => {
    // @ts-expect-error won and dollars
    expect(() => compareMoney(won, dollar)).toThrow('USD');
  });

  it('in sumMoney', () => {
    // @ts-expect-error dollars in a sum of won
    expect(() => sumMoney('KRW', [won, dollar])).toThrow('USD');
  });

  it('when the currency of only one side is known', () => {
    const unknown: Money = dollar;
    // @ts-expect-error the right side may be any currency
    expect(() => add(won, unknown)).toThrow('USD');
  });
});

describe('currencies are a literal union', () => {
  it('so an unknown code does not compile', () => {
    // @ts-expect-error not an ISO 4217 code
    expect(() => money(1, 'KRX')).toThrow('KRX');
    // @ts-expect-error withdrawn in 2026-01
    expect(() => money(1, 'BGN')).toThrow('BGN');
  });

  it('and the literal survives every operation', () => {
    const sum: Money<'KRW'> = add(won, won);
    const shares: Money<'KRW'>[] = allocate(sum, [1, 1]);
    const total: Money<'KRW'> = sumMoney('KRW', shares);
    expect(total.minor).toBe(2000);
  });

  it('and reading text yields a code or undefined', () => {
    const code: CurrencyCode | undefined = parseCurrency('KRW');
    // @ts-expect-error may be undefined
    const certain: CurrencyCode = code;
    expect(certain).toBe('KRW');
  });
});

describe('Money is read-only', () => {
  it('at compile time and at run time', () => {
    expect(() => {
      // @ts-expect-error minor is read-only
      won.minor = 1;
    }).toThrow(TypeError);
  });
});
