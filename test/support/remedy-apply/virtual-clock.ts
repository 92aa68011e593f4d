import type { ApplyClock } from '../../../src/remedy/apply/ports.js';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly ring: () => void;
}

/** Time that passes only when everybody waits for it: hours of an executor take milliseconds, and always the same way. */
export class VirtualClock implements ApplyClock {
  #now: number;
  #order = 0;
  #timers: Timer[] = [];

  constructor(startMs: number) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = this.#set(ms, resolve);
      signal?.addEventListener(
        'abort',
        () => {
          this.#drop(timer);
          resolve();
        },
        { once: true },
      );
    });
  }

  /** Does something after a while. */
  after(ms: number, ring: () => void): void {
    this.#set(ms, ring);
  }

  /** Lets time pass until a promise settles. @throws Error when nobody waits for anything and it never will. */
  async until<T>(promise: Promise<T>): Promise<T> {
    const done = new AbortController();
    const settled = promise.finally(() => done.abort());
    settled.catch(() => undefined);
    for (let idle = 0; ;) {
      // Everything between two timers is microtasks: after one turn of the loop all of them have run.
      await new Promise(setImmediate);
      if (done.signal.aborted) return settled;
      const next = this.#timers.shift();
      idle = next === undefined ? idle + 1 : 0;
      if (idle > 50) throw new Error('stuck: nobody waits for time to pass');
      if (next === undefined) continue;
      this.#now = Math.max(this.#now, next.at);
      next.ring();
    }
  }

  #set(ms: number, ring: () => void): Timer {
    const timer = { at: this.#now + Math.max(0, ms), order: (this.#order += 1), ring };
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#timers[middle];
      if (other !== undefined && other.at <= timer.at) low = middle + 1;
      else high = middle;
    }
    this.#timers.splice(low, 0, timer);
    return timer;
  }

  #drop(timer: Timer): void {
    const at = this.#timers.indexOf(timer);
    if (at >= 0) this.#timers.splice(at, 1);
  }
}
