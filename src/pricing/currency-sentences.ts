import type { ReferenceSource } from '../catalog/reference.js';
import { currencyExponent, type CurrencyCode } from '../money/currency.js';
import { withJosa } from '../text/josa.js';
import type { CurrencyChangeEvidence } from './currency-change.js';
import type { Telling } from './rule.js';
import { sourceName } from './source-name.js';

interface FractionEvidence {
  readonly [key: string]: string | number;
  readonly kind: 'fraction-digits';
  /** Header as the file writes it; empty where unknown. */
  readonly column: string;
  /** Canonical column; empty where none is mapped. */
  readonly field: string;
  readonly text: string;
  readonly fractionDigits: number;
}

interface DecimalsEvidence {
  readonly [key: string]: string | number;
  readonly kind: 'decimals';
  readonly priceMinor: number;
  readonly referenceMinor: number;
  readonly referenceSource: ReferenceSource;
  /** Decimal places too many taken off the price, or left on it where negative. */
  readonly places: number;
}

interface OtherCurrencyEvidence {
  readonly [key: string]: string | number | boolean;
  readonly kind: 'other-currency';
  readonly priceMinor: number;
  readonly referenceMinor: number;
  readonly referenceSource: ReferenceSource;
  readonly otherCurrency: CurrencyCode;
  /** The price as a plain decimal, without its currency. */
  readonly typedAmount: string;
  /** Whole hours from the rates to the instant of the audit. */
  readonly ratesAgeHours: number;
  readonly areRatesFresh: boolean;
}

/** What `currency-exponent` shows for its four findings. */
export type CurrencyEvidence =
  FractionEvidence | DecimalsEvidence | OtherCurrencyEvidence | CurrencyChangeEvidence;

const AMOUNT_FIELDS: ReadonlySet<string> = new Set([
  'price',
  'list_price',
  'cost',
  'discount',
  'previous_price',
]);

/** The diagnosis of `currency-exponent` in the language of the telling. */
export function currencySentence(evidence: CurrencyEvidence, telling: Telling): string {
  const isKorean = telling.say.lang === 'ko';
  switch (evidence.kind) {
    case 'fraction-digits':
      return isKorean ? fractionInKorean(evidence, telling) : fractionInEnglish(evidence, telling);
    case 'decimals':
      return isKorean ? decimalsInKorean(evidence, telling) : decimalsInEnglish(evidence, telling);
    case 'other-currency':
      return isKorean ? otherInKorean(evidence, telling) : otherInEnglish(evidence, telling);
    case 'changed-currency':
      return isKorean ? changeInKorean(evidence, telling) : changeInEnglish(evidence, telling);
  }
}

function fractionInEnglish(e: FractionEvidence, { currency }: Telling): string {
  const cell = `“${e.text}” in column “${e.column}”`;
  if (currency === undefined || !AMOUNT_FIELDS.has(e.field))
    return `${cell} has more decimals than it may have.`;
  const decimals = currencyExponent(currency);
  return `${cell} has more decimals than ${currency}, which has ${decimals === 0 ? 'none' : decimals}.`;
}

function fractionInKorean(e: FractionEvidence, { currency }: Telling): string {
  const cell = `“${e.column}” 열의 값 “${e.text}”에 `;
  if (currency === undefined || !AMOUNT_FIELDS.has(e.field))
    return `${cell}허용되지 않는 소수 자리가 있습니다.`;
  const decimals = currencyExponent(currency);
  if (decimals === 0)
    return `${cell}소수 자리가 있습니다. ${withJosa(currency, '은/는')} 소수 자리를 쓰지 않는 통화입니다.`;
  return `${cell}소수 자리가 너무 많습니다. ${currency}의 소수 자릿수는 ${decimals}자리입니다.`;
}

function decimalsInEnglish(e: DecimalsEvidence, { say, money }: Telling): string {
  const reference = `${sourceName(e.referenceSource, 'en')} of ${money(e.referenceMinor)}`;
  const count = Math.abs(e.places);
  return e.places > 0
    ? `${money(e.priceMinor)} is about a ${count === 2 ? 'hundredth' : 'thousandth'} of ${reference}: it looks as if its last ${count} digits had been read as decimals.`
    : `${money(e.priceMinor)} is about ${say.count(10 ** count)} times ${reference}: it looks as if ${count} decimals had been read as digits.`;
}

