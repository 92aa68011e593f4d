import type { Measure } from '../../catalog/finding.js';
import type { Promotion } from '../../catalog/promotion.js';
import { bpsParameter, flagParameter, type ValuesOf } from '../parameters.js';
import { promotionRule, type Judgement, type PromotionFacts, type PromotionRule } from '../rule.js';
import { bpsOf, isAbove, minSpendLeast, termsOf, type PromotionTerms } from './coupon-exposure-terms.js';
import {
  couponExposureTell,
  EXPOSURES,
  type CouponExposureEvidence,
  type Exposure,
} from './coupon-exposure-words.js';

const parameters = {
  shareBlockBps: bpsParameter({
    default: 5000,
    en: 'Block above this share off an order. Half off and buy-one-get-one are campaigns; more than half is a digit too many, or a clearance that someone should sign.',
    ko: '주문 금액에서 이 비율을 넘게 깎아 주면 차단합니다. 반값과 1+1은 흔한 행사지만, 그보다 크면 숫자를 잘못 넣었거나 승인이 필요한 재고 정리입니다.',
  }),
  percentNeedsMinSpend: flagParameter({
    default: false,
    en: 'Block a percent coupon without a minimum spend, too. Off, it is only warned about: however small the order, it takes no more than its percentage.',
    ko: '최소 구매 금액이 없는 비율 할인 쿠폰도 차단합니다. 꺼 두면 경고만 합니다. 주문이 아무리 작아도 정한 비율만 깎이기 때문입니다.',
  }),
};

type Values = ValuesOf<typeof parameters>;

/** The terms of a promotion leave open what it can cost. */
export const couponExposure: PromotionRule = promotionRule<typeof parameters, CouponExposureEvidence>({
  id: 'coupon-exposure',
  protects: {
    en: 'A coupon or promotion whose terms do not bound what it can cost: no minimum, cap, count or end, too large a share, more uses than its budget pays for.',
    ko: '조건이 손해를 막아 주지 못하는 쿠폰과 프로모션을 막습니다. 최소 구매 금액, 최대 할인 금액, 사용 횟수, 종료 시각이 없거나, 할인율이 너무 크거나, 예산보다 많이 쓰일 수 있는 경우입니다.',
  },
  formula:
    'share off an order > limit (amount / minimum spend, percent, get / (buy + get)); amount off without a minimum; uses x amount or cap > budget; coupons: percent without a cap, neither perCustomerMax nor usesMax, neither endsAt nor usesMax; now >= endsAt: warn',
  stops: [
    {
      merchant: "Kim's Club",
      when: '2022-01-05',
      what: {
        en: 'a coupon of 30,000 won without a minimum, plus free shipping: goods for nothing until the app went down',
        ko: '최소 구매 금액 없는 3만 원 쿠폰에 무료 배송까지 겹쳐 0원 주문이 몰림',
      },
    },
    {
      merchant: 'Pinduoduo',
      when: '2019-01-20',
      what: {
        en: 'the CNY 100 coupon of a campaign long over, open and unlimited: tens of millions of yuan',
        ko: '끝난 행사의 100위안 쿠폰이 기한도 횟수도 없이 남아 수천만 위안 손실',
      },
    },
    {
      merchant: 'Auction',
      when: 'n.d.',
      what: {
        en: 'the 5 % discount of a card typed as 50 %, without a cap',
        ko: '카드 할인율 5%가 50%로 등록되어 가습기가 반값에 팔림',
      },
    },
  ],
  severities: ['block', 'warn'],
  needs: ['promotions'],
  explains: true,
  parameters,
  judgePromotion(promotion, facts, parameterValues) {
    const values = parameterValues as Values; // the rule table hands a rule the values of its own parameters
    const terms = termsOf(promotion);
    const found = exposuresOf(promotion, terms, facts, values);
    const reasons = worstFirst(found);
    const [worst] = reasons;
    if (worst === undefined) return undefined;
    const evidence = evidenceOf(promotion, terms, values, { kind: worst, reasons });
    return { severity: found.get(worst) ?? 'block', ...comparison(evidence, facts), evidence };
  },
  tell: couponExposureTell,
});

/** That it is over is told first: it makes the rest a matter of housekeeping. */
function worstFirst(found: ReadonlyMap<Exposure, 'block' | 'warn'>): readonly Exposure[] {
  const rank = (reason: Exposure): number => {
    if (reason === 'expired') return 0;
    return found.get(reason) === 'block' ? 1 : 2;
  };
  // Sorting keeps the order of EXPOSURES among equals.
  return EXPOSURES.filter((reason) => found.has(reason)).sort((left, right) => rank(left) - rank(right));
}

/**
 * What is wrong with the terms, and how bad that is.
 *
 * What the cart gives by itself is held to less than a coupon. It is for everybody and for as long as it lasts, so it has
 * no count and no cap, and what it does to the price of each row is judged by `worst-stack`. What remains for it is what
 * no price can excuse: too large a share, an amount off whatever is bought, terms that contradict its own budget.
 */
