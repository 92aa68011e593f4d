import { DEFAULT_PRICE_LIST } from '../../catalog/offer.js';
import type { CheckoutLine } from '../../catalog/order.js';
import { defaultStockKey } from '../../catalog/price-book.js';
import { sumOf } from './check-order.js';
import type { PriceSource } from './price-source.js';

/** Ordinal of a group that the price book does not hold. */
export const NOT_IN_BOOK = -1;

/**
 * All lines of an order with one SKU and price list, added up: what a rule judges. However a shop splits or orders its lines,
 * the group is the same. Amounts are minor units of the order's currency.
 */
export interface OrderGroup {
  readonly sku: string;
  readonly priceList: string;
  /** Of the price book's entry; {@link NOT_IN_BOOK} where it has none: what is of the book is then 0, false and undefined. */
  readonly ordinal: number;
  /** Of the book: the one approved offer price. */
  readonly priceMinor: number;
  /** Of the book: lowest payable price of one unit. */
  readonly floorMinor: number;
  /** Of the book. */
  readonly referenceMinor: number | undefined;
  /** Of the book. */
  readonly isGift: boolean;
  /** Units of all its lines. */
  readonly quantity: number;
  /** Lowest unit price that one of its lines shows. */
  readonly unitPriceMinor: number;
  /** Highest unit price that one of its lines shows. */
  readonly highestUnitPriceMinor: number;
  /** Unit price x quantity. */
  readonly amountMinor: number;
  /** What promotions took off its lines. */
  readonly reductionMinor: number;
  /** What the customer pays for its units. */
  readonly payableMinor: number;
  /** The payable price as it is judged: less the share of free shipping where the policy says that it counts. May be below 0 then. */
  readonly judgedMinor: number;
  /** What its units count as in the stock of the sale; a bundle has a key of its own. Only for what the book holds. */
  readonly stockKey: string;
  /** Its lines, in the order of the order. */
  lines(): readonly CheckoutLine[];
  /** Ids of its lines, sorted. */
  lineIds(): readonly string[];
  /** True for a line of this SKU and price list. */
  isOf(sku: string, priceList: string): boolean;
}

/** A group while its lines are added up. Plain fields: one is made for each SKU of each order, and a private one costs more. */
export class GrowingGroup implements OrderGroup {
  readonly sku: string;
  readonly priceList: string;
  readonly ordinal: number;
  readonly priceMinor: number;
  readonly floorMinor: number;
  readonly referenceMinor: number | undefined;
  readonly isGift: boolean;
  quantity: number;
  unitPriceMinor: number;
  highestUnitPriceMinor: number;
  amountMinor: number;
  reductionMinor: number;
  payableMinor: number;
  judgedMinor: number;
  /** @internal */
  readonly book: PriceSource;
  /** @internal */
  readonly allLines: readonly CheckoutLine[];

  /** Of its first line, which must have been checked, and must be of `allLines`. */
  constructor(book: PriceSource, ordinal: number, line: CheckoutLine, allLines: readonly CheckoutLine[]) {
    const isKnown = ordinal !== NOT_IN_BOOK;
    const amountMinor = line.unitPriceMinor * line.quantity;
    const reductionMinor = line.reductions === undefined ? 0 : sumOf(line.reductions);
    this.sku = line.sku;
    this.priceList = priceListOf(line);
    this.ordinal = ordinal;
    this.priceMinor = isKnown ? book.priceMinorAt(ordinal) : 0;
    this.floorMinor = isKnown ? book.floorMinorAt(ordinal) : 0;
    this.referenceMinor = isKnown ? book.referenceMinorAt(ordinal) : undefined;
    this.isGift = isKnown && book.isGiftAt(ordinal);
    this.quantity = line.quantity;
    this.unitPriceMinor = line.unitPriceMinor;
    this.highestUnitPriceMinor = line.unitPriceMinor;
    this.amountMinor = amountMinor;
    this.reductionMinor = reductionMinor;
    this.payableMinor = amountMinor - reductionMinor;
    this.judgedMinor = this.payableMinor;
    this.book = book;
    this.allLines = allLines;
  }

  get stockKey(): string {
    // Most entries count as what they are: the order's own texts say it, and no bytes have to be read.
    const { book, ordinal, sku, priceList } = this;
    return book.hasOwnStockKeyAt(ordinal) ? book.stockKeyAt(ordinal) : defaultStockKey(sku, priceList);
  }

  lines(): readonly CheckoutLine[] {
    return this.allLines.filter((line) => this.isOf(line.sku, priceListOf(line)));
  }

  lineIds(): readonly string[] {
    return this.lines()
      .map(({ lineId }) => lineId)
      .sort();
  }

  isOf(sku: string, priceList: string): boolean {
    return this.sku === sku && this.priceList === priceList;
  }

  /** Adds a further checked line of this group. */
  add({ quantity, unitPriceMinor, reductions }: CheckoutLine): void {
    const amountMinor = unitPriceMinor * quantity;
    const reductionMinor = reductions === undefined ? 0 : sumOf(reductions);
    this.quantity += quantity;
    this.amountMinor += amountMinor;
    this.reductionMinor += reductionMinor;
    this.payableMinor += amountMinor - reductionMinor;
    this.judgedMinor = this.payableMinor;
    if (unitPriceMinor < this.unitPriceMinor) this.unitPriceMinor = unitPriceMinor;
    if (unitPriceMinor > this.highestUnitPriceMinor) this.highestUnitPriceMinor = unitPriceMinor;
  }
}

/** Price list of a line. */
export function priceListOf(line: Pick<CheckoutLine, 'priceList'>): string {
  return line.priceList ?? DEFAULT_PRICE_LIST;
}
