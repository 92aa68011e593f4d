import type { Offer } from '../catalog/offer.js';
import { ownText } from '../readers/text-memory.js';

/** An offer that waits until all its peers have been seen. */
export interface DeferredRow {
  readonly offer: Offer;
  readonly file: string;
  readonly line: number;
}

/** Rows kept at most, about 10 MB; a catalogue with more is read once more instead. */
const KEPT_MAX = 20_000;

/** Offers that wait for their peers: kept while they are few, else only known to exist. */
export class DeferredRows {
  #rows: DeferredRow[] | undefined = [];

  add(row: DeferredRow): void {
    if (this.#rows === undefined) return;
    if (this.#rows.length >= KEPT_MAX) this.#rows = undefined;
    else this.#rows.push({ ...row, offer: owned(row.offer) });
  }

  /** The rows; undefined when they were too many to keep. */
  get rows(): readonly DeferredRow[] | undefined {
    return this.#rows;
  }
}

/** The texts of a row are slices of the file: kept as they are, each row would keep a whole piece of it alive. */
function owned(offer: Offer): Offer {
  const name = offer.name === undefined ? undefined : ownText(offer.name);
  return { ...offer, sku: ownText(offer.sku), name };
}
