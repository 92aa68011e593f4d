import { Random } from '../detection/random.js';
import { FAULTS } from './faults.js';
import { BRANDS, GOODS, VARIANTS, type Goods } from './goods.js';
import type { OfferRecord } from './offer-record.js';

/** What kind of catalogue is made. */
export interface CatalogShape {
  /** Share of rows spoiled by one of the twelve faults, each as often as the others. */
  readonly faultShare: number;
  /** Share of rows that state a list price; the others can only be judged by history or peers. */
  readonly listPriceShare: number;
}

/** Every row with a list price, 1.2 % of the rows spoiled: 0.1 % by each fault. */
export const USUAL_SHAPE: CatalogShape = { faultShare: 0.012, listPriceShare: 1 };

/** Share of rows that fill an optional field. */
const FILLED = 0.76;
const STARTS = ['2026-08-01', '2026-08-02', '2026-08-03', '2026-08-08'].map((day) => `${day}T00:00:00+09:00`);
const ENDS = ['2026-08-10', '2026-08-15', '2026-08-16', '2026-08-31'].map((day) => `${day}T23:59:59+09:00`);
const PRICE_LISTS = ['online', 'online', 'online', 'online', 'members', 'app', ''];

/**
 * A catalogue row after row: the same name and shape give the same rows, and a longer catalogue starts with the rows of a
 * shorter one. No two rows have the same SKU. Everything is readable: a typed reader must not stumble.
 */
export class CatalogGenerator {
  /** What the offer of the last row has sold for, won: its price of the sale is at most 31 % below, a fault aside. */
  usualPrice = 0;
  readonly #random: Random;
  readonly #shape: CatalogShape;
  #number = 0;

  constructor(name: string, shape: CatalogShape) {
    this.#random = new Random(name);
    this.#shape = shape;
  }

  next(): OfferRecord {
    const random = this.#random;
    const record = this.#honest(random.pick(GOODS));
    // Drawn for every row, so that shapes differ in what is left out and in nothing else.
    const isSpoiled = random.next() < this.#shape.faultShare;
    const hasNoList = random.next() >= this.#shape.listPriceShare;
    if (isSpoiled) random.pick(FAULTS).spoil(record, random);
    if (hasNoList) record.list_price = undefined;
    return record;
  }

  #honest(goods: Goods): OfferRecord {
    const random = this.#random;
    const list = Math.round(random.factor(goods) / 1000) * 1000 - 100;
    const price = markedDown(list, random);
    const usual = Math.min(list, Math.round(price * 1.45));
    const pack = this.#maybe(() => (random.next() < 0.2 ? 2 + random.below(23) : 1));
    const hasWindow = random.next() < FILLED;
    const hasContent = goods.unit !== undefined && random.next() < FILLED;
    this.#number += 1;
    this.usualPrice = usual;
    return {
      sku: `${String(100 + (this.#number % 900))}-${String(this.#number).padStart(8, '0')}`,
      name: this.#name(goods, pack),
      category: goods.category,
      price_list: random.pick(PRICE_LISTS),
      currency: 'KRW',
      price,
      list_price: list,
      cost: this.#maybe(() => Math.round(price * random.factor({ low: 0.5, high: 0.95 }))),
      discount: this.#maybe(() => (price < list ? list - price : undefined)),
      claimed_markdown: this.#maybe(() =>
        price < usual ? Math.floor((1 - price / usual) * 100) : undefined,
      ),
      previous_price: this.#maybe(() => (random.next() < 0.6 ? usual : price)),
      pack,
      content: hasContent ? random.pick([50, 100, 250, 330, 0.5, 1.5, 2]) : undefined,
      content_unit: hasContent ? goods.unit : undefined,
      stock_to_sell: this.#maybe(() => random.below(500)),
      sale_starts_at: hasWindow ? random.pick(STARTS) : undefined,
      sale_ends_at: hasWindow ? random.pick(ENDS) : undefined,
      gift: random.next() < 0.02 ? false : undefined,
    };
  }

  #maybe<T>(make: () => T): T | undefined {
    return this.#random.next() < FILLED ? make() : undefined;
  }

  #name(goods: Goods, pack: number | undefined): string {
    const random = this.#random;
    let name = `${random.pick(BRANDS)} ${random.pick(goods.names)}`;
    if (random.next() < 0.6)
      name += ` ${String.fromCharCode(65 + random.below(26))}X-${100 + random.below(900)}`;
    if (pack !== undefined && pack > 1 && random.next() < 0.6) {
      name += random.next() < 0.7 ? ` ${pack}개입` : ` ${pack} pack`;
    }
    if (random.next() < 0.15) name += `, ${random.pick(VARIANTS)}`;
    return name;
  }
}

/** Most offers are 5 to 55 % off, a third are not, a few go far lower: as real sales do. */
function markedDown(list: number, random: Random): number {
  const kind = random.next();
  if (kind < 0.35) return list;
  const markdown = kind < 0.97 ? 0.05 + 0.5 * random.next() : 0.6 + 0.18 * random.next();
  return Math.max(500, Math.round((list * (1 - markdown)) / 10) * 10);
}
