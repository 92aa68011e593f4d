import type { HistoryStatistics } from '../../../src/catalog/reference.js';
import { statisticsOf } from '../../../src/pricing/references/statistics.js';
import type { Row, SkuDay } from '../../../bench/detection/sku-day.js';

/** A SKU-day at 129,000 won with nothing known of it but what a test says. */
export function skuDay(said: Partial<SkuDay> = {}): SkuDay {
  return {
    sku: 'EP-100',
    priceList: 'default',
    name: 'Earphones',
    category: 'headphone',
    currency: 'KRW',
    day: 19_000,
    priceMinor: 129_000,
    history: undefined,
    formerMinor: undefined,
    median14Minor: undefined,
    neighbourMinor: undefined,
    generated: { listMinor: 258_000, pack: 12 },
    ...said,
  };
}

/** The row of a SKU-day, with list price and pack. */
export function row(said: Partial<SkuDay> = {}): Row {
  const of = skuDay(said);
  return { of, priceMinor: of.priceMinor, listMinor: of.generated.listMinor, pack: of.generated.pack };
}

/** Statistics of a price that stood for 60 days, but for what a test says. */
export function history(said: Partial<HistoryStatistics> = {}): HistoryStatistics {
  const priceMinor = said.medianMinor ?? 129_000;
  const run = { startsOn: 18_940, dayCount: 60, priceMinor, standing: 'admitted' } as const;
  const statistics = statisticsOf([run], 18_999);
  if (statistics === undefined) throw new Error('a run that counts has statistics');
  return { ...statistics, ...said };
}
