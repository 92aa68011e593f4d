// What the shopper is told. saleguard has the words for its verdicts, in English and Korean; these are for what only a Vendure shop meets.
import type { RequestContext } from '@vendure/core';
import type { CustomerMessage, Lang } from 'saleguard';

/** The language of the visitor that saleguard speaks. */
export function langOf(ctx: RequestContext): Lang {
  return ctx.languageCode.startsWith('ko') ? 'ko' : 'en';
}

/** Words by occasion. */
export const WORDS = {
  priceNotApproved: {
    en: 'The price of this item cannot be confirmed, so it cannot be bought at the moment.',
    ko: '이 상품의 가격을 확인할 수 없어 지금은 구매할 수 없습니다.',
  },
  nothingHeld: {
    en: 'Nothing is set aside for this order. Please go back to the cart and to the payment page again.',
    ko: '이 주문에 확보된 상품이 없습니다. 장바구니로 돌아가 다시 결제를 진행해 주세요.',
  },
  notAsAdmitted: {
    en: 'This order has changed since you came to the payment page. Please go back to the cart and to the payment page again.',
    ko: '결제 화면에 들어온 뒤 주문 내용이 바뀌었습니다. 장바구니로 돌아가 다시 결제를 진행해 주세요.',
  },
  notModified: {
    en: 'An order of this sale cannot be modified. Cancel it and order again.',
    ko: '이 행사의 주문은 변경할 수 없습니다. 취소한 뒤 다시 주문해 주세요.',
  },
} as const satisfies Record<string, CustomerMessage>;
