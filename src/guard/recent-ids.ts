/** Ids seen lately: at most `max`; the oldest is forgotten first. */
export class RecentIds {
  readonly #ids = new Set<string>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  /** @returns false for an id that is remembered already. */
  add(id: string): boolean {
    if (this.#ids.has(id)) return false;
    if (this.#ids.size >= this.#max) {
      // A set keeps the order in which ids came.
      for (const oldest of this.#ids) {
        this.#ids.delete(oldest);
        break;
      }
    }
    this.#ids.add(id);
    return true;
  }

  /** Forgets an id, so that it counts as new again. */
  forget(id: string): void {
    this.#ids.delete(id);
  }
}
