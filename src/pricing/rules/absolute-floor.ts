import type { CurrencyCode } from '../../money/currency.js';
import { withJosa } from '../../text/josa.js';
import { amountTable } from '../amount-table.js';
import { isFreeGift } from '../declared-gift.js';
import { amountsParameter } from '../parameters.js';
import { offerRule, type OfferRule } from '../rule.js';

interface AbsoluteFloorEvidence {
  readonly [key: string]: number;
  readonly priceMinor: number;
  readonly floorMinor: number;
}

/** About what the smallest thing sold singly still costs; the coins differ, so no rate was applied. */
const FLOORS = {
  KRW: '100',
  USD: '0.50',
  EUR: '0.50',
  GBP: '0.20',
  JPY: '30',
  CNY: '1.00',
  TWD: '5.00',
  HKD: '2.00',
  SGD: '0.50',
  AUD: '0.50',
  NZD: '0.50',
  CAD: '0.50',
  CHF: '0.50',
  INR: '5.00',
  THB: '5.00',
  VND: '2000',
  IDR: '1000',
  MYR: '0.50',
  PHP: '5.00',
  SEK: '2.00',
  NOK: '2.00',
  DKK: '2.00',
  PLN: '0.50',
} satisfies Partial<Record<CurrencyCode, string>>;

const parameters = {
  floors: amountsParameter({
    default: FLOORS,
    en: 'Block at or below this amount, by currency. A currency that is not named has the floor 0. Low enough that ordinary goods stay above: of the SKUs of a gift wholesaler 2.5 % cost GBP 0.20 or less; such a category is given its own floor.',
    ko: '통화별로 이 금액 이하이면 차단합니다. 적혀 있지 않은 통화의 하한은 0입니다. 일반 상품은 걸리지 않을 만큼 낮게 잡았으며, 저가 소품 카테고리에는 따로 하한을 두면 됩니다.',
  }),
};

/** The price is so low that no goods are meant by it. */
export const absoluteFloor: OfferRule = offerRule<typeof parameters, AbsoluteFloorEvidence>({
  id: 'absolute-floor',
  protects: {
    en: 'A price of nothing, of one cent, or below zero, whatever is known of the SKU.',
    ko: '상품에 대해 아무것도 모르더라도 0원, 1원, 음수 같은 가격을 막습니다.',
  },
  formula: 'price <= floor of the currency, or price <= 0 unless the row is a declared gift at exactly 0',
  stops: [
    {
      merchant: 'RepricerExpress',
      when: '2014-12-12',
      what: {
        en: 'a repricer set goods of many sellers to GBP 0.01 for an hour; one lost goods of GBP 10,991 for 147',
        ko: '자동 가격 조정 오류로 한 시간 동안 0.01파운드에 판매됨. 한 판매자는 10,991파운드어치를 147파운드에 넘김',
      },
    },
    {
      merchant: 'Appeagle',
      when: '2012-07-17',
      what: {
        en: 'a blank minimum price became one cent after a code change',
        ko: '비어 있던 최저가가 코드 변경 뒤 1센트로 처리됨',
      },
    },
  ],
  severities: ['block'],
  needs: [],
  explains: false,
  judgesPayable: true,
  parameters,
  judge(offer, _facts, { floors }) {
    const floorMinor = amountTable(floors, 'absolute-floor').get(offer.currency) ?? 0;
    if (offer.priceMinor > floorMinor || isFreeGift(offer)) return undefined;
    return {
      severity: 'block',
      measured: { value: offer.priceMinor, unit: 'minor' },
      limit: { value: floorMinor, unit: 'minor' },
      evidence: { priceMinor: offer.priceMinor, floorMinor },
    };
  },
  tell: {
    en: (e, { money }) => {
      if (e.priceMinor < 0) return `${money(e.priceMinor)} is below zero: nobody is paid to take goods.`;
      if (e.priceMinor === 0) return `The price is ${money(0)} and the row is not declared a gift.`;
      return `${money(e.priceMinor)} is not above the floor of ${money(e.floorMinor)}: no goods are meant to cost so little.`;
    },
    ko: (e, { money }) => {
      if (e.priceMinor < 0)
        return `${withJosa(money(e.priceMinor), '은/는')} 음수입니다. 판매가가 될 수 없습니다.`;
      if (e.priceMinor === 0) return `가격이 ${money(0)}인데 사은품으로 표시되어 있지 않습니다.`;
      return `${withJosa(money(e.priceMinor), '은/는')} 하한 ${money(e.floorMinor)} 이하입니다. 정상 판매가로 보기 어렵습니다.`;
    },
  },
});
