/** What may happen to one direction of every connection of a proxy; shared by its lanes. */
export interface DirectionFaults {
  delayMs: number;
  stalled: boolean;
}

interface Delivery {
  /** On the clock of `performance.now`. */
  dueAt: number;
  readonly deliver: () => void;
}

/**
 * One direction of one connection: deliveries leave in the order they came, each after its delay, none while stalled. The end of a
 * connection is a delivery too, so that it overtakes no bytes.
 */
export class FaultLane {
  readonly #faults: DirectionFaults;
  #held: Delivery[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(faults: DirectionFaults) {
    this.#faults = faults;
  }

  /** Delivers now, or later when there is a reason to hold it. */
  push(deliver: () => void): void {
    this.#held.push({ dueAt: performance.now() + this.#faults.delayMs, deliver });
    this.pump();
  }

  /** Delivers what is due; to be called again after the faults have changed. */
  pump(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (!this.#faults.stalled) {
      const next = this.#held[0];
      if (next === undefined) return;
      const waitMs = next.dueAt - performance.now();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.pump(), Math.ceil(waitMs));
        return;
      }
      this.#held.shift();
      next.deliver();
    }
  }

  /** Makes everything held due now. */
  release(): void {
    for (const delivery of this.#held) delivery.dueAt = 0;
    this.pump();
  }

  /** Forgets everything held. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#held = [];
  }
}
