import type { PromotionKind } from '../../catalog/promotion.js';
import type { InEveryLang } from '../../text/lang.js';
import { withJosa } from '../../text/josa.js';
import type { Telling } from '../rule.js';

/** What may be wrong with the terms of a promotion, in the order it is told among equals. */
export const EXPOSURES = [
  'expired',
  'share',
  'no-minimum',
  'no-cap',
  'over-budget',
  'no-count',
  'no-end',
] as const;

/** One thing wrong with the terms of a promotion; see {@link EXPOSURES}. */
export type Exposure = (typeof EXPOSURES)[number];

/** The terms that a finding is about. Null for what the promotion does not state or its kind does not have. */
export interface CouponExposureEvidence {
  readonly [key: string]: string | number | boolean | null | readonly string[];
  /** The worst of `reasons`, which stands first. */
  readonly kind: Exposure;
  readonly reasons: readonly Exposure[];
  readonly promotionKind: PromotionKind;
  readonly isCoupon: boolean;
  readonly rateBps: number | null;
  readonly capMinor: number | null;
  readonly minSpendMinor: number | null;
  readonly perOrderMax: number;
  readonly perCustomerMax: number | null;
  readonly usesMax: number | null;
  readonly budgetMinor: number | null;
  readonly buy: number | null;
  readonly get: number | null;
  readonly offBps: number | null;
  readonly endsAt: number | null;
  /** Largest share of an order it can take off; null where that depends on prices. */
  readonly shareBps: number | null;
  readonly shareBlockBps: number;
  /** What one order can save by it, all its uses together: an amount off, or a cap. Null beyond the safe integers. */
  readonly perOrderMinor: number | null;
  /** Smallest minimum spend at which the share is within its limit. */
  readonly minSpendLeastMinor: number | null;
  /** `perOrderMinor` times `usesMax`. */
  readonly totalMinor: number | null;
}

/** The terms of a promotion in words, each with its fix. */
export const couponExposureTell: InEveryLang<(evidence: CouponExposureEvidence, telling: Telling) => string> =
  {
    en: (e, telling) => e.reasons.map((reason) => en(reason, e, telling)).join(' '),
    ko: (e, telling) => e.reasons.map((reason) => ko(reason, e, telling)).join(' '),
  };

function en(reason: Exposure, e: CouponExposureEvidence, telling: Telling): string {
  const { say } = telling;
  const money = (minor: number | null): string =>
    minor === null ? 'too much to count' : telling.money(minor);
  switch (reason) {
    case 'expired':
      return `It ended at ${say.instant(e.endsAt ?? 0)} and is still in the file: take it out, or give it new dates.`;
    case 'share':
      return shareInEnglish(e, telling);
    case 'no-minimum': {
      if (e.promotionKind === 'percent') return 'It holds for the smallest order: state a minSpend.';
      const least = e.minSpendLeastMinor === null ? '' : ` of ${money(e.minSpendLeastMinor)} or more`;
      return `It takes ${money(e.perOrderMinor)} off any order, so that one of this or less costs nothing: state a minSpend${least}, or name its goods under appliesTo.`;
    }
    case 'no-cap':
      return `It takes ${say.percent(e.rateBps ?? 0)} off an order of any size: state a cap.`;
    case 'over-budget':
      return `${say.count(e.usesMax ?? 0)} uses of ${money(e.perOrderMinor)} come to ${money(e.totalMinor)}, above the budget of ${money(e.budgetMinor)}: ${budgetFix(e) === 0 ? 'not one use fits in it; raise the budget' : `lower usesMax to ${say.count(budgetFix(e))}, or raise the budget`}.`;
    case 'no-count':
      return 'One customer may use it any number of times: state perCustomerMax or usesMax.';
    case 'no-end':
      return 'It has neither an end nor a number of uses in all, so it outlives the sale: state endsAt or usesMax.';
  }
}

function shareInEnglish(e: CouponExposureEvidence, { say, money }: Telling): string {
  const share = say.percent(e.shareBps ?? 0);
  const above = `above the limit of ${say.percent(e.shareBlockBps)}`;
  const times =
    e.perOrderMax > 1 ? `Used ${say.count(e.perOrderMax)} times in one order it takes` : 'It takes';
  switch (e.promotionKind) {
    case 'percent':
      return `${times} ${share} off, ${above}: is there a digit too many? Lower percent.`;
    case 'buy-x-get-y': {
      const { buy, get } = { buy: e.buy ?? 0, get: e.get ?? 0 };
      const fix = get > buy ? 'are buy and get swapped?' : 'lower get or percentOff.';
      const cost = e.offBps === 10_000 ? 'cost nothing' : `cost ${say.percent(e.offBps ?? 0)} less`;
      return `Of every ${say.count(buy + get)} units, ${say.count(get)} ${cost}: ${share} off all of them, ${above}: ${fix}`;
    }
    default: {
      const least =
        e.minSpendLeastMinor === null ? '' : `raise minSpend to ${money(e.minSpendLeastMinor)}, or `;
      const amount = e.perOrderMinor === null ? 'too much' : money(e.perOrderMinor);
      return `${times} ${amount} off an order of ${money(e.minSpendMinor ?? 0)}, ${share} of it, ${above}: ${least}lower the amount.`;
    }
  }
}

