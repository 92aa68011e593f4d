/**
 * pricing: references, one file per rule, the rule table.
 * May import core, money, catalog and text. Invariant: pure; the same offer, facts and parameters give the same judgement.
 */
import type { Evidence, Measure, Severity } from '../catalog/finding.js';
import type { Offer } from '../catalog/offer.js';
import type { Promotion } from '../catalog/promotion.js';
import type { ReadProblem } from '../catalog/row.js';
import type { EpochMs } from '../core/clock.js';
import type { CurrencyCode } from '../money/currency.js';
import type { InputId } from '../text/input-words.js';
import type { InEveryLang } from '../text/lang.js';
import type { Say } from '../text/say.js';
import type { Facts } from './facts.js';
import type { ParameterTable, ParameterValue, ValuesOf } from './parameters.js';

/** What a rule needs beside sku, price and currency. Coverage names the input when it was not supplied. */
export type RuleInput = InputId;

/** A rule's answer when it fires. */
export interface Judgement<E extends Evidence = Evidence> {
  readonly severity: Severity;
  readonly measured: Measure;
  readonly limit: Measure;
  readonly evidence: E;
}

/** The rule had nothing to compare with on this row: counted by coverage, never a pass. */
export const NOT_JUDGED = 'not-judged';

/** Undefined is a pass. */
export type RuleAnswer<E extends Evidence = Evidence> = Judgement<E> | typeof NOT_JUDGED | undefined;

/** What a sentence is told beside the evidence. */
export interface Telling {
  readonly say: Say;
  /** The offer's currency as a formatter: `money(13600)` is `13,600 won`. */
  readonly money: (minor: number) => string;
  readonly currency: CurrencyCode | undefined;
  readonly severity: Severity;
}

/** A real case a rule would have stopped. */
export interface StoppedIncident {
  readonly merchant: string;
  readonly when: string;
  readonly what: InEveryLang<string>;
}

interface RuleFace<E extends Evidence> {
  /** Kebab case, stable: it stands in policies, approvals and baselines. */
  readonly id: string;
  /** One sentence: what it protects against. */
  readonly protects: InEveryLang<string>;
  /** The trigger as a formula, in the words of the documentation. */
  readonly formula: string;
  readonly stops: readonly StoppedIncident[];
  /** Severities it can give, worst first. */
  readonly severities: readonly Severity[];
  readonly needs: readonly RuleInput[];
  /** True when the finding names a cause ("a digit lost") and not only a size: such a finding is told first. */
  readonly explains: boolean;
  /**
   * Answers for a field or row that could not be read, when that is this rule's business. Every problem is the business of
   * exactly one rule.
   */
  judgeProblem?(problem: ReadProblem): Judgement<E> | undefined;
  /** Answers for a promotion by itself, whatever it is applied to. `parameters` are those of the rule without overrides. */
  judgePromotion?(
    promotion: Promotion,
    facts: PromotionFacts,
    parameters: Readonly<Record<string, ParameterValue>>,
  ): Judgement<E> | undefined;
  /** True for a rule that judges a price by its height alone: it is asked again about the payable price after promotions. */
  readonly judgesPayable?: boolean;
  /**
   * Pairs of number parameters of which the first may not exceed the second, such as a warn limit and its block limit:
   * a policy that crosses them would block what it does not even warn about, or never block at all.
   */
  readonly ascending?: readonly (readonly [lower: string, upper: string])[];
  /** The diagnosis in words. */
  readonly tell: InEveryLang<(evidence: E, telling: Telling) => string>;
}

/** A rule that judges one offer at a time. */
export interface OfferRule<
  T extends ParameterTable = ParameterTable,
  E extends Evidence = Evidence,
> extends RuleFace<E> {
  readonly kind: 'offer';
  readonly parameters: T;
  /**
   * True when the answer for this offer depends on its peers: the audit then waits until it has seen all of them. A rule
   * that reads `facts.peers` must have this.
   */
  usesPeers?(offer: Offer, facts: Facts, parameters: ValuesOf<T>): boolean;
  judge(offer: Offer, facts: Facts, parameters: ValuesOf<T>): RuleAnswer<E>;
}

/** What a batch rule sees of each row. */
export interface BatchRow {
  readonly offer: Offer;
  readonly facts: Facts;
  readonly file: string;
  readonly line: number;
}

/** What is known of the batch before its first row. */
export interface BatchContext {
  readonly now: number;
  /** Rows of the previous catalogue; undefined when none was handed in. */
  readonly previousRowCount: number | undefined;
  /** How often each price stood in the previous catalogue is not kept; only its size is. */
  readonly historyEndsOn: number | undefined;
  /** Seed of hash tables. */
  readonly seed: number;
}

