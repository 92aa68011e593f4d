import { printDay, type EpochDay, type EpochMs } from '../core/clock.js';
import { currencyExponent, type CurrencyCode } from '../money/currency.js';
import { printAmount } from '../money/decimal-text.js';
import type { Lang } from './lang.js';

/** Formats values for one language. Exact: digits are grouped, never rounded, except where `ratio` says so. */
export interface Say {
  readonly lang: Lang;
  /** `13,600 won`, `13,600원`, `USD 12.90`. */
  money(minor: number, currency: CurrencyCode): string;
  /** Basis points as a percentage with at most two fraction digits: `90 %`, `66.67 %`. */
  percent(bps: number): string;
  /** An integer with its thousands grouped. */
  count(value: number): string;
  /** A factor with three significant digits: `0.333`, `12.5`. */
  ratio(value: number): string;
  day(day: EpochDay): string;
  /** `2026-08-01 00:00 UTC`. */
  instant(instant: EpochMs): string;
}

/** The formatter of a language. */
export function sayIn(lang: Lang): Say {
  return SAYERS[lang];
}

const SAYERS: Readonly<Record<Lang, Say>> = { en: makeSay('en'), ko: makeSay('ko') };

function makeSay(lang: Lang): Say {
  return {
    lang,
    money(minor, currency) {
      const amount = groupDigits(printAmount(minor, currencyExponent(currency)));
      if (currency !== 'KRW') return `${currency} ${amount}`;
      return lang === 'ko' ? `${amount}원` : `${amount} won`;
    },
    percent: (bps) => `${trimZeros((bps / 100).toFixed(2))}${lang === 'ko' ? '%' : ' %'}`,
    count: (value) => groupDigits(String(value)),
    ratio: (value) => trimZeros(Number(value.toPrecision(3)).toFixed(Math.abs(value) < 0.01 ? 5 : 3)),
    day: printDay,
    instant: (instant) => `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  };
}

/** Digits with the thousands of the whole part grouped: `13,600`, `12,345.90`. */
export function groupDigits(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
