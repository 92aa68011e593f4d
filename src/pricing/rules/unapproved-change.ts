import { compareProducts, markdownBps } from '../../money/basis-points.js';
import { bpsParameter } from '../parameters.js';
import { NOT_JUDGED, offerRule, type OfferRule } from '../rule.js';
import type { Facts } from '../facts.js';
import type { Offer } from '../../catalog/offer.js';
import { tellChangeEn, tellChangeKo, type UnapprovedChangeEvidence } from './unapproved-change-words.js';

const parameters = {
  blockBps: bpsParameter({
    default: 4000,
    en: 'Block a change nobody approved when its price is more than this below the reference; a smaller one, a rise, or a new row without a reference is a warning.',
    ko: '승인되지 않은 변경이 기준 가격보다 이만큼 넘게 낮으면 차단합니다. 그보다 작은 인하, 인상, 기준 가격이 없는 신규 행은 경고합니다.',
  }),
};

type Change = Pick<UnapprovedChangeEvidence, 'trigger' | 'formerPriceMinor'>;

/** What changed since the last catalogue: undefined for a price that stayed, not-judged where nobody knows. */
function changeOf(offer: Offer, facts: Facts): Change | typeof NOT_JUDGED | undefined {
  if (facts.hasPreviousCatalogue && facts.previous === undefined)
    return { trigger: 'new', formerPriceMinor: null };
  const formerPriceMinor = facts.formerPriceMinor;
  if (formerPriceMinor === undefined) return NOT_JUDGED;
  return formerPriceMinor === offer.priceMinor ? undefined : { trigger: 'changed', formerPriceMinor };
}

/**
 * What the depth of a price is measured from: the reference or the price before, whichever is higher. A list price is a column
 * of the same row, and who lowers the price can lower it too.
 */
function baseOf(facts: Facts, change: Change): number | undefined {
  const base = Math.max(facts.reference?.priceMinor ?? 0, change.formerPriceMinor ?? 0);
  return base <= 0 ? undefined : base;
}

/** True for a markdown of more than the limit: 1 - price / base > bps / 10,000, without a division. */
function isDeep(priceMinor: number, baseMinor: number | undefined, bps: number): boolean {
  return baseMinor !== undefined && compareProducts(baseMinor, 10_000 - bps, priceMinor, 10_000) > 0;
}

/** A price changed, or a row is new, and nobody whose signature counts has said that it is meant. */
export const unapprovedChange: OfferRule = offerRule<typeof parameters, UnapprovedChangeEvidence>({
  id: 'unapproved-change',
  protects: {
    en: 'A price that one person typed and no second person saw: changed or new, and not approved as it stands.',
    ko: '한 사람이 입력하고 아무도 확인하지 않은 가격을 막습니다. 바뀌었거나 새로 생겼는데 지금 그대로 승인되지 않은 가격입니다.',
  },
  formula:
    'price <> former price, or row not in the previous catalogue; and no approval of unapproved-change holds for the row; block when 1 - price / max(reference, former price) > blockBps',
  stops: [
    {
      merchant: 'Cathay Pacific',
      when: '2018-12-31',
      what: {
        en: 'business and first class tickets typed in at 675 dollars instead of about 16,000, and again two weeks later',
        ko: '약 16,000달러인 비즈니스·일등석 항공권이 675달러로 입력되었고 2주 뒤 되풀이됨',
      },
    },
  ],
  severities: ['block', 'warn'],
  needs: ['approvals', 'former-price'],
  explains: false,
  parameters,
  judge(offer, facts, { blockBps }) {
    if (facts.approvals === undefined) return NOT_JUDGED;
    const change = changeOf(offer, facts);
    if (change === undefined || change === NOT_JUDGED) return change;
    const answer = facts.approvals.answer();
    if (answer.kind === 'approved') return undefined;
    const reason = answer.kind === 'refused' ? answer.refusal : 'missing';
    const { priceMinor } = offer;
    const baseMinor = baseOf(facts, change);
    const isRise = change.formerPriceMinor !== null && priceMinor > change.formerPriceMinor;
    return {
      severity: !isRise && isDeep(priceMinor, baseMinor, blockBps) ? 'block' : 'warn',
      measured: { value: reason, unit: 'text' },
      limit: { value: 'approved', unit: 'text' },
      evidence: {
        ...change,
        priceMinor,
        baseMinor: baseMinor ?? null,
        markdownBps: baseMinor === undefined ? null : markdownBps(priceMinor, baseMinor),
        reason,
      },
    };
  },
  tell: { en: tellChangeEn, ko: tellChangeKo },
});
