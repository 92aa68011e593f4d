import { withJosa } from '../../../text/josa.js';
import { groupRule, type GroupRule } from '../order-rule.js';

interface ZeroLineEvidence {
  readonly [key: string]: number;
  readonly quantity: number;
  readonly amountMinor: number;
  readonly reductionMinor: number;
}

/** Goods for nothing that nobody declared a gift. */
export const zeroLine: GroupRule = groupRule<Record<string, never>, ZeroLineEvidence>({
  id: 'zero-line',
  protects: {
    en: 'Goods for nothing. Only what the price book declares a gift may cost nothing.',
    ko: '공짜로 나가는 상품을 막습니다. 가격 장부에 사은품으로 적힌 것만 0원일 수 있습니다.',
  },
  formula: 'payable price of all its units <= 0, and no gift',
  stops: [
    {
      merchant: "Kim's Club",
      when: '2022-01-05',
      what: {
        en: 'a coupon of 30,000 won without a minimum, plus free shipping: goods for nothing until the app went down',
        ko: '최소 금액 없는 3만 원 쿠폰과 무료 배송으로 앱이 멈출 때까지 상품이 공짜로 주문됨',
      },
    },
    {
      merchant: 'Pinduoduo',
      when: '2019-01-20',
      what: {
        en: 'coupons of CNY 100 without limit: goods for next to nothing, tens of millions lost',
        ko: '100위안 쿠폰을 제한 없이 받아 상품이 거의 공짜로 판매됨',
      },
    },
  ],
  severities: ['block'],
  unwaivable: {
    en: 'a price of nothing is never meant; declare the entry a gift in the catalogue',
    ko: '0원은 의도된 가격일 수 없습니다. 카탈로그에서 사은품으로 선언하세요',
  },
  parameters: {},
  judge(group) {
    if (group.isGift || group.judgedMinor > 0) return undefined;
    return {
      severity: 'block',
      measured: { value: group.judgedMinor, unit: 'minor' },
      limit: { value: 1, unit: 'minor' },
      evidence: {
        quantity: group.quantity,
        amountMinor: group.amountMinor,
        reductionMinor: group.amountMinor - group.judgedMinor,
      },
    };
  },
  tell: {
    en: (e, { say, money }) =>
      `${say.count(e.quantity)} units for nothing: ${money(e.reductionMinor)} is taken off ${money(e.amountMinor)}, and it is no gift.`,
    ko: (e, { say, money }) =>
      `사은품이 아닌데 ${say.count(e.quantity)}개가 공짜입니다. ${money(e.amountMinor)}에서 ${withJosa(money(e.reductionMinor), '이/가')} 빠졌습니다.`,
  },
});
