import type { Severity } from '../catalog/finding.js';
import type { Offer } from '../catalog/offer.js';
import { currencyExponent, type CurrencyCode } from '../money/currency.js';
import { printAmount } from '../money/decimal-text.js';
import { foreignRates } from './exchange.js';
import type { Facts, ForeignPrice } from './facts.js';
import type { Judgement } from './rule.js';

/** What is shown of a price whose SKU stood in another currency until now. */
export interface CurrencyChangeEvidence {
  readonly [key: string]: string | number | null;
  readonly kind: 'changed-currency';
  /** What speaks for or against it: the very same number, an exchange rate that explains it, or neither. */
  readonly match: 'same-number' | 'by-rate' | 'other-number';
  readonly priceMinor: number;
  readonly currency: CurrencyCode;
  /** The price as a plain decimal, without its currency. */
  readonly typedAmount: string;
  readonly knownMinor: number;
  readonly knownCurrency: CurrencyCode;
  readonly knownSource: ForeignPrice['source'];
  /** The known price in the offer's currency by rates that are fresh enough, minor units; null without such rates. */
  readonly convertedMinor: number | null;
}

/** Limits of the comparison; see the parameters of `currency-exponent`. */
export interface CurrencyChangeLimits {
  readonly rateTolerance: number;
  readonly alikeRatio: number;
  readonly ratesAgeHoursMax: number;
}

const HOUR_MS = 3_600_000;

/**
 * Judges an offer of which nothing is known in its own currency, while its SKU and price list stood in another one:
 * - an exchange rate explains the number: `warn`, because a currency is rarely changed, and every reference with it;
 * - the very same number in another currency: `block`, the currency is wrong and not the number; `hold` for currencies
 *   whose rate says they are worth nearly the same, where a shop may well keep the number;
 * - any other number: `hold`, since nothing says what it should be.
 *
 * @returns undefined when no other currency is known, or for amounts that are not above 0.
 */
export function judgeCurrencyChange(
  offer: Offer,
  facts: Facts,
  limits: CurrencyChangeLimits,
): Judgement<CurrencyChangeEvidence> | undefined {
  const known = facts.otherCurrencies.filter(({ priceMinor }) => priceMinor > 0);
  const [first] = known;
  if (first === undefined || !(offer.priceMinor > 0)) return undefined;
  const rates = freshRates(offer.currency, facts, limits);
  const explained = known.find((price) => isExplained(offer, price, rates, limits));
  if (explained !== undefined) return judgementOf(offer, explained, 'by-rate', 'warn', rates);
  const same = known.find((price) => isSameNumber(offer, price));
  if (same === undefined) return judgementOf(offer, first, 'other-number', 'hold', rates);
  const severity = areAlike(rates.get(same.currency), limits) ? 'hold' : 'block';
  return judgementOf(offer, same, 'same-number', severity, rates);
}

/** Units of other currencies that one unit of the offer's buys; empty without rates, or with rates of another day. */
function freshRates(
  currency: CurrencyCode,
  { rates, now }: Facts,
  { ratesAgeHoursMax }: CurrencyChangeLimits,
): ReadonlyMap<CurrencyCode, number> {
  // Rates of an unknown day compare false, and count as old.
  const areFresh = rates !== undefined && Math.abs(now - rates.asOf) <= ratesAgeHoursMax * HOUR_MS;
  if (!areFresh) return NO_RATES;
  return new Map(foreignRates(rates, currency).map((foreign) => [foreign.currency, foreign.rate]));
}

const NO_RATES: ReadonlyMap<CurrencyCode, number> = new Map();

function isExplained(
  offer: Offer,
  known: ForeignPrice,
  rates: ReadonlyMap<CurrencyCode, number>,
  { rateTolerance }: CurrencyChangeLimits,
): boolean {
  const rate = rates.get(known.currency);
  if (rate === undefined) return false;
  const expected = major(known.priceMinor, known.currency) / rate;
  return Math.abs(Math.log(major(offer.priceMinor, offer.currency) / expected)) < rateTolerance;
}

/** The same digits before and behind the point, whatever decimals each currency has. */
function isSameNumber(offer: Offer, known: ForeignPrice): boolean {
  return plainAmount(offer.priceMinor, offer.currency) === plainAmount(known.priceMinor, known.currency);
}

function areAlike(rate: number | undefined, { alikeRatio }: CurrencyChangeLimits): boolean {
  const alikeMax = Math.max(alikeRatio, 1 / alikeRatio);
  return rate !== undefined && rate >= 1 / alikeMax && rate <= alikeMax;
}

function judgementOf(
  offer: Offer,
  known: ForeignPrice,
  match: CurrencyChangeEvidence['match'],
  severity: Severity,
  rates: ReadonlyMap<CurrencyCode, number>,
): Judgement<CurrencyChangeEvidence> {
  const rate = rates.get(known.currency);
  return {
    severity,
    measured: { value: offer.currency, unit: 'text' },
    limit: { value: known.currency, unit: 'text' },
    evidence: {
      kind: 'changed-currency',
      match,
      priceMinor: offer.priceMinor,
      currency: offer.currency,
      typedAmount: plainAmount(offer.priceMinor, offer.currency),
      knownMinor: known.priceMinor,
      knownCurrency: known.currency,
      knownSource: known.source,
      convertedMinor: rate === undefined ? null : convertedMinor(offer.currency, known, rate),
    },
  };
}

/** For showing only: rounded to the nearest minor unit. */
function convertedMinor(own: CurrencyCode, known: ForeignPrice, rate: number): number | null {
  const minor = Math.round((major(known.priceMinor, known.currency) / rate) * 10 ** currencyExponent(own));
  return Number.isSafeInteger(minor) ? minor : null;
}

/** Whole units as a double: good enough to compare with a tolerance of percents. */
function major(minor: number, currency: CurrencyCode): number {
  return minor / 10 ** currencyExponent(currency);
}

/** A plain decimal without trailing zeros behind the point. */
function plainAmount(minor: number, currency: CurrencyCode): string {
  const text = printAmount(minor, currencyExponent(currency));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
