import type { ReferenceSource } from '../catalog/reference.js';
import type { InEveryLang, Lang } from '../text/lang.js';

const NAMES: Readonly<Record<ReferenceSource, InEveryLang<string>>> = {
  'history-median': { en: 'its usual price', ko: '평소 가격' },
  'history-minimum': { en: 'its lowest price of the last 30 days', ko: '최근 30일 최저가' },
  'list-price': { en: 'the list price', ko: '정가' },
  'peer-estimate': { en: 'what similar goods in the category cost,', ko: '같은 카테고리 상품의 일반 가격' },
};

/** What a reference source is called inside a sentence. */
export function sourceName(source: ReferenceSource, lang: Lang): string {
  return NAMES[source][lang];
}
