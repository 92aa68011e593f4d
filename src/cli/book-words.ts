import type { BookRefusal } from '../catalog/price-book.js';
import type { EntryMember, HeaderMember } from '../book/diff-price-books.js';
import type { SaleWindowAnswer } from '../book/price-book.js';
import { withJosa } from '../text/josa.js';
import type { InEveryLang } from '../text/lang.js';

/** Words of `saleguard book`. */
export interface BookWords {
  verified(file: string): string;
  refused(file: string, line: number): string;
  readonly refusals: Readonly<Record<BookRefusal, string>>;
  sale(saleId: string, epoch: number): string;
  sealed(instant: string, who: string): string;
  key(keyId: string): string;
  window(startsAt: string, endsAt: string): string;
  readonly windows: Readonly<Record<SaleWindowAnswer, string>>;
  lossBudget(amount: string | undefined): string;
  channels(channels: readonly (readonly [id: string, seconds: string])[]): string;
  approvals(count: string): string;
  entries(count: string): string;
  more(count: string): string;
  noEntry(sku: string): string;
  /** Headings of the table of entries. */
  readonly columns: {
    readonly sku: string;
    readonly priceList: string;
    readonly price: string;
    readonly floor: string;
    readonly reference: string;
    readonly markdown: string;
    readonly units: string;
    readonly perCustomer: string;
    readonly notes: string;
  };
  readonly gift: string;
  stockKey(key: string): string;
  bundle(parts: string): string;
  readonly nothing: string;

  readonly nothingChanges: string;
  changes(facts: {
    readonly changed: string;
    readonly cheaper: string;
    readonly dearer: string;
    readonly otherwise: string;
    readonly added: string;
    readonly removed: string;
    readonly same: string;
  }): string;
  epochNotRaised(before: number, after: number): string;
  otherSale(before: string, after: string): string;
  readonly header: Readonly<Record<HeaderMember, string>>;
  readonly members: Readonly<Record<EntryMember, string>>;
  cheaper(percent: string): string;
  dearer(percent: string): string;
  readonly added: string;
  readonly removed: string;
  at(price: string): string;
  markdown(percent: string): string;
  units(count: string): string;
  readonly yes: string;
  readonly no: string;
}

