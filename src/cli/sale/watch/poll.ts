import { isGuardError } from '../../../core/errors.js';
import type { EpochMs } from '../../../core/clock.js';
import type { StockStore } from '../../../stock/store.js';
import { reasonText, type Hindrance } from '../tell-verdict.js';
import { withAnswer, withSilence, type WatchState } from './watch-state.js';

/** Stock keys one round asks for: a view must not keep the store from selling. */
const KEYS_A_ROUND = 500;
/** Of these the ones that move most, which are the ones shown. */
const KEYS_SHOWN = 60;

/** What a view asks. */
export type Watched = Pick<StockStore, 'saleId' | 'activity' | 'snapshot'>;

/**
 * Asks the store, round by round. The first round learns every stock key; of a sale with many, later rounds read those that move
 * most, and a part of the others in turn.
 */
export class Poller {
  readonly #stock: Watched;
  readonly #now: () => EpochMs;
  #turn = 0;
  /** Epoch at the last round that asked for all. */
  #fullEpoch: number | undefined;

  constructor(stock: Watched, now: () => EpochMs) {
    this.#stock = stock;
    this.#now = now;
  }

  /** The state after one more round. Never rejects for a store that is away. */
  async round(state: WatchState): Promise<WatchState> {
    try {
      const active = await this.#stock.activity();
      if (active.kind !== 'found') return this.#silence(state, active);
      const stockKeys = this.#keysOf(state);
      const shot = await this.#stock.snapshot(stockKeys === undefined ? {} : { stockKeys });
      if (shot.kind !== 'found') return this.#silence(state, shot);
      if (stockKeys === undefined) this.#fullEpoch = shot.snapshot.epoch;
      return withAnswer(state, { activity: active.activity, snapshot: shot.snapshot, at: this.#now() });
    } catch (error) {
      if (!isGuardError(error) || error.code === 'assertion') throw error;
      return withSilence(state, { at: this.#now(), why: error.message });
    }
  }

  #silence(state: WatchState, by: Hindrance): WatchState {
    return withSilence(state, { at: this.#now(), why: whyOf(by) });
  }

  /** Undefined asks for all: at first, and when another price book may have brought new ones. */
  #keysOf({ seen }: WatchState): readonly string[] | undefined {
    if (seen === undefined || seen.counters.size <= KEYS_A_ROUND || seen.snapshot.epoch !== this.#fullEpoch)
      return undefined;
    const counters = [...seen.counters.values()];
    const moving = counters
      .sort((left, right) => right.committed + right.reserved - (left.committed + left.reserved))
      .slice(0, KEYS_SHOWN)
      .map(({ stockKey }) => stockKey);
    const keys = [...seen.counters.keys()];
    const share = KEYS_A_ROUND - KEYS_SHOWN;
    const start = (this.#turn * share) % keys.length;
    this.#turn += 1;
    return [...new Set([...moving, ...keys.slice(start, start + share)])];
  }
}

function whyOf(by: Hindrance): string {
  if (by.kind === 'unknown') return by.message === '' ? by.because : by.message;
  return by.kind === 'refused' ? reasonText(by) : by.kind;
}
