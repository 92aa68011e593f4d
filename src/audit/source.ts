/**
 * audit: the streaming judgement of a whole catalogue.
 * May import core, money, seal, catalog, text, pricing, readers and wire. Invariant: the findings depend on the rows, the
 * policy and `now` alone, not on row order, chunking or speed.
 */
import { createHash, type Hash } from 'node:crypto';
import type { OfferColumn } from '../catalog/offer.js';
import { makeOffer, OFFER_COLUMNS, type OfferInit } from '../catalog/offer.js';
import { NO_COLUMNS, NO_PROBLEMS, type ReadRow } from '../catalog/row.js';

/** One file of a catalogue, or anything else that yields rows. */
export interface CatalogSource {
  /** Name shown in findings. */
  readonly file: string;
  /** Starts reading from the beginning. The audit may do so twice: once to learn about peers, once to judge. */
  open(): OpenCatalog;
}

/** A source being read. */
export interface OpenCatalog {
  /** Rows in file order, in batches of any size. */
  readonly rows: AsyncIterable<readonly ReadRow[]>;
  /** What the source turned out to hold; asked only after `rows` has ended. */
  facts(): CatalogFacts;
  /** Bytes read so far and in all, as stored; asked while reading. */
  progress(): { readonly bytesRead: number; readonly bytesTotal: number | undefined };
}

/** What a catalogue turned out to hold, known once it was read to its end. */
export interface CatalogFacts {
  readonly columns: ReadonlySet<OfferColumn>;
  readonly ignoredColumns: readonly string[];
  readonly bytes: number;
  /** Hex, over the bytes as stored. */
  readonly sha256: string;
}

/**
 * Offers already in memory as a source. Line numbers count from 1; its digest is that of the offers, so that an approval of
 * the batch or a report is bound to them as to a file.
 *
 * @example
 * offersSource('tomorrow', [{ sku: 'EP-100', currency: 'KRW', priceMinor: 12_900, listPriceMinor: 159_000 }]);
 */
export function offersSource(file: string, offers: Iterable<OfferInit>): CatalogSource {
  const all = [...offers];
  return {
    file,
    open: () => {
      const hash = createHash('sha256');
      return {
        rows: inBatches(all, hash),
        facts: () => ({
          columns: new Set(OFFER_COLUMNS),
          ignoredColumns: [],
          bytes: 0,
          sha256: hash.copy().digest('hex'),
        }),
        progress: () => ({ bytesRead: 0, bytesTotal: undefined }),
      };
    },
  };
}

async function* inBatches(offers: readonly OfferInit[], hash: Hash): AsyncGenerator<readonly ReadRow[]> {
  for (let start = 0; start < offers.length; start += 4096) {
    const rows = offers.slice(start, start + 4096).map((init, index) => rowOf(init, start + index + 1));
    // Members stand in the order makeOffer gives them, so equal offers are equal texts.
    for (const { offer } of rows) hash.update(`${JSON.stringify(offer)}\n`);
    yield await Promise.resolve(rows);
  }
}

function rowOf(init: OfferInit, line: number): ReadRow {
  const offer = makeOffer(init);
  return {
    line,
    offer,
    problems: NO_PROBLEMS,
    sku: offer.sku,
    priceList: offer.priceList,
    zeroFractions: NO_COLUMNS,
  };
}
