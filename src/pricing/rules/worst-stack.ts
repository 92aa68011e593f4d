import type { Severity } from '../../catalog/finding.js';
import { isAtLeast } from '../../catalog/finding.js';
import type { Offer } from '../../catalog/offer.js';
import type { BoundedStack, ExactStack } from '../../catalog/promotion.js';
import { markdownBps } from '../../money/basis-points.js';
import type { Facts, OfferPromotions, TrippedRule } from '../facts.js';
import { countParameter } from '../parameters.js';
import { NOT_JUDGED, offerRule, type Judgement, type OfferRule } from '../rule.js';
import { worstStackTell, type WorstStackEvidence } from './worst-stack-words.js';

const parameters = {
  quantityMax: {
    ...countParameter({
      default: 10,
      en: 'Orders of one up to this many units of a SKU are looked at, and beyond that the smallest order that meets each condition. 10: few people buy more of one thing, and conditions such as “from 30 units” are looked at whatever stands here.',
      ko: '한 상품을 1개부터 이 수량까지 담은 주문을 모두 확인하고, 그보다 많은 수량은 각 조건을 처음 충족하는 주문만 확인합니다. 같은 상품을 10개 넘게 사는 경우는 드물고, “30개 이상” 같은 조건은 이 값과 상관없이 확인합니다.',
    }),
    minimum: 1,
    maximum: 1000,
  },
};

/** Promotions that hold together take the payable price where no price of the shop may be. */
export const worstStack: OfferRule = offerRule<typeof parameters, WorstStackEvidence>({
  id: 'worst-stack',
  protects: {
    en: 'A price that is right by itself and far too low once every promotion that combines has been applied.',
    ko: '판매가 자체는 맞지만 함께 쓸 수 있는 프로모션을 모두 적용하면 지나치게 낮아지는 상품을 막습니다.',
  },
  formula:
    'the lowest payable price over every compatible set of promotions, every order of application and every quantity, judged by the price rules',
  stops: [
    {
      merchant: 'Lenovo Canada',
      when: '2014-05-22',
      what: {
        en: 'a coupon went on top of instant savings: CAD 279 for notebooks of CAD 879',
        ko: '즉시 할인에 쿠폰이 겹쳐 879캐나다달러 노트북이 279캐나다달러에 팔림',
      },
    },
    {
      merchant: 'Genki Forest',
      when: '2021',
      what: {
        en: 'a mislabelled promotion sold drinks of CNY 79 for CNY 3.50',
        ko: '프로모션을 잘못 적어 79위안 음료가 3.5위안에 팔림',
      },
    },
    {
      merchant: 'Minitutu',
      when: '2023-11',
      what: {
        en: 'the set-up for Double 11 made goods free; the shop closed',
        ko: '솽스이 행사 설정 실수로 상품이 0원이 되어 매장이 문을 닫음',
      },
    },
    {
      merchant: 'Liang kitchen shop',
      when: '2024-07-26',
      what: {
        en: 'a promotion of CNY 1,000 off was set twice: goods of CNY 2,000 for nothing, CNY 12 million of orders',
        ko: '1,000위안 할인이 두 번 설정되어 2,000위안 상품이 0원에 팔림. 주문액 1,200만 위안',
      },
    },
    {
      merchant: 'Little Swan',
      when: '2024-08-28',
      what: {
        en: 'promotion rules misread: washing machines of CNY 1,699 for CNY 299, CNY 30 million in 20 minutes',
        ko: '프로모션 규칙을 잘못 읽어 1,699위안 세탁기가 299위안에 팔림. 20분 만에 3,000만 위안',
      },
    },
  ],
  severities: ['block', 'hold', 'warn', 'info'],
  needs: ['promotions'],
  explains: true,
  parameters,
  judge(offer, facts, { quantityMax }) {
    const promotions = facts.promotions;
    if (promotions === undefined) return NOT_JUDGED;
    const stack = mayTrip(offer, promotions) ? promotions.worst(quantityMax) : undefined;
    const unknownIds = promotions.unknownRefs();
    if (stack !== undefined && stack.payableMinor < offer.priceMinor) {
      const judgement =
        stack.kind === 'exact'
          ? judgeStack(stack, { offer, facts, promotions, unknownIds })
          : judgeBound(stack, { offer, facts, promotions, unknownIds });
      if (judgement !== undefined) return judgement;
    }
    return unknownIds.length === 0 ? undefined : judgeUnknown(unknownIds);
  },
  tell: worstStackTell,
});

