import { missingRule, type GroupRule } from '../order-rule.js';
import { otherCurrencies } from './order-currency.js';

interface NotInBookEvidence {
  readonly [key: string]: string | number | readonly string[];
  readonly sku: string;
  readonly priceList: string;
  readonly unitPriceMinor: number;
  /** Price lists in which the SKU is on sale. */
  readonly otherPriceLists: readonly string[];
}

/** Price lists named in a sentence. */
const NAMED_MAX = 5;

/** Nobody approved a price for it. */
export const notInBook: GroupRule = missingRule<Record<string, never>, NotInBookEvidence>({
  id: 'not-in-book',
  protects: {
    en: 'Goods that the audit never saw: added to the shop after the price book was sealed, or sold in a price list that is not on sale.',
    ko: '점검한 적이 없는 상품을 막습니다. 가격 장부를 봉인한 뒤에 등록했거나, 행사 대상이 아닌 가격표로 파는 경우입니다.',
  },
  formula: 'the price book has no entry of this SKU and price list',
  stops: [
    {
      merchant: 'LF Mall',
      when: '2021-05-28',
      what: {
        en: 'a partner registered goods of about 100,000 won at 4,400 won, and they were on sale at once',
        ko: '입점사가 10만 원대 상품을 4,400원에 등록했고 곧바로 판매됨',
      },
    },
  ],
  severities: ['block'],
  unwaivable: {
    en: 'without an entry there is no approved price, no reference for the loss budget and no stock to count',
    ko: '장부에 없으면 승인된 가격도, 할인 예산의 기준 가격도, 세어야 할 재고도 없습니다',
  },
  parameters: {},
  judge(group, { book, order }) {
    if (otherCurrencies(group, book, order.currency).length > 0) return undefined;
    const others = book.ordinalsOfSku(group.sku).map((ordinal) => book.entryAt(ordinal).priceList);
    return {
      severity: 'block',
      measured: { value: group.unitPriceMinor, unit: 'minor' },
      limit: { value: 'an entry of the price book', unit: 'text' },
      evidence: {
        sku: group.sku,
        priceList: group.priceList,
        unitPriceMinor: group.unitPriceMinor,
        otherPriceLists: [...new Set(others)].sort().slice(0, NAMED_MAX),
      },
    };
  },
  tell: {
    en: (e) =>
      e.otherPriceLists.length === 0
        ? `The price book has no entry of ${e.sku}: nobody approved a price for it.`
        : `The price book has ${e.sku} in the price list ${e.otherPriceLists.join(', ')}, not in ${e.priceList}.`,
    ko: (e) =>
      e.otherPriceLists.length === 0
        ? `가격 장부에 ${e.sku} 항목이 없습니다. 승인된 가격이 없습니다.`
        : `가격 장부에 ${e.sku} 항목이 가격표 ${e.otherPriceLists.join(', ')}에만 있고 ${e.priceList}에는 없습니다.`,
  },
});