/** A judgement about several rows, or one found out only at the end. */
export interface BatchJudgement<E extends Evidence = Evidence> extends Judgement<E> {
  /** The row to show, when the finding is about one offer; undefined for the batch as a whole. */
  readonly about: BatchSubject | undefined;
}

/** The row a batch judgement is shown at. */
export interface BatchSubject {
  readonly sku: string;
  readonly priceList: string;
  readonly currency: CurrencyCode;
  readonly priceMinor: number;
  readonly name: string | undefined;
  readonly category: string | undefined;
  readonly file: string;
  readonly line: number;
}

/** Counts of rows known when the last row has been read. */
export interface BatchTotals {
  readonly rowCount: number;
  /** Rows whose price field was empty. */
  readonly emptyPriceCount: number;
}

/** One run of a batch rule over one batch. Its judgements may not depend on the order of the rows. */
export interface BatchWatch<E extends Evidence = Evidence> {
  see(row: BatchRow): void;
  close(totals: BatchTotals): {
    readonly judgements: readonly BatchJudgement<E>[];
    readonly notJudgedCount: number;
  };
}

/** A rule that must see all rows before it can judge. */
export interface BatchRule<
  T extends ParameterTable = ParameterTable,
  E extends Evidence = Evidence,
> extends RuleFace<E> {
  readonly kind: 'batch';
  readonly parameters: T;
  open(context: BatchContext, parameters: ValuesOf<T>): BatchWatch<E>;
}

/** A rule about the reading itself: it answers for fields and rows that could not be read. */
export interface ReadingRule<
  T extends ParameterTable = ParameterTable,
  E extends Evidence = Evidence,
> extends RuleFace<E> {
  readonly kind: 'reading';
  readonly parameters: T;
}

/** What could be judged by one rule over the whole batch. */
export interface CoverageTally {
  readonly ruleId: string;
  readonly judgedCount: number;
  readonly notJudgedCount: number;
  readonly needs: readonly RuleInput[];
}

/** A rule about the audit itself, asked once for every other rule when the last row has been judged. */
export interface CoverageRule<
  T extends ParameterTable = ParameterTable,
  E extends Evidence = Evidence,
> extends RuleFace<E> {
  readonly kind: 'coverage';
  readonly parameters: T;
  judgeCoverage(tally: CoverageTally, parameters: ValuesOf<T>): Judgement<E> | undefined;
}

/** What a rule may know when it judges a promotion by itself. */
export interface PromotionFacts {
  readonly now: EpochMs;
}

/** A rule about promotions alone: it answers through `judgePromotion`. */
export interface PromotionRule<
  T extends ParameterTable = ParameterTable,
  E extends Evidence = Evidence,
> extends RuleFace<E> {
  readonly kind: 'promotion';
  readonly parameters: T;
}

/** A rule of the rule table, by what it looks at: an offer, the batch, the reading, a promotion, the coverage. */
export type PriceRule = OfferRule | BatchRule | ReadingRule | PromotionRule | CoverageRule;

/**
 * Types a rule by its own parameters and evidence while it is written, and hands it to the rule table as one of many.
 *
 * The cast is safe because the table hands a rule only values read by its own `parameters`, and only evidence it made.
 */
export function offerRule<T extends ParameterTable, E extends Evidence>(
  rule: Omit<OfferRule<T, E>, 'kind'>,
): OfferRule {
  return { kind: 'offer', ...rule } as unknown as OfferRule;
}

/** As {@link offerRule}, for a rule that judges a whole batch. */
export function batchRule<T extends ParameterTable, E extends Evidence>(
  rule: Omit<BatchRule<T, E>, 'kind'>,
): BatchRule {
  return { kind: 'batch', ...rule } as unknown as BatchRule;
}

/** As {@link offerRule}, for a rule about reading. */
export function readingRule<T extends ParameterTable, E extends Evidence>(
  rule: Omit<ReadingRule<T, E>, 'kind'>,
): ReadingRule {
  return { kind: 'reading', ...rule } as unknown as ReadingRule;
}

/** As {@link offerRule}, for a rule about what could not be judged. */
export function coverageRule<T extends ParameterTable, E extends Evidence>(
  rule: Omit<CoverageRule<T, E>, 'kind'>,
): CoverageRule {
  return { kind: 'coverage', ...rule } as unknown as CoverageRule;
}

/** As {@link offerRule}, for a rule about promotions by themselves. */
export function promotionRule<T extends ParameterTable, E extends Evidence>(
  rule: Omit<PromotionRule<T, E>, 'kind'>,
): PromotionRule {
  return { kind: 'promotion', ...rule } as unknown as PromotionRule;
}
