import { Random } from './random.js';

/**
 * Markdown below the list price, as quantiles of real marketplaces (design study): half of the ordinary rows lie over 50 %
 * off, 7.5 % over 80 %, 0.8 % over 90 %. Straight lines in between.
 */
const MARKDOWNS: readonly (readonly [quantile: number, markdown: number])[] = [
  [0, 0],
  [0.5, 0.5],
  [0.925, 0.8],
  [0.992, 0.9],
  [1, 0.95],
];

/** Pieces in one sold unit: twins, and the cases of ordinary trade. */
const PACKS = [2, 6, 10, 12, 24];

/** What stands in the generated columns of one (SKU, price list) before its price has risen. */
export interface ColumnSeed {
  readonly listMinor: number;
  readonly pack: number;
}

/** List price and pack of a (SKU, price list), from its name and the usual price of its first 30 days. */
export function columnSeed(key: string, usualMinor: number): ColumnSeed {
  const random = new Random(`columns ${key}`);
  const markdown = markdownAt(random.next());
  return { listMinor: roundList(usualMinor / (1 - markdown)), pack: random.pick(PACKS) };
}

/**
 * A list price follows a price that rises above it: of 71,921 real rows none stood above its list price, and a generated
 * column may not be worse than that.
 */
export function keptAbove(listMinor: number, priceMinor: number): number {
  return Math.max(listMinor, roundList(priceMinor));
}

/** List prices end in 00. */
function roundList(minor: number): number {
  return Math.ceil(minor / 100 - 1e-9) * 100;
}

/** Markdown at a quantile between 0 and 1. */
export function markdownAt(quantile: number): number {
  let [fromQuantile, fromMarkdown] = [0, 0];
  for (const [toQuantile, toMarkdown] of MARKDOWNS) {
    if (quantile <= toQuantile && toQuantile > fromQuantile) {
      const part = (quantile - fromQuantile) / (toQuantile - fromQuantile);
      return fromMarkdown + part * (toMarkdown - fromMarkdown);
    }
    [fromQuantile, fromMarkdown] = [toQuantile, toMarkdown];
  }
  return fromMarkdown;
}
