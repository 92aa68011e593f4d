import { makeOffer, type Offer } from '../../src/catalog/offer.js';
import type { HistoryStatistics } from '../../src/catalog/reference.js';
import { CATEGORY_JOINT } from '../../src/catalog/category-path.js';
import { DAY_MS, type EpochDay, type EpochMs } from '../../src/core/clock.js';
import type { CurrencyCode } from '../../src/money/currency.js';
import type { SkuDay } from './sku-day.js';

/** Whose habits a calendar of promotions follows; each has its currency. */
export type ShopStyle = 'Korean' | 'Western';

/** One row of the catalogue that promotions are made for. */
export interface ShopRow {
  readonly offer: Offer;
  readonly history: HistoryStatistics | undefined;
}

/** A catalogue and the instant from which its promotions run. */
export interface Shop {
  readonly style: ShopStyle;
  readonly currency: CurrencyCode;
  readonly now: EpochMs;
  readonly rows: readonly ShopRow[];
  /** Category paths of the brands with at least {@link BRAND_ROWS_MIN} rows, the largest first. */
  readonly brands: readonly string[];
}

const CURRENCIES: Readonly<Record<ShopStyle, CurrencyCode>> = { Korean: 'KRW', Western: 'USD' };

/** Won in a cent: a dollar is taken as 1,300 won. */
const WON_PER_CENT = 13;

/** A brand with fewer rows gets no campaign of its own. */
const BRAND_ROWS_MIN = 8;

/**
 * The catalogue of one day as a shop. The data has one category; the brand, which is the first word of the name, makes the
 * categories below it. The list price is the generated one. The Western shop sells the same goods for dollars.
 */
export function openShop(style: ShopStyle, days: readonly SkuDay[], day: EpochDay): Shop {
  const rows = days.map((one) => rowOf(one, style));
  return { style, currency: CURRENCIES[style], now: day * DAY_MS, rows, brands: brandsOf(rows) };
}

function rowOf(day: SkuDay, style: ShopStyle): ShopRow {
  const { sku, priceList, name, category, history } = day;
  const brand = name?.split(' ')[0];
  const minor = (won: number): number => (style === 'Korean' ? won : inCents(won));
  const offer = makeOffer({
    sku,
    priceList,
    name,
    category: brand === undefined ? category : `${category}${CATEGORY_JOINT}${brand}`,
    currency: CURRENCIES[style],
    priceMinor: minor(day.priceMinor),
    listPriceMinor: minor(day.generated.listMinor),
  });
  return { offer, history: style === 'Korean' || history === undefined ? history : historyInCents(history) };
}

function inCents(won: number): number {
  return Math.max(1, Math.round(won / WON_PER_CENT));
}

function historyInCents(history: HistoryStatistics): HistoryStatistics {
  return {
    ...history,
    medianMinor: inCents(history.medianMinor),
    minimum30Minor: history.minimum30Minor === undefined ? undefined : inCents(history.minimum30Minor),
    maximumMinor: inCents(history.maximumMinor),
    medianLn: history.medianLn - Math.log(WON_PER_CENT),
    lastMinor: inCents(history.lastMinor),
  };
}

function brandsOf(rows: readonly ShopRow[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { offer } of rows) {
    const { category } = offer;
    if (category?.includes(CATEGORY_JOINT) === true) counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= BRAND_ROWS_MIN)
    .sort(([left, leftCount], [right, rightCount]) => rightCount - leftCount || (left < right ? -1 : 1))
    .map(([brand]) => brand);
}
