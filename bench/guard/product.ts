import type { loadPriceBook } from '../../src/book/load-price-book.js';
import type { PriceBookWriter } from '../../src/book/price-book-writer.js';
import type { compileBreaker } from '../../src/breaker/compile-breaker.js';
import type { createGuard } from '../../src/guard/create-guard.js';
import type { judgeOrder } from '../../src/pricing/order/judge-order.js';
import type { prepareOrderRules } from '../../src/pricing/order/order-rules.js';
import type { newPrivateKeyPem, signingKeyFromPem } from '../../src/seal/ed25519.js';
import type { redisStock } from '../../src/stores/redis/stock-store.js';
import type { loadPolicyText } from '../../src/wire/policy.js';
import { builtModules } from '../built-modules.js';

/** What the benchmark uses of the product. */
export interface Product {
  readonly PriceBookWriter: typeof PriceBookWriter;
  readonly loadPriceBook: typeof loadPriceBook;
  readonly newPrivateKeyPem: typeof newPrivateKeyPem;
  readonly signingKeyFromPem: typeof signingKeyFromPem;
  readonly loadPolicyText: typeof loadPolicyText;
  readonly compileBreaker: typeof compileBreaker;
  readonly createGuard: typeof createGuard;
  readonly judgeOrder: typeof judgeOrder;
  readonly prepareOrderRules: typeof prepareOrderRules;
  readonly redisStock: typeof redisStock;
}

const FILES = [
  'book/price-book-writer.js',
  'book/load-price-book.js',
  'seal/ed25519.js',
  'wire/policy.js',
  'breaker/compile-breaker.js',
  'guard/create-guard.js',
  'pricing/order/judge-order.js',
  'pricing/order/order-rules.js',
  'stores/redis/stock-store.js',
];

/** As built for the package, not the sources. @throws when it was not built: `npm run build`. */
export function builtProduct(): Promise<Product> {
  return builtModules(FILES);
}