/** Most rows are not worth a search: nothing is wrong with them at a price that no order undercuts. */
function mayTrip(offer: Offer, promotions: OfferPromotions): boolean {
  const least = promotions.least();
  if (least === undefined || least >= offer.priceMinor) return false;
  return severityAt(least, offer, promotions.rulesAt(least)) !== undefined;
}

interface Subject {
  readonly offer: Offer;
  readonly facts: Facts;
  readonly promotions: OfferPromotions;
  readonly unknownIds: readonly string[];
}

type Answer = Judgement<WorstStackEvidence> | undefined;

function judgeStack(stack: ExactStack, { offer, facts, promotions, unknownIds }: Subject): Answer {
  const tripped = promotions.rulesAt(stack.payableMinor);
  const severity = severityAt(stack.payableMinor, offer, tripped);
  if (severity === undefined) return undefined;
  const { priceMinor } = offer;
  const reference = facts.reference;
  const isBelow = reference !== undefined && reference.priceMinor > stack.payableMinor;
  return {
    // What nobody knows of a promotion is no reason for a milder finding than without it.
    severity: unknownIds.length > 0 && !isAtLeast(severity, 'hold') ? 'hold' : severity,
    measured: { value: stack.payableMinor, unit: 'minor' },
    limit: { value: priceMinor, unit: 'minor' },
    evidence: {
      trigger: 'stack',
      payableMinor: stack.payableMinor,
      totalMinor: stack.totalMinor,
      quantity: stack.quantity,
      promotionIds: stack.promotionIds,
      ruleIds: tripped.map(({ ruleId }) => ruleId),
      priceMinor,
      referenceMinor: reference?.priceMinor ?? null,
      referenceSource: reference?.source ?? null,
      markdownBps: markdownBps(stack.payableMinor, isBelow ? reference.priceMinor : priceMinor),
      unknownIds,
    },
  };
}

function judgeBound(stack: BoundedStack, { offer, promotions, unknownIds }: Subject): Answer {
  const tripped = promotions.rulesAt(stack.payableMinor);
  if (severityAt(stack.payableMinor, offer, tripped) === undefined) return undefined;
  return {
    severity: 'hold',
    measured: { value: stack.payableMinor, unit: 'minor' },
    limit: { value: offer.priceMinor, unit: 'minor' },
    evidence: {
      trigger: 'bound',
      payableMinor: stack.payableMinor,
      stackableCount: stack.stackableCount,
      ruleIds: tripped.map(({ ruleId }) => ruleId),
      priceMinor: offer.priceMinor,
      unknownIds,
    },
  };
}

/** Goods for nothing are never meant by a set of promotions, unless the row is a declared gift. */
function severityAt(
  payableMinor: number,
  offer: Offer,
  tripped: readonly TrippedRule[],
): Severity | undefined {
  if (payableMinor <= 0 && offer.gift !== true) return 'block';
  return tripped[0]?.severity;
}

function judgeUnknown(unknownIds: readonly string[]): Judgement<WorstStackEvidence> {
  return {
    severity: 'hold',
    measured: { value: unknownIds.join(', '), unit: 'text' },
    limit: { value: 'ids of the promotions file', unit: 'text' },
    evidence: { trigger: 'unknown-promotion', unknownIds },
  };
}
