import { GuardError } from '../core/errors.js';
import { CURRENCY_TABLE } from './currency-table.js';

/**
 * ISO 4217 minor-unit exponent of every accepted currency: 0 for KRW, 2 for USD, 3 for KWD, 4 for CLF. Frozen.
 * Source: ISO 4217 list one, active codes that have a numeric minor unit.
 */
export const CURRENCY_EXPONENTS: Readonly<typeof CURRENCY_TABLE> = Object.freeze(CURRENCY_TABLE);

/** An accepted ISO 4217 alphabetic code, as a union of literals. */
export type CurrencyCode = keyof typeof CURRENCY_TABLE;

/** Own properties only: `constructor` and `__proto__` are no currencies. */
function isCurrencyCode(text: string): text is CurrencyCode {
  return Object.hasOwn(CURRENCY_EXPONENTS, text);
}

/**
 * Reads an ISO 4217 code: exactly three upper-case letters, no blanks around it.
 *
 * @returns the code, or `undefined` for anything that is not an active currency with a minor unit (`krw`, `XAU`, `BGN`).
 */
export function parseCurrency(text: string): CurrencyCode | undefined {
  return isCurrencyCode(text) ? text : undefined;
}

/**
 * Decimal places between the major and the minor unit of `currency`, 0 to 4: 1 USD is 10^2 minor units, 1 KRW is 10^0.
 *
 * @throws GuardError `invalid-argument` when `currency` got past the compiler without being a currency.
 */
export function currencyExponent(currency: CurrencyCode): number {
  if (!isCurrencyCode(currency)) {
    throw new GuardError({
      code: 'invalid-argument',
      message: `not an active ISO 4217 currency: ${JSON.stringify(currency)}`,
    });
  }
  return CURRENCY_EXPONENTS[currency];
}
