import type { EpochMs } from '../core/clock.js';
import type { CurrencyCode } from '../money/currency.js';
import type { ReferenceSource } from './reference.js';

/** One thing that may be sold, at one price: what the audit approved. Amounts are in minor units of `currency`. */
export interface PriceBookEntry {
  readonly sku: string;
  readonly priceList: string;
  readonly currency: CurrencyCode;
  /** The one approved offer price, 0 only for a gift. */
  readonly priceMinor: number;
  /** Lowest payable price of one unit after promotions; at most `priceMinor`. */
  readonly floorMinor: number;
  /** What the price was judged against; undefined where nothing was known and that was approved. */
  readonly referenceMinor: number | undefined;
  readonly referenceSource: ReferenceSource | undefined;
  /** What the allotment counts; `defaultStockKey` unless the sale says that stock is shared. */
  readonly stockKey: string;
  /** Units released for the sale; undefined when the sale sets none. */
  readonly allotment: number | undefined;
  /** Units one customer may buy in the sale; undefined is no limit. */
  readonly perCustomerMax: number | undefined;
  /** Sold units one unit is made of, for a bundle; undefined for goods of their own. */
  readonly components: readonly { readonly stockKey: string; readonly quantity: number }[] | undefined;
  readonly isGift: boolean;
}

/** How customers reach the sale. */
export interface SaleChannel {
  readonly id: string;
  /** How long a reservation waits for its payment, milliseconds. */
  readonly paymentMs: number;
}

/** What a price book says before its entries. */
export interface PriceBookHeader {
  readonly schema: 'saleguard/price-book/1';
  readonly saleId: string;
  /** Number of the book within its sale, 1 or more: a later book has a higher one. */
  readonly epoch: number;
  /** The sale is open from `startsAt` until before `endsAt`. */
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
  readonly sealedAt: EpochMs;
  /** SHA-256 of the policy and digest of the catalogue files it was audited by, hex. */
  readonly policyHash: string;
  readonly batchDigest: string;
  /** SHA-256 of the promotions file; undefined without one. */
  readonly promotionsSha256: string | undefined;
  /** Currency of the loss budget, and of entries that name none. */
  readonly currency: CurrencyCode;
  /** Most the sale may give away below the references; undefined is no ceiling. */
  readonly lossBudgetMinor: number | undefined;
  readonly channels: readonly SaleChannel[];
  /** First 16 hex digits of each approval used, sorted. */
  readonly approvalIds: readonly string[];
}

/** The last line of a price book. */
export interface PriceBookTrailer {
  readonly count: number;
  /** SHA-256 over every byte before the trailer's line, hex. */
  readonly sha256: string;
  readonly keyId: string;
  /** Ed25519 over `saleguard/price-book/1` and the digest; base64. */
  readonly signature: string;
}

/** Why a price book is not what was sealed. */
export const BOOK_REFUSALS = [
  'not-a-book',
  'unknown-schema',
  'bad-header',
  'truncated',
  'not-canonical',
  'bad-entry',
  'out-of-order',
  'duplicate-entry',
  'bad-trailer',
  'after-trailer',
  'count-differs',
  'digest-differs',
  'unknown-key',
  'bad-signature',
  'too-large',
] as const;

/** A reason of {@link BOOK_REFUSALS}. */
export type BookRefusal = (typeof BOOK_REFUSALS)[number];

/** Stock key of an offer whose sale shares no stock: SKU and price list, the price list left out where it is the default. */
export function defaultStockKey(sku: string, priceList: string): string {
  return priceList === 'default' ? sku : `${sku}@${priceList}`;
}
