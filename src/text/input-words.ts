import type { InEveryLang, Lang } from './lang.js';

/** What an input of a rule is called, and how it is handed in. */
export interface InputWords {
  readonly name: InEveryLang<string>;
  readonly from: InEveryLang<string>;
  /** What an offer lacks that it does not have it, where that is not the input as a whole. */
  readonly ofOffer?: InEveryLang<string>;
}

/** What a rule may need beside sku, price and currency. */
export type InputId =
  | 'reference'
  | 'history'
  | 'list-price'
  | 'cost'
  | 'discount'
  | 'pack-or-content'
  | 'sale-window'
  | 'claimed-markdown'
  | 'former-price'
  | 'previous-catalogue'
  | 'peers'
  | 'channel'
  | 'tier'
  | 'promotions'
  | 'approvals';

/** Every input of a rule, by its id. */
export const INPUT_WORDS: Readonly<Record<InputId, InputWords>> = {
  reference: {
    name: { en: 'reference price', ko: '기준 가격' },
    from: { en: '--history, or column list_price', ko: '--history 또는 list_price 열' },
  },
  history: {
    name: { en: 'price history', ko: '가격 이력' },
    from: { en: '--history', ko: '--history' },
  },
  'list-price': {
    name: { en: 'list price', ko: '정가' },
    from: { en: 'column list_price', ko: 'list_price 열' },
  },
  cost: {
    name: { en: 'unit cost', ko: '원가' },
    from: { en: 'column cost', ko: 'cost 열' },
  },
  discount: {
    name: { en: 'discount amount', ko: '할인액' },
    from: { en: 'column discount', ko: 'discount 열' },
  },
  'pack-or-content': {
    name: { en: 'pack or content', ko: '묶음 수량·용량' },
    from: { en: 'columns pack, content', ko: 'pack, content 열' },
  },
  'sale-window': {
    name: { en: 'sale window', ko: '판매 기간' },
    from: { en: 'columns sale_starts_at, sale_ends_at', ko: 'sale_starts_at, sale_ends_at 열' },
  },
  'claimed-markdown': {
    name: { en: 'advertised markdown', ko: '표시 할인율' },
    from: { en: 'column claimed_markdown', ko: 'claimed_markdown 열' },
  },
  'former-price': {
    name: { en: 'former price', ko: '변경 전 가격' },
    from: { en: '--previous, or column previous_price', ko: '--previous 또는 previous_price 열' },
  },
  'previous-catalogue': {
    name: { en: 'previous catalogue', ko: '이전 카탈로그' },
    from: { en: '--previous', ko: '--previous' },
    ofOffer: { en: 'entry in the previous catalogue', ko: '이전 카탈로그 항목' },
  },
  peers: {
    name: { en: 'peers in the category', ko: '같은 카테고리의 비교 상품' },
    from: { en: 'column category', ko: 'category 열' },
  },
  channel: {
    name: { en: 'channel', ko: '채널' },
    from: { en: 'column channel', ko: 'channel 열' },
    ofOffer: { en: 'second channel', ko: '비교할 채널' },
  },
  tier: {
    name: { en: 'tier, quantity break or condition', ko: '등급·수량 구간·상태' },
    from: { en: 'columns tier, quantity_min, condition', ko: 'tier, quantity_min, condition 열' },
  },
  promotions: {
    name: { en: 'promotions', ko: '프로모션' },
    from: { en: '--promotions', ko: '--promotions' },
  },
  approvals: {
    name: { en: 'approvals', ko: '승인' },
    from: { en: '--approvals', ko: '--approvals' },
  },
};

const BY_ID: ReadonlyMap<string, InputWords> = new Map(Object.entries(INPUT_WORDS));

/** What an input is called and where it comes from; an input without a name here keeps its id. */
export function inputName(input: string, lang: Lang): string {
  const words = BY_ID.get(input);
  if (words === undefined) return input;
  const space = lang === 'ko' ? '' : ' ';
  return `${words.name[lang]}${space}(${words.from[lang]})`;
}
