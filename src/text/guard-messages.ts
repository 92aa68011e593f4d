import type { InEveryLang } from './lang.js';

/** What became of an order, as far as its customer is told. */
export type GuardOutcome =
  | 'invalid_order'
  | 'price'
  | 'sale_closed'
  | 'sold_out'
  | 'customer_limit'
  | 'loss_budget'
  | 'conflict'
  | 'ended'
  | 'store_failure'
  | 'set_up'
  | 'review'
  | 'review_unreserved'
  | 'unknown';

/**
 * What a shop may show to the customer as it is: what to do next, and nothing of rules, limits, scopes or other customers. Shared
 * and frozen: a verdict makes no text.
 */
export const GUARD_MESSAGES: Readonly<Record<GuardOutcome, InEveryLang<string>>> = freeze({
  invalid_order: {
    en: 'We could not read this order. Please check your cart and try again.',
    ko: '주문 내용을 읽을 수 없습니다. 장바구니를 확인한 뒤 다시 시도해 주세요.',
  },
  price: {
    en: 'An item in your cart cannot be sold at the price shown. Please reload the page and check the price.',
    ko: '장바구니에 담긴 상품을 표시된 가격으로 판매할 수 없습니다. 페이지를 새로 고쳐 가격을 확인해 주세요.',
  },
  sale_closed: {
    en: 'The sale is not taking orders at the moment.',
    ko: '지금은 행사 주문을 받지 않습니다.',
  },
  sold_out: {
    en: 'There are not enough units left for your order.',
    ko: '남은 수량이 부족하여 주문할 수 없습니다.',
  },
  customer_limit: {
    en: 'Your order is for more units than one customer may buy in this sale.',
    ko: '1인당 구매할 수 있는 수량을 넘어 주문할 수 없습니다.',
  },
  loss_budget: {
    en: 'This offer is not available for your order at the moment.',
    ko: '지금은 이 혜택으로 주문할 수 없습니다.',
  },
  conflict: {
    en: 'Another order was placed under this order number. Please start a new order.',
    ko: '같은 주문 번호로 다른 주문이 이미 접수되었습니다. 새로 주문해 주세요.',
  },
  ended: {
    en: 'The items are no longer kept for this order. Please order again.',
    ko: '이 주문을 위해 확보해 둔 상품이 해제되었습니다. 다시 주문해 주세요.',
  },
  store_failure: {
    en: 'We cannot take your order right now. Please try again in a moment.',
    ko: '지금은 주문을 받을 수 없습니다. 잠시 후 다시 시도해 주세요.',
  },
  set_up: {
    en: 'We cannot take this order. Please contact customer service.',
    ko: '이 주문을 받을 수 없습니다. 고객센터로 문의해 주세요.',
  },
  review: {
    en: 'We are checking your order. The items are kept for you meanwhile, and you will hear from us shortly.',
    ko: '주문을 확인하고 있습니다. 그동안 상품은 확보해 두며, 곧 안내해 드리겠습니다.',
  },
  review_unreserved: {
    en: 'We are checking your order. The items are not kept for you yet; you will hear from us shortly.',
    ko: '주문을 확인하고 있습니다. 상품은 아직 확보되지 않았으며, 곧 안내해 드리겠습니다.',
  },
  unknown: {
    en: 'We are checking whether your order went through. Please do not order again yet.',
    ko: '주문이 처리되었는지 확인하고 있습니다. 다시 주문하지 말고 잠시 기다려 주세요.',
  },
});

function freeze<T extends Readonly<Record<string, InEveryLang<string>>>>(messages: T): T {
  for (const message of Object.values(messages)) Object.freeze(message);
  return Object.freeze(messages);
}
