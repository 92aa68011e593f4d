import type { OrderGroup } from '../order-group.js';
import { missingRule, type GroupRule } from '../order-rule.js';
import type { PriceSource } from '../price-source.js';

interface OrderCurrencyEvidence {
  readonly [key: string]: string | number | readonly string[];
  readonly sku: string;
  readonly orderCurrency: string;
  readonly unitPriceMinor: number;
  /** Currencies in which its price is approved. */
  readonly approvedIn: readonly string[];
}

/** The price is approved, in another currency. */
export const orderCurrency: GroupRule = missingRule<Record<string, never>, OrderCurrencyEvidence>({
  id: 'order-currency',
  protects: {
    en: 'An amount of one currency charged in another: KRW 13,600 and USD 136.00 are both 13600 to a program.',
    ko: '한 통화의 금액을 다른 통화로 결제하는 것을 막습니다. 프로그램에는 13,600원과 136.00달러가 모두 13600입니다.',
  },
  formula: 'the price book has this SKU and price list in other currencies only',
  stops: [
    {
      merchant: 'United Airlines',
      when: '2015-02-11',
      what: {
        en: 'fares of some USD 4,000 for USD 100 to whoever chose to pay in Danish kroner',
        ko: '덴마크 크로네 결제를 고르면 약 4,000달러 항공권이 100달러에 판매됨',
      },
    },
  ],
  severities: ['block'],
  unwaivable: {
    en: 'an amount in another currency is not the price anybody approved',
    ko: '다른 통화의 금액은 아무도 승인한 가격이 아닙니다',
  },
  parameters: {},
  judge(group, { book, order }) {
    const approvedIn = otherCurrencies(group, book, order.currency);
    if (approvedIn.length === 0) return undefined;
    return {
      severity: 'block',
      measured: { value: order.currency, unit: 'text' },
      limit: { value: approvedIn.join(', '), unit: 'text' },
      evidence: {
        sku: group.sku,
        orderCurrency: order.currency,
        unitPriceMinor: group.unitPriceMinor,
        approvedIn,
      },
    };
  },
  tell: {
    en: (e) => `${e.sku} is approved in ${e.approvedIn.join(', ')}; the order is in ${e.orderCurrency}.`,
    ko: (e) =>
      `${e.sku} 가격은 ${e.approvedIn.join(', ')}로 승인되었습니다. 주문 통화는 ${e.orderCurrency}입니다.`,
  },
});

/** Currencies, other than the order's, in which the price book has the SKU in this price list; sorted. */
export function otherCurrencies(group: OrderGroup, book: PriceSource, currency: string): readonly string[] {
  return book
    .ordinalsOfSku(group.sku)
    .map((ordinal) => book.entryAt(ordinal))
    .filter((entry) => entry.priceList === group.priceList && entry.currency !== currency)
    .map((entry) => entry.currency)
    .sort();
}
