import type { InEveryLang, Lang } from './lang.js';

/** Verdicts of a replay, as the control room names them. */
type Verdict = 'admitted' | 'review' | 'rejected';

/** Why a row was not judged, as the control room names it. */
type LeftOut = 'unreadable' | 'otherSale' | 'repeated' | 'conflicting';

/** Words of `saleguard replay`. */
export interface ReplayWords {
  head(facts: {
    readonly saleId: string;
    readonly epoch: number;
    readonly orders: string;
    readonly from: string;
    readonly to: string;
    readonly paid: string;
  }): string;
  readonly stockJudged: string;
  readonly pricesOnly: string;
  policy(source: string): string;
  readonly columns: Readonly<Record<'verdict' | 'orders' | 'goods' | 'givenAway', string>>;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  /** `givenAway` of what was not admitted was not given away. */
  readonly kept: string;
  readonly causes: string;
  readonly noCauses: string;
  /** Reasons that are no rule; rules are told by their id. */
  readonly reasons: ReadonlyMap<string, string>;
  cause(verdict: string, cause: string, orders: string): string;
  readonly trips: string;
  readonly noTrips: string;
  trip(facts: {
    readonly at: string;
    readonly rule: string;
    /** Undefined for the whole sale. */
    readonly scope: string | undefined;
    readonly mode: string;
    readonly refused: string;
  }): string;
  afterwards(facts: { readonly bought: string; readonly lapsed: string }): string;
  late(orders: string): string;
  stopped(orders: string): string;
  readonly difference: string;
  readonly noDifference: string;
  differs(facts: { readonly stricter: string; readonly milder: string }): string;
  change(facts: {
    readonly from: string;
    readonly to: string;
    readonly cause: string;
    readonly orders: string;
  }): string;
  otherCauses(orders: string): string;
  readonly leftOut: string;
  leftOutOf(because: LeftOut, count: string): string;
  firstAt(place: string): string;
  ofSale(saleId: string): string;
  more(count: string): string;
  shortage(facts: { readonly stockKey: string; readonly asked: string; readonly left: string }): string;
  limit(facts: { readonly stockKey: string; readonly limit: string; readonly used: string }): string;
  budgetLeft(amount: string): string;
  heldScope(scope: string, mode: string): string;
  readonly nonePaid: string;
  outsideWindow(from: string, to: string): string;
  readonly noOrders: string;
}

/** Words of a language. */
export function replayWords(lang: Lang): ReplayWords {
  return WORDS[lang];
}

const EN: ReplayWords = {
  head: ({ saleId, epoch, orders, from, to, paid }) =>
    `${saleId}, epoch ${epoch}: orders judged ${orders} (paid: ${paid}), from ${from} to ${to}`,
  stockJudged: 'judged: prices, stock, customer limits, loss budget and trips, as the guard would have',
  pricesOnly: 'judged: prices alone; stock, customer limits, loss budget and trips are not',
  policy: (source) => `By ${source}`,
  columns: { verdict: 'verdict', orders: 'orders', goods: 'goods', givenAway: 'below reference' },
  verdicts: { admitted: 'admitted', review: 'held for review', rejected: 'refused' },
  kept: 'below reference: reference less payable price. Of admitted orders it was given away, of the others it was not',
  causes: 'Refused or held because of',
  noCauses: 'nothing refused, nothing held',
  reasons: new Map([
    ['mode', 'sale stopped'],
    ['sold_out', 'too few units'],
    ['customer_limit', 'customer limit'],
    ['loss_budget', 'loss budget'],
    ['invalid_order', 'the guard cannot read the order'],
    ['set_up', 'stock key not in the sale'],
    ['epoch', 'other price book'],
  ]),
  cause: (verdict, cause, orders) => `${cause}: ${orders} ${verdict}`,
  trips: 'Trips',
  noTrips: 'no trip',
  trip: ({ at, rule, scope, mode, refused }) =>
    `${at} ${rule}${scope === undefined ? '' : ` on ${scope}`}: ${mode}; orders refused by it: ${refused}`,
  afterwards: ({ bought, lapsed }) => `afterwards: ${bought} bought, ${lapsed} lapsed without a payment`,
  late: (orders) => `paid after their time to pay was over, would have to be refunded: ${orders}`,
  stopped: (orders) => `paid while the sale was stopped, the commit would have been refused: ${orders}`,
  difference: 'Difference',
  noDifference: 'no order has another verdict',
  differs: ({ stricter, milder }) => `orders judged more strictly: ${stricter}, more mildly: ${milder}`,
  change: ({ from, to, cause, orders }) => `${from} → ${to}, ${cause}: ${orders}`,
  otherCauses: (orders) => `same verdict for another reason: ${orders}`,
  leftOut: 'Not judged',
  leftOutOf: (because, count) => `${LEFT_OUT_EN[because]}: ${count}`,
  firstAt: (place) => `first at ${place}`,
  ofSale: (saleId) => `of the sale ${saleId}`,
  more: (count) => `… and ${count} more; --max shows more, --details has all`,
  shortage: ({ stockKey, asked, left }) => `${stockKey}: ${asked} asked for, ${left} left`,
  limit: ({ stockKey, limit, used }) => `${stockKey}: ${limit} a customer, ${used} taken before`,
  budgetLeft: (amount) => `left of the loss budget: ${amount}`,
  heldScope: (scope, mode) => `${scope}: ${mode}`,
  nonePaid:
    'no order says that it was paid: every reservation lapses after its time and gives its units back; --all-paid takes all of them as paid',
  outsideWindow: (from, to) =>
    `every order lies outside of the window of the book, ${from} to ${to}: is it the book of this sale, and is placedAt in milliseconds?`,
  noOrders: 'no order of the sale of this book; nothing was judged',
};

