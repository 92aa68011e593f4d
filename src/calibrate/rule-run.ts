import { RowJudge } from '../audit/row-judge.js';
import type { HistoryLookup } from '../audit/row-facts.js';
import { isAtLeast, type Finding } from '../catalog/finding.js';
import type { ReadRow } from '../catalog/row.js';
import type { EpochMs } from '../core/clock.js';
import type { Facts } from '../pricing/facts.js';
import type { PricingPolicy } from '../pricing/settings.js';

/** What a run of the rules knows beside the policy. */
export interface RunKnowledge {
  readonly now: EpochMs;
  readonly history: HistoryLookup | undefined;
}

/**
 * What holds a row for another reason than its price: such a row may still teach what an ordinary price is, and a shop
 * that asks for a column it does not have yet can still calibrate.
 */
const NOT_ABOUT_THE_PRICE: ReadonlySet<string> = new Set(['required-input']);

/** The audit's own judge of rows, asked one row at a time who would stop it. */
export class RuleRun {
  readonly #judge: RowJudge;
  #stops: string[] = [];

  constructor(policy: PricingPolicy, { now, history }: RunKnowledge) {
    this.#judge = new RowJudge(
      policy,
      {
        now,
        history,
        previous: undefined,
        rates: policy.rates,
        promotions: undefined,
        approvals: undefined,
      },
      { onFinding: this.#hear },
    );
  }

  /** What is known of the offer judged last. */
  get facts(): Facts {
    return this.#judge.facts;
  }

  /**
   * Judges a row by every rule of the policy that looks at rows one by one.
   *
   * @returns ids of the rules that hold or block its price; valid until the next call.
   */
  judge(row: ReadRow, file: string): readonly string[] {
    this.#stops = [];
    this.#judge.judge(row, file, false);
    return this.#stops;
  }

  readonly #hear = ({ ruleId, severity }: Finding): void => {
    if (isAtLeast(severity, 'hold') && !NOT_ABOUT_THE_PRICE.has(ruleId)) this.#stops.push(ruleId);
  };
}
