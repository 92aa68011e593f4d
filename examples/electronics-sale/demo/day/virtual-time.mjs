// A day in which nobody waits: what is due at one moment happens together, and the clock jumps to the next.

/** Moments closer than this are one: calls that meet in it are under way at the same time. */
const TICK_MS = 5;
/** A day that does not end is a mistake of the story. */
const ACTIONS_MAX = 100_000;

export class VirtualTime {
  #now;
  #queue = new Map();

  constructor(startsAt) {
    this.#now = startsAt;
  }

  get now() {
    return this.#now;
  }

  /** Does something later: `afterMs` from now. */
  after(afterMs, action) {
    const tick = Math.ceil((this.#now + Math.max(0, afterMs)) / TICK_MS);
    const due = this.#queue.get(tick);
    if (due === undefined) this.#queue.set(tick, [action]);
    else due.push(action);
  }

  /** Until nothing is left to do. */
  async run() {
    let count = 0;
    while (this.#queue.size > 0) {
      const tick = Math.min(...this.#queue.keys());
      const due = this.#queue.get(tick);
      this.#queue.delete(tick);
      this.#now = Math.max(this.#now, tick * TICK_MS);
      count += due.length;
      if (count > ACTIONS_MAX) throw new Error(`more than ${ACTIONS_MAX} actions in one day`);
      await Promise.all(due.map((action) => action()));
    }
  }
}
