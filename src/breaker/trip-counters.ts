import type { TripRule } from '../catalog/trip.js';
import {
  isCounted,
  makeCounter,
  measureShare,
  type Measurement,
  type RaisedScope,
  type RuleCounter,
} from './rule-counter.js';

/** What an effect spent of the loss budget, minor units. */
export interface SpentBudget {
  readonly beforeMinor: number;
  readonly spentMinor: number;
  readonly budgetMinor: number;
}

/** What one effect on one order tells the trip rules. */
export interface CountedEffect {
  /** Each once, in the order in which trips are looked at: `sale`, `sku:` in line order, then the scopes of the order. */
  readonly scopes: readonly RaisedScope[];
  /** Undefined when nothing was spent, or the sale has no budget. */
  readonly spent: SpentBudget | undefined;
}

/** A rule whose limit is passed in a scope. */
export interface PassedRule {
  readonly rule: TripRule;
  readonly scope: string;
  /** In the rule's own unit: a count, or bps rounded down. */
  readonly measured: number;
  /** The whole of a share; 0 for what is no share of anything. */
  readonly sample: number;
}

const SALE = 'sale';

/**
 * Counts what trip rules watch, and tells which limits are passed. Memory is bounded: so many (rule, scope) pairs are counted and
 * not one more. Knows no store and no hold: who holds one decides whether a passed limit is a trip, and resets what tripped.
 *
 * @example
 * const counters = new TripCounters(compileBreaker(policy.breaker), { countersMax: 20_000 });
 * const sale = { scope: 'sale', events: ['judged', 'reserved'], values: [], buyer: 'c-1', units: 2 } as const;
 * for (const { rule, scope } of counters.raise(saleMs, { scopes: [sale], spent: undefined })) hold(scope, rule.mode);
 */
export class TripCounters {
  readonly #rules: readonly TripRule[];
  readonly #countersMax: number;
  /** By rule, then by scope. */
  readonly #counters: readonly Map<string, RuleCounter>[];
  #pairs = 0;
  #uncounted = 0;

  constructor(rules: readonly TripRule[], options: { readonly countersMax: number }) {
    this.#rules = rules;
    this.#countersMax = options.countersMax;
    this.#counters = rules.map(() => new Map());
  }

  /** How often a (rule, scope) pair was left out of an effect because there was no room for it. */
  get uncounted(): number {
    return this.#uncounted;
  }

  /**
   * Counts an effect in all its scopes, then compares what was raised with the limits: rule by rule in their order, scope by
   * scope in the order given. Resets nothing.
   *
   * @param now sale clock, ms. A time before the newest one a counter has seen counts as that one.
   */
  raise(now: number, effect: CountedEffect): readonly PassedRule[] {
    const raised = this.#rules.flatMap((rule, index) => this.#raiseRule(rule, index, now, effect));
    return raised.flatMap(({ rule, scope, measure }) => {
      const { measured, sample, isPassed } = measure();
      return isPassed ? [{ rule, scope, measured, sample }] : [];
    });
  }

  /** Empties the counter of one rule in one scope; it keeps its place. Nothing happens for a pair that is not counted. */
  reset(ruleId: string, scope: string): void {
    const index = this.#rules.findIndex(({ id }) => id === ruleId);
    const rule = this.#rules[index];
    const counters = this.#counters[index];
    if (rule === undefined || counters?.has(scope) !== true) return;
    const empty = makeCounter(rule);
    if (empty !== undefined) counters.set(scope, empty);
  }

  #raiseRule(rule: TripRule, index: number, now: number, { scopes, spent }: CountedEffect): RaisedPair[] {
    if (rule.measure === 'budget-share') {
      if (spent === undefined) return [];
      return [{ rule, scope: SALE, measure: () => measureBudget(spent, rule) }];
    }
    return scopes.flatMap((raised) => {
      const { scope } = raised;
      if (!isWatched(rule, scope) || !isCounted(rule, raised)) return [];
      const counter = this.#counterOf(rule, index, scope);
      if (counter === undefined) return [];
      counter.raise(raised, now);
      return [{ rule, scope, measure: () => counter.measureAt(now) }];
    });
  }

  #counterOf(rule: TripRule, index: number, scope: string): RuleCounter | undefined {
    const known = this.#counters[index]?.get(scope);
    if (known !== undefined) return known;
    if (this.#pairs >= this.#countersMax) {
      this.#uncounted += 1;
      return undefined;
    }
    const counter = makeCounter(rule);
    if (counter === undefined) return undefined;
    this.#counters[index]?.set(scope, counter);
    this.#pairs += 1;
    return counter;
  }
}

interface RaisedPair {
  readonly rule: TripRule;
  readonly scope: string;
  readonly measure: () => Measurement;
}

/** Whether a scope is of the kind that a rule watches. */
function isWatched(rule: TripRule, scope: string): boolean {
  return rule.scope === SALE ? scope === SALE : scope.startsWith(`${rule.scope}:`);
}

/** Passed only by the effect that crosses the limit: a resumed sale is not stopped again by its next order. */
function measureBudget({ beforeMinor, spentMinor, budgetMinor }: SpentBudget, rule: TripRule): Measurement {
  const before = measureShare({ part: beforeMinor, whole: budgetMinor }, rule);
  const after = measureShare({ part: spentMinor, whole: budgetMinor }, rule);
  return { measured: after.measured, sample: 0, isPassed: after.isPassed && !before.isPassed };
}
