import type { EpochMs } from '../core/clock.js';

interface Entry<T> {
  readonly at: EpochMs;
  /** What falls on one instant happens in the order in which it was written down. */
  readonly order: number;
  readonly item: T;
}

/** What is still to happen, earliest first: a binary heap. */
export class Agenda<T> {
  readonly #heap: Entry<T>[] = [];
  #order = 0;

  add(at: EpochMs, item: T): void {
    this.#order += 1;
    this.#heap.push({ at, order: this.#order, item });
    this.#siftUp(this.#heap.length - 1);
  }

  /** Takes out the next that happens at an instant or before; undefined when nothing does. */
  takeUntil(at: EpochMs): { readonly at: EpochMs; readonly item: T } | undefined {
    const [top] = this.#heap;
    if (top === undefined || top.at > at) return undefined;
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#siftDown();
    }
    return top;
  }

  #siftUp(start: number): void {
    for (let at = start; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #siftDown(): void {
    for (let at = 0; ;) {
      let first = at;
      if (this.#isBefore(2 * at + 1, first)) first = 2 * at + 1;
      if (this.#isBefore(2 * at + 2, first)) first = 2 * at + 2;
      if (first === at) return;
      this.#swap(at, first);
      at = first;
    }
  }

  /** False for a place beyond the end. */
  #isBefore(left: number, right: number): boolean {
    const [a, b] = [this.#heap[left], this.#heap[right]];
    if (a === undefined || b === undefined) return false;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  #swap(left: number, right: number): void {
    const [a, b] = [this.#heap[left], this.#heap[right]];
    if (a === undefined || b === undefined) return;
    this.#heap[left] = b;
    this.#heap[right] = a;
  }
}
