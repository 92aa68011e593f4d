import type { Evidence, Measure, Severity } from '../../catalog/finding.js';
import type { CheckoutOrder } from '../../catalog/order.js';
import type { EpochMs } from '../../core/clock.js';
import type { InEveryLang } from '../../text/lang.js';
import type { Parameter, ValuesOf } from '../parameters.js';
import type { StoppedIncident, Telling } from '../rule.js';
import type { OrderGroup } from './order-group.js';
import type { PriceSource } from './price-source.js';

/** What an order rule may know. */
export interface OrderFacts {
  readonly order: CheckoutOrder;
  readonly book: PriceSource;
  /** By SKU, then price list. */
  readonly groups: readonly OrderGroup[];
  readonly now: EpochMs;
}

/** An order rule's answer when it fires. */
export interface OrderJudgementOf<E extends Evidence = Evidence> {
  readonly severity: Severity;
  readonly measured: Measure;
  readonly limit: Measure;
  readonly evidence: E;
}

/** Parameters of an order rule: numbers and flags, so that a policy is read once and compared quickly. */
export type OrderParameters = Readonly<Record<string, Parameter<number> | Parameter<boolean>>>;

interface OrderRuleFace<T extends OrderParameters, E extends Evidence> {
  /** Kebab case, stable, none of the audit's: it stands in policies and findings. */
  readonly id: string;
  /** One sentence: what it protects against. */
  readonly protects: InEveryLang<string>;
  /** The trigger as a formula, in the words of the documentation. */
  readonly formula: string;
  readonly stops: readonly StoppedIncident[];
  /** Severities it can give, worst first. */
  readonly severities: readonly Severity[];
  /** Why no policy may switch it off or lower it; undefined where one may. */
  readonly unwaivable?: InEveryLang<string> | undefined;
  readonly parameters: T;
  /** Pairs of parameters of which the first may not exceed the second. */
  readonly ascending?: readonly (readonly [lower: string, upper: string])[];
  /** The diagnosis in words, for the operator. */
  readonly tell: InEveryLang<(evidence: E, telling: Telling) => string>;
}

/** A rule about one group: `group` is asked of those that the price book holds, `missing` of those that it does not. */
export interface GroupRule<
  T extends OrderParameters = OrderParameters,
  E extends Evidence = Evidence,
> extends OrderRuleFace<T, E> {
  readonly kind: 'group' | 'missing';
  judge(group: OrderGroup, facts: OrderFacts, parameters: ValuesOf<T>): OrderJudgementOf<E> | undefined;
}

/** A rule about the order as a whole. */
export interface WholeRule<
  T extends OrderParameters = OrderParameters,
  E extends Evidence = Evidence,
> extends OrderRuleFace<T, E> {
  readonly kind: 'whole';
  judge(facts: OrderFacts, parameters: ValuesOf<T>): OrderJudgementOf<E> | undefined;
}

/** A rule of the order rule table. Pure: the same order, book, instant and parameters give the same judgement. */
export type OrderRule = GroupRule | WholeRule;

/**
 * Types a rule by its own parameters and evidence while it is written, and hands it to the table as one of many.
 *
 * The cast is safe because the table hands a rule only values read by its own `parameters`, and only evidence it made.
 */
export function groupRule<T extends OrderParameters, E extends Evidence>(
  rule: Omit<GroupRule<T, E>, 'kind'>,
): GroupRule {
  return { kind: 'group', ...rule } as unknown as GroupRule;
}

/** As {@link groupRule}, for what the price book does not hold. */
export function missingRule<T extends OrderParameters, E extends Evidence>(
  rule: Omit<GroupRule<T, E>, 'kind'>,
): GroupRule {
  return { kind: 'missing', ...rule } as unknown as GroupRule;
}

/** As {@link groupRule}, for the order as a whole. */
export function wholeRule<T extends OrderParameters, E extends Evidence>(
  rule: Omit<WholeRule<T, E>, 'kind'>,
): WholeRule {
  return { kind: 'whole', ...rule } as unknown as WholeRule;
}
