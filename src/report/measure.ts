import type { Finding, Measure } from '../catalog/finding.js';
import type { CurrencyCode } from '../money/currency.js';
import type { Lang } from '../text/lang.js';
import { plainText } from '../text/plain-text.js';
import { limitName } from '../text/report/evidence-value-words.js';
import { measureWords } from '../text/report/measure-words.js';
import { sayIn } from '../text/say.js';

/** A measured or allowed value in words: `90 %`, `13,600 won`, `40 days`. */
export function measureText(measure: Measure, currency: CurrencyCode | undefined, lang: Lang): string {
  const { value, unit } = measure;
  if (typeof value === 'string') return plainText(value);
  const say = sayIn(lang);
  const words = measureWords(lang);
  switch (unit) {
    case 'minor':
      return amountText(value, currency, lang);
    case 'bps':
      return say.percent(value);
    case 'ratio':
      return say.ratio(value);
    case 'decades':
      return words.decades(say.ratio(value));
    case 'deviations':
      return words.deviations(say.ratio(value));
    case 'edits':
      return words.edits(value);
    case 'fraction-digits':
      return words.fractionDigits(value);
    case 'days':
      return words.days(value);
    case 'epoch-ms':
      return instantText(value, lang);
    case 'rows':
      return words.rows(value);
    case 'quantity':
      return words.quantity(value);
    case 'text':
      return numberText(value, lang);
  }
}

/** What a finding was held against, in words: as {@link measureText}, and where a rule states it in words, in those. */
export function limitText({ limit, currency }: Pick<Finding, 'limit' | 'currency'>, lang: Lang): string {
  if (typeof limit.value === 'string') return plainText(limitName(limit.value, lang));
  return measureText(limit, currency, lang);
}

/** An amount in its currency; of a row whose currency could not be read, the bare number. */
export function amountText(minor: number, currency: CurrencyCode | undefined, lang: Lang): string {
  if (currency === undefined || !Number.isSafeInteger(minor)) return numberText(minor, lang);
  return sayIn(lang).money(minor, currency);
}

/** A number without a unit: whole ones exactly, others to three significant digits. */
export function numberText(value: number, lang: Lang): string {
  const say = sayIn(lang);
  if (Number.isSafeInteger(value)) return say.count(value);
  return Number.isFinite(value) ? say.ratio(value) : String(value);
}

/** Last instant a `Date` can hold, in epoch ms. */
const INSTANT_MAX = 8.64e15;

/** An instant in words; a number no calendar reaches, as it is. */
export function instantText(instant: number, lang: Lang): string {
  return Math.abs(instant) <= INSTANT_MAX ? sayIn(lang).instant(instant) : numberText(instant, lang);
}
