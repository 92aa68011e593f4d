/** How long a sample of the server's clock is believed, ms. Two windows are kept, so the oldest one is twice as old. */
const WINDOW_MS = 10_000;

/**
 * The server's clock, learnt from its replies, beside this process's monotonic clock. The wall clock of this machine is never
 * asked: two machines rarely agree. A reply says that the server's clock was T somewhere between sending and receiving, so
 * T - sent is never below the true offset, and the smallest sample is the best.
 */
export class ServerClock {
  #current = Infinity;
  #previous = Infinity;
  #windowEndsAt = 0;

  /** Whether any reply was seen. */
  get isKnown(): boolean {
    return this.#current !== Infinity || this.#previous !== Infinity;
  }

  /** Takes down a reply. `sentAt` and `receivedAt` by the local monotonic clock, ms. */
  learn(sample: { readonly serverMs: number; readonly sentAt: number; readonly receivedAt: number }): void {
    if (sample.receivedAt >= this.#windowEndsAt) {
      this.#previous = this.#current;
      this.#current = Infinity;
      this.#windowEndsAt = sample.receivedAt + WINDOW_MS;
    }
    // The server cuts its time to whole ms.
    this.#current = Math.min(this.#current, sample.serverMs + 1 - sample.sentAt);
  }

  /** Forgets what was learnt: the server's clock was set, or another server answers. */
  forget(): void {
    this.#current = Infinity;
    this.#previous = Infinity;
    this.#windowEndsAt = 0;
  }

  /** A local moment as epoch ms of the server, rounded up; 0 while nothing is known. */
  serverMs(localMs: number): number {
    const offset = Math.min(this.#current, this.#previous);
    return offset === Infinity ? 0 : Math.ceil(localMs + offset);
  }
}
