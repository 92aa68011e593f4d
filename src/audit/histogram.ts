import { topCategory } from '../catalog/category-path.js';
import type { Offer } from '../catalog/offer.js';
import { markdownBps } from '../money/basis-points.js';
import type { MarkdownHistogram } from './result.js';

/** Below 0 %, twenty bins of 5 %, and 100 % or more. */
export const HISTOGRAM_BIN_COUNT = 22;

/** Categories drawn apart; bounds what a file with a category per row can make us hold. */
const CATEGORY_MAX = 200;

/** Name under which offers of further categories are counted. */
const REST = '…';

interface Bins {
  readonly counts: Uint32Array;
  readonly flagged: Uint32Array;
}

/** Counts markdowns by top-level category while the rows stream by. */
export class HistogramBuilder {
  readonly #byCategory = new Map<string, Bins>();

  /** Counts one offer; one without a reference has no markdown and is left out. */
  see(offer: Offer, referenceMinor: number | undefined, isFlagged: boolean): void {
    if (referenceMinor === undefined) return;
    const bins = this.#binsOf(offer.category === undefined ? '' : topCategory(offer.category));
    const bin = binOf(markdownBps(offer.priceMinor, referenceMinor));
    bins.counts[bin] = (bins.counts[bin] ?? 0) + 1;
    if (isFlagged) bins.flagged[bin] = (bins.flagged[bin] ?? 0) + 1;
  }

  /** Histograms, the category with most offers first. */
  finish(): MarkdownHistogram[] {
    return [...this.#byCategory]
      .map(([category, bins]) => ({ category, counts: [...bins.counts], flagged: [...bins.flagged] }))
      .sort(
        (left, right) => sum(right.counts) - sum(left.counts) || (left.category < right.category ? -1 : 1),
      );
  }

  #binsOf(category: string): Bins {
    const name = this.#byCategory.has(category) || this.#byCategory.size < CATEGORY_MAX ? category : REST;
    let bins = this.#byCategory.get(name);
    if (bins === undefined) {
      bins = { counts: new Uint32Array(HISTOGRAM_BIN_COUNT), flagged: new Uint32Array(HISTOGRAM_BIN_COUNT) };
      this.#byCategory.set(name, bins);
    }
    return bins;
  }
}

function binOf(bps: number): number {
  if (bps < 0) return 0;
  return bps >= 10_000 ? HISTOGRAM_BIN_COUNT - 1 : 1 + Math.floor(bps / 500);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
