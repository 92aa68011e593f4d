/**
 * money: amounts in integer minor units, currencies, strict decimal text, basis points, rounding, allocation.
 * May import core. Invariant: an amount is an exact safe integer beside its currency; nothing is ever a float.
 */
import { GuardError } from '../core/errors.js';
import { currencyExponent, type CurrencyCode } from './currency.js';
import { exactOrOverflow, requireSafeInteger, toSafeInteger } from './safe-integer.js';

/**
 * An exact amount. Made by `money()`, which checks and freezes it. With a literal currency, as in `Money<'KRW'>`,
 * mixing currencies does not compile; with the wide `Money` it throws.
 */
export interface Money<C extends CurrencyCode = CurrencyCode> {
  /** Whole minor units (KRW: won, USD: cents), a safe integer, may be negative, never -0. */
  readonly minor: number;
  readonly currency: C;
}

/**
 * An amount of `minor` minor units, frozen.
 *
 * @example
 * ```ts
 * money(129000, 'KRW'); // 129 000 won
 * money(1290, 'USD'); // 12.90 dollars
 * ```
 * @throws GuardError `invalid-argument` when `minor` is not a safe integer or `currency` is not a currency.
 */
export function money<C extends CurrencyCode>(minor: number, currency: C): Money<C> {
  requireSafeInteger(minor, 'minor');
  currencyExponent(currency);
  return amountOf(minor + 0, currency);
}

/**
 * Sum of two amounts of one currency.
 *
 * @throws GuardError `currency-mismatch`; `overflow` when the sum is no safe integer.
 */
export function add<C extends CurrencyCode>(augend: Money<C>, addend: Money<NoInfer<C>>): Money<C> {
  requireSameCurrency(augend.currency, addend.currency);
  return amountOf(exactOrOverflow(augend.minor + addend.minor, 'add'), augend.currency);
}

/**
 * `minuend` - `subtrahend`, of one currency.
 *
 * @throws GuardError `currency-mismatch`; `overflow` when the difference is no safe integer.
 */
export function subtract<C extends CurrencyCode>(minuend: Money<C>, subtrahend: Money<NoInfer<C>>): Money<C> {
  requireSameCurrency(minuend.currency, subtrahend.currency);
  return amountOf(exactOrOverflow(minuend.minor - subtrahend.minor, 'subtract'), minuend.currency);
}

/** The same amount with the opposite sign; 0 stays 0. */
export function negate<C extends CurrencyCode>(amount: Money<C>): Money<C> {
  return amountOf(0 - amount.minor, amount.currency);
}

/**
 * An amount times a whole number, such as a unit price times a quantity. For rates see `applyBps`.
 *
 * @throws GuardError `invalid-argument` when `factor` is not a safe integer; `overflow` when the product is none.
 */
export function multiplyBy<C extends CurrencyCode>(amount: Money<C>, factor: number): Money<C> {
  requireSafeInteger(factor, 'factor');
  return amountOf(exactOrOverflow(amount.minor * factor, 'multiplyBy'), amount.currency);
}

/**
 * Order of two amounts of one currency: -1 when `left` is less, 0 when equal, 1 when it is more.
 *
 * @throws GuardError `currency-mismatch`.
 */
export function compareMoney<C extends CurrencyCode>(left: Money<C>, right: Money<NoInfer<C>>): -1 | 0 | 1 {
  requireSameCurrency(left.currency, right.currency);
  if (left.minor === right.minor) return 0;
  return left.minor < right.minor ? -1 : 1;
}

/**
 * Sum of any number of amounts; the currency is named because an empty sum is 0 of it. Only the result must be a safe
 * integer: the order of the amounts never decides between a sum and an error.
 *
 * @throws GuardError `currency-mismatch`; `overflow` when the sum is no safe integer.
 */
export function sumMoney<C extends CurrencyCode>(
  currency: C,
  amounts: Iterable<Money<NoInfer<C>>>,
): Money<C> {
  currencyExponent(currency);
  let sum = 0;
  let spilled = 0n;
  for (const amount of amounts) {
    requireSameCurrency(currency, amount.currency);
    const next = sum + amount.minor;
    if (Number.isSafeInteger(next)) {
      sum = next;
    } else {
      spilled += BigInt(sum);
      sum = amount.minor;
    }
  }
  return amountOf(spilled === 0n ? sum : toSafeInteger(spilled + BigInt(sum), 'sumMoney'), currency);
}

function amountOf<C extends CurrencyCode>(minor: number, currency: C): Money<C> {
  return Object.freeze({ minor, currency });
}

function requireSameCurrency(expected: CurrencyCode, got: CurrencyCode): void {
  if (expected !== got) {
    throw new GuardError({
      code: 'currency-mismatch',
      message: `an amount in ${got} met one in ${expected}: convert it first`,
      data: { expected, got },
    });
  }
}
