import type { EpochMs } from '../core/clock.js';
import { currencyExponent, type CurrencyCode } from '../money/currency.js';
import { printAmount } from '../money/decimal-text.js';
import { groupDigits } from '../text/say.js';
import { zoneWords } from './zone-words.js';
import type { NoticeLang } from './lang.js';
import { wallClockOf, type WallTime } from './wall-time.js';

const MINUTE_MS = 60_000;

/** Says amounts and times to a customer: exact, in the language's own way, by the clock of the shop's zone. */
export interface NoticeSay {
  readonly lang: NoticeLang;
  /** `13,600 won`, `13,600원`, `13,600韩元`, `13,600ウォン`; `USD 12.90`, `12.90달러`, `12.90美元`, `12.90ドル`. */
  money(minor: number, currency: CurrencyCode): string;
  /** An integer with its thousands grouped. */
  count(value: number): string;
  /** A rate in basis points: `10 %`, `12.5%`. */
  percent(bps: number): string;
  /** `10:03 on 1 August 2026`, `2026년 8월 1일 10:03`. */
  moment(instant: EpochMs): string;
  /** `2026-08-01 10:11:30 (Asia/Seoul)`, for those who must know it to the second. */
  stamp(instant: EpochMs): string;
  /** The last day on which something may still happen before `end`: `6 August 2026`; with the time where `end` is no end of a day. */
  lastDay(end: EpochMs): string;
  /** `between 10:00 and 10:12 on 1 August 2026 (Korea time)`: begun and ending minutes included. */
  window(from: EpochMs, until: EpochMs | undefined): string;
}

/**
 * The formatter of a language and a zone.
 *
 * @throws GuardError `invalid-argument` where the zone is none.
 */
export function noticeSay(lang: NoticeLang, zone: string): NoticeSay {
  const clock = wallClockOf(zone);
  const words = TIME_WORDS[lang];
  return {
    lang,
    money: (minor, currency) => moneyText(minor, currency, lang),
    count: (value) => groupDigits(String(value)),
    percent: (bps) => `${String(bps / 100)}${lang === 'en' ? ' %' : '%'}`,
    moment: (instant) => words.moment(clock.at(instant)),
    stamp: (instant) => `${stampOf(clock.at(instant), instant)} (${zone})`,
    lastDay(end) {
      const wall = clock.at(end);
      if (wall.hour === 0 && wall.minute === 0) return words.day(clock.at(end - MINUTE_MS));
      return wall.hour === 23 && wall.minute === 59 ? words.day(wall) : words.moment(wall);
    },
    window(from, until) {
      const start = clock.at(from);
      const end = until === undefined ? undefined : clock.at(Math.ceil(until / MINUTE_MS) * MINUTE_MS);
      return words.window(start, end, zoneWords(zone, lang));
    },
  };
}

function stampOf(wall: WallTime, instant: EpochMs): string {
  // Zones differ by whole minutes: the seconds are those of UTC.
  const seconds = new Date(instant).toISOString().slice(17, 23).replace('.000', '');
  const day = `${wall.year}-${two(wall.month)}-${two(wall.day)}`;
  return `${day} ${timeOf(wall)}:${seconds}`;
}

/** What follows the digits of an amount; a currency without such a word is written before them, by its code. */
const UNITS: Readonly<Record<NoticeLang, Readonly<Partial<Record<CurrencyCode, string>>>>> = {
  en: { KRW: ' won' },
  ko: { KRW: '원', JPY: '엔', CNY: '위안', USD: '달러', EUR: '유로' },
  zh: { KRW: '韩元', JPY: '日元', CNY: '元', USD: '美元', EUR: '欧元', HKD: '港元', GBP: '英镑' },
  ja: { KRW: 'ウォン', JPY: '円', CNY: '元', USD: 'ドル', EUR: 'ユーロ' },
};

function moneyText(minor: number, currency: CurrencyCode, lang: NoticeLang): string {
  const amount = groupDigits(printAmount(minor, currencyExponent(currency)));
  const unit = UNITS[lang][currency];
  return unit === undefined ? `${currency} ${amount}` : `${amount}${unit}`;
}

interface TimeWords {
  day(wall: WallTime): string;
  moment(wall: WallTime): string;
  window(from: WallTime, until: WallTime | undefined, zone: string): string;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

function englishDay({ day, month, year }: WallTime): string {
  return `${day} ${MONTHS[month - 1] ?? ''} ${year}`;
}

function koreanDay({ day, month, year }: WallTime): string {
  return `${year}년 ${month}월 ${day}일`;
}

/** As Chinese and Japanese write it alike. */
function hanDay({ day, month, year }: WallTime): string {
  return `${year}年${month}月${day}日`;
}

function timeOf({ hour, minute }: WallTime): string {
  return `${two(hour)}:${two(minute)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function isSameDay(one: WallTime, other: WallTime): boolean {
  return one.day === other.day && one.month === other.month && one.year === other.year;
}

const TIME_WORDS: Readonly<Record<NoticeLang, TimeWords>> = {
  en: {
    day: englishDay,
    moment: (wall) => `${timeOf(wall)} on ${englishDay(wall)}`,
    window(from, until, zone) {
      if (until === undefined) return `since ${timeOf(from)} on ${englishDay(from)} (${zone})`;
      const start = isSameDay(from, until) ? timeOf(from) : `${timeOf(from)} on ${englishDay(from)}`;
      return `between ${start} and ${timeOf(until)} on ${englishDay(until)} (${zone})`;
    },
  },
  ko: {
    day: koreanDay,
    moment: (wall) => `${koreanDay(wall)} ${timeOf(wall)}`,
    window(from, until, zone) {
      const start = `${koreanDay(from)} ${timeOf(from)}부터`;
      if (until === undefined) return `${start}(${zone})`;
      const end = isSameDay(from, until) ? timeOf(until) : `${koreanDay(until)} ${timeOf(until)}`;
      return `${start} ${end}까지(${zone})`;
    },
  },
  zh: {
    day: hanDay,
    moment: (wall) => `${hanDay(wall)} ${timeOf(wall)}`,
    window(from, until, zone) {
      if (until === undefined) return `自${hanDay(from)} ${timeOf(from)}起（${zone}）`;
      const end = isSameDay(from, until) ? timeOf(until) : `${hanDay(until)} ${timeOf(until)}`;
      return `${hanDay(from)} ${timeOf(from)}至${end}（${zone}）`;
    },
  },
  ja: {
    day: hanDay,
    moment: (wall) => `${hanDay(wall)} ${timeOf(wall)}`,
    window(from, until, zone) {
      if (until === undefined) return `${hanDay(from)} ${timeOf(from)}以降（${zone}）`;
      const end = isSameDay(from, until) ? timeOf(until) : `${hanDay(until)} ${timeOf(until)}`;
      return `${hanDay(from)} ${timeOf(from)}から${end}まで（${zone}）`;
    },
  },
};
