import { openShop, type Shop, type ShopStyle } from '../../../bench/detection/promotion-shop.js';
import type { SkuDay } from '../../../bench/detection/sku-day.js';
import { history, skuDay } from './detection-rows.js';

const BRANDS = ['Alpha', 'Beta', 'Gamma', 'Delta'];
const DAY = 19_000;

/** Forty rows of four brands from 20,000 won on, at prices that never moved. */
export const STEADY_DAYS: readonly SkuDay[] = Array.from({ length: 40 }, (_, at) => {
  const priceMinor = 20_000 + at * 7_770;
  return skuDay({
    sku: `EP-${at}`,
    name: `${BRANDS[at % BRANDS.length] ?? ''} ${at}`,
    day: DAY,
    priceMinor,
    history: history({ medianMinor: priceMinor }),
    generated: { listMinor: priceMinor * 2, pack: 6 },
  });
});

/** The shop that sells {@link STEADY_DAYS}. */
export function steadyShop(style: ShopStyle = 'Korean'): Shop {
  return openShop(style, STEADY_DAYS, DAY);
}
