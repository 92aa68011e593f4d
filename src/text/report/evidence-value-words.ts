import { INPUT_WORDS } from '../input-words.js';
import type { InEveryLang, Lang } from '../lang.js';

type Names = Readonly<Record<string, InEveryLang<string>>>;

const SOURCES: Names = {
  'history-median': { en: 'median of its own history', ko: '자체 이력의 중앙값' },
  'history-minimum': { en: 'lowest of the last 30 days', ko: '최근 30일 최저가' },
  'list-price': INPUT_WORDS['list-price'].name,
  'peer-estimate': { en: 'estimate from the category', ko: '카테고리 추정가' },
  'former-price': INPUT_WORDS['former-price'].name,
  history: INPUT_WORDS.history.name,
  previous: INPUT_WORDS['previous-catalogue'].name,
  'previous-catalogue': INPUT_WORDS['previous-catalogue'].name,
};

/**
 * Words for values out of a closed list, by the key of the fact without its unit. Only there: elsewhere the same text may
 * have come from a file.
 */
const VALUES: Readonly<Record<string, Names>> = {
  referenceSource: SOURCES,
  meantSource: SOURCES,
  knownSource: SOURCES,
  baseSource: SOURCES,
  baseline: SOURCES,
  input: SOURCES,
  direction: {
    low: { en: 'too low', ko: '너무 낮음' },
    high: { en: 'too high', ko: '너무 높음' },
    down: { en: 'too low', ko: '너무 낮음' },
    up: { en: 'too high', ko: '너무 높음' },
    below: { en: 'too low', ko: '너무 낮음' },
    above: { en: 'too high', ko: '너무 높음' },
    fell: { en: 'fell', ko: '하락' },
    rose: { en: 'rose', ko: '상승' },
    'one-of-pack': { en: 'price of one piece on a pack', ko: '묶음에 낱개 가격' },
    'whole-pack': { en: 'price of a pack on one piece', ko: '낱개에 묶음 가격' },
  },
  feature: {
    price: { en: 'price', ko: '가격' },
    'price-to-list': { en: 'price against list price', ko: '정가 대비 가격' },
    'price-to-cost': { en: 'price against cost', ko: '원가 대비 가격' },
  },
  edit: {
    lost: { en: 'a digit lost', ko: '숫자 누락' },
    added: { en: 'a digit added', ko: '숫자 추가' },
    changed: { en: 'a digit changed', ko: '숫자 바뀜' },
    swapped: { en: 'two digits swapped', ko: '숫자 뒤바뀜' },
  },
  match: {
    'same-number': { en: 'the same number', ko: '숫자가 같음' },
    'by-rate': { en: 'by the exchange rate', ko: '환율로 맞음' },
    'other-number': { en: 'another number', ko: '숫자가 다름' },
  },
  promotionKind: {
    percent: { en: 'percent off', ko: '정률 할인' },
    fixed: { en: 'amount off', ko: '정액 할인' },
    'buy-x-get-y': { en: 'buy some, get some', ko: '몇 개 사면 몇 개 증정' },
    'tier-price': { en: 'price by quantity', ko: '수량별 가격' },
    'free-shipping': { en: 'free shipping', ko: '무료 배송' },
  },
};

/** Words for a value out of a closed list; every other text, and every text of a file, is shown as it is. */
export function evidenceValueName(stem: string, value: string, lang: Lang): string {
  const names = namedBy(VALUES, stem);
  return (names === undefined ? undefined : namedBy(names, value))?.[lang] ?? value;
}

/** Limits that rules state in words. */
const LIMITS: Names = {
  value: { en: 'a value', ko: '값' },
  text: { en: 'readable text', ko: '읽을 수 있는 글자' },
  header: { en: 'as many fields as the header', ko: '머리글과 같은 필드 수' },
  field: { en: 'a known field', ko: '알려진 필드' },
  'no amount': { en: 'no filler amount', ko: '임시 금액이 아닐 것' },
  'no repeated-digit': { en: 'no repeated digit', ko: '같은 숫자의 반복이 아닐 것' },
  'no test-sku': { en: 'no test row', ko: '테스트 행이 아닐 것' },
  'what the currency has': { en: 'the decimals of the currency', ko: '통화의 소수 자릿수' },
  'ids of the promotions file': { en: 'ids of the promotions file', ko: '프로모션 파일에 있는 ID' },
  'previous-catalogue': { en: 'a previous catalogue', ko: '이전 카탈로그' },
  approved: { en: 'approved', ko: '승인' },
  minSpend: { en: 'a minimum spend', ko: '최소 구매 금액' },
  cap: { en: 'a cap', ko: '최대 할인 금액' },
  'perCustomerMax or usesMax': { en: 'a number of uses', ko: '사용 횟수 제한' },
  'endsAt or usesMax': { en: 'an end or a number of uses', ko: '종료 시각 또는 사용 횟수 제한' },
};

/** Words for a limit that a rule states in words; every other text is shown as it is. */
export function limitName(text: string, lang: Lang): string {
  return namedBy(LIMITS, text)?.[lang] ?? text;
}

/** A text of a file may be `constructor`: only what the table itself holds counts. */
function namedBy<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
