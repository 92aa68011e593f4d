import type { InEveryLang, Lang } from '../lang.js';
import { sayIn } from '../say.js';

/** Ways to say a number with what it counts. */
export interface MeasureWords {
  days(count: number): string;
  rows(count: number): string;
  quantity(count: number): string;
  edits(count: number): string;
  fractionDigits(count: number): string;
  /** Powers of ten: -1 is a tenth. */
  decades(text: string): string;
  deviations(text: string): string;
  readonly yes: string;
  readonly no: string;
  readonly none: string;
  andMore(count: number): string;
}

const en = sayIn('en');
const ko = sayIn('ko');

function counted(count: number, one: string, many: string): string {
  return `${en.count(count)} ${count === 1 ? one : many}`;
}

const WORDS: InEveryLang<MeasureWords> = {
  en: {
    days: (count) => counted(count, 'day', 'days'),
    rows: (count) => counted(count, 'row', 'rows'),
    quantity: (count) => counted(count, 'unit', 'units'),
    edits: (count) => counted(count, 'digit changed', 'digits changed'),
    fractionDigits: (count) => counted(count, 'decimal', 'decimals'),
    decades: (text) => `10^${text} times`,
    deviations: (text) => `${text} deviations`,
    yes: 'yes',
    no: 'no',
    none: 'none',
    andMore: (count) => `and ${en.count(count)} more`,
  },
  ko: {
    days: (count) => `${ko.count(count)}일`,
    rows: (count) => `${ko.count(count)}행`,
    quantity: (count) => `${ko.count(count)}개`,
    edits: (count) => `숫자 ${ko.count(count)}개 변경`,
    fractionDigits: (count) => `소수 ${ko.count(count)}자리`,
    decades: (text) => `10^${text}배`,
    deviations: (text) => `편차의 ${text}배`,
    yes: '예',
    no: '아니요',
    none: '없음',
    andMore: (count) => `외 ${ko.count(count)}개`,
  },
};

/** The measure words of a language. */
export function measureWords(lang: Lang): MeasureWords {
  return WORDS[lang];
}
