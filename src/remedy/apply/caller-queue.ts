/** Lets a caller go, or sends it home. */
export type Caller = (may: 'go' | 'stopped') => void;

/**
 * Callers of a service in the order in which they came. One that comes again, because its service was asked what it knows first or was
 * busy, is not sent behind all others: what is due first stays first.
 */
export class CallerQueue {
  readonly #again = new Line();
  readonly #anew = new Line();

  get isEmpty(): boolean {
    return this.#again.isEmpty && this.#anew.isEmpty;
  }

  add(caller: Caller, comes: 'anew' | 'again'): void {
    if (comes === 'again') this.#again.add(caller);
    else this.#anew.add(caller);
  }

  /** Takes the next one. */
  take(): Caller | undefined {
    return this.#again.take() ?? this.#anew.take();
  }

  /** Sends all home. */
  sendHome(): void {
    for (let next = this.take(); next !== undefined; next = this.take()) next('stopped');
  }
}

/** First come, first served. */
class Line {
  readonly #callers: Caller[] = [];
  #from = 0;

  get isEmpty(): boolean {
    return this.#from === this.#callers.length;
  }

  add(caller: Caller): void {
    this.#callers.push(caller);
  }

  take(): Caller | undefined {
    const next = this.#callers[this.#from];
    if (next === undefined) return undefined;
    this.#from += 1;
    if (this.isEmpty || this.#from > 1_024) {
      this.#callers.splice(0, this.#from);
      this.#from = 0;
    }
    return next;
  }
}
