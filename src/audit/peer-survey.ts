import { pathsUpFrom } from '../catalog/category-path.js';
import type { Offer } from '../catalog/offer.js';
import type { PeerStatistics } from '../catalog/reference.js';
import { GrowableColumn } from '../core/growable-column.js';
import { KeyIndex } from '../core/key-index.js';
import type { PeerFeature, Peers } from '../pricing/facts.js';

const FEATURES: readonly PeerFeature[] = ['price', 'price-to-list', 'price-to-cost'];

/**
 * Logarithms are kept in steps of 0.001 as integers: their sums are exact (a price of 2^53 squares to 1.4e9 steps, so
 * seven million of them stay below 2^53), and an exact sum does not depend on the order of the rows.
 */
const STEPS = 1000;

/** Chains remembered before the memory is emptied: bounds what a file with a category per row can make us hold. */
const CHAINS_MAX = 10_000;

/**
 * Learns, over a whole catalogue, how prices are spread in each category and each of its parents, in flat memory. A
 * category's peers are the offers of the same currency in it and below it.
 */
export class PeerSurvey implements Peers {
  readonly #groups: KeyIndex;
  readonly #counts = new GrowableColumn((length) => new Uint32Array(length));
  readonly #sums = new GrowableColumn((length) => new Float64Array(length));
  readonly #squares = new GrowableColumn((length) => new Float64Array(length));
  /** By currency, then by category. */
  readonly #chains = new Map<string, Map<string | undefined, readonly Group[]>>();

  constructor(options: { readonly seed: number }) {
    this.#groups = new KeyIndex({ seed: options.seed });
  }

  /** Adds an offer to its category and to every parent. */
  see(offer: Offer): void {
    const chain = this.#chainOf(offer);
    for (let feature = 0; feature < FEATURES.length; feature++) {
      const steps = stepsOf(offer, FEATURES[feature] ?? 'price');
      if (Number.isNaN(steps)) continue;
      for (const group of chain) {
        const cell = group.ordinal * FEATURES.length + feature;
        this.#counts.set(cell, this.#counts.get(cell) + 1);
        this.#sums.set(cell, this.#sums.get(cell) + steps);
        this.#squares.set(cell, this.#squares.get(cell) + steps * steps);
      }
    }
  }

  of(offer: Offer, feature: PeerFeature, countMin: number): PeerStatistics | undefined {
    const own = stepsOf(offer, feature);
    if (Number.isNaN(own)) return undefined;
    for (const group of this.#chainOf(offer)) {
      const cell = group.ordinal * FEATURES.length + FEATURES.indexOf(feature);
      const count = this.#counts.get(cell) - 1;
      if (count < Math.max(2, countMin)) continue;
      // The offer itself is left out: one absurd price among ten would otherwise hide itself in the deviation.
      const sum = this.#sums.get(cell) - own;
      const squares = this.#squares.get(cell) - own * own;
      const variance = Math.max(0, (squares - (sum * sum) / count) / (count - 1));
      return {
        category: group.category,
        count,
        meanLn: sum / count / STEPS,
        deviationLn: Math.sqrt(variance) / STEPS,
      };
    }
    return undefined;
  }

  /** The groups an offer belongs to, narrowest first. */
  #chainOf(offer: Offer): readonly Group[] {
    let byCategory = this.#chains.get(offer.currency);
    if (byCategory === undefined) {
      byCategory = new Map<string | undefined, readonly Group[]>();
      this.#chains.set(offer.currency, byCategory);
    }
    const known = byCategory.get(offer.category);
    if (known !== undefined) return known;
    if (byCategory.size >= CHAINS_MAX) byCategory.clear();
    const chain = pathsOf(offer.category).map((category) => ({
      category,
      ordinal: this.#groups.add(`${offer.currency}\u001f${category}`),
    }));
    byCategory.set(offer.category, chain);
    return chain;
  }
}

interface Group {
  readonly category: string;
  readonly ordinal: number;
}

/** `A > B` gives `A > B`, `A` and the root ``. */
function pathsOf(category: string | undefined): string[] {
  return category === undefined ? [''] : [...pathsUpFrom(category), ''];
}

/** ln of a feature in steps; NaN where the offer lacks it. */
function stepsOf(offer: Offer, feature: PeerFeature): number {
  const price = offer.priceMinor;
  if (price <= 0) return NaN;
  if (feature === 'price') return Math.round(Math.log(price) * STEPS);
  const base = feature === 'price-to-list' ? offer.listPriceMinor : offer.costMinor;
  return base === undefined || base <= 0 ? NaN : Math.round(Math.log(price / base) * STEPS);
}