function exposuresOf(
  promotion: Promotion,
  { share, total }: PromotionTerms,
  { now }: PromotionFacts,
  { shareBlockBps, percentNeedsMinSpend }: Values,
): ReadonlyMap<Exposure, 'block' | 'warn'> {
  const found = new Map<Exposure, 'block' | 'warn'>();
  const { endsAt, budgetMinor } = promotion;
  if (endsAt !== undefined && endsAt <= now) found.set('expired', 'warn');
  if (share !== undefined && isAbove(share, shareBlockBps)) found.set('share', 'block');
  if (total !== undefined && budgetMinor !== undefined && total > BigInt(budgetMinor)) {
    found.set('over-budget', 'block');
  }
  if (lacksMinimum(promotion)) {
    found.set('no-minimum', promotion.kind === 'fixed' || percentNeedsMinSpend ? 'block' : 'warn');
  }
  for (const reason of openEnds(promotion)) found.set(reason, 'block');
  return found;
}

/** Of kinds that take something off any order, however small, and of goods that are not named one by one. */
function lacksMinimum({ kind, isCoupon, minSpendMinor, scope }: Promotion): boolean {
  if ((kind !== 'fixed' && kind !== 'percent') || (minSpendMinor ?? 0) > 0) return false;
  // Of goods that are named the prices are known, and worst-stack judges what is left of each.
  if (scope.isListedOnly || scope.skus !== undefined) return false;
  return isCoupon || (kind === 'fixed' && scope.categories === undefined);
}

/** Free shipping takes nothing off the goods: what it costs is known, however often it is used. */
function openEnds(promotion: Promotion): readonly Exposure[] {
  if (!promotion.isCoupon || promotion.kind === 'free-shipping') return [];
  const found: Exposure[] = [];
  const isCounted = promotion.usesMax !== undefined;
  if (promotion.kind === 'percent' && promotion.capMinor === undefined) found.push('no-cap');
  if (!isCounted && promotion.perCustomerMax === undefined) found.push('no-count');
  if (!isCounted && promotion.endsAt === undefined) found.push('no-end');
  return found;
}

function evidenceOf(
  promotion: Promotion,
  { share, perOrder, total }: PromotionTerms,
  { shareBlockBps }: Values,
  told: Pick<CouponExposureEvidence, 'kind' | 'reasons'>,
): CouponExposureEvidence {
  const { kind } = promotion;
  return {
    ...told,
    promotionKind: kind,
    isCoupon: promotion.isCoupon,
    rateBps: kind === 'percent' ? promotion.rateBps : null,
    capMinor: kind === 'percent' ? (promotion.capMinor ?? null) : null,
    minSpendMinor: promotion.minSpendMinor ?? null,
    perOrderMax: promotion.perOrderMax,
    perCustomerMax: promotion.perCustomerMax ?? null,
    usesMax: promotion.usesMax ?? null,
    budgetMinor: promotion.budgetMinor ?? null,
    buy: kind === 'buy-x-get-y' ? promotion.buy : null,
    get: kind === 'buy-x-get-y' ? promotion.get : null,
    offBps: kind === 'buy-x-get-y' ? promotion.offBps : null,
    endsAt: promotion.endsAt ?? null,
    shareBps: share === undefined ? null : bpsOf(share),
    shareBlockBps,
    perOrderMinor: asMinor(perOrder),
    minSpendLeastMinor: kind === 'fixed' ? asMinor(minSpendLeast(perOrder, shareBlockBps)) : null,
    totalMinor: asMinor(total),
  };
}

/** Null beyond the safe integers: no amount is shown rounded. */
function asMinor(amount: bigint | undefined): number | null {
  return amount === undefined || amount > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(amount);
}

/** What is compared with what, for the worst reason. */
function comparison(
  e: CouponExposureEvidence,
  { now }: PromotionFacts,
): Pick<Judgement, 'measured' | 'limit'> {
  const minor = (value: number | null): Measure =>
    value === null ? { value: 'beyond 2^53', unit: 'text' } : { value, unit: 'minor' };
  const missing = (what: string): Pick<Judgement, 'measured' | 'limit'> => ({
    measured: { value: 'none', unit: 'text' },
    limit: { value: what, unit: 'text' },
  });
  switch (e.kind) {
    case 'expired':
      return {
        measured: { value: now, unit: 'epoch-ms' },
        limit: { value: e.endsAt ?? now, unit: 'epoch-ms' },
      };
    case 'share':
      return {
        measured: { value: e.shareBps ?? 0, unit: 'bps' },
        limit: { value: e.shareBlockBps, unit: 'bps' },
      };
    case 'over-budget':
      return { measured: minor(e.totalMinor), limit: minor(e.budgetMinor) };
    case 'no-minimum':
      return missing('minSpend');
    case 'no-cap':
      return missing('cap');
    case 'no-count':
      return missing('perCustomerMax or usesMax');
    case 'no-end':
      return missing('endsAt or usesMax');
  }
}
