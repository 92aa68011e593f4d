import type { ReservationState } from '../../stock/reservation.js';
import type { ReservationRecord } from './record.js';

interface Entry {
  readonly deadlineMs: number;
  /** Entries of one deadline leave in the order they came. */
  readonly order: number;
  readonly record: ReservationRecord;
}

/**
 * Reservations of some states by deadline, earliest first: a binary heap. A record that leaves them or gets a later
 * deadline keeps its old entry, which is put right when it reaches the top: extending and releasing cost nothing here.
 * Deadlines never get shorter, so an entry is never too late.
 */
export class DueQueue {
  readonly #states: ReadonlySet<ReservationState>;
  readonly #heap: Entry[] = [];
  #order = 0;

  constructor(states: readonly ReservationState[]) {
    this.#states = new Set(states);
  }

  /** Adds a record that has just come into one of the states of this queue. */
  add(record: ReservationRecord): void {
    this.#order += 1;
    this.#heap.push({ deadlineMs: record.deadlineMs, order: this.#order, record });
    this.#siftUp(this.#heap.length - 1);
  }

  /** The record whose deadline comes first; undefined when no record is in these states. It stays in the queue. */
  earliest(): ReservationRecord | undefined {
    for (let top = this.#heap[0]; top !== undefined; top = this.#heap[0]) {
      const { record } = top;
      if (this.#states.has(record.state) && record.deadlineMs === top.deadlineMs) return record;
      this.#removeTop();
      if (this.#states.has(record.state)) this.add(record);
    }
    return undefined;
  }

  #removeTop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#siftDown();
  }

  #siftUp(start: number): void {
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #siftDown(): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      let first = at;
      if (this.#isBefore(left, first)) first = left;
      if (this.#isBefore(right, first)) first = right;
      if (first === at) return;
      this.#swap(at, first);
      at = first;
    }
  }

  /** False for a place beyond the end. */
  #isBefore(left: number, right: number): boolean {
    const a = this.#heap[left];
    const b = this.#heap[right];
    if (a === undefined || b === undefined) return false;
    return a.deadlineMs < b.deadlineMs || (a.deadlineMs === b.deadlineMs && a.order < b.order);
  }

  #swap(left: number, right: number): void {
    const a = this.#heap[left];
    const b = this.#heap[right];
    if (a === undefined || b === undefined) return;
    this.#heap[left] = b;
    this.#heap[right] = a;
  }
}
