import type { PriceBookEntry, PriceBookHeader } from '../../../src/catalog/price-book.js';
import { defaultStockKey } from '../../../src/catalog/price-book.js';
import { PriceBookWriter, type WrittenBook } from '../../../src/book/price-book-writer.js';
import { newPrivateKeyPem, signingKeyFromPem, type SigningKey } from '../../../src/seal/ed25519.js';

/** A key of this process. */
export const SEALER: SigningKey = signingKeyFromPem(newPrivateKeyPem());
export const STRANGER: SigningKey = signingKeyFromPem(newPrivateKeyPem());

export const HEADER: PriceBookHeader = {
  schema: 'saleguard/price-book/1',
  saleId: 'chuseok-2026',
  epoch: 3,
  startsAt: Date.UTC(2026, 8, 20),
  endsAt: Date.UTC(2026, 8, 25),
  sealedAt: Date.UTC(2026, 8, 18),
  policyHash: 'a'.repeat(64),
  batchDigest: 'b'.repeat(64),
  promotionsSha256: undefined,
  currency: 'KRW',
  lossBudgetMinor: 50_000_000,
  channels: [{ id: 'web', paymentMs: 600_000 }],
  approvalIds: ['00000000000000aa', '00000000000000ab'],
};

/** An entry with everything at its default that has one. */
export function entryOf(sku: string, overlay: Partial<PriceBookEntry> = {}): PriceBookEntry {
  return {
    sku,
    priceList: 'default',
    currency: 'KRW',
    priceMinor: 12_900,
    floorMinor: 11_610,
    referenceMinor: 19_900,
    referenceSource: 'history-median',
    stockKey: defaultStockKey(sku, overlay.priceList ?? 'default'),
    allotment: undefined,
    perCustomerMax: undefined,
    components: undefined,
    isGift: false,
    ...overlay,
  };
}

/** What was written, and what became of it. */
export interface Writing {
  readonly result: WrittenBook;
  readonly text: string;
  readonly bytes: Uint8Array;
}

export async function write(
  entries: Iterable<PriceBookEntry>,
  options: {
    readonly header?: PriceBookHeader;
    readonly key?: SigningKey;
    readonly sharedStockKeys?: ReadonlySet<string>;
  } = {},
): Promise<Writing> {
  const { header = HEADER, key = SEALER, sharedStockKeys = new Set<string>() } = options;
  const writer = new PriceBookWriter({ header, sharedStockKeys });
  for (const entry of entries) writer.add(entry);
  const pieces: Uint8Array[] = [];
  const result = await writer.finish({ key, write: (piece) => void pieces.push(piece) });
  const bytes = Buffer.concat(pieces);
  return { result, bytes, text: bytes.toString('utf8') };
}

/** The bytes of a book that must be writable. */
export async function bookBytes(
  entries: Iterable<PriceBookEntry>,
  options: Parameters<typeof write>[1] = {},
): Promise<Uint8Array> {
  const { result, bytes } = await write(entries, options);
  if (result.kind === 'refused') throw new Error(result.problems[0]?.message);
  return bytes;
}

/** Bytes as a stream, in pieces of one size. */
export async function* inPieces(bytes: Uint8Array, size: number = bytes.length): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += Math.max(1, size))
    yield await Promise.resolve(bytes.subarray(from, from + Math.max(1, size)));
}
