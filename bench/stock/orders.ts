import { Random } from '../detection/random.js';
import type { Order, SaleStock } from './contestant.js';

/** Different baskets drawn before anything is timed; orders take them one after the other, again and again. */
const BASKETS = 8192;

/** SKUs as shops write them; the same for every run. */
export function skusOf(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `EP-${String(100_000 + at)}`);
}

/**
 * Orders of a stampede: one unit of each of `lineCount` SKUs, every SKU equally likely, every order from another shopper. Two
 * streams with the same stock and number of lines draw the same baskets.
 */
export class OrderStream {
  readonly #baskets: readonly Order['lines'][];
  #number = 0;

  constructor(stock: Pick<SaleStock, 'skus'>, lineCount: number) {
    if (lineCount < 1 || lineCount > stock.skus.length) {
      throw new RangeError(`an order of ${lineCount} lines cannot be drawn from ${stock.skus.length} SKUs`);
    }
    const random = new Random(`baskets of ${lineCount}`);
    this.#baskets = Array.from({ length: BASKETS }, () =>
      random.sample(stock.skus, lineCount).map((stockKey) => ({ stockKey, quantity: 1 })),
    );
  }

  next(): Order {
    const number = this.#number++;
    const digits = number.toString(36).padStart(6, '0');
    return {
      // As long as a ULID: what shops commonly use.
      id: `01JZ0SALE0EARPHONES0${digits}`,
      // As long as what `customerRef` makes.
      owner: `k1.${digits}bm90LWEtcGVyc29u`,
      lines: this.#baskets[number % BASKETS] ?? [],
    };
  }
}
