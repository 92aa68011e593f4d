/** Classes of one property at most, and states kept at a time: together they make keys that are small integers. */
const CLASS_MAX = 32_768;
const STATE_MAX = 65_536;

/**
 * Numbers sequences of classes: each state, from 0 on, is one sequence, and the next class leads to the next state. Bounded:
 * when it is full, the caller has to begin anew.
 */
export class ClassStates {
  readonly #next = new Map<number, number>();
  #count = 1;

  /** The state after one more class; -1 when there is no room for it. */
  follow(state: number, classNumber: number): number {
    if (classNumber >= CLASS_MAX) return -1;
    const key = state * CLASS_MAX + classNumber;
    const known = this.#next.get(key);
    if (known !== undefined) return known;
    if (this.#count >= STATE_MAX) return -1;
    this.#next.set(key, this.#count);
    return this.#count++;
  }
}
