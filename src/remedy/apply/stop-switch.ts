import type { ApplyClock } from './ports.js';

/** Says that nothing new may begin, to hundreds who wait: a signal of the platform takes a few listeners for a leak. */
export class StopSwitch {
  readonly #waits = new Set<AbortController>();
  readonly #onStop: (() => void)[] = [];
  #isStopped = false;

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Ends all waiting. Any number of times. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    for (const wait of this.#waits) wait.abort();
    for (const tell of this.#onStop) tell();
  }

  /** Called once, when it stops; for those who live as long as the run. */
  onStop(tell: () => void): void {
    this.#onStop.push(tell);
  }

  /** Waits so many ms, or until it stops. */
  async wait(clock: ApplyClock, ms: number): Promise<void> {
    if (this.#isStopped) return;
    const wait = new AbortController();
    this.#waits.add(wait);
    try {
      await clock.wait(ms, wait.signal);
    } finally {
      this.#waits.delete(wait);
    }
  }
}
