import { TRIP_SCOPES } from '../catalog/trip.js';
import type { BreakerRule } from './breaker-rule.js';

/** Above this a share would have to be more than the whole. */
const SHARE_MAX = 9_999;
const ORDERS_MAX = 100_000_000;
/** What the counter of different values may keep in each scope. */
const VALUES_MAX = 256;

const VELOCITY: BreakerRule = {
  id: 'velocity',
  protects: {
    en: 'A wrong price that spreads: orders at deep markdown come much faster than the sale expects.',
    ko: '잘못된 가격이 퍼지는 상황을 막습니다. 큰 폭으로 할인된 주문이 예상보다 훨씬 빨리 들어올 때입니다.',
  },
  formula: 'orders at deep markdown in the window > limit + 6 sqrt(limit) + 20',
  reason: {
    en: 'Off until the shop states how many orders it expects in a window: no default knows a stampede that was advertised from one that was not. Six deviations of a Poisson count, and 20 more for small limits, keep an honest sale from tripping by chance.',
    ko: '한 구간에 예상하는 주문 수를 쇼핑몰이 적기 전에는 꺼져 있습니다. 예고한 인파와 예고하지 않은 인파를 기본값으로는 가를 수 없습니다. 푸아송 분포의 표준편차 6배에 20건을 더하면 정상 행사가 우연히 멈추지 않습니다.',
  },
  measure: 'count',
  events: ['deep'],
  of: [],
  unit: 'orders',
  limitMax: ORDERS_MAX,
  scopes: TRIP_SCOPES,
  defaults: { isOn: false, scopes: ['sku'], windowMs: 60_000, limit: undefined, minimum: 0, mode: 'drain' },
  limitOf: (expected) => expected + Math.ceil(6 * Math.sqrt(expected)) + 20,
};

const ANOMALY_SHARE: BreakerRule = {
  id: 'anomaly-share',
  protects: {
    en: 'Something is wrong with the sale as a whole: many orders carry a finding that a person must look at.',
    ko: '행사 전체에 문제가 생긴 상황을 막습니다. 사람이 확인해야 하는 결과가 많은 주문에서 나올 때입니다.',
  },
  formula: 'orders with a finding of hold or block / orders judged > limit',
  reason: {
    en: 'A third of all orders in five minutes, of 200 or more: nobody can look at that many, and no honest sale sends that many to be looked at.',
    ko: '5분 동안 판정한 주문이 200건 이상이고 그 3분의 1이 넘을 때입니다. 그만큼을 사람이 다 볼 수 없고, 정상 행사에서는 그만큼 나오지 않습니다.',
  },
  measure: 'share',
  events: ['flagged'],
  of: ['judged'],
  unit: 'bps',
  limitMax: SHARE_MAX,
  scopes: TRIP_SCOPES,
  defaults: {
    isOn: true,
    scopes: ['sale'],
    windowMs: 300_000,
    limit: 3_333,
    minimum: 200,
    mode: 'freeze',
  },
};

const REJECTED_SHARE: BreakerRule = {
  id: 'rejected-share',
  protects: {
    en: 'The shop shows a price that the price book does not hold: its orders are rejected one after another, and shoppers keep trying.',
    ko: '쇼핑몰에 보이는 가격이 가격 장부와 다른 상황을 막습니다. 주문이 계속 거부되는데 고객은 계속 시도할 때입니다.',
  },
  formula: 'orders rejected by their price / orders judged > limit',
  reason: {
    en: 'Half of the orders of one SKU in a minute, of 20 or more: one shopper with a stale page is not half. By SKU, so that one wrong price does not stop the others.',
    ko: '한 SKU의 주문이 1분에 20건 이상이고 절반이 넘게 거부될 때입니다. 오래된 화면을 연 고객 한두 명으로는 절반이 되지 않습니다. SKU별로 보므로 다른 상품은 멈추지 않습니다.',
  },
  measure: 'share',
  events: ['rejected'],
  of: ['judged'],
  unit: 'bps',
  limitMax: SHARE_MAX,
  scopes: TRIP_SCOPES,
  defaults: { isOn: true, scopes: ['sku'], windowMs: 60_000, limit: 5_000, minimum: 20, mode: 'freeze' },
};

