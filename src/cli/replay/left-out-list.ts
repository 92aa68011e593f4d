import type { LeftOut, LeftOutReason } from '../../control/replay-input.js';

/** The first rows that were not judged, of each kind: all of them are in `--details`. */
export class LeftOutList {
  readonly #max: number;
  readonly #rows = new Map<LeftOutReason, LeftOut[]>();

  /** @param max rows kept of each kind. */
  constructor(max: number) {
    this.#max = max;
  }

  see(leftOut: LeftOut): void {
    const rows = this.#rows.get(leftOut.because) ?? [];
    this.#rows.set(leftOut.because, rows);
    if (rows.length < this.#max) rows.push(leftOut);
  }

  of(because: LeftOutReason): readonly LeftOut[] {
    return this.#rows.get(because) ?? [];
  }

  all(): readonly LeftOut[] {
    return [...this.#rows.values()].flat();
  }
}
