/** A fixed set of things lent to one borrower at a time; who finds none waits, first come first served. */
export class Pool<T> {
  readonly #free: T[];
  readonly #waiting: ((item: T) => void)[] = [];
  #head = 0;

  constructor(items: readonly T[]) {
    this.#free = [...items];
  }

  /** Runs `work` with one of the items and takes it back, whatever happens. */
  async with<R>(work: (item: T) => Promise<R>): Promise<R> {
    const item = this.#free.pop() ?? (await new Promise<T>((resolve) => this.#waiting.push(resolve)));
    try {
      return await work(item);
    } finally {
      this.#giveBack(item);
    }
  }

  #giveBack(item: T): void {
    const next = this.#waiting[this.#head];
    if (next === undefined) {
      this.#free.push(item);
      return;
    }
    this.#head += 1;
    // Dropped in large pieces: shifting a long array one by one would be what is measured.
    if (this.#head === this.#waiting.length || this.#head >= 1024) {
      this.#waiting.splice(0, this.#head);
      this.#head = 0;
    }
    next(item);
  }
}
