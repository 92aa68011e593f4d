import { compareProducts } from '../../../money/basis-points.js';
import { withJosa } from '../../../text/josa.js';
import { groupRule, type GroupRule } from '../order-rule.js';

interface BelowFloorEvidence {
  readonly [key: string]: number;
  /** All units together. */
  readonly payableMinor: number;
  readonly quantity: number;
  /** One unit. */
  readonly floorMinor: number;
  readonly reductionMinor: number;
  /** Part of free shipping that counts by the policy. */
  readonly freeShippingMinor: number;
}

/** What is paid is less than the lowest price that was approved. */
export const belowFloor: GroupRule = groupRule<Record<string, never>, BelowFloorEvidence>({
  id: 'below-floor',
  protects: {
    en: 'Promotions that came after the audit, or combine in a way it did not know: the price on the page is right, and what is paid is not.',
    ko: '점검 뒤에 생겼거나 점검 때 몰랐던 방식으로 겹치는 프로모션을 막습니다. 화면의 가격은 맞는데 실제 결제 금액이 틀린 경우입니다.',
  },
  formula: 'sum of (unit price x quantity - reductions) over all lines of the SKU < floor x sum of quantity',
  stops: [
    {
      merchant: 'Lenovo Canada',
      when: '2014-05-22',
      what: {
        en: 'a coupon on top of instant savings: CAD 279 for goods of CAD 879',
        ko: '즉시 할인에 쿠폰이 겹쳐 879캐나다달러 상품이 279캐나다달러에 판매됨',
      },
    },
    {
      merchant: 'Liang',
      when: '2024-07-26',
      what: {
        en: 'a promotion of CNY 1,000 off set twice: goods of CNY 2,000 for nothing, 4,000 orders',
        ko: '1,000위안 할인이 두 번 설정되어 2,000위안 상품이 공짜로 4,000건 주문됨',
      },
    },
  ],
  severities: ['block'],
  parameters: {},
  judge(group) {
    const { judgedMinor, floorMinor, quantity } = group;
    // Sums are compared, so that neither rounding nor the splitting of lines can change the answer.
    if (compareProducts(judgedMinor, 1, floorMinor, quantity) >= 0) return undefined;
    return {
      severity: 'block',
      measured: { value: judgedMinor, unit: 'minor' },
      limit: { value: floorMinor, unit: 'minor' },
      evidence: {
        payableMinor: judgedMinor,
        quantity,
        floorMinor,
        reductionMinor: group.reductionMinor,
        freeShippingMinor: group.payableMinor - judgedMinor,
      },
    };
  },
  tell: {
    en: (e, { say, money }) =>
      `${money(e.payableMinor)} for ${say.count(e.quantity)} units is below the lowest approved price of ${money(e.floorMinor)} a unit, after ${money(e.reductionMinor + e.freeShippingMinor)} of reductions.`,
    ko: (e, { say, money }) =>
      `할인 ${withJosa(money(e.reductionMinor + e.freeShippingMinor), '을/를')} 뺀 결제 금액이 ${say.count(e.quantity)}개에 ${money(e.payableMinor)}입니다. 승인된 최저 가격은 1개에 ${money(e.floorMinor)}입니다.`,
  },
});