export const BOOK_WORDS: InEveryLang<BookWords> = {
  en: {
    verified: (file) => `${file}: verified`,
    refused: (file, line) => `${file}:${line}: refused`,
    refusals: {
      'not-a-book': 'it is no price book',
      'unknown-schema': 'it is of a form this release does not know',
      'bad-header': 'its header is wrong',
      truncated: 'it is cut off',
      'not-canonical': 'it was rewritten',
      'bad-entry': 'an entry is wrong',
      'out-of-order': 'its entries are out of order',
      'duplicate-entry': 'an entry is there twice',
      'bad-trailer': 'its trailer is wrong',
      'after-trailer': 'something was added to it',
      'count-differs': 'entries are missing or too many',
      'digest-differs': 'it was changed after it was sealed',
      'unknown-key': 'it was sealed by a key that is not trusted',
      'bad-signature': 'its signature is not genuine',
      'too-large': 'it is too large',
    },
    sale: (saleId, epoch) => `sale ${saleId}, epoch ${epoch}`,
    sealed: (instant, who) => `sealed ${instant} by ${who}`,
    key: (keyId) => `key ${keyId}`,
    window: (startsAt, endsAt) => `on sale from ${startsAt} until before ${endsAt}`,
    windows: { 'not-yet': 'not open yet', open: 'open now', over: 'over' },
    lossBudget: (amount) => (amount === undefined ? 'no loss budget' : `loss budget ${amount}`),
    channels: (channels) =>
      channels.length === 0
        ? 'no channels'
        : `channels ${channels.map(([id, time]) => `${id} (${time} to pay)`).join(', ')}`,
    approvals: (count) => `approvals used: ${count}`,
    entries: (count) => `entries: ${count}`,
    more: (count) => `… and ${count} more; --max shows more of them`,
    noEntry: (sku) => `SKU ${sku} is not on sale by this book`,
    columns: {
      sku: 'SKU',
      priceList: 'price list',
      price: 'price',
      floor: 'floor',
      reference: 'reference',
      markdown: 'markdown',
      units: 'units',
      perCustomer: 'per customer',
      notes: 'notes',
    },
    gift: 'gift',
    stockKey: (key) => `stock ${key}`,
    bundle: (parts) => `bundle of ${parts}`,
    nothing: 'none',
    nothingChanges: 'Nothing changes on sale.',
    changes: ({ changed, cheaper, dearer, otherwise, added, removed, same }) =>
      `${changed} entries change: ${cheaper} cheaper, ${dearer} dearer, ${otherwise} otherwise, ${added} added, ${removed} removed; ${same} stay as they are.`,
    epochNotRaised: (before, after) =>
      `Epoch ${after} is not above ${before}: checkout will not take the second book in place of the first.`,
    otherSale: (before, after) => `These are books of two sales, ${before} and ${after}.`,
    header: {
      schema: 'schema',
      saleId: 'sale',
      epoch: 'epoch',
      startsAt: 'start',
      endsAt: 'end',
      sealedAt: 'sealed',
      policyHash: 'policy',
      batchDigest: 'catalogue files',
      promotionsSha256: 'promotions file',
      currency: 'currency',
      lossBudgetMinor: 'loss budget',
      channels: 'channels',
      approvalIds: 'approvals used',
    },
    members: {
      priceMinor: 'price',
      floorMinor: 'floor',
      referenceMinor: 'reference',
      referenceSource: 'reference from',
      stockKey: 'stock key',
      allotment: 'units',
      perCustomerMax: 'per customer',
      components: 'bundle',
      isGift: 'gift',
    },
    cheaper: (percent) => `${percent} cheaper`,
    dearer: (percent) => `${percent} dearer`,
    added: 'new on sale',
    removed: 'no longer on sale',
    at: (price) => `at ${price}`,
    markdown: (percent) => `markdown ${percent}`,
    units: (count) => `${count} units`,
    yes: 'yes',
    no: 'no',
  },
  ko: {
    verified: (file) => `${file}: 확인됨`,
    refused: (file, line) => `${file}:${line}: 거부됨`,
    refusals: {
      'not-a-book': '가격 대장이 아닙니다',
      'unknown-schema': '이 버전이 모르는 형식입니다',
      'bad-header': '머리글이 잘못되었습니다',
      truncated: '중간에서 잘렸습니다',
      'not-canonical': '다른 표기로 다시 쓰였습니다',
      'bad-entry': '항목이 잘못되었습니다',
      'out-of-order': '항목 순서가 다릅니다',
      'duplicate-entry': '같은 항목이 두 번 있습니다',
      'bad-trailer': '마지막 줄이 잘못되었습니다',
      'after-trailer': '끝에 내용이 덧붙었습니다',
      'count-differs': '항목 수가 다릅니다',
      'digest-differs': '봉인한 뒤에 바뀌었습니다',
      'unknown-key': '신뢰하지 않는 키로 봉인되었습니다',
      'bad-signature': '서명이 진짜가 아닙니다',
      'too-large': '너무 큽니다',
    },
    sale: (saleId, epoch) => `행사 ${saleId}, 에포크 ${epoch}`,
    sealed: (instant, who) => `봉인 ${instant}, ${who}`,
    key: (keyId) => `키 ${keyId}`,
    window: (startsAt, endsAt) => `판매 기간 ${startsAt}부터 ${endsAt} 전까지`,
    windows: { 'not-yet': '시작 전', open: '판매 중', over: '종료' },
    lossBudget: (amount) => (amount === undefined ? '손실 한도 없음' : `손실 한도 ${amount}`),
    channels: (channels) =>
      channels.length === 0
        ? '채널 없음'
        : `채널 ${channels.map(([id, time]) => `${id} (결제 대기 ${time})`).join(', ')}`,
    approvals: (count) => `사용한 승인: ${count}건`,
    entries: (count) => `항목: ${count}개`,
    more: (count) => `… 외 ${count}개. --max로 더 볼 수 있습니다`,
    noEntry: (sku) => `이 가격 대장에는 SKU ${sku} 항목이 없습니다`,
    columns: {
      sku: 'SKU',
      priceList: '가격표',
      price: '가격',
      floor: '하한',
      reference: '기준가',
      markdown: '할인율',
      units: '수량',
      perCustomer: '1인당',
      notes: '비고',
    },
    gift: '사은품',
    stockKey: (key) => `재고 ${key}`,
    bundle: (parts) => `묶음 ${parts}`,
    nothing: '없음',
    nothingChanges: '판매 내용은 바뀌지 않습니다.',
    changes: ({ changed, cheaper, dearer, otherwise, added, removed, same }) =>
      `항목 ${changed}개가 바뀝니다: 인하 ${cheaper}, 인상 ${dearer}, 기타 ${otherwise}, 추가 ${added}, 삭제 ${removed}. 그대로 ${same}개.`,
    epochNotRaised: (before, after) =>
      `에포크 ${withJosa(String(after), '은/는')} ${before}보다 높지 않습니다. 결제 서버가 앞의 가격 대장 대신 받아들이지 않습니다.`,
    otherSale: (before, after) => `서로 다른 행사의 가격 대장입니다: ${before}, ${after}.`,
    header: {
      schema: '형식',
      saleId: '행사',
      epoch: '에포크',
      startsAt: '시작',
      endsAt: '종료',
      sealedAt: '봉인',
      policyHash: '정책',
      batchDigest: '카탈로그 파일',
      promotionsSha256: '프로모션 파일',
      currency: '통화',
      lossBudgetMinor: '손실 한도',
      channels: '채널',
      approvalIds: '사용한 승인',
    },
    members: {
      priceMinor: '가격',
      floorMinor: '하한',
      referenceMinor: '기준가',
      referenceSource: '기준가 출처',
      stockKey: '재고 키',
      allotment: '수량',
      perCustomerMax: '1인당',
      components: '묶음',
      isGift: '사은품',
    },
    cheaper: (percent) => `${percent} 인하`,
    dearer: (percent) => `${percent} 인상`,
    added: '새로 판매',
    removed: '판매에서 빠짐',
    at: (price) => `가격 ${price}`,
    markdown: (percent) => `할인율 ${percent}`,
    units: (count) => `${count}개`,
    yes: '예',
    no: '아니요',
  },
};
