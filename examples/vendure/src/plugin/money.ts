// Vendure counts every currency in the same decimals: with the money strategy it comes with, KRW 5,000 is 500000. saleguard counts in
// the minor units of ISO 4217: won have none, so KRW 5,000 is 5000. Taken for the other, a price is wrong by a factor of 100.

import { currencyExponent, type CurrencyCode } from 'saleguard';

/** How the shop counts its money, and how saleguard does. Both are stated; neither is guessed from the other. */
export interface MoneyForm {
  readonly currency: CurrencyCode;
  /** `precision` of the shop's MoneyStrategy: 2 for Vendure's own. */
  readonly vendurePrecision: number;
  /** Exponent of the currency in ISO 4217: 0 for KRW and JPY, 2 for USD and EUR. */
  readonly exponent: number;
}

/** An amount, or an order, that saleguard cannot judge as it stands. The message is for the operator and the shopper alike. */
export class NotJudgeable extends Error {
  override readonly name = 'NotJudgeable';
}

/**
 * An amount of Vendure in minor units. Never rounded: what is left over would be a price that nobody approved.
 *
 * @throws NotJudgeable for an amount that is no whole number of minor units.
 */
export function exactMinor(amount: number, { currency, vendurePrecision, exponent }: MoneyForm): number {
  const divisor = 10 ** (vendurePrecision - exponent);
  const minor = amount / divisor;
  if (Number.isSafeInteger(amount) && Number.isSafeInteger(minor)) return minor;
  throw new NotJudgeable(
    `The amount ${amount} (in units of 10^-${vendurePrecision} ${currency}) is no whole number of units of 10^-${exponent} ${currency}, ` +
      `so its price cannot be confirmed. Round prices and reductions to what can be paid, in the MoneyStrategy of the shop.`,
  );
}

/**
 * Checks a form once, when the shop starts.
 *
 * @throws RangeError for a form that no amount could be exact in.
 */
export function checkMoneyForm({ vendurePrecision, exponent, currency }: MoneyForm): void {
  const isoExponent = currencyExponent(currency);
  if (exponent !== isoExponent)
    throw new RangeError(
      `${currency} has the exponent ${isoExponent} in ISO 4217, but the plugin is told ${exponent}`,
    );
  if (!Number.isInteger(vendurePrecision) || vendurePrecision < exponent || vendurePrecision > 6)
    throw new RangeError(
      `the shop counts ${currency} with ${vendurePrecision} decimals, expected ${exponent} to 6: fewer cannot say every price`,
    );
}
