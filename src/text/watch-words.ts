import type { InEveryLang, Lang } from './lang.js';

/** Modes of a sale, as the stock room names them. */
type Mode = 'open' | 'probe' | 'drain' | 'freeze' | 'closed';

/** Reasons of refusal that a sale counts, as the stock room names them. */
type Refused =
  | 'mode'
  | 'epoch'
  | 'regressed'
  | 'unknown_sku'
  | 'insufficient'
  | 'customer_limit'
  | 'loss_budget'
  | 'owner_key';

/** Totals of a sale that are told, in this order; as the stock room names them. */
export const SHOWN_TOTALS = [
  'reserved',
  'committed',
  'paying',
  'released',
  'expired',
  'reviewing',
  'restored',
  'rejected',
] as const;

/** Words of the live view of a sale, and of its status. Short: a line of a terminal has 80 columns. */
export interface WatchWords {
  readonly modes: Readonly<Record<Mode, string>>;
  epoch(epoch: string): string;
  /** The epoch before is still taken for so long. */
  overlap(epoch: string, seconds: string): string;
  generation(generation: string): string;

  readonly reservedRate: string;
  readonly boughtRate: string;
  readonly refusedRate: string;
  perSecond(rate: string): string;

  readonly totals: string;
  readonly total: Readonly<Record<(typeof SHOWN_TOTALS)[number], string>>;

  readonly budget: string;
  readonly noBudget: string;
  minor(amount: string): string;

  readonly stock: string;
  readonly columns: Readonly<Record<'stockKey' | 'sold' | 'reserved' | 'left' | 'allotment', string>>;
  sum(keys: string): string;
  more(count: string): string;
  readonly soldOut: string;

  readonly refusals: string;
  readonly refused: Readonly<Record<Refused | 'price', string>>;
  readonly holds: string;
  readonly noHolds: string;
  sampleLeft(count: string): string;
  readonly trips: string;
  readonly noTrips: string;
  /** `scope` is undefined for the whole sale. */
  tripLine(facts: {
    readonly rule: string;
    readonly scope: string | undefined;
    readonly mode: string;
  }): string;
  /** Who holds a scope that a rule stopped. */
  tripHolder(rule: string): string;
  readonly none: string;

  readonly alarms: string;
  readonly noAlarms: string;
  readonly alarm: AlarmWords;

  readonly connecting: string;
  quit(seconds: string): string;
  readonly tooSmall: string;
  readonly whole: string;
}

/** One sentence for each alarm; `docs/operator.md` says what to do. */
export interface AlarmWords {
  storeLost(seconds: string, why: string): string;
  readonly regressed: string;
  held(facts: {
    readonly scope: string;
    readonly mode: string;
    readonly holder: string;
    /** Undefined where a rule stopped it: the rule is the reason. */
    readonly reason: string | undefined;
  }): string;
  shortfall(stockKey: string, units: string): string;
  budgetSpent(share: string): string;
  budgetLow(share: string): string;
  allSoldOut: string;
  noTripRules: string;
  uncounted(count: string): string;
  setUp(reason: string, count: string): string;
}

/** Words of a language. */
export function watchWords(lang: Lang): WatchWords {
  return WORDS[lang];
}

const EN: WatchWords = {
  modes: { open: 'OPEN', probe: 'PROBE', drain: 'DRAIN', freeze: 'FREEZE', closed: 'CLOSED' },
  epoch: (epoch) => `epoch ${epoch}`,
  overlap: (epoch, seconds) => `epoch ${epoch} taken for ${seconds} s more`,
  generation: (generation) => `generation ${generation}`,
  reservedRate: 'reserved',
  boughtRate: 'bought',
  refusedRate: 'refused',
  perSecond: (rate) => `${rate}/s`,
  totals: 'orders so far',
  total: {
    reserved: 'reserved',
    reviewing: 'in review',
    paying: 'paying',
    committed: 'bought',
    released: 'released',
    expired: 'expired',
    restored: 'restored',
    rejected: 'price rejected',
  },
  budget: 'given away',
  noBudget: 'no loss budget',
  minor: (amount) => `${amount} minor units`,
  stock: 'Stock',
  columns: { stockKey: 'stock key', sold: 'sold', reserved: 'reserved', left: 'left', allotment: 'of' },
  sum: (keys) => `all ${keys}`,
  more: (count) => `+ ${count} more`,
  soldOut: 'sold out',
  refusals: 'Refused',
  refused: {
    mode: 'sale held',
    epoch: 'other price book',
    regressed: 'store lost writes',
    unknown_sku: 'not on sale',
    insufficient: 'too few units',
    customer_limit: 'customer limit',
    loss_budget: 'loss budget',
    owner_key: 'other customer key',
    price: 'price',
  },
  holds: 'Holds',
  noHolds: 'none: everything is open',
  sampleLeft: (count) => `${count} left`,
  trips: 'Last trips',
  noTrips: 'none',
  tripLine: ({ rule, scope, mode }) => `${rule}${scope === undefined ? '' : ` on ${scope}`}: ${mode}`,
  tripHolder: (rule) => `rule ${rule}`,
  none: 'none',
  alarms: 'Alarms',
  noAlarms: 'none',
  alarm: {
    storeLost: (seconds, why) => `no answer from the store for ${seconds} s (${why}): figures are old`,
    regressed: 'the store lost writes it had acknowledged: the sale is stopped until the counters are right',
    held: ({ scope, mode, holder, reason }) =>
      `${scope}: ${mode} by ${holder}${reason === undefined ? '' : `: ${reason}`}`,
    shortfall: (stockKey, units) => `${stockKey}: ${units} units more are held and sold than were allotted`,
    budgetSpent: (share) => `${share} of the loss budget is spent: the sale drains`,
    budgetLow: (share) => `${share} of the loss budget is spent`,
    allSoldOut: 'everything is sold out',
    noTripRules: 'no trip rules: nothing stops this sale by itself',
    uncounted: (count) => `${count} events were not counted: trip rules watch as many scopes as they may`,
    setUp: (reason, count) => `${count} orders refused as "${reason}": the checkout is set up wrongly`,
  },
  connecting: 'waiting for the store',
  quit: (seconds) => `q quits, every ${seconds} s`,
  tooSmall: 'terminal too small',
  whole: 'the sale',
};

