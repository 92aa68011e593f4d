type Column = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** One flat column of numbers by ordinal that grows by half when full: no object a row. */
export class GrowableColumn<C extends Column> {
  readonly #make: (length: number) => C;
  #values: C;

  constructor(make: (length: number) => C, expectedCount = 1024) {
    this.#make = make;
    this.#values = make(Math.max(16, expectedCount));
  }

  /** Value at an ordinal; 0 where nothing was set. */
  get(ordinal: number): number {
    return this.#values[ordinal] ?? 0;
  }

  /** Sets the value at an ordinal, growing as needed. The value must fit the column's element type. */
  set(ordinal: number, value: number): void {
    if (ordinal >= this.#values.length) {
      const wider = this.#make(Math.max(ordinal + 1, Math.ceil(this.#values.length * 1.5)));
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[ordinal] = value;
  }
}
