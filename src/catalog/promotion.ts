import type { EpochMs } from '../core/clock.js';
import type { CurrencyCode } from '../money/currency.js';

/** What a promotion does to an order; see {@link Promotion}. */
export const PROMOTION_KINDS = ['percent', 'fixed', 'buy-x-get-y', 'tier-price', 'free-shipping'] as const;

/** A kind of promotion; see {@link PROMOTION_KINDS}. */
export type PromotionKind = (typeof PROMOTION_KINDS)[number];

/**
 * Which rows a promotion holds for. Undefined parts do not narrow; a row has to meet every part that is given. A row that
 * names the promotion in its `promotions` column is in the scope whatever is said here.
 */
export interface PromotionScope {
  /** True when only rows that name it are meant. */
  readonly isListedOnly: boolean;
  readonly skus: readonly string[] | undefined;
  /** Category paths; a path also holds for everything below it. */
  readonly categories: readonly string[] | undefined;
  readonly priceLists: readonly string[] | undefined;
  readonly channels: readonly string[] | undefined;
  readonly tiers: readonly string[] | undefined;
}

interface PromotionBase {
  /** `[A-Za-z0-9_.:-]{1,64}`, unique in its file. */
  readonly id: string;
  readonly name: string | undefined;
  /** Held by the customer (a code, a voucher, a card's discount); false for what the cart gives by itself. */
  readonly isCoupon: boolean;
  /** Currency of its amounts: it holds for rows of this currency only. Undefined, for one without amounts, is every currency. */
  readonly currency: CurrencyCode | undefined;
  readonly scope: PromotionScope;
  /** Worth of goods at offer prices, before any promotion, from which it holds. Undefined where the file states none. */
  readonly minSpendMinor: number | undefined;
  /** Units of one SKU from which it holds, 1 or more. */
  readonly quantityMin: number | undefined;
  /** Times it may be used in one order, 1 or more; once where the file does not say. */
  readonly perOrderMax: number;
  /** Times one customer may use it; undefined where the file states none. */
  readonly perCustomerMax: number | undefined;
  /** Times it may be used in all. */
  readonly usesMax: number | undefined;
  /** What it may cost in all, minor units. */
  readonly budgetMinor: number | undefined;
  readonly startsAt: EpochMs | undefined;
  /** It ends before this instant. */
  readonly endsAt: EpochMs | undefined;
  /** At most one promotion of a stacking group is used in one order. */
  readonly group: string | undefined;
  /** Combines with no other promotion. */
  readonly isExclusive: boolean;
  /** Promotions it never combines with, by id; holds both ways. */
  readonly excludes: readonly string[];
  /** Line of the file it starts on, from 1. */
  readonly line: number;
}

/** A share off what is left to pay for the goods. */
export interface PercentPromotion extends PromotionBase {
  readonly kind: 'percent';
  /** 1 to 10,000. */
  readonly rateBps: number;
  /** Most it takes off one order (one use), minor units. */
  readonly capMinor: number | undefined;
}

/** An amount off. */
export interface FixedPromotion extends PromotionBase {
  readonly kind: 'fixed';
  /** Above 0. */
  readonly amountMinor: number;
  /** Once an order, or once for each unit. */
  readonly per: 'order' | 'unit';
}

/** Of every `buy + get` units, `get` cost `offBps` less. */
export interface BuyGetPromotion extends PromotionBase {
  readonly kind: 'buy-x-get-y';
  readonly buy: number;
  readonly get: number;
  /** 10,000 for free units. */
  readonly offBps: number;
}

/** Another unit price from a quantity on. */
export interface TierPricePromotion extends PromotionBase {
  readonly kind: 'tier-price';
  /** Ascending by quantity; at least one. */
  readonly steps: readonly { readonly quantityMin: number; readonly unitPriceMinor: number }[];
}

/** Takes the shipping fee off: nothing off the goods, but it may take a place in a stacking group. */
export interface FreeShippingPromotion extends PromotionBase {
  readonly kind: 'free-shipping';
}

/** One way an order may cost less than its offer prices. Every amount is in minor units of `currency`. */
export type Promotion =
  PercentPromotion | FixedPromotion | BuyGetPromotion | TierPricePromotion | FreeShippingPromotion;

/** What is known of the order in which a cart applies promotions. */
export type ApplicationOrder = 'listed' | 'unknown';

