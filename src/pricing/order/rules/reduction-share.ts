import { compareProducts } from '../../../money/basis-points.js';
import { bpsParameter } from '../../parameters.js';
import { shareBps } from '../../share-bps.js';
import { groupRule, type GroupRule } from '../order-rule.js';

interface ReductionShareEvidence {
  readonly [key: string]: number;
  readonly amountMinor: number;
  readonly reductionMinor: number;
  readonly shareBps: number;
}

const parameters = {
  holdAboveBps: bpsParameter({
    default: 9_000,
    en: 'Hold where promotions take off more than this share of the price. The floor of the price book stops what nobody approved; where a floor was set very low, a person looks once more from nine tenths on. 10000 switches it off.',
    ko: '프로모션이 가격에서 이 비율을 넘게 깎으면 보류합니다. 승인되지 않은 금액은 장부의 하한이 막습니다. 하한이 아주 낮게 승인된 상품은 90%부터 사람이 한 번 더 봅니다. 10000이면 꺼집니다.',
  }),
};

const WHOLE_BPS = 10_000;

/** Promotions take off nearly all of the price. */
export const reductionShare: GroupRule = groupRule<typeof parameters, ReductionShareEvidence>({
  id: 'reduction-share',
  protects: {
    en: 'A coupon worth nearly as much as the goods, where the approved floor is too low to notice.',
    ko: '쿠폰이 상품값과 거의 같은데 승인된 하한이 너무 낮아 걸리지 않는 경우를 막습니다.',
  },
  formula: 'reductions / (unit price x quantity) > limit',
  stops: [
    {
      merchant: 'Lotte ON',
      when: '2025-07',
      what: {
        en: 'minimum spend and discount of a coupon swapped: goods for next to nothing',
        ko: '쿠폰의 최소 구매 금액과 할인 금액이 뒤바뀌어 상품이 거의 공짜로 판매됨',
      },
    },
  ],
  severities: ['hold'],
  parameters,
  judge(group, _facts, { holdAboveBps }) {
    const { amountMinor } = group;
    const reductionMinor = amountMinor - group.judgedMinor;
    if (reductionMinor === 0 || amountMinor === 0) return undefined;
    if (compareProducts(reductionMinor, WHOLE_BPS, amountMinor, holdAboveBps) <= 0) return undefined;
    const share = shareBps(reductionMinor, amountMinor);
    return {
      severity: 'hold',
      measured: { value: share, unit: 'bps' },
      limit: { value: holdAboveBps, unit: 'bps' },
      evidence: { amountMinor, reductionMinor, shareBps: share },
    };
  },
  tell: {
    en: (e, { say, money }) =>
      `Promotions take ${money(e.reductionMinor)} off ${money(e.amountMinor)}: ${say.percent(e.shareBps)}.`,
    ko: (e, { say, money }) =>
      `프로모션이 ${money(e.amountMinor)}에서 ${money(e.reductionMinor)}, 곧 ${say.percent(e.shareBps)}를 깎았습니다.`,
  },
});
