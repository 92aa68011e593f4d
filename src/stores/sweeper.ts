/**
 * stores: what works with every store, beside the stores themselves.
 * May import core, seal, stock. Invariant: knows no store but through the port.
 */
import { GuardError } from '../core/errors.js';
import { STOCK_LIMITS } from '../stock/limits.js';
import type { StockStore } from '../stock/store.js';
import type { ExpireVerdict } from '../stock/verdict.js';

/** One sweep that did not happen. The sweeper goes on by itself, later and later while the trouble lasts. */
export type SweepTrouble =
  /** The store refused, or did not answer: `verdict` says why. */
  | { readonly kind: 'unanswered'; readonly verdict: Exclude<ExpireVerdict, { readonly kind: 'swept' }> }
  /** The store threw, most likely a GuardError `store-configuration` or `corrupt-state`: somebody has to look. */
  | { readonly kind: 'thrown'; readonly error: unknown };

/** What one round of sweeping gave back. */
export interface SweepRound {
  /** Reservations that gave their units back. */
  readonly expired: number;
  /** Calls it took. */
  readonly callCount: number;
  /** Whether others may still be due; the next round takes them. */
  readonly more: boolean;
}

/** How a sweeper works. */
export interface SweeperOptions {
  /** Ms between two rounds, 10 to 600,000; 1,000 unless told. Each wait is made up to a quarter shorter or longer, by chance. */
  readonly everyMs?: number | undefined;
  /** Reservations one call looks at, 1 to 2,000; 200 unless told. The store is kept busy by at most one call at a time. */
  readonly limit?: number | undefined;
  /** Told of every sweep that did not happen. Has to be given: a sweeper that fails in silence is noticed when stock is missing. */
  readonly onError: (trouble: SweepTrouble) => void;
  /** Told of every round that gave something back. */
  readonly onSwept?: ((round: SweepRound) => void) | undefined;
}

/** A running sweeper. */
export interface Sweeper {
  /** Ends it; answers when the call under way has settled. Any number of times. */
  stop(): Promise<void>;
}

/** Calls of one round, so that a store which always says `more` cannot hold the process. */
const CALLS_MAX = 200;
/** Longest wait after a trouble, unless `everyMs` is longer. */
const TROUBLE_WAIT_MAX_MS = 30_000;
const EVERY_MIN_MS = 10;
const EVERY_MAX_MS = 600_000;
const NAMES: readonly string[] = ['everyMs', 'limit', 'onError', 'onSwept'];

/**
 * Expires due reservations of one sale, again and again, until stopped. Units of a reservation that lapsed are back at the latest
 * one deadline and one round later. Run one in every process that serves the sale: any number of them share the work, waits are
 * made uneven so that they do not sweep in step, and the loss of one is made up by the others. Without any, `reserve` still
 * takes back what it needs before it says `insufficient`, but shop pages show units as reserved that nobody holds any more.
 *
 * The timer does not keep the process alive. A callback that throws ends nothing here; its error is thrown again outside.
 *
 * @example
 * ```ts
 * const sweeper = startSweeper(stock, { onError: (trouble) => { console.error('sweep', trouble); } });
 * // ... when the process is told to end:
 * await sweeper.stop();
 * ```
 * @throws GuardError `invalid-argument` for a bad option.
 */
export function startSweeper(stock: Pick<StockStore, 'expire'>, options: SweeperOptions): Sweeper {
  return new StoreSweeper(stock, resolve(options));
}

interface ResolvedOptions {
  readonly everyMs: number;
  readonly limit: number;
  readonly onError: (trouble: SweepTrouble) => void;
  readonly onSwept: ((round: SweepRound) => void) | undefined;
}

class StoreSweeper implements Sweeper {
  readonly #stock: Pick<StockStore, 'expire'>;
  readonly #options: ResolvedOptions;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  #troubleCount = 0;
  #isStopped = false;

