import {
  EVERY_ROW,
  makePromotion,
  type Promotion,
  type PromotionInit,
  type PromotionScope,
} from '../../src/catalog/promotion.js';
import { DAY_MS, type EpochMs } from '../../src/core/clock.js';
import type { Random } from './random.js';
import type { Shop, ShopRow } from './promotion-shop.js';

const WEEK_MS = 7 * DAY_MS;

/** When something runs. */
export interface Weeks {
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
}

/** What a template of promotions draws from while a calendar is filled. */
export class Draft {
  readonly shop: Shop;
  readonly random: Random;
  /**
   * Stacking group of what lowers prices without a coupon. In one shop of two such sales come on top of each other: then
   * there is none.
   */
  readonly saleGroup: string | undefined;
  readonly #brands: string[];
  readonly #skus: ShopRow[];
  readonly #promotions: Promotion[] = [];

  constructor(shop: Shop, random: Random) {
    this.shop = shop;
    this.random = random;
    this.saleGroup = random.next() < 0.5 ? 'sale' : undefined;
    this.#brands = random.sample(shop.brands, shop.brands.length);
    this.#skus = random.sample(shop.rows, shop.rows.length);
  }

  /** In the order they were added, each on a line of its own. */
  get promotions(): readonly Promotion[] {
    return this.#promotions;
  }

  /** Minor units of whole won or whole dollars. */
  money(major: number): number {
    return this.shop.style === 'Korean' ? major : major * 100;
  }

  /** An id that tells the kind of campaign. */
  id(kind: string): string {
    return `${kind}-${this.#promotions.length + 1}`;
  }

  /** True when a campaign of a kind is there already. */
  has(kind: string): boolean {
    return this.#promotions.some(({ id }) => id.startsWith(`${kind}-`));
  }

  /** True in a share of cases. */
  chance(share: number): boolean {
    return this.random.next() < share;
  }

  /** `count` whole weeks, the first running since at most three days or beginning within four. */
  weeks(count: number): Weeks {
    const startsAt = this.shop.now + (this.random.below(8) - 3) * DAY_MS;
    return { startsAt, endsAt: startsAt + count * WEEK_MS };
  }

  /** One to three brands that no campaign of its own has yet; undefined when they are used up. */
  brands(): PromotionScope | undefined {
    const categories = this.#brands.splice(0, 1 + this.random.below(3));
    return categories.length === 0 ? undefined : { ...EVERY_ROW, categories };
  }

  /** Rows that no campaign of a few SKUs has yet. */
  rows(count: number): readonly ShopRow[] {
    return this.#skus.splice(0, count);
  }

  add(init: PromotionInit): void {
    const line = this.#promotions.length + 1;
    const amounts = { currency: this.shop.currency, line };
    this.#promotions.push(makePromotion({ ...init, ...amounts }));
  }
}

/** Adds one campaign to a calendar, of one promotion or a few that follow each other. */
export type Template = (draft: Draft) => void;

/** The scope of a few rows by their SKUs. */
export function skusOf(rows: readonly ShopRow[]): PromotionScope {
  return { ...EVERY_ROW, skus: [...new Set(rows.map(({ offer }) => offer.sku))] };
}
