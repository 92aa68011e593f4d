import { withJosa } from '../../../text/josa.js';
import { groupRule, type GroupRule } from '../order-rule.js';

interface UnapprovedPriceEvidence {
  readonly [key: string]: number | null;
  /** The one of its lines that is furthest below, or else above, the approved price. */
  readonly unitPriceMinor: number;
  readonly highestUnitPriceMinor: number;
  readonly approvedMinor: number;
  readonly referenceMinor: number | null;
  readonly quantity: number;
}

/** The page showed another price than the one that was approved. */
export const unapprovedPrice: GroupRule = groupRule<Record<string, never>, UnapprovedPriceEvidence>({
  id: 'unapproved-price',
  protects: {
    en: 'A price that changed after the audit: a feed, a repricer or a hand put another one in, and nobody approved it. Higher counts as well: the customer was shown something else.',
    ko: '점검 뒤에 바뀐 가격을 막습니다. 피드나 가격 자동 조정, 또는 사람이 다른 가격을 넣었고 아무도 승인하지 않았습니다. 더 비싸도 마찬가지입니다. 고객에게 보인 가격과 다르기 때문입니다.',
  },
  formula: 'unit price <> approved price',
  stops: [
    {
      merchant: 'Cathay Pacific',
      when: '2018-12-31',
      what: {
        en: 'USD 675 entered by hand for fares of USD 16,000, and again two weeks later',
        ko: '16,000달러 항공권에 675달러를 손으로 입력했고 2주 뒤 또 반복함',
      },
    },
    {
      merchant: 'RepricerExpress',
      when: '2014-12-12',
      what: {
        en: 'a repricer put goods of hundreds of sellers at one penny for an hour',
        ko: '가격 자동 조정 프로그램이 한 시간 동안 판매자 수백 곳의 상품을 1페니로 바꿈',
      },
    },
  ],
  severities: ['block'],
  parameters: {},
  judge(group) {
    const { unitPriceMinor, highestUnitPriceMinor, priceMinor } = group;
    if (unitPriceMinor === priceMinor && highestUnitPriceMinor === priceMinor) return undefined;
    const furthest = unitPriceMinor < priceMinor ? unitPriceMinor : highestUnitPriceMinor;
    return {
      severity: 'block',
      measured: { value: furthest, unit: 'minor' },
      limit: { value: priceMinor, unit: 'minor' },
      evidence: {
        unitPriceMinor: furthest,
        highestUnitPriceMinor,
        approvedMinor: priceMinor,
        referenceMinor: group.referenceMinor ?? null,
        quantity: group.quantity,
      },
    };
  },
  tell: {
    en: (e, { money }) =>
      `${money(e.unitPriceMinor)} is not the approved price of ${money(e.approvedMinor)}${
        e.unitPriceMinor < e.approvedMinor ? '' : ': it is higher'
      }.`,
    ko: (e, { money }) =>
      `${withJosa(money(e.unitPriceMinor), '은/는')} 승인된 가격 ${withJosa(money(e.approvedMinor), '과/와')} 다릅니다${
        e.unitPriceMinor < e.approvedMinor ? '' : '. 더 비쌉니다'
      }.`,
  },
});