const LEFT_OUT_EN: Readonly<Record<LeftOut, string>> = {
  unreadable: 'rows that cannot be read',
  otherSale: 'orders of other sales',
  repeated: 'orders that stand in the input twice, the same',
  conflicting: 'orders whose id was used before with other content',
};

const KO: ReplayWords = {
  head: ({ saleId, epoch, orders, from, to, paid }) =>
    `${saleId}, 에포크 ${epoch}: 판정한 주문 ${orders}건 (결제 ${paid}건), ${from} ~ ${to}`,
  stockJudged: '판정 범위: 가격, 재고, 1인 한도, 손실 한도, 차단 (가드와 동일)',
  pricesOnly: '판정 범위: 가격만. 재고, 1인 한도, 손실 한도, 차단은 보지 않음',
  policy: (source) => `정책 ${source}`,
  columns: { verdict: '판정', orders: '주문', goods: '상품 금액', givenAway: '기준가 대비 할인' },
  verdicts: { admitted: '승인', review: '검토 보류', rejected: '거절' },
  kept: '기준가 대비 할인: 기준가와 결제가의 차이. 승인된 주문에서는 나간 금액, 나머지에서는 막은 금액',
  causes: '거절·보류 사유',
  noCauses: '거절과 보류 없음',
  reasons: new Map([
    ['mode', '판매 정지'],
    ['sold_out', '재고 부족'],
    ['customer_limit', '1인 한도'],
    ['loss_budget', '손실 한도'],
    ['invalid_order', '가드가 읽을 수 없는 주문'],
    ['set_up', '행사에 없는 재고 키'],
    ['epoch', '다른 가격 장부'],
  ]),
  cause: (verdict, cause, orders) => `${cause}: ${verdict} ${orders}건`,
  trips: '차단',
  noTrips: '차단 없음',
  trip: ({ at, rule, scope, mode, refused }) =>
    `${at} ${rule}${scope === undefined ? '' : ` ${scope}`}: ${mode}, 이로 인한 거절 ${refused}건`,
  afterwards: ({ bought, lapsed }) => `이후: 구매 ${bought}건, 결제 없이 만료 ${lapsed}건`,
  late: (orders) => `결제 시한이 지난 뒤 결제되어 환불해야 했을 주문: ${orders}건`,
  stopped: (orders) => `판매 정지 중에 결제되어 확정되지 못했을 주문: ${orders}건`,
  difference: '차이',
  noDifference: '판정이 달라진 주문 없음',
  differs: ({ stricter, milder }) => `더 엄격해진 주문 ${stricter}건, 더 완화된 주문 ${milder}건`,
  change: ({ from, to, cause, orders }) => `${from} → ${to}, ${cause}: ${orders}건`,
  otherCauses: (orders) => `판정은 같고 사유가 다른 주문: ${orders}건`,
  leftOut: '판정하지 않음',
  leftOutOf: (because, count) => `${LEFT_OUT_KO[because]}: ${count}건`,
  firstAt: (place) => `처음 나온 곳 ${place}`,
  ofSale: (saleId) => `행사 ${saleId}`,
  more: (count) => `… 외 ${count}건. --max로 더 보고, --details에 전부 있음`,
  shortage: ({ stockKey, asked, left }) => `${stockKey}: 요청 ${asked}개, 남은 수량 ${left}개`,
  limit: ({ stockKey, limit, used }) => `${stockKey}: 1인 ${limit}개, 이미 ${used}개`,
  budgetLeft: (amount) => `남은 손실 한도 ${amount}`,
  heldScope: (scope, mode) => `${scope} ${mode}`,
  nonePaid:
    '결제되었다고 적힌 주문이 없습니다. 예약이 모두 시한 뒤 만료되어 수량이 돌아옵니다. --all-paid를 쓰면 모두 결제된 것으로 봅니다',
  outsideWindow: (from, to) =>
    `모든 주문이 장부의 행사 기간(${from} ~ ${to}) 밖에 있습니다. 이 행사의 장부가 맞는지, placedAt이 밀리초인지 확인하세요`,
  noOrders: '이 장부의 행사에 속한 주문이 없어 판정하지 않았습니다',
};

const LEFT_OUT_KO: Readonly<Record<LeftOut, string>> = {
  unreadable: '읽을 수 없는 행',
  otherSale: '다른 행사의 주문',
  repeated: '같은 내용으로 두 번 나온 주문',
  conflicting: '같은 번호에 내용이 다른 주문',
};

const WORDS: InEveryLang<ReplayWords> = { en: EN, ko: KO };
