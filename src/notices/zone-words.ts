import type { NoticeLang } from './lang.js';

type ZoneWords = Readonly<Record<NoticeLang, string>>;

const KOREA: ZoneWords = { en: 'Korea time', ko: '한국 시간', zh: '韩国时间', ja: '韓国時間' };
const JAPAN: ZoneWords = { en: 'Japan time', ko: '일본 시간', zh: '日本时间', ja: '日本時間' };
const CHINA: ZoneWords = { en: 'China time', ko: '중국 시간', zh: '北京时间', ja: '中国時間' };
const TAIPEI: ZoneWords = { en: 'Taipei time', ko: '타이베이 시간', zh: '台北时间', ja: '台北時間' };
const HONG_KONG: ZoneWords = { en: 'Hong Kong time', ko: '홍콩 시간', zh: '香港时间', ja: '香港時間' };
const SINGAPORE: ZoneWords = {
  en: 'Singapore time',
  ko: '싱가포르 시간',
  zh: '新加坡时间',
  ja: 'シンガポール時間',
};

const ZONES: ReadonlyMap<string, ZoneWords> = new Map([
  ['Asia/Seoul', KOREA],
  ['Asia/Tokyo', JAPAN],
  ['Asia/Shanghai', CHINA],
  ['Asia/Taipei', TAIPEI],
  ['Asia/Hong_Kong', HONG_KONG],
  ['Asia/Singapore', SINGAPORE],
]);

/** What people call a zone's time; its own name where this package knows no word for it. */
export function zoneWords(zone: string, lang: NoticeLang): string {
  const known = ZONES.get(zone);
  if (known !== undefined) return known[lang];
  return /^[+-]/.test(zone) ? `UTC${zone}` : zone;
}
