import { GuardError } from '../core/errors.js';
import type { CurrencyCode } from '../money/currency.js';
import type { ExchangeRates } from './facts.js';

/** Another currency as seen from one's own. */
export interface ForeignRate {
  readonly currency: CurrencyCode;
  /** How many units of `currency` one unit of one's own currency buys. */
  readonly rate: number;
  /** ln of the rate. */
  readonly ln: number;
}

const byRates = new WeakMap<ExchangeRates, Map<CurrencyCode, readonly ForeignRate[]>>();

/**
 * Every other currency of a rate table, seen from `own` and sorted by code. The same table is worked out once for each
 * currency and must not change afterwards.
 *
 * @returns an empty list when the table does not know `own`.
 * @throws GuardError `policy` for a rate that is not a finite number above 0.
 */
export function foreignRates(rates: ExchangeRates, own: CurrencyCode): readonly ForeignRate[] {
  let byCurrency = byRates.get(rates);
  if (byCurrency === undefined)
    byRates.set(rates, (byCurrency = new Map<CurrencyCode, readonly ForeignRate[]>()));
  let foreign = byCurrency.get(own);
  if (foreign === undefined) byCurrency.set(own, (foreign = seenFrom(rates, own)));
  return foreign;
}

function seenFrom(rates: ExchangeRates, own: CurrencyCode): readonly ForeignRate[] {
  for (const [currency, rate] of rates.rates) requireRate(rates, currency, rate);
  // One unit of the base buys exactly one of itself; a table need not say so.
  const all = new Map([...rates.rates, [rates.base, 1]]);
  const ownRate = all.get(own);
  if (ownRate === undefined) return [];
  const foreign: ForeignRate[] = [];
  for (const [currency, rate] of all) {
    if (currency !== own) foreign.push({ currency, rate: rate / ownRate, ln: Math.log(rate / ownRate) });
  }
  return foreign.sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function requireRate(rates: ExchangeRates, currency: CurrencyCode, rate: number): void {
  const isRate = currency === rates.base ? rate === 1 : Number.isFinite(rate) && rate > 0;
  if (isRate) return;
  throw new GuardError({
    code: 'policy',
    message: `the exchange rate of ${currency} is ${String(rate)}: write how many ${currency} one ${rates.base} buys`,
    data: { currency, rate: String(rate) },
  });
}
