import type { JudgedOffer } from '../audit/options.js';
import type { Offer } from '../catalog/offer.js';
import { offerKey } from '../catalog/offer-key.js';
import type { PriceBookEntry } from '../catalog/price-book.js';
import type { EpochMs } from '../core/clock.js';
import { ownText } from '../readers/text-memory.js';

/** What a price book needs to know of one row: nothing of the offer itself is kept. */
export interface BookRow extends Pick<
  PriceBookEntry,
  | 'sku'
  | 'priceList'
  | 'currency'
  | 'priceMinor'
  | 'floorMinor'
  | 'referenceMinor'
  | 'referenceSource'
  | 'isGift'
> {
  readonly stockToSell: number | undefined;
  /** For whom or what the price holds, where it is not for everybody: a tier, a quantity break, worn goods. */
  readonly variant: string | undefined;
  /** Channels its rows name; empty where none does. */
  readonly channels: ReadonlySet<string>;
  readonly saleStartsAt: EpochMs | undefined;
  readonly saleEndsAt: EpochMs | undefined;
  readonly file: string;
  readonly line: number;
}

/** Two rows for one (SKU, price list, currency) of which only one can be what is sold. */
export interface RowClash {
  readonly kept: BookRow;
  readonly other: BookRow;
}

/**
 * Gathers what was judged, one row a key. Rows that say the same of what is sold (the same price shown in two channels) are
 * one row; rows that do not are a clash.
 */
export class BookRows {
  readonly #rows = new Map<string, BookRow>();
  readonly #clashes: RowClash[] = [];

  get count(): number {
    return this.#rows.size;
  }

  get clashes(): readonly RowClash[] {
    return this.#clashes;
  }

  /** Rows by `offerKey`, in the order they were judged. */
  entries(): IterableIterator<[string, BookRow]> {
    return this.#rows.entries();
  }

  see(judged: JudgedOffer): void {
    const key = offerKey(judged.offer);
    const before = this.#rows.get(key);
    const row = rowOf(judged);
    if (before === undefined) this.#rows.set(ownText(key), row);
    else if (!sellsTheSame(before, row)) this.#clashes.push({ kept: before, other: row });
    // The stricter floor: what is sealed must hold for every row it stands for.
    else this.#rows.set(key, merged(before, row));
  }
}

function merged(before: BookRow, row: BookRow): BookRow {
  const floorMinor = Math.min(before.floorMinor, row.floorMinor);
  // A row without a channel holds for all of them.
  const isForAll = before.channels.size === 0 || row.channels.size === 0;
  return {
    ...before,
    floorMinor,
    channels: isForAll ? ALL_CHANNELS : new Set([...before.channels, ...row.channels]),
  };
}

const ALL_CHANNELS: ReadonlySet<string> = new Set();

function variantOf({ tier, quantityMin, condition }: Offer): string | undefined {
  const parts = [
    tier === undefined ? undefined : `tier ${ownText(tier)}`,
    quantityMin === undefined || quantityMin <= 1 ? undefined : `${quantityMin} units and more`,
    condition === undefined || condition === 'new' ? undefined : condition,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(', ');
}

function rowOf({ offer, reference, floorMinor, file, line }: JudgedOffer): BookRow {
  return {
    sku: ownText(offer.sku),
    priceList: offer.priceList,
    currency: offer.currency,
    priceMinor: offer.priceMinor,
    floorMinor,
    referenceMinor: reference?.priceMinor,
    referenceSource: reference?.source,
    stockToSell: offer.stockToSell,
    isGift: offer.gift === true,
    variant: variantOf(offer),
    channels: offer.channel === undefined ? ALL_CHANNELS : new Set([ownText(offer.channel)]),
    saleStartsAt: offer.saleStartsAt,
    saleEndsAt: offer.saleEndsAt,
    file,
    line,
  };
}

function sellsTheSame(left: BookRow, right: BookRow): boolean {
  return (
    left.priceMinor === right.priceMinor &&
    left.referenceMinor === right.referenceMinor &&
    left.stockToSell === right.stockToSell &&
    left.isGift === right.isGift &&
    left.variant === right.variant &&
    left.saleStartsAt === right.saleStartsAt &&
    left.saleEndsAt === right.saleEndsAt
  );
}