  constructor(stock: Pick<StockStore, 'expire'>, options: ResolvedOptions) {
    this.#stock = stock;
    this.#options = options;
    // The first one at any moment of the period: processes of one deploy start together.
    this.#wait(Math.random() * options.everyMs);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  #wait(ms: number): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#round = this.#sweep();
    }, ms);
    this.#timer.unref();
  }

  /** One round, and the wait for the next. Never rejects. */
  async #sweep(): Promise<void> {
    let expired = 0;
    let callCount = 0;
    let more = true;
    while (more && callCount < CALLS_MAX && !this.#isStopped) {
      // Another caller of this process comes in between, also where a store answers without ever leaving it.
      if (callCount > 0) await new Promise((resolve) => setImmediate(resolve));
      const verdict = await this.#call();
      callCount += 1;
      if (verdict === undefined) break;
      expired += verdict.expired;
      more = verdict.more;
    }
    const { onSwept } = this.#options;
    if (expired > 0 && onSwept !== undefined) tell(() => onSwept({ expired, callCount, more }));
    this.#wait(this.#nextWaitMs());
  }

  /** One call; undefined when it brought nothing and `onError` was told. */
  async #call(): Promise<Extract<ExpireVerdict, { readonly kind: 'swept' }> | undefined> {
    const { limit, onError } = this.#options;
    let trouble: SweepTrouble;
    try {
      const verdict = await this.#stock.expire({ limit });
      if (verdict.kind === 'swept') {
        this.#troubleCount = 0;
        return verdict;
      }
      trouble = { kind: 'unanswered', verdict };
    } catch (error) {
      trouble = { kind: 'thrown', error };
    }
    this.#troubleCount += 1;
    tell(() => onError(trouble));
    return undefined;
  }

  /** The period, doubled with each trouble in a row, from three quarters to five quarters of it. */
  #nextWaitMs(): number {
    const { everyMs } = this.#options;
    const longestMs = Math.max(everyMs, TROUBLE_WAIT_MAX_MS);
    const waitMs = Math.min(everyMs * 2 ** Math.min(this.#troubleCount, 16), longestMs);
    return waitMs * (0.75 + Math.random() / 2);
  }
}

/** A callback's own error is neither hidden nor allowed to end the sweeping. */
function tell(callback: () => void): void {
  try {
    callback();
  } catch (error) {
    setImmediate(() => {
      throw error;
    });
  }
}

function resolve(options: SweeperOptions): ResolvedOptions {
  // Callers in JavaScript may hand in anything, whatever the types say.
  const given = options as Partial<SweeperOptions> | null | undefined;
  if (typeof given !== 'object' || given === null) throw invalid('startSweeper needs options with onError');
  for (const name of Object.keys(given)) {
    if (!NAMES.includes(name))
      throw invalid(`${name} is not an option of startSweeper; there are ${NAMES.join(', ')}`);
  }
  const { everyMs = 1_000, limit = 200, onError, onSwept } = given;
  checkWhole('everyMs', everyMs, { min: EVERY_MIN_MS, max: EVERY_MAX_MS });
  checkWhole('limit', limit, { min: 1, max: STOCK_LIMITS.sweepMax });
  if (typeof onError !== 'function')
    throw invalid('onError must be a function: it is told of every sweep that did not happen');
  if (onSwept !== undefined && typeof onSwept !== 'function') throw invalid('onSwept must be a function');
  return { everyMs, limit, onError, onSwept };
}

function checkWhole(
  name: string,
  value: unknown,
  range: { readonly min: number; readonly max: number },
): void {
  if (Number.isSafeInteger(value) && Number(value) >= range.min && Number(value) <= range.max) return;
  throw invalid(`${name} must be a whole number from ${range.min} to ${range.max}, got ${String(value)}`);
}

function invalid(message: string): GuardError {
  return new GuardError({ code: 'invalid-argument', message });
}
