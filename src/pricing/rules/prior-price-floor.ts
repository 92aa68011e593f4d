import { compareProducts, markdownBps } from '../../money/basis-points.js';
import { withJosa } from '../../text/josa.js';
import { isFreeGift } from '../declared-gift.js';
import { bpsParameter } from '../parameters.js';
import { NOT_JUDGED, offerRule, type OfferRule } from '../rule.js';
import { shareBps } from '../share-bps.js';

interface PriorPriceFloorEvidence {
  readonly [key: string]: number;
  readonly priceMinor: number;
  readonly lowest30Minor: number;
  readonly markdownBps: number;
  readonly floorBps: number;
}

const parameters = {
  floorBps: bpsParameter({
    default: 5000,
    en: 'Block below this share of the lowest price of the last 30 days. Half of the lowest is below every sale the SKU has had; no list price enters, so an inflated one hides nothing.',
    ko: '최근 30일 최저가의 이 비율 미만이면 차단합니다. 최저가의 절반이면 최근의 어떤 행사가보다도 낮은 값입니다. 정가를 쓰지 않으므로 부풀린 정가로 가려지지 않습니다.',
  }),
};

/** The price is far below the lowest the SKU has sold for lately. */
export const priorPriceFloor: OfferRule = offerRule<typeof parameters, PriorPriceFloorEvidence>({
  id: 'prior-price-floor',
  protects: {
    en: 'A price far below the lowest of the last 30 days, even where an inflated list price makes it look ordinary.',
    ko: '정가를 부풀려 평범해 보이더라도 최근 30일 최저가보다 지나치게 낮은 가격을 막습니다.',
  },
  formula: 'price < floor x lowest price of the last 30 days',
  stops: [
    {
      merchant: 'Best Buy',
      when: '2009-08-12',
      what: {
        en: 'USD 9.99 for a television of USD 1,799.99; the orders were cancelled',
        ko: '1,799.99달러 텔레비전이 9.99달러에 올라가 주문이 취소됨',
      },
    },
    {
      merchant: 'Amazon',
      when: '2008',
      what: { en: 'USD 31 for a set of USD 499', ko: '499달러 세트가 31달러에 판매됨' },
    },
  ],
  severities: ['block'],
  needs: ['history'],
  explains: false,
  judgesPayable: true,
  parameters,
  judge(offer, facts, { floorBps }) {
    const lowest30Minor = facts.history?.minimum30Minor;
    if (lowest30Minor === undefined || lowest30Minor <= 0) return NOT_JUDGED;
    if (compareProducts(offer.priceMinor, 10_000, lowest30Minor, floorBps) >= 0 || isFreeGift(offer))
      return undefined;
    return {
      severity: 'block',
      measured: { value: shareBps(offer.priceMinor, lowest30Minor), unit: 'bps' },
      limit: { value: floorBps, unit: 'bps' },
      evidence: {
        priceMinor: offer.priceMinor,
        lowest30Minor,
        markdownBps: markdownBps(offer.priceMinor, lowest30Minor),
        floorBps,
      },
    };
  },
  tell: {
    en: (e, { say, money }) =>
      `${money(e.priceMinor)} is ${say.percent(e.markdownBps)} below the lowest price of the last 30 days, ${money(e.lowest30Minor)}.`,
    ko: (e, { say, money }) =>
      `${withJosa(money(e.priceMinor), '은/는')} 최근 30일 최저가 ${money(e.lowest30Minor)}보다 ${say.percent(e.markdownBps)} 낮습니다.`,
  },
});
