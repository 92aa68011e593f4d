import type { InEveryLang } from '../../text/lang.js';
import { withJosa } from '../../text/josa.js';
import { knownPriceName, type KnownPriceSource } from '../known-price.js';
import type { Telling } from '../rule.js';

interface DiscountAsPrice {
  readonly [key: string]: string | number | null;
  readonly kind: 'discount-as-price';
  readonly priceMinor: number;
  readonly discountMinor: number;
  readonly listPriceMinor: number | null;
  /** List price less discount: what the price should be; null without a list price. */
  readonly meantMinor: number | null;
}

interface SavedAsPrice {
  readonly [key: string]: string | number;
  readonly kind: 'saved-as-price' | 'list-and-price-swapped';
  readonly priceMinor: number;
  readonly listPriceMinor: number;
  /** The price the offer is known by. */
  readonly knownMinor: number;
  readonly knownSource: KnownPriceSource;
}

interface MinimumSwapped {
  readonly [key: string]: string | number;
  readonly kind: 'minimum-and-discount-swapped';
  readonly amountMinor: number;
  readonly minSpendMinor: number;
}

/** Which amount stands in whose field, one shape a swap. */
export type FieldSwapEvidence = DiscountAsPrice | SavedAsPrice | MinimumSwapped;

/** The diagnosis of an amount in the wrong field in words. */
export const fieldSwapTell: InEveryLang<(evidence: FieldSwapEvidence, telling: Telling) => string> = {
  en,
  ko,
};

function en(e: FieldSwapEvidence, { money }: Telling): string {
  if (e.kind === 'minimum-and-discount-swapped') {
    const { amountMinor, minSpendMinor } = e;
    return `It takes ${money(amountMinor)} off from ${money(minSpendMinor)} spent: minimum and discount look swapped. Was ${money(minSpendMinor)} off from ${money(amountMinor)} meant?`;
  }
  const price = money(e.priceMinor);
  switch (e.kind) {
    case 'discount-as-price': {
      const diagnosis = `${price} is also the discount of this row: the discount looks registered as the price`;
      if (e.listPriceMinor === null || e.meantMinor === null) return `${diagnosis}.`;
      return `${diagnosis}. ${money(e.listPriceMinor)} less ${money(e.discountMinor)} would be ${money(e.meantMinor)}.`;
    }
    case 'saved-as-price':
      return `${price} is exactly what ${knownPriceName(e.knownSource, 'en')} of ${money(e.knownMinor)} saves on the list price of ${money(e.listPriceMinor)}: the amount saved stands where the price should.`;
    case 'list-and-price-swapped':
      return `${price} is above the list price of ${money(e.listPriceMinor)}, which is ${knownPriceName(e.knownSource, 'en')}: list price and price look swapped.`;
  }
}

function ko(e: FieldSwapEvidence, { money }: Telling): string {
  if (e.kind === 'minimum-and-discount-swapped') {
    const { amountMinor, minSpendMinor } = e;
    return `${money(minSpendMinor)} 이상 구매하면 ${withJosa(money(amountMinor), '을/를')} 깎아 줍니다. 최소 구매 금액과 할인 금액이 뒤바뀐 것으로 보입니다. ${money(amountMinor)} 이상 구매 시 ${money(minSpendMinor)} 할인이 맞는지 확인하세요.`;
  }
  const price = money(e.priceMinor);
  switch (e.kind) {
    case 'discount-as-price': {
      const diagnosis = `판매가 ${withJosa(price, '이/가')} 할인 금액과 같습니다. 할인 금액이 판매가로 등록된 것으로 보입니다.`;
      if (e.listPriceMinor === null || e.meantMinor === null) return diagnosis;
      return `${diagnosis} 정가 ${money(e.listPriceMinor)}에서 할인 금액을 빼면 ${money(e.meantMinor)}입니다.`;
    }
    case 'saved-as-price':
      return `${withJosa(price, '은/는')} 정가 ${money(e.listPriceMinor)}에서 ${knownPriceName(e.knownSource, 'ko')} ${withJosa(money(e.knownMinor), '을/를')} 뺀 금액과 정확히 같습니다. 할인 금액이 판매가 자리에 들어간 것으로 보입니다.`;
    case 'list-and-price-swapped':
      return `판매가 ${withJosa(price, '이/가')} 정가 ${money(e.listPriceMinor)}보다 비싼데, 이 정가는 ${withJosa(knownPriceName(e.knownSource, 'ko'), '과/와')} 같습니다. 정가와 판매가가 뒤바뀐 것으로 보입니다.`;
  }
}
