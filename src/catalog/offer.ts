/**
 * catalog: the shapes of the trade: offers, references, findings.
 * May import core and money. Invariant: plain frozen-by-type data in integer minor units, no behaviour beyond building.
 */
import type { EpochMs } from '../core/clock.js';
import type { CurrencyCode } from '../money/currency.js';

/** Condition of the goods, best first. */
export type Condition = 'new' | 'open-box' | 'refurbished' | 'used';

/** Whether the price holds the sales tax. */
export type TaxBasis = 'included' | 'excluded';

/**
 * One row of a catalogue: what one unit of a SKU costs, in one price list. Every amount is in minor units of `currency`
 * and is a safe integer; it may be zero or negative, because a rule, not the reader, must say so.
 */
export interface Offer {
  readonly sku: string;
  /** `default` where the file names none. */
  readonly priceList: string;
  readonly currency: CurrencyCode;
  /** Unit price the page shows. */
  readonly priceMinor: number;
  readonly name: string | undefined;
  /** Path from the root, parts joined by ` > `. */
  readonly category: string | undefined;
  readonly listPriceMinor: number | undefined;
  /** Unit cost. */
  readonly costMinor: number | undefined;
  /** Amount off per unit that the row claims. */
  readonly discountMinor: number | undefined;
  /** Markdown the page advertises, in basis points. */
  readonly claimedMarkdownBps: number | undefined;
  /** Price before this change, as the file states it. */
  readonly previousPriceMinor: number | undefined;
  /** Pieces in one sold unit, 1 or more. */
  readonly pack: number | undefined;
  /** Content of one piece in `contentUnit`, above 0. */
  readonly content: number | undefined;
  readonly contentUnit: string | undefined;
  readonly taxBasis: TaxBasis | undefined;
  readonly channel: string | undefined;
  readonly tier: string | undefined;
  /** Smallest quantity this price holds for (a quantity break), 1 or more. */
  readonly quantityMin: number | undefined;
  readonly condition: Condition | undefined;
  readonly saleStartsAt: EpochMs | undefined;
  /** The sale ends before this instant. */
  readonly saleEndsAt: EpochMs | undefined;
  readonly promotionRefs: readonly string[] | undefined;
  /** Units released for the sale. */
  readonly stockToSell: number | undefined;
  /** A declared gift or bundle entry: the only row that may cost nothing. */
  readonly gift: boolean | undefined;
  /** Opaque id of who entered the price, as the policy's people are named; for approvals. */
  readonly author: string | undefined;
  /** Opaque id of who changed the row last. */
  readonly lastEditor: string | undefined;
}

/** What every offer must say. */
export type RequiredOfferField = 'sku' | 'currency' | 'priceMinor';

/** An offer as a caller writes it: required fields, and any of the others. */
export type OfferInit = Pick<Offer, RequiredOfferField> & Partial<Offer>;

/**
 * Builds an offer with every field present, so that rules never meet a missing key.
 *
 * @example
 * makeOffer({ sku: 'EP-100', currency: 'KRW', priceMinor: 129_000, listPriceMinor: 159_000 });
 */
export function makeOffer(init: OfferInit): Offer {
  return {
    sku: init.sku,
    priceList: init.priceList ?? DEFAULT_PRICE_LIST,
    currency: init.currency,
    priceMinor: init.priceMinor,
    name: init.name,
    category: init.category,
    listPriceMinor: init.listPriceMinor,
    costMinor: init.costMinor,
    discountMinor: init.discountMinor,
    claimedMarkdownBps: init.claimedMarkdownBps,
    previousPriceMinor: init.previousPriceMinor,
    pack: init.pack,
    content: init.content,
    contentUnit: init.contentUnit,
    taxBasis: init.taxBasis,
    channel: init.channel,
    tier: init.tier,
    quantityMin: init.quantityMin,
    condition: init.condition,
    saleStartsAt: init.saleStartsAt,
    saleEndsAt: init.saleEndsAt,
    promotionRefs: init.promotionRefs,
    stockToSell: init.stockToSell,
    gift: init.gift,
    author: init.author,
    lastEditor: init.lastEditor,
  };
}

/** Price list of a row that names none. */
export const DEFAULT_PRICE_LIST = 'default';

/** Every column an offer row may have, by its canonical name in files. */
export const OFFER_COLUMNS = [
  'sku',
  'price',
  'currency',
  'name',
  'category',
  'price_list',
  'list_price',
  'cost',
  'discount',
  'claimed_markdown',
  'previous_price',
  'pack',
  'content',
  'content_unit',
  'tax_basis',
  'channel',
  'tier',
  'quantity_min',
  'condition',
  'sale_starts_at',
  'sale_ends_at',
  'promotions',
  'stock_to_sell',
  'gift',
  'author',
  'last_editor',
] as const;

/** A column of an offer row, by its canonical name in files. */
export type OfferColumn = (typeof OFFER_COLUMNS)[number];
