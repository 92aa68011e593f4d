import { GUARD_MESSAGES } from '../text/guard-messages.js';
import type { InEveryLang, Lang } from '../text/lang.js';
import type { ProblemName } from './problem-names.js';

/** What the shopper reads about a problem. */
export interface ProblemWords {
  readonly title: string;
  readonly detail: string;
}

/** The words for a problem. */
export function problemWords(name: ProblemName, lang: Lang): ProblemWords {
  return { title: TITLES[name][lang], detail: DETAILS[name][lang] };
}

const TITLES: Readonly<Record<ProblemName, InEveryLang<string>>> = {
  'invalid-order': { en: 'This order cannot be read', ko: '주문 내용을 읽을 수 없습니다' },
  'price-not-confirmed': { en: 'The price cannot be confirmed', ko: '가격을 확인할 수 없습니다' },
  'price-changed': { en: 'The price has changed', ko: '가격이 바뀌었습니다' },
  'sale-closed': {
    en: 'The sale is not taking this order',
    ko: '지금은 이 주문을 받을 수 없습니다',
  },
  'sold-out': { en: 'Sold out', ko: '품절' },
  'customer-limit': { en: 'Limit per customer', ko: '1인당 구매 수량 초과' },
  conflict: { en: 'This order number is taken', ko: '이미 사용된 주문 번호입니다' },
  ended: { en: 'This order has ended', ko: '종료된 주문입니다' },
  review: { en: 'We are looking at this order', ko: '주문을 확인하고 있습니다' },
  'already-bought': { en: 'This order has been bought', ko: '이미 구매한 주문입니다' },
  'duplicate-payment': { en: 'Paid twice', ko: '두 번 결제되었습니다' },
  'extension-limit': { en: 'No more time can be added', ko: '결제 시간을 더 늘릴 수 없습니다' },
  'unknown-order': { en: 'No such order', ko: '없는 주문입니다' },
  'store-failure': { en: 'Please try again', ko: '다시 시도해 주세요' },
  unknown: { en: 'Please wait', ko: '잠시 기다려 주세요' },
  'set-up': { en: 'Something is wrong in the shop', ko: '쇼핑몰에 문제가 있습니다' },
};

/** What a verdict of `admit` says is said in the same words by the other calls. */
const DETAILS: Readonly<Record<ProblemName, InEveryLang<string>>> = {
  'invalid-order': GUARD_MESSAGES.invalid_order,
  'price-not-confirmed': GUARD_MESSAGES.price,
  'price-changed': {
    en: 'The price has changed since you placed this order. Please look at the order again before you pay.',
    ko: '주문하신 뒤 가격이 바뀌었습니다. 결제하기 전에 주문 내용을 다시 확인해 주세요.',
  },
  'sale-closed': GUARD_MESSAGES.sale_closed,
  'sold-out': GUARD_MESSAGES.sold_out,
  'customer-limit': GUARD_MESSAGES.customer_limit,
  conflict: GUARD_MESSAGES.conflict,
  // Also said to somebody whose payment came too late.
  ended: {
    en: 'The items are no longer kept for this order. If you have paid for it, the payment will be given back.',
    ko: '이 주문을 위해 확보해 둔 상품이 해제되었습니다. 이미 결제하셨다면 돌려드립니다.',
  },
  review: GUARD_MESSAGES.review,
  'already-bought': {
    en: 'This order has been paid for already.',
    ko: '이미 결제가 끝난 주문입니다.',
  },
  'duplicate-payment': {
    en: 'This order has been paid for already. The second payment will be given back.',
    ko: '이미 결제가 끝난 주문입니다. 두 번째 결제 금액은 돌려드립니다.',
  },
  'extension-limit': {
    en: 'The time to pay cannot be extended any further. Please pay before it runs out.',
    ko: '결제 시간을 더 늘릴 수 없습니다. 시간이 끝나기 전에 결제해 주세요.',
  },
  'unknown-order': {
    en: 'We do not know an order of this number.',
    ko: '이 번호의 주문을 찾을 수 없습니다.',
  },
  'store-failure': GUARD_MESSAGES.store_failure,
  unknown: GUARD_MESSAGES.unknown,
  'set-up': GUARD_MESSAGES.set_up,
};
