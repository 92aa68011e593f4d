import { PriceBook } from './price-book.js';
import { readSource, type BookTrust } from './read-source.js';
import type { RefusedBook } from './refusal.js';

/** How a price book is loaded. */
export interface LoadBookOptions extends BookTrust {
  /**
   * A random whole number, such as `randomInt(2 ** 31)`: who writes the SKUs of orders can then not aim them at one place of the
   * look-up table. Default 0. It never changes an answer.
   */
  readonly seed?: number;
}

/** A price book that was verified and can be asked. */
export interface LoadedBook {
  readonly kind: 'loaded';
  readonly book: PriceBook;
}

/**
 * Verifies a price book as `verifyPriceBook` does and keeps it in flat typed arrays. Nothing of it is handed out before its
 * signature was verified.
 *
 * @example
 * ```ts
 * const result = await loadPriceBook(createReadStream('book.jsonl'), { publicKeys: [sealer] });
 * if (result.kind === 'refused') throw new Error(`line ${result.line}: ${result.message}`);
 * const entry = result.book.find('SKU-1', 'default', 'KRW');
 * ```
 * @throws GuardError `invalid-argument` when `publicKeys` are empty or no keys; whatever reading `source` throws.
 */
export async function loadPriceBook(
  source: AsyncIterable<Uint8Array>,
  options: LoadBookOptions,
): Promise<LoadedBook | RefusedBook> {
  const read = await readSource(source, options, 'columns');
  if (read.kind === 'refused') return read;
  const { header, trailer, columns } = read;
  return { kind: 'loaded', book: new PriceBook({ header, trailer, columns, seed: options.seed ?? 0 }) };
}
