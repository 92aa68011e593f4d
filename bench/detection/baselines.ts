import type { EpochDay } from '../../src/core/clock.js';
import type { Row, SkuDay } from './sku-day.js';

/** A baseline that flags by a fixed formula. */
export type FlagBaseline = (row: Row) => boolean;

/**
 * Absolute natural logarithm of price / median of the 14 days before; 0 where there is no such median, so that it never
 * rings there.
 */
export function logRatioTo14(row: Row): number {
  const median = row.of.median14Minor;
  if (median === undefined) return 0;
  return row.priceMinor <= 0 ? Infinity : Math.abs(Math.log(row.priceMinor / median));
}

/** Markdown below the list price as a share; undefined without a list price. */
export function depthOf(row: Row): number | undefined {
  const { priceMinor, listMinor } = row;
  return listMinor === undefined || listMinor <= 0 ? undefined : (listMinor - priceMinor) / listMinor;
}

/** Depth of 90 % or more. */
export const isDepth90: FlagBaseline = (row) => (depthOf(row) ?? -Infinity) >= 0.9;

/** Mean - 3 standard deviations of the price column of each day. */
export function columnFloors(days: readonly SkuDay[]): ReadonlyMap<EpochDay, number> {
  const prices = new Map<EpochDay, number[]>();
  for (const { day, priceMinor } of days) {
    const column = prices.get(day);
    if (column === undefined) prices.set(day, [priceMinor]);
    else column.push(priceMinor);
  }
  return new Map([...prices].map(([day, column]) => [day, floorOf(column)]));
}

function floorOf(column: readonly number[]): number {
  const mean = column.reduce((sum, price) => sum + price, 0) / column.length;
  const squares = column.reduce((sum, price) => sum + (price - mean) ** 2, 0);
  return mean - 3 * Math.sqrt(squares / column.length);
}
