import type { loadPriceBook } from '../../src/book/load-price-book.js';
import type { PriceBookWriter } from '../../src/book/price-book-writer.js';
import type { verifyPriceBook } from '../../src/book/verify-price-book.js';
import type { newPrivateKeyPem, signingKeyFromPem } from '../../src/seal/ed25519.js';
import { builtModules } from '../built-modules.js';

/** What the benchmark uses of the product. */
export interface Product {
  readonly PriceBookWriter: typeof PriceBookWriter;
  readonly verifyPriceBook: typeof verifyPriceBook;
  readonly loadPriceBook: typeof loadPriceBook;
  readonly newPrivateKeyPem: typeof newPrivateKeyPem;
  readonly signingKeyFromPem: typeof signingKeyFromPem;
}

const FILES = [
  'book/price-book-writer.js',
  'book/verify-price-book.js',
  'book/load-price-book.js',
  'seal/ed25519.js',
];

/** As built for the package, not the sources. @throws when it was not built: `npm run build`. */
export function builtProduct(): Promise<Product> {
  return builtModules(FILES);
}
