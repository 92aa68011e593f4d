import type { PriceBookEntry } from '../catalog/price-book.js';
import type { CurrencyCode } from '../money/currency.js';
import { STOCK_LIMITS } from '../stock/limits.js';
import type { Allotment } from '../stock/request.js';
import type { OpenNote, OpenProblem } from './open-notes.js';

/** What the entries of one stock key say of it. */
interface StockRow {
  readonly quantities: Set<number>;
  readonly limits: Set<number>;
  /** An entry without a limit of its own. */
  hasUnlimited: boolean;
  /** Smallest markdown of one unit above 0, minor units of the loss budget. */
  markdownMinor: number | undefined;
}

/** The stock keys of a price book, each once, with what is allotted to it. */
export class StockTable {
  readonly #rows = new Map<string, StockRow>();
  readonly #components = new Map<string, string>();
  readonly #currency: CurrencyCode;

  /** @param currency the one of the loss budget: markdowns in others count towards none. */
  constructor(currency: CurrencyCode) {
    this.#currency = currency;
  }

  see(entry: PriceBookEntry): void {
    for (const { stockKey } of entry.components ?? [])
      if (!this.#components.has(stockKey)) this.#components.set(stockKey, entry.sku);
    const quantity = ownUnits(entry);
    if (quantity === undefined) return;
    const row = this.#rowOf(entry.stockKey);
    row.quantities.add(quantity);
    if (entry.perCustomerMax === undefined) row.hasUnlimited = true;
    else row.limits.add(entry.perCustomerMax);
    const markdown = this.#markdownOf(entry);
    if (markdown > 0) row.markdownMinor = Math.min(markdown, row.markdownMinor ?? Infinity);
  }

  /** What keeps it from being opened. */
  problems(): readonly OpenProblem[] {
    const problems: OpenProblem[] = [];
    for (const [stockKey, { quantities }] of this.#rows) {
      if (quantities.size > 1)
        problems.push({ problem: 'two-allotments', stockKey, quantities: ascending(quantities) });
    }
    for (const [stockKey, sku] of this.#components)
      if (!this.#rows.has(stockKey)) problems.push({ problem: 'unknown-component', sku, stockKey });
    return problems;
  }

  /** Sorted by stock key. */
  allotments(): readonly Allotment[] {
    const keys = [...this.#rows.keys()].sort();
    return keys.map((stockKey) => allotmentOf(stockKey, this.#rowOf(stockKey)));
  }

  notes(): readonly OpenNote[] {
    const notes: OpenNote[] = [];
    for (const [stockKey, { limits, hasUnlimited }] of this.#rows) {
      if (limits.size > 1 || (limits.size === 1 && hasUnlimited))
        notes.push({ note: 'smallest-limit', stockKey, limits: ascending(limits) });
    }
    return notes;
  }

  #rowOf(stockKey: string): StockRow {
    const known = this.#rows.get(stockKey);
    if (known !== undefined) return known;
    const row: StockRow = {
      quantities: new Set(),
      limits: new Set(),
      hasUnlimited: false,
      markdownMinor: undefined,
    };
    this.#rows.set(stockKey, row);
    return row;
  }

  #markdownOf({ currency, referenceMinor, priceMinor }: PriceBookEntry): number {
    return referenceMinor === undefined || currency !== this.#currency ? 0 : referenceMinor - priceMinor;
  }
}

/**
 * Units of an entry's own stock key; undefined for a bundle that takes none of its own (see `stockOfUnit`). One that has a customer
 * limit and no allotment is counted for the limit's sake: its components are what runs out.
 */
function ownUnits({ allotment, perCustomerMax }: PriceBookEntry): number | undefined {
  if (allotment !== undefined) return allotment;
  return perCustomerMax === undefined ? undefined : STOCK_LIMITS.quantityMax;
}

function allotmentOf(stockKey: string, { quantities, limits, markdownMinor }: StockRow): Allotment {
  const [quantity = 0] = quantities;
  const [perCustomer] = ascending(limits);
  return {
    stockKey,
    quantity,
    ...(perCustomer === undefined ? {} : { perCustomer }),
    ...(markdownMinor === undefined ? {} : { markdownMinor }),
  };
}

/** Bundles of which one unit needs more of a component than a customer may have. */
export function componentsBeyondLimit(
  entries: Iterable<PriceBookEntry>,
  limits: ReadonlyMap<string, number>,
): OpenNote[] {
  const notes: OpenNote[] = [];
  for (const { sku, components } of entries) {
    for (const { stockKey, quantity } of components ?? []) {
      const limit = limits.get(stockKey);
      if (limit !== undefined && quantity > limit)
        notes.push({ note: 'bundle-beyond-limit', sku, stockKey, needs: quantity, limit });
    }
  }
  return notes;
}

function ascending(values: ReadonlySet<number>): number[] {
  return [...values].sort((a, b) => a - b);
}
