/**
 * Keeps what belongs to the smallest keys it was shown, at most `countMax` of them, and forgets the rest. Which keys stay
 * does not depend on the order they come in, so a bounded list of findings is the same however a file is sorted.
 */
export class SmallestKeys<V> {
  readonly #countMax: number;
  readonly #kept = new Map<string, V>();
  /** Every key above it was or would be forgotten; it only ever falls. */
  #ceiling: string | undefined = undefined;

  constructor(options: { readonly countMax: number }) {
    this.#countMax = options.countMax;
  }

  /** Shows a key; the first value of a key stays. */
  add(key: string, value: V): void {
    if (this.#ceiling !== undefined && key > this.#ceiling) return;
    if (this.#kept.has(key)) return;
    this.#kept.set(key, value);
    // Twice the limit before tidying up, so that sorting costs little for each key.
    if (this.#kept.size > this.#countMax * 2) this.#tidy();
  }

  /** The kept values in the order of their keys (by UTF-16 unit, the same on every machine). */
  values(): V[] {
    if (this.#kept.size > this.#countMax) this.#tidy();
    return [...this.#kept].sort(byKey).map(([, value]) => value);
  }

  #tidy(): void {
    const sorted = [...this.#kept].sort(byKey);
    for (const [key] of sorted.slice(this.#countMax)) this.#kept.delete(key);
    this.#ceiling = sorted[this.#countMax - 1]?.[0] ?? '';
  }
}

function byKey(left: readonly [string, unknown], right: readonly [string, unknown]): number {
  return left[0] < right[0] ? -1 : 1;
}
