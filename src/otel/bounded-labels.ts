/** Values of one attribute that are told apart in a process. A shop that hands in more made a mistake that must not cost its metrics. */
const LABELS_MAX = 64;

/** What stands for every value beyond. */
export const OTHER_LABEL = '_other';

/** Keeps the values of an attribute few: the first 64 are told apart. */
export class BoundedLabels {
  readonly #known = new Set<string>();

  /** The value itself, or `_other`. */
  of(value: string): string {
    if (this.#known.has(value)) return value;
    if (this.#known.size >= LABELS_MAX) return OTHER_LABEL;
    this.#known.add(value);
    return value;
  }
}
