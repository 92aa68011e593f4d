import type { Severity } from '../../catalog/finding.js';
import { compareProducts } from '../../money/basis-points.js';
import { withJosa } from '../../text/josa.js';
import { isFreeGift } from '../declared-gift.js';
import { bpsParameter } from '../parameters.js';
import { NOT_JUDGED, offerRule, type OfferRule } from '../rule.js';
import { shareBps } from '../share-bps.js';

interface BelowCostEvidence {
  readonly [key: string]: number;
  readonly priceMinor: number;
  readonly costMinor: number;
  /** Price as a share of the cost. */
  readonly shareOfCostBps: number;
  readonly marginBps: number;
}

const parameters = {
  marginBps: bpsParameter({
    default: 0,
    en: 'Warn where less than this share of the cost is earned on top of it. 0: a sale may give its margin away, and selling at cost is a choice.',
    ko: '원가에 이 비율만큼의 마진이 남지 않으면 경고합니다. 0이면 원가 미만일 때만 경고합니다. 행사에서는 마진을 포기할 수도 있기 때문입니다.',
  }),
  blockShareBps: bpsParameter({
    default: 5000,
    en: 'Block below this share of the cost. A loss leader gives away a part of the cost; nobody plans to lose more than half of it.',
    ko: '원가의 이 비율 미만이면 차단합니다. 미끼 상품이라도 원가의 절반 넘게 손해 보도록 계획하지는 않습니다.',
  }),
};

const WHOLE_BPS = 10_000;

/** The price does not pay for the goods. */
export const belowCost: OfferRule = offerRule<typeof parameters, BelowCostEvidence>({
  id: 'below-cost',
  protects: {
    en: 'A price that does not pay for the goods, without any history to know them by.',
    ko: '가격 이력이 없는 상품이라도 원가를 밑도는 가격을 막습니다.',
  },
  formula: 'price < cost x (1 + margin): warn; price < cost x block share: block',
  stops: [
    {
      merchant: 'LF Mall',
      when: '2021-05-28',
      what: { en: '4,400 won for goods of about 100,000 won', ko: '10만 원대 상품이 4,400원에 등록됨' },
    },
    {
      merchant: 'Little Swan',
      when: '2024-08-28',
      what: {
        en: 'washing machines of CNY 1,699 left for CNY 299: CNY 30 million in 20 minutes',
        ko: '1,699위안 세탁기가 299위안에 팔려 20분 만에 3,000만 위안 손실',
      },
    },
  ],
  severities: ['block', 'warn'],
  needs: ['cost'],
  explains: false,
  judgesPayable: true,
  parameters,
  judge(offer, _facts, { marginBps, blockShareBps }) {
    const costMinor = offer.costMinor;
    // A cost of 0 is how systems write "not known": a price cannot be held against it.
    if (costMinor === undefined || costMinor <= 0) return NOT_JUDGED;
    const isBelow = (bps: number): boolean =>
      compareProducts(offer.priceMinor, WHOLE_BPS, costMinor, bps) < 0;
    const blocks = isBelow(blockShareBps);
    if ((!blocks && !isBelow(WHOLE_BPS + marginBps)) || isFreeGift(offer)) return undefined;
    const severity: Severity = blocks ? 'block' : 'warn';
    const shareOfCostBps = shareBps(offer.priceMinor, costMinor);
    return {
      severity,
      measured: { value: shareOfCostBps, unit: 'bps' },
      limit: { value: blocks ? blockShareBps : WHOLE_BPS + marginBps, unit: 'bps' },
      evidence: { priceMinor: offer.priceMinor, costMinor, shareOfCostBps, marginBps },
    };
  },
  tell: {
    en: (e, { say, money }) =>
      e.shareOfCostBps < WHOLE_BPS
        ? `${money(e.priceMinor)} covers only ${say.percent(e.shareOfCostBps)} of the cost of ${money(e.costMinor)}.`
        : `${money(e.priceMinor)} leaves less than ${say.percent(e.marginBps)} over the cost of ${money(e.costMinor)}.`,
    ko: (e, { say, money }) =>
      e.shareOfCostBps < WHOLE_BPS
        ? `${withJosa(money(e.priceMinor), '은/는')} 원가 ${money(e.costMinor)}의 ${say.percent(e.shareOfCostBps)}에 그칩니다.`
        : `${withJosa(money(e.priceMinor), '은/는')} 원가 ${money(e.costMinor)}에 마진 ${say.percent(e.marginBps)}를 남기지 못합니다.`,
  },
});
