import { TOP_BUYERS, TOP_BUYERS_KEPT } from '../catalog/trip.js';

interface Kept {
  buyer: string;
  /** Units, never too few. */
  count: number;
  /** How many of them may belong to buyers that were replaced. */
  error: number;
}

/**
 * How much of a tumbling window's units its largest buyers have, in bounded memory: Space-Saving (Metwally, Agrawal, El Abbadi
 * 2005) keeps a few counts that may be too high by a known error. The error is taken off again, so that many small buyers never
 * look like a large one.
 */
export class TopBuyers {
  readonly #windowMs: number;
  #kept: Kept[] = [];
  #window = 0;
  #total = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  add(now: number, buyer: string, units: number): void {
    this.#moveTo(now);
    this.#total += units;
    const known = this.#kept.find((kept) => kept.buyer === buyer);
    if (known !== undefined) {
      known.count += units;
    } else if (this.#kept.length < TOP_BUYERS_KEPT) {
      this.#kept.push({ buyer, count: units, error: 0 });
    } else {
      this.#replaceSmallest(buyer, units);
    }
  }

  /** Units of the largest buyers, never too many; and of all. */
  at(now: number): { readonly top: number; readonly total: number } {
    this.#moveTo(now);
    const certain = this.#kept.map(({ count, error }) => count - error).sort((left, right) => right - left);
    const top = certain.slice(0, TOP_BUYERS).reduce((sum, units) => sum + units, 0);
    return { top, total: this.#total };
  }

  #replaceSmallest(buyer: string, units: number): void {
    let smallest = this.#kept[0];
    for (const kept of this.#kept) if (smallest === undefined || kept.count < smallest.count) smallest = kept;
    if (smallest === undefined) return;
    smallest.error = smallest.count;
    smallest.count += units;
    smallest.buyer = buyer;
  }

  #moveTo(now: number): void {
    const window = Math.floor(now / this.#windowMs);
    if (window <= this.#window) return;
    this.#window = window;
    this.#kept = [];
    this.#total = 0;
  }
}
