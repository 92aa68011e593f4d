import type { PriceBook } from '../../src/book/price-book.js';
import type { PriceBookHeader } from '../../src/catalog/price-book.js';
import { HEADER } from '../book/entries.js';
import type { Product } from './product.js';

/** Entries that orders ask for: a sale has a few hundred offers in demand, however long the book is. */
export const HOT_SKUS = 100;
/** Units of each, more than any run sells. */
export const ALLOTMENT = 1_000_000_000;
const DAY_MS = 86_400_000;

export const REFERENCE_MINOR = 129_000;
export const PRICE_MINOR = 89_000;

/** SKU of an offer in demand, spread over the book. */
export function hotSku(index: number, bookSize: number): string {
  return skuOf(index * Math.floor(bookSize / HOT_SKUS));
}

function skuOf(number: number): string {
  return `SKU-${String(number).padStart(8, '0')}`;
}

/** A sale that has begun and takes orders of the channel `app`, with a loss budget that no run spends. */
function headerOf(saleId: string, now: number): PriceBookHeader {
  return {
    ...HEADER,
    saleId,
    startsAt: now - DAY_MS,
    endsAt: now + DAY_MS,
    sealedAt: now - DAY_MS,
    lossBudgetMinor: 2 ** 52,
    channels: [{ id: 'app', paymentMs: 600_000 }],
  };
}

/**
 * A sealed book of the size, loaded and verified as a checkout would. Only what is in demand has an allotment: `open` takes
 * 50,000 stock keys, a book a million entries.
 */
export async function makeBook(product: Product, saleId: string, size: number): Promise<PriceBook> {
  const now = Date.now();
  const key = product.signingKeyFromPem(product.newPrivateKeyPem());
  const writer = new product.PriceBookWriter({ header: headerOf(saleId, now) });
  const hotEvery = Math.floor(size / HOT_SKUS);
  for (let number = 0; number < size; number += 1) {
    const sku = skuOf(number);
    const isHot = number % hotEvery === 0 && number / hotEvery < HOT_SKUS;
    writer.add({
      sku,
      priceList: 'default',
      currency: 'KRW',
      priceMinor: PRICE_MINOR,
      floorMinor: 79_000,
      referenceMinor: REFERENCE_MINOR,
      referenceSource: 'history-median',
      stockKey: sku,
      allotment: isHot ? ALLOTMENT : undefined,
      perCustomerMax: isHot ? 2 : undefined,
      components: undefined,
      isGift: false,
    });
  }
  const pieces: Uint8Array[] = [];
  const written = await writer.finish({
    key,
    write: (bytes) => {
      pieces.push(bytes);
    },
  });
  if (written.kind === 'refused') throw new Error(written.problems[0]?.message);
  const loaded = await product.loadPriceBook(from(pieces), { publicKeys: [key.publicKey] });
  if (loaded.kind === 'refused') throw new Error(loaded.message);
  return loaded.book;
}

async function* from(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void, undefined> {
  yield* await Promise.resolve(pieces);
}
