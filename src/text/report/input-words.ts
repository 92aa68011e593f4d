import type { InEveryLang, Lang } from '../lang.js';

/** What each input of a rule is called, and how it is handed in. */
const INPUTS: ReadonlyMap<string, InEveryLang<string>> = new Map([
  [
    'reference',
    {
      en: 'reference price (--history, or column list_price)',
      ko: '기준 가격(--history 또는 list_price 열)',
    },
  ],
  ['history', { en: 'price history (--history)', ko: '가격 이력(--history)' }],
  ['list-price', { en: 'list price (column list_price)', ko: '정가(list_price 열)' }],
  ['cost', { en: 'unit cost (column cost)', ko: '원가(cost 열)' }],
  ['discount', { en: 'discount amount (column discount)', ko: '할인액(discount 열)' }],
  [
    'pack-or-content',
    { en: 'pack or content (columns pack, content)', ko: '묶음 수량·용량(pack, content 열)' },
  ],
  [
    'sale-window',
    {
      en: 'sale window (columns sale_starts_at, sale_ends_at)',
      ko: '판매 기간(sale_starts_at, sale_ends_at 열)',
    },
  ],
  [
    'claimed-markdown',
    { en: 'advertised markdown (column claimed_markdown)', ko: '표시 할인율(claimed_markdown 열)' },
  ],
  [
    'former-price',
    {
      en: 'former price (--previous, or column previous_price)',
      ko: '변경 전 가격(--previous 또는 previous_price 열)',
    },
  ],
  ['previous-catalogue', { en: 'previous catalogue (--previous)', ko: '이전 카탈로그(--previous)' }],
  ['peers', { en: 'peers in the category (column category)', ko: '같은 카테고리의 비교 상품(category 열)' }],
  ['channel', { en: 'channel (column channel)', ko: '채널(channel 열)' }],
  [
    'tier',
    {
      en: 'tier, quantity break or condition (columns tier, quantity_min, condition)',
      ko: '등급·수량 구간·상태(tier, quantity_min, condition 열)',
    },
  ],
  ['promotions', { en: 'promotions (--promotions)', ko: '프로모션(--promotions)' }],
  ['approvals', { en: 'approvals (--approvals)', ko: '승인(--approvals)' }],
]);

/** What an input is called and where it comes from; an input without a name here keeps its id. */
export function inputName(input: string, lang: Lang): string {
  return INPUTS.get(input)?.[lang] ?? input;
}