const KO: WatchWords = {
  modes: { open: '판매 중', probe: '시험 재개', drain: '신규 중단', freeze: '동결', closed: '마감' },
  epoch: (epoch) => `에포크 ${epoch}`,
  overlap: (epoch, seconds) => `에포크 ${epoch} ${seconds}초 더 허용`,
  generation: (generation) => `세대 ${generation}`,
  reservedRate: '예약',
  boughtRate: '구매',
  refusedRate: '거절',
  perSecond: (rate) => `${rate}건/초`,
  totals: '누적 주문',
  total: {
    reserved: '예약',
    reviewing: '검토',
    paying: '결제 중',
    committed: '구매',
    released: '해제',
    expired: '만료',
    restored: '복원',
    rejected: '가격 거절',
  },
  budget: '할인 누계',
  noBudget: '손실 한도 없음',
  minor: (amount) => `${amount} (최소 단위)`,
  stock: '재고',
  columns: { stockKey: '재고 키', sold: '판매', reserved: '예약', left: '남음', allotment: '배정' },
  sum: (keys) => `전체 ${keys}개`,
  more: (count) => `외 ${count}개`,
  soldOut: '품절',
  refusals: '거절 사유',
  refused: {
    mode: '판매 정지',
    epoch: '다른 가격 대장',
    regressed: '저장소 기록 유실',
    unknown_sku: '판매 품목 아님',
    insufficient: '재고 부족',
    customer_limit: '1인 한도',
    loss_budget: '손실 한도',
    owner_key: '다른 고객 키',
    price: '가격',
  },
  holds: '정지 내역',
  noHolds: '없음: 모두 판매 중',
  sampleLeft: (count) => `${count}건 남음`,
  trips: '최근 차단',
  noTrips: '없음',
  tripLine: ({ rule, scope, mode }) => `${rule}${scope === undefined ? '' : ` ${scope}`}: ${mode}`,
  tripHolder: (rule) => `${rule} 규칙`,
  none: '없음',
  alarms: '경보',
  noAlarms: '없음',
  alarm: {
    storeLost: (seconds, why) => `저장소 응답 없음 ${seconds}초 (${why}): 표시된 숫자는 예전 값입니다`,
    regressed: '저장소가 확인한 기록을 잃었습니다. 수량을 바로잡을 때까지 판매가 멈춥니다',
    held: ({ scope, mode, holder, reason }) =>
      `${scope} ${mode} (${holder})${reason === undefined ? '' : `: ${reason}`}`,
    shortfall: (stockKey, units) => `${stockKey}: 배정보다 ${units}개 더 예약·판매되었습니다`,
    budgetSpent: (share) => `손실 한도의 ${share} 소진: 신규 주문을 받지 않습니다`,
    budgetLow: (share) => `손실 한도의 ${share} 소진`,
    allSoldOut: '모두 품절되었습니다',
    noTripRules: '차단 규칙 없음: 스스로 멈추지 않는 판매입니다',
    uncounted: (count) => `집계하지 못한 이벤트 ${count}건: 차단 규칙의 범위 수가 가득 찼습니다`,
    setUp: (reason, count) => `"${reason}" 거절 ${count}건: 결제 서버 설정이 잘못되었습니다`,
  },
  connecting: '저장소를 기다리는 중',
  quit: (seconds) => `q 종료, ${seconds}초마다 갱신`,
  tooSmall: '화면이 너무 작습니다',
  whole: '전체 판매',
};

const WORDS: InEveryLang<WatchWords> = { en: EN, ko: KO };