/** Every promotion that may be live during a sale, as one file states them. */
export interface Promotions {
  /** Name of the file, for findings. */
  readonly file: string;
  /** SHA-256 of the bytes of the file, hex. */
  readonly sha256: string;
  /** Ids are unique, `excludes` name only ids of this list. */
  readonly promotions: readonly Promotion[];
  /** `listed`: a cart applies them in the order of the list. `unknown`: the worst order is taken. */
  readonly applicationOrder: ApplicationOrder;
}

/** The worst that customers can make of the promotions on one offer. */
export type WorstStack = ExactStack | BoundedStack;

/** The lowest payable price over every compatible set of promotions, every order of application and the quantities looked at. */
export interface ExactStack {
  readonly kind: 'exact';
  /** What one unit costs then: `totalMinor / quantity`, rounded down. At most the offer price. */
  readonly payableMinor: number;
  /** Units in the order that reaches it. */
  readonly quantity: number;
  /** What that order costs, 0 or more. */
  readonly totalMinor: number;
  /** In the order they are applied; one used several times stands several times. */
  readonly promotionIds: readonly string[];
}

/** More promotions combine than are looked through: no order pays less than this. */
export interface BoundedStack {
  readonly kind: 'bound';
  readonly payableMinor: number;
  /** How many can be combined. */
  readonly stackableCount: number;
}

/** The scope of a promotion that holds for all rows. */
export const EVERY_ROW: PromotionScope = Object.freeze({
  isListedOnly: false,
  skus: undefined,
  categories: undefined,
  priceLists: undefined,
  channels: undefined,
  tiers: undefined,
});

/** What only promotions of the kind say. */
type OwnOf<P extends Promotion> = P extends Promotion ? Omit<P, keyof PromotionBase | 'kind'> : never;

type Common = Omit<PromotionBase, 'id' | 'scope'>;

/**
 * A promotion as a caller writes it: id, kind, what belongs to the kind, and any of the others; `undefined` is the same as
 * left out. Of a scope, too, only what narrows it is written.
 */
export type PromotionInit<K extends PromotionKind = PromotionKind> = K extends PromotionKind
  ? { readonly id: string; readonly kind: K; readonly scope?: Partial<PromotionScope> | undefined } & {
      readonly [P in keyof Common]?: Common[P] | undefined;
    } & OwnOf<Extract<Promotion, { readonly kind: K }>>
  : never;

/**
 * Builds a promotion of the kind with every field present: for every row of its currency, without conditions, used once an
 * order, combining with all others. Its values are taken as they are; `loadPromotions` is what checks a file.
 *
 * @example
 * makePromotion({ id: 'autumn', kind: 'percent', rateBps: 1_000, capMinor: 100_000, currency: 'KRW' });
 */
export function makePromotion<K extends PromotionKind>(
  init: PromotionInit<K> & { readonly kind: K },
): Extract<Promotion, { readonly kind: K }>;
export function makePromotion(init: PromotionInit): Promotion {
  const base = baseOf(init);
  switch (init.kind) {
    case 'percent':
      return { ...base, kind: init.kind, rateBps: init.rateBps, capMinor: init.capMinor };
    case 'fixed':
      return { ...base, kind: init.kind, amountMinor: init.amountMinor, per: init.per };
    case 'buy-x-get-y':
      return { ...base, kind: init.kind, buy: init.buy, get: init.get, offBps: init.offBps };
    case 'tier-price':
      return { ...base, kind: init.kind, steps: init.steps };
    case 'free-shipping':
      return { ...base, kind: init.kind };
  }
}

function baseOf(init: PromotionInit): PromotionBase {
  return {
    id: init.id,
    name: init.name,
    isCoupon: init.isCoupon ?? false,
    currency: init.currency,
    scope: scopeOf(init.scope ?? EVERY_ROW),
    minSpendMinor: init.minSpendMinor,
    quantityMin: init.quantityMin,
    perOrderMax: init.perOrderMax ?? 1,
    perCustomerMax: init.perCustomerMax,
    usesMax: init.usesMax,
    budgetMinor: init.budgetMinor,
    startsAt: init.startsAt,
    endsAt: init.endsAt,
    group: init.group,
    isExclusive: init.isExclusive ?? false,
    excludes: init.excludes ?? [],
    line: init.line ?? 1,
  };
}

function scopeOf(given: Partial<PromotionScope>): PromotionScope {
  return given === EVERY_ROW ? EVERY_ROW : Object.freeze({ ...EVERY_ROW, ...given });
}
