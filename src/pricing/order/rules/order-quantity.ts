import { countParameter } from '../../parameters.js';
import { groupRule, type GroupRule } from '../order-rule.js';

interface OrderQuantityEvidence {
  readonly [key: string]: number;
  readonly quantity: number;
  readonly limit: number;
}

const parameters = {
  holdAbove: countParameter({
    default: 50,
    en: 'Hold an order of more units of one SKU. Nobody uses fifty of one thing; a reseller or a slip of the keyboard does. Limits for each customer stand in the sale file and are the first to set.',
    ko: '한 SKU를 이보다 많이 주문하면 보류합니다. 한 가지를 쉰 개 쓰는 사람은 없습니다. 되팔이이거나 입력 실수입니다. 고객별 한도는 행사 파일에 먼저 정하세요.',
  }),
  blockAbove: countParameter({
    default: 1_000,
    en: 'Block an order of more units of one SKU. In the cases we know of, what one buyer took of a wrong price was in the hundreds.',
    ko: '한 SKU를 이보다 많이 주문하면 차단합니다. 알려진 사례에서 한 구매자가 잘못된 가격으로 주문한 수량은 수백 개였습니다.',
  }),
};

/** More units of one SKU than a customer can mean. */
export const orderQuantity: GroupRule = groupRule<typeof parameters, OrderQuantityEvidence>({
  id: 'order-quantity',
  protects: {
    en: 'One order that takes the stock: a buyer who has seen that a price is wrong, or a quantity typed with a digit too many.',
    ko: '한 주문이 재고를 쓸어 가는 것을 막습니다. 가격이 틀린 것을 알아챈 구매자이거나 수량을 한 자리 더 입력한 경우입니다.',
  },
  formula: 'units of one SKU in the order > limit',
  stops: [
    {
      merchant: 'Digiland',
      when: '2003-01-08',
      what: {
        en: '1,606 printers of SGD 3,854 at SGD 66, ordered by six buyers',
        ko: '3,854싱가포르달러 프린터 1,606대를 6명이 66싱가포르달러에 주문함',
      },
    },
  ],
  severities: ['block', 'hold'],
  parameters,
  ascending: [['holdAbove', 'blockAbove']],
  judge({ quantity }, _facts, { holdAbove, blockAbove }) {
    if (quantity <= holdAbove) return undefined;
    const isBlocked = quantity > blockAbove;
    const limit = isBlocked ? blockAbove : holdAbove;
    return {
      severity: isBlocked ? 'block' : 'hold',
      measured: { value: quantity, unit: 'quantity' },
      limit: { value: limit, unit: 'quantity' },
      evidence: { quantity, limit },
    };
  },
  tell: {
    en: (e, { say }) => `${say.count(e.quantity)} units in one order, more than ${say.count(e.limit)}.`,
    ko: (e, { say }) => `한 주문에 ${say.count(e.quantity)}개입니다. 한도는 ${say.count(e.limit)}개입니다.`,
  },
});
