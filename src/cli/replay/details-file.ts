import type { ReplayHandlers } from '../../control/replay-options.js';
import { isSameOutcome } from '../../control/replay-outcome.js';
import type { JudgedOrder } from '../../control/replay-report.js';
import { withoutUndefined } from '../../seal/without-undefined.js';
import type { Lang } from '../../text/lang.js';
import { PendingFile } from '../pending-file.js';
import { leftOutJson, orderJson, paymentJson, tripJson } from './replay-json.js';

/** A handler for everything a replay tells. */
export type EveryHandler = { readonly [Name in keyof ReplayHandlers]-?: NonNullable<ReplayHandlers[Name]> };

/** Lines gathered before they are written. */
const LINES_MAX = 1_000;

/**
 * Everything a replay has to tell, one JSON line each, in order: orders that were not admitted (with two policies: orders whose answers
 * differ), trips, payments that would not have been taken, rows that were not judged. The whole file, or nothing.
 */
export class DetailsFile {
  readonly #file: PendingFile;
  readonly #lang: Lang;
  #lines: string[] = [];

  /** @throws GuardError `file`. */
  constructor(path: string, lang: Lang) {
    this.#file = new PendingFile(path);
    this.#lang = lang;
  }

  /** Handlers that write what they hear. */
  handlers(): EveryHandler {
    return {
      order: (order) => {
        if (isTold(order)) this.#add('order', orderJson(order, this.#lang));
      },
      leftOut: (leftOut) => this.#add('left-out', leftOutJson(leftOut)),
      trip: (trip, side) => this.#add('trip', tripJson(trip, side)),
      payment: (payment, side) => this.#add('payment', paymentJson(payment, side)),
    };
  }

  keep(): void {
    this.#flush();
    this.#file.keep();
  }

  /** Leaves nothing behind, unless the file was kept. */
  drop(): void {
    this.#file.drop();
  }

  #add(type: 'order' | 'left-out' | 'trip' | 'payment', told: object): void {
    this.#lines.push(`${JSON.stringify(withoutUndefined({ type, ...told }))}\n`);
    if (this.#lines.length >= LINES_MAX) this.#flush();
  }

  #flush(): void {
    this.#file.write(Buffer.from(this.#lines.join(''), 'utf8'));
    this.#lines = [];
  }
}

function isTold({ outcome, against }: JudgedOrder): boolean {
  return against === undefined ? outcome.verdict !== 'admitted' : !isSameOutcome(outcome, against);
}