function decimalsInKorean(e: DecimalsEvidence, { say, money }: Telling): string {
  const price = withJosa(money(e.priceMinor), '은/는');
  const reference = `${sourceName(e.referenceSource, 'ko')} ${money(e.referenceMinor)}`;
  const times = say.count(10 ** Math.abs(e.places));
  const digits = Math.abs(e.places) === 2 ? '두 자리' : '세 자리';
  return e.places > 0
    ? `${price} ${reference}의 약 ${times}분의 1입니다. 끝 ${digits}가 소수로 처리된 것으로 보입니다.`
    : `${price} ${reference}의 약 ${times}배입니다. 소수점 아래 ${digits}가 정수로 처리된 것으로 보입니다.`;
}

function otherInEnglish(e: OtherCurrencyEvidence, { money }: Telling): string {
  const diagnosis = `${money(e.priceMinor)} looks like ${e.otherCurrency} ${e.typedAmount}, which is about ${sourceName(e.referenceSource, 'en')} of ${money(e.referenceMinor)}.`;
  if (e.areRatesFresh) return diagnosis;
  return `${diagnosis} The exchange rates are ${Math.abs(e.ratesAgeHours)} hours away from this audit, so a person must look.`;
}

function otherInKorean(e: OtherCurrencyEvidence, { money }: Telling): string {
  const typed = `${e.otherCurrency} ${e.typedAmount}`;
  const diagnosis = `${withJosa(money(e.priceMinor), '은/는')} ${withJosa(typed, '을/를')} 그대로 적은 값으로 보입니다. 환산하면 ${sourceName(e.referenceSource, 'ko')} ${withJosa(money(e.referenceMinor), '과/와')} 비슷합니다.`;
  if (e.areRatesFresh) return diagnosis;
  return `${diagnosis} 환율 시점이 이번 점검과 ${Math.abs(e.ratesAgeHours)}시간 떨어져 있어 담당자 확인이 필요합니다.`;
}

function changeInEnglish(e: CurrencyChangeEvidence, { say }: Telling): string {
  const stands = say.money(e.priceMinor, e.currency);
  const known = say.money(e.knownMinor, e.knownCurrency);
  const until =
    e.knownSource === 'history'
      ? `the price history knows this SKU at ${known} in the same price list`
      : `in the previous catalogue this SKU cost ${known} in the same price list`;
  switch (e.match) {
    case 'same-number':
      return `${stands} is the old number in another currency: ${until}. Is ${e.currency} right?`;
    case 'by-rate':
      return `The currency changed: ${stands} stands here, and ${until}. By the exchange rate the number fits; no earlier price can be compared with it.`;
    case 'other-number':
      return `The currency changed: ${stands} stands here, and ${until}. ${remedyInEnglish(e, say)}`;
  }
}

function remedyInEnglish(e: CurrencyChangeEvidence, say: Telling['say']): string {
  if (e.convertedMinor !== null) {
    return `By the exchange rate it would be about ${say.money(e.convertedMinor, e.currency)}: correct one of the two, or give ${e.currency} a price list of its own.`;
  }
  return `Nothing tells whether the number fits: state exchange rates in the policy (pricing.exchangeRates), or give ${e.currency} a price list of its own.`;
}

function changeInKorean(e: CurrencyChangeEvidence, { say }: Telling): string {
  const stands = say.money(e.priceMinor, e.currency);
  const source = e.knownSource === 'history' ? '가격 이력' : '이전 카탈로그';
  const known = withJosa(say.money(e.knownMinor, e.knownCurrency), '으로/로');
  const before = `${source}에는 이 SKU가 같은 가격표에 ${known} 올라 있습니다.`;
  switch (e.match) {
    case 'same-number':
      return `${before} 숫자는 그대로인데 통화만 바뀌어 ${stands}입니다. 통화 ${withJosa(e.currency, '이/가')} 맞는지 확인하세요.`;
    case 'by-rate':
      return `통화가 바뀌어 ${stands}입니다. ${before} 환율로는 맞는 금액이지만 비교할 이전 가격이 없습니다.`;
    case 'other-number':
      return `통화가 바뀌어 ${stands}입니다. ${before} ${remedyInKorean(e, say)}`;
  }
}

function remedyInKorean(e: CurrencyChangeEvidence, say: Telling['say']): string {
  if (e.convertedMinor !== null) {
    return `환율로 환산하면 약 ${say.money(e.convertedMinor, e.currency)}입니다. 금액이나 통화를 고치거나, ${e.currency} 가격은 별도 가격표로 나누세요.`;
  }
  return `금액이 맞는지 알 수 없습니다. 정책의 pricing.exchangeRates에 환율을 적거나, ${e.currency} 가격은 별도 가격표로 나누세요.`;
}
