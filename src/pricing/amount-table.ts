import { GuardError } from '../core/errors.js';
import { currencyExponent, parseCurrency, type CurrencyCode } from '../money/currency.js';
import { PLAIN_NUMBERS, readAmount } from '../money/decimal-text.js';
import type { AmountByCurrency } from './parameters.js';

/** Tables already read, by the object of the policy that holds them: rules ask once a row. */
const read = new WeakMap<AmountByCurrency, ReadonlyMap<CurrencyCode, number>>();

/**
 * Amounts of a policy, in minor units by currency. The same object is read once and must not change afterwards.
 *
 * @param ruleId rule to name in the error.
 * @throws GuardError `policy` for a currency that does not exist, or an amount that is unreadable or below 0.
 */
export function amountTable(amounts: AmountByCurrency, ruleId: string): ReadonlyMap<CurrencyCode, number> {
  let table = read.get(amounts);
  if (table === undefined) read.set(amounts, (table = readTable(amounts, ruleId)));
  return table;
}

function readTable(amounts: AmountByCurrency, ruleId: string): ReadonlyMap<CurrencyCode, number> {
  const table = new Map<CurrencyCode, number>();
  for (const [name, text] of Object.entries(amounts)) {
    const currency = parseCurrency(name);
    if (currency === undefined) {
      throw wrong(ruleId, `${JSON.stringify(name)} is not a currency: write an ISO 4217 code such as "KRW"`);
    }
    const reading = readAmount(text, currencyExponent(currency), PLAIN_NUMBERS);
    if (reading.kind === 'problem' || reading.minor < 0) {
      const why = reading.kind === 'problem' ? reading.problem : 'below 0';
      throw wrong(
        ruleId,
        `${JSON.stringify(text)} is no amount in ${currency} (${why}): write digits such as "100"`,
      );
    }
    table.set(currency, reading.minor);
  }
  return table;
}

function wrong(ruleId: string, what: string): GuardError {
  return new GuardError({ code: 'policy', message: `rule ${ruleId}: ${what}`, data: { ruleId } });
}
