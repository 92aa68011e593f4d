import type { ReferenceSource } from '../catalog/reference.js';
import { currencyExponent, type CurrencyCode } from '../money/currency.js';
import { withJosa } from '../text/josa.js';
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

/** What `currency-exponent` shows for its three findings. */
export type CurrencyEvidence = FractionEvidence | DecimalsEvidence | OtherCurrencyEvidence;

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
