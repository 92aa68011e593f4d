import type { LearnedLimit } from './learn-limits.js';
import type { LeftOutRows } from './sorted-rows.js';

/** Rows and the alarms on them. */
export interface AlarmCount {
  readonly rowCount: number;
  /** Rows held or blocked. */
  readonly alarmCount: number;
}

/** Limits learned for a category, with the evidence for them. */
export interface LearnedScope {
  /** Path of the category; undefined for the whole catalogue. */
  readonly category: string | undefined;
  /** Rows of the learning half in it and below it. */
  readonly learnedRowCount: number;
  readonly limits: readonly LearnedLimit[];
  /** The rows of the judging half that these very limits judge, and how many the rule held or blocked. */
  readonly judged: AlarmCount;
  /** Categories below it without limits of their own. */
  readonly usedBy: readonly SmallCategory[];
}

/** A category that uses the limits of a parent. */
export interface SmallCategory {
  readonly category: string;
  /** Rows of the learning half in it and below it. */
  readonly learnedRowCount: number;
  /**
   * `few-rows`: fewer than are needed to tell the target; `beyond-max`: a policy holds so many overrides and no more, and larger categories came first;
   * `unfit-name`: a policy cannot name it (more than 500 characters, or control characters).
   */
  readonly reason: 'few-rows' | 'beyond-max' | 'unfit-name';
}

/** Why no limit was learned for a rule. */
export type Refusal =
  /** The whole catalogue has fewer rows than one category needs. */
  | { readonly reason: 'few-rows'; readonly rowCount: number; readonly neededCount: number }
  /** No row was one that the limits decide. */
  | { readonly reason: 'no-rows' }
  | { readonly reason: 'no-history' }
  | { readonly reason: 'short-history'; readonly dayCount: number; readonly neededCount: number };

/** What came of calibrating one rule. */
export type RuleCalibration = {
  readonly ruleId: string;
  /** Share of the rows that may be held or blocked by the rule. */
  readonly target: number;
  /** What a row is. */
  readonly counts: 'rows' | 'sku-days';
  readonly leftOut: LeftOutRows;
} & (
  | {
      readonly kind: 'learned';
      /** Rows of the learning half a category needs for limits of its own. */
      readonly neededCount: number;
      /** The whole catalogue first, then by category path. */
      readonly scopes: readonly LearnedScope[];
      /** All rows of the judging half that could be judged, by these limits. */
      readonly judged: AlarmCount;
      /** All rows of the judging half and those that any rule of the policy stops, this one included. */
      readonly everyRule: AlarmCount;
    }
  | ({ readonly kind: 'refused' } & Refusal)
);

/** A rule for which limits were learned. */
export type LearnedRule = Extract<RuleCalibration, { readonly kind: 'learned' }>;