const UNAPPROVED_PRICES: BreakerRule = {
  id: 'unapproved-prices',
  protects: {
    en: 'A feed or a repricer changed many prices after the audit: 6pm.com and Screwfix sold a whole catalogue at one wrong price.',
    ko: '점검 뒤에 피드나 가격 자동 조정이 여러 가격을 바꾼 상황을 막습니다. 6pm.com과 Screwfix는 카탈로그 전체를 잘못된 가격 하나로 팔았습니다.',
  },
  formula: 'different unapproved (SKU, price list, unit price) in the window > limit',
  reason: {
    en: 'Twenty different wrong prices in five minutes are a faulty source, not shoppers with old pages open; a wrong price of one SKU is the business of rejected-share.',
    ko: '5분 동안 서로 다른 미승인 가격이 20개를 넘으면 오래된 화면이 아니라 가격을 보내는 쪽의 잘못입니다. SKU 하나의 잘못된 가격은 rejected-share가 맡습니다.',
  },
  measure: 'distinct',
  events: [],
  of: [],
  unit: 'values',
  limitMax: VALUES_MAX,
  scopes: TRIP_SCOPES,
  defaults: { isOn: true, scopes: ['sale'], windowMs: 300_000, limit: 20, minimum: 0, mode: 'freeze' },
};

const CONCENTRATION: BreakerRule = {
  id: 'concentration',
  protects: {
    en: 'A few buyers take most of a SKU: Digiland sold 1,606 printers to six.',
    ko: '소수의 구매자가 한 SKU의 대부분을 가져가는 상황을 막습니다. Digiland에서는 6명이 프린터 1,606대를 주문했습니다.',
  },
  formula: 'units of the 10 largest buyers / units reserved > limit',
  reason: {
    en: 'Half of 200 or more units of one SKU in a minute would be ten or more units for each of ten buyers, or more for fewer. Who may buy how much is the business of the customer limit; this one sees many orders by few.',
    ko: '1분 동안 한 SKU가 200개 이상 예약되고 절반을 넘게 열 명이 가져가면 한 명이 평균 10개가 넘습니다. 한 사람이 살 수 있는 수량은 구매 한도가 맡고, 이 규칙은 소수의 많은 주문을 봅니다.',
  },
  measure: 'top-share',
  events: [],
  of: [],
  unit: 'bps',
  limitMax: SHARE_MAX,
  scopes: TRIP_SCOPES,
  defaults: { isOn: true, scopes: ['sku'], windowMs: 60_000, limit: 5_000, minimum: 200, mode: 'drain' },
};

const ABANDON_RATE: BreakerRule = {
  id: 'abandon-rate',
  protects: {
    en: 'Bots hold the stock and never pay: most reservations lapse, and real shoppers see "sold out".',
    ko: '봇이 재고를 잡아 두기만 하고 결제하지 않는 상황을 막습니다. 예약이 대부분 소멸하고 고객에게는 품절로 보일 때입니다.',
  },
  formula: '(released + expired) / (committed + released + expired) > limit',
  reason: {
    en: 'Eight of ten, of 200 or more that ended. The window is longer than a reservation: payments come at once and lapses come together at the end, so a shorter one would see only the lapses.',
    ko: '끝난 예약이 200건 이상이고 열에 여덟을 넘게 결제되지 않았을 때입니다. 구간은 예약 시간보다 길어야 합니다. 결제는 바로, 소멸은 나중에 한꺼번에 오므로 짧은 구간에서는 소멸만 보입니다.',
  },
  measure: 'share',
  events: ['released', 'expired'],
  of: ['committed', 'released', 'expired'],
  unit: 'bps',
  limitMax: SHARE_MAX,
  scopes: TRIP_SCOPES,
  defaults: {
    isOn: true,
    scopes: ['sale'],
    windowMs: 1_800_000,
    limit: 8_000,
    minimum: 200,
    mode: 'drain',
  },
};

const BUDGET_SPENT: BreakerRule = {
  id: 'budget-spent',
  protects: {
    en: 'The sale gives away what it was meant to give away in a day before the morning is over.',
    ko: '하루 동안 쓸 할인 예산이 오전에 다 나가는 상황을 막습니다.',
  },
  formula: 'spent of the loss budget / loss budget > limit',
  reason: {
    en: 'Off: the budget is a ceiling by itself, and the sale drains when what is left is below the smallest markdown. Switch it on to have a person look earlier.',
    ko: '꺼져 있습니다. 예산 자체가 상한이며, 남은 예산이 가장 작은 할인액보다 적어지면 행사는 스스로 멈춥니다. 더 일찍 사람이 보게 하려면 켜세요.',
  },
  measure: 'budget-share',
  events: [],
  of: [],
  unit: 'bps',
  limitMax: SHARE_MAX,
  scopes: ['sale'],
  defaults: { isOn: false, scopes: ['sale'], windowMs: 0, limit: 9_000, minimum: 0, mode: 'drain' },
};

/** Every breaker rule, in the order in which trips are told. */
export const BREAKER_RULE_TABLE: readonly BreakerRule[] = [
  VELOCITY,
  ANOMALY_SHARE,
  REJECTED_SHARE,
  UNAPPROVED_PRICES,
  CONCENTRATION,
  ABANDON_RATE,
  BUDGET_SPENT,
];
