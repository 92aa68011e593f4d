import { wholeRule, type WholeRule } from '../order-rule.js';

interface GiftAloneEvidence {
  readonly [key: string]: number;
  readonly giftQuantity: number;
}

/** Nothing but gifts in the order. */
export const giftAlone: WholeRule = wholeRule<Record<string, never>, GiftAloneEvidence>({
  id: 'gift-alone',
  protects: {
    en: 'Gifts ordered by themselves, for nothing: somebody took the goods out of the cart and left what came with them.',
    ko: '사은품만 공짜로 주문하는 것을 막습니다. 상품은 장바구니에서 빼고 사은품만 남긴 경우입니다.',
  },
  formula: 'every SKU of the order is a gift, and nothing is paid for any of them',
  stops: [
    {
      merchant: 'Minitutu',
      when: '2023-11',
      what: {
        en: 'a campaign made goods free by themselves; the shop closed',
        ko: '행사 설정 실수로 상품이 공짜가 되어 쇼핑몰이 문을 닫음',
      },
    },
  ],
  severities: ['block'],
  parameters: {},
  judge({ groups }) {
    let giftQuantity = 0;
    for (const group of groups) {
      if (!group.isGift || group.payableMinor > 0) return undefined;
      giftQuantity += group.quantity;
    }
    return {
      severity: 'block',
      measured: { value: giftQuantity, unit: 'quantity' },
      limit: { value: 0, unit: 'quantity' },
      evidence: { giftQuantity },
    };
  },
  tell: {
    en: (e, { say }) =>
      `The order holds ${say.count(e.giftQuantity)} units of gifts and nothing that is paid for.`,
    ko: (e, { say }) => `주문에 사은품 ${say.count(e.giftQuantity)}개만 있고 값을 치르는 상품이 없습니다.`,
  },
});
