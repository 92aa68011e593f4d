import { withJosa } from '../../text/josa.js';
import { isFreeGift } from '../declared-gift.js';
import { NOT_JUDGED, offerRule, type OfferRule } from '../rule.js';

interface AboveListEvidence {
  readonly [key: string]: number;
  readonly priceMinor: number;
  readonly listPriceMinor: number;
}

const parameters = {};

/** The offer costs more than its own list price: two fields hold each other's value, or one of them is wrong. */
export const aboveList: OfferRule = offerRule<typeof parameters, AboveListEvidence>({
  id: 'above-list',
  protects: {
    en: 'A price above its own list price, the plainest sign that fields were mixed up. Not one of 71,921 real rows has it.',
    ko: '정가보다 비싼 판매가를 막습니다. 열이 뒤바뀌었다는 가장 뚜렷한 신호로, 실제 상품 71,921건 중 한 건도 없었습니다.',
  },
  formula: 'price > list price, or list price <= 0',
  stops: [
    {
      merchant: 'Best Buy',
      when: '2010',
      what: { en: 'amount saved and total changed places', ko: '할인 금액과 결제 금액이 뒤바뀌어 등록됨' },
    },
  ],
  severities: ['block'],
  needs: ['list-price'],
  explains: false,
  parameters,
  judge(offer) {
    const listPriceMinor = offer.listPriceMinor;
    if (listPriceMinor === undefined) return NOT_JUDGED;
    // Written so that an amount that is no number cannot slip through as a pass.
    if (listPriceMinor > 0 && offer.priceMinor <= listPriceMinor) return undefined;
    if (listPriceMinor === 0 && isFreeGift(offer)) return undefined;
    return {
      severity: 'block',
      measured: { value: offer.priceMinor, unit: 'minor' },
      limit: { value: listPriceMinor, unit: 'minor' },
      evidence: { priceMinor: offer.priceMinor, listPriceMinor },
    };
  },
  tell: {
    en: (e, { money }) =>
      e.listPriceMinor > 0
        ? `${money(e.priceMinor)} is above its own list price of ${money(e.listPriceMinor)}.`
        : `The list price is ${money(e.listPriceMinor)}, which no goods have: leave the field empty or mend it.`,
    ko: (e, { money }) =>
      e.listPriceMinor > 0
        ? `${withJosa(money(e.priceMinor), '은/는')} 정가 ${money(e.listPriceMinor)}보다 비쌉니다.`
        : `정가가 ${withJosa(money(e.listPriceMinor), '으로/로')} 되어 있습니다. 정가가 없으면 비워 두고, 있으면 바로잡아 주세요.`,
  },
});