function ko(reason: Exposure, e: CouponExposureEvidence, telling: Telling): string {
  const { say } = telling;
  const money = (minor: number | null): string =>
    minor === null ? '셀 수 없이 큰 금액' : telling.money(minor);
  switch (reason) {
    case 'expired':
      return `${say.instant(e.endsAt ?? 0)}에 끝났는데 파일에 남아 있습니다. 빼거나 기간을 다시 정하세요.`;
    case 'share':
      return shareInKorean(e, telling);
    case 'no-minimum': {
      if (e.promotionKind === 'percent')
        return '최소 구매 금액이 없어 아주 적은 금액의 주문에도 적용됩니다. minSpend를 정하세요.';
      const least =
        e.minSpendLeastMinor === null ? 'minSpend를' : `minSpend를 ${money(e.minSpendLeastMinor)} 이상으로`;
      return `최소 구매 금액 없이 ${withJosa(money(e.perOrderMinor), '을/를')} 깎아 주어 그 금액 이하의 주문은 공짜가 됩니다. ${least} 정하거나 appliesTo에 대상 상품을 적으세요.`;
    }
    case 'no-cap':
      return `주문 금액이 아무리 커도 ${withJosa(say.percent(e.rateBps ?? 0), '을/를')} 깎아 줍니다. 최대 할인 금액(cap)을 정하세요.`;
    case 'over-budget':
      return `${money(e.perOrderMinor)}씩 ${say.count(e.usesMax ?? 0)}번이면 ${withJosa(money(e.totalMinor), '으로/로')} 예산 ${withJosa(money(e.budgetMinor), '을/를')} 넘습니다. ${budgetFix(e) === 0 ? '한 번도 쓸 수 없는 예산이니 예산을 늘리세요.' : `usesMax를 ${withJosa(say.count(budgetFix(e)), '으로/로')} 줄이거나 예산을 늘리세요.`}`;
    case 'no-count':
      return '한 고객이 몇 번이든 쓸 수 있습니다. perCustomerMax나 usesMax를 정하세요.';
    case 'no-end':
      return '종료 시각도 전체 사용 횟수도 없어 행사가 끝난 뒤에도 남습니다. endsAt이나 usesMax를 정하세요.';
  }
}

function shareInKorean(e: CouponExposureEvidence, { say, money }: Telling): string {
  const share = say.percent(e.shareBps ?? 0);
  const above = `한도 ${withJosa(say.percent(e.shareBlockBps), '을/를')} 넘습니다.`;
  const times = e.perOrderMax > 1 ? `한 주문에서 ${say.count(e.perOrderMax)}번 쓰면 ` : '';
  switch (e.promotionKind) {
    case 'percent':
      return `${times}할인율이 ${share}로 ${above} 숫자가 하나 더 들어가지 않았는지 보고 percent를 낮추세요.`;
    case 'buy-x-get-y': {
      const { buy, get } = { buy: e.buy ?? 0, get: e.get ?? 0 };
      const fix = get > buy ? 'buy와 get이 뒤바뀌지 않았는지 확인하세요.' : 'get이나 percentOff를 낮추세요.';
      const cost = e.offBps === 10_000 ? '공짜로 주어' : `${say.percent(e.offBps ?? 0)} 깎아 주어`;
      return `${say.count(buy + get)}개 중 ${say.count(get)}개를 ${cost} 전체 할인율이 ${share}로 ${above} ${fix}`;
    }
    default: {
      const least =
        e.minSpendLeastMinor === null ? '' : `minSpend를 ${money(e.minSpendLeastMinor)}까지 올리거나 `;
      const amount = e.perOrderMinor === null ? '셀 수 없이 큰 금액' : money(e.perOrderMinor);
      return `${times}${money(e.minSpendMinor ?? 0)} 주문에서 ${withJosa(amount, '을/를')} 깎아 주어 할인율이 ${share}로 ${above} ${least}할인 금액을 줄이세요.`;
    }
  }
}

/** Uses that fit in the budget. */
function budgetFix({ budgetMinor, perOrderMinor }: CouponExposureEvidence): number {
  if (budgetMinor === null || perOrderMinor === null || perOrderMinor === 0) return 0;
  return Math.floor(budgetMinor / perOrderMinor);
}
