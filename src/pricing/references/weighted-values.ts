/**
 * A handful of numbers with weights, kept in ascending order, for exact weighted medians. Meant for the runs of one key
 * (91 at most), where an insertion into a short array beats sorting.
 */
export class WeightedValues {
  readonly #values: number[] = [];
  readonly #weights: number[] = [];
  #total = 0;

  /** Sum of all weights. */
  get total(): number {
    return this.#total;
  }

  /** Adds a value `weight` times; `weight` is 1 or more. */
  add(value: number, weight: number): void {
    const values = this.#values;
    const weights = this.#weights;
    let at = values.length;
    for (; at > 0 && (values[at - 1] ?? 0) > value; at--) {
      values[at] = values[at - 1] ?? 0;
      weights[at] = weights[at - 1] ?? 0;
    }
    values[at] = value;
    weights[at] = weight;
    this.#total += weight;
  }

  /**
   * The lower median: the smallest value with at least half of the weight at or below it, so always one of the values.
   * NaN when there is none.
   */
  lowerMedian(): number {
    let seen = 0;
    for (let at = 0; at < this.#values.length; at++) {
      seen += this.#weights[at] ?? 0;
      if (seen * 2 >= this.#total) return this.#values[at] ?? NaN;
    }
    return NaN;
  }
}
