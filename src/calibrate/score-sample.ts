import { GrowableColumn } from '../core/growable-column.js';
import type { CategoryTree } from './category-tree.js';

/**
 * What was measured on the rows of the learning half, in flat columns: every row counts, and the high values are kept, 12
 * bytes each, so that quantiles far out can be told exactly.
 */
export class ScoreSample {
  /** Values below it are counted and not kept: no limit is ever set there. */
  readonly #keptFrom: number;
  readonly #counts = new GrowableColumn((length) => new Float64Array(length));
  readonly #categories = new GrowableColumn((length) => new Uint32Array(length));
  readonly #values = new GrowableColumn((length) => new Float64Array(length));
  #keptCount = 0;

  constructor(options: { readonly keptFrom: number }) {
    this.#keptFrom = options.keptFrom;
  }

  /** Adds rows of a category that all measure the same. */
  add(category: number, value: number, rowCount = 1): void {
    this.#counts.set(category, this.#counts.get(category) + rowCount);
    if (value < this.#keptFrom) return;
    for (let row = 0; row < rowCount; row++) {
      this.#categories.set(this.#keptCount, category);
      this.#values.set(this.#keptCount, value);
      this.#keptCount += 1;
    }
  }

  /** Rows of a category alone, without those below it. */
  ownCount(category: number): number {
    return this.#counts.get(category);
  }

  /** Rows of each category and all below it, by ordinal. */
  countsIn(tree: CategoryTree): Float64Array {
    const counts = Float64Array.from({ length: tree.count }, (_, ordinal) => this.#counts.get(ordinal));
    // A parent stands before its children: from the last to the first, each has gathered all it holds.
    for (let ordinal = tree.count - 1; ordinal > 0; ordinal--) {
      const parent = tree.parentOf(ordinal);
      counts[parent] = (counts[parent] ?? 0) + (counts[ordinal] ?? 0);
    }
    return counts;
  }

  /**
   * For each category and all below it the value of a rank: rank 1 is its highest value. NaN where the rank is below 1, or
   * reaches down to values that were not kept.
   *
   * @param ranks one list by ordinal for each answer wanted.
   */
  valuesAt(tree: CategoryTree, ranks: readonly Float64Array[]): Float64Array[] {
    const found = ranks.map(() => new Float64Array(tree.count).fill(NaN));
    const seen = new Uint32Array(tree.count);
    for (const at of this.#descending()) {
      const value = this.#values.get(at);
      for (let ordinal = this.#categories.get(at); ; ordinal = tree.parentOf(ordinal)) {
        const rank = (seen[ordinal] ?? 0) + 1;
        seen[ordinal] = rank;
        for (const [answer, wanted] of ranks.entries()) {
          const values = found[answer];
          if (wanted[ordinal] === rank && values !== undefined) values[ordinal] = value;
        }
        if (ordinal === 0) break;
      }
    }
    return found;
  }

  /** Positions of the kept values, highest first. */
  #descending(): Uint32Array {
    const positions = Uint32Array.from({ length: this.#keptCount }, (_, at) => at);
    return positions.sort((left, right) => this.#values.get(right) - this.#values.get(left));
  }
}
