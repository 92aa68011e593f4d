import type { Trip } from '../catalog/trip.js';
import { isHeard, publish } from './events.js';
import type { GuardHandlers, LatePayment, Regression, Shortfall } from './options.js';

/**
 * Calls the shop's handlers. Always later, never within the call that found the matter: no verdict waits for a handler, and nothing
 * a handler throws reaches anything but `on.error`.
 */
export class Alarms {
  readonly #saleId: string;
  readonly #handlers: GuardHandlers;
  readonly #isShadow: boolean;

  constructor(init: {
    readonly saleId: string;
    readonly handlers: GuardHandlers;
    readonly mode: 'enforce' | 'shadow';
  }) {
    this.#saleId = init.saleId;
    this.#handlers = init.handlers;
    this.#isShadow = init.mode === 'shadow';
  }

  trip(trip: Trip): void {
    this.#later(() => {
      if (isHeard('trip')) publish('trip', { saleId: this.#saleId, trip });
      return this.#handlers.trip(trip);
    });
  }

  regression(at: number): void {
    const regression: Regression = { saleId: this.#saleId, at };
    this.#later(() => {
      if (isHeard('regression')) publish('regression', { saleId: this.#saleId, regression });
      return this.#handlers.regression(regression);
    });
  }

  /** Silent in shadow mode: the order went through whatever the store said, so nothing is owed. */
  latePayment(payment: LatePayment): void {
    if (this.#isShadow) return;
    this.#later(() => {
      if (isHeard('latePayment')) publish('latePayment', { saleId: this.#saleId, payment });
      return this.#handlers.latePayment(payment);
    });
  }

  /** Of an order: silent in shadow mode, as {@link latePayment}. */
  shortfall(shortfall: Shortfall): void {
    if (this.#isShadow && shortfall.because === 'rescue') return;
    this.#later(() => {
      if (isHeard('shortfall')) publish('shortfall', { saleId: this.#saleId, shortfall });
      return this.#handlers.shortfall(shortfall);
    });
  }

  /** A trouble of the guard itself. */
  error(error: unknown): void {
    setImmediate(() => this.#tell(error));
  }

  #later(call: () => void | Promise<void>): void {
    setImmediate(() => void this.#run(call));
  }

  async #run(call: () => void | Promise<void>): Promise<void> {
    try {
      await call();
    } catch (error) {
      this.#tell(error);
    }
  }

  #tell(error: unknown): void {
    if (isHeard('error')) publish('error', { saleId: this.#saleId, error });
    try {
      if (this.#handlers.error === undefined) printError(this.#saleId, error);
      else this.#handlers.error(error);
    } catch (second) {
      // The last resort threw as well: say both where somebody may look, rather than stop the process mid-sale.
      printError(this.#saleId, error);
      printError(this.#saleId, second);
    }
  }
}

/** Message and code only: a stack or the data of a foreign error may hold what must not be in a log. */
function printError(saleId: string, error: unknown): void {
  const message =
    error instanceof Error ? `${error.name}: ${error.message}` : 'something that is no Error was thrown';
  process.stderr.write(`saleguard: sale ${saleId}: ${message}\n`);
}
