import { withJosa } from '../../text/josa.js';
import { isFreeGift } from '../declared-gift.js';
import { offerRule, type OfferRule } from '../rule.js';

interface NoReferenceEvidence {
  readonly [key: string]: string | number;
  readonly priceMinor: number;
}

const parameters = {};

/** Nothing is known to compare the price with. */
export const noReference: OfferRule = offerRule<typeof parameters, NoReferenceEvidence>({
  id: 'no-reference',
  protects: {
    en: 'Selling unseen at a price no rule could compare with anything.',
    ko: '비교할 기준이 없어 어떤 규칙도 판정하지 못한 가격이 그대로 팔리는 것을 막습니다.',
  },
  formula: 'no history, no list price and too few peers',
  stops: [],
  severities: ['warn'],
  needs: [],
  explains: true,
  parameters,
  judge(offer, facts) {
    if (facts.reference !== undefined || isFreeGift(offer)) return undefined;
    return {
      severity: 'warn',
      measured: { value: 0, unit: 'rows' },
      limit: { value: 1, unit: 'rows' },
      evidence: { priceMinor: offer.priceMinor },
    };
  },
  tell: {
    en: (e, { money }) =>
      `Nothing to compare ${money(e.priceMinor)} with: no price history, no list price, too few similar goods. A person should confirm it.`,
    ko: (e, { money }) =>
      `${withJosa(money(e.priceMinor), '을/를')} 비교할 기준이 없습니다. 가격 이력도, 정가도, 충분한 비교 상품도 없으니 담당자가 직접 확인하세요.`,
  },
});
