/** Bounds of one order. One beyond them is not of the documented form; nothing is cut to fit. */
export const ORDER_LIMITS = {
  /** As a stock store takes them. */
  linesMax: 200,
  quantityMax: 1_000_000_000,
  /** Reductions of one line, and of the shipping. */
  reductionsMax: 100,
  /** Characters of a line id, a promotion id, a SKU, a price list. */
  textMax: 128,
  /** Characters of a category: its scope has to fit where a stock store keeps it. */
  categoryMax: 100,
} as const;
