import type { OwnSettings } from './own-settings.js';
import type { Measured, TunedRule } from './tuned-rule.js';
import type { WalkedRow } from './walk.js';

/** Rows a calibration did not use, and why. */
export interface LeftOutRows {
  /** Rows that other rules hold or block, by the first rule that does: a fault in the sample must not teach a limit. */
  readonly stopped: ReadonlyMap<string, number>;
  /** Rows for which the policy has switched the rule off, or lowered it so that it stops nothing. */
  readonly off: number;
  /** Rows whose limits the policy sets by price list. */
  readonly own: number;
  /** Rows the limits do not decide: without a list price, or judged by their history. */
  readonly notJudged: number;
}

/** Sorts out the rows that may teach or test the limits of one rule, and counts the others. */
export class RowSorter {
  readonly #tuned: TunedRule;
  readonly #own: OwnSettings;
  readonly #stopped = new Map<string, number>();
  #off = 0;
  #ownRows = 0;
  #notJudged = 0;

  constructor(tuned: TunedRule, own: OwnSettings) {
    this.#tuned = tuned;
    this.#own = own;
  }

  get leftOut(): LeftOutRows {
    return {
      stopped: new Map(this.#stopped),
      off: this.#off,
      own: this.#ownRows,
      notJudged: this.#notJudged,
    };
  }

  /** What the rule measures on a row that may be used; undefined for any other. */
  measure({ offer, facts, stops, rowCount }: WalkedRow): Measured | undefined {
    const measured = this.#tuned.measure(offer, facts);
    if (measured === undefined) {
      this.#notJudged += rowCount;
      return undefined;
    }
    const claim = this.#own.claimOf(offer.category, offer.priceList);
    if (claim === 'off') this.#off += rowCount;
    if (claim === 'own') this.#ownRows += rowCount;
    if (claim !== 'open') return undefined;
    const other = stops.find((ruleId) => ruleId !== this.#tuned.rule.id);
    if (other === undefined) return measured;
    this.#stopped.set(other, (this.#stopped.get(other) ?? 0) + rowCount);
    return undefined;
  }
}
