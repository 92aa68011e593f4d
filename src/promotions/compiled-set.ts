import type { ApplicationOrder, ExactStack, Promotion, WorstStack } from '../catalog/promotion.js';
import { GuardError } from '../core/errors.js';
import { requireSafeInteger } from '../money/safe-integer.js';
import type { AnswerMemory } from './answer-memory.js';
import { MEMBER_MAX, QUANTITY_LIMIT, STACKABLE_MAX } from './limits.js';
import { leastPrice, planOfAll, type LeastPlan } from './least-price.js';
import { nameStack } from './name-stack.js';
import type { PromotionSet } from './promotion-set.js';
import { planStacks, stackableAtMost, stackableCount, type Member, type StackPlan } from './stack-plan.js';
import type { OrderTotal, StackSearch } from './stack-search.js';

/** What a set is made of. */
export interface CompiledSetInit {
  /** Tells sets that share a memory apart. */
  readonly setNumber: number;
  /** By id. */
  readonly members: readonly Member[];
  readonly applicationOrder: ApplicationOrder;
  /** Smallest quantity the rows are sold in at their price. */
  readonly quantityMin: number;
  /** Shared by the sets of an index. */
  readonly memory: AnswerMemory;
  readonly search: StackSearch;
}

/** A plan, as far as there is one; `stackableCount` is the number of uses that combine, as far as it was counted. */
interface Planned {
  readonly least: LeastPlan;
  /** Undefined where there is too much to look through, whatever the price. */
  readonly full: StackPlan | undefined;
  readonly stackableCount: number;
}

/** A promotion set that is planned when it is first asked. */
export class CompiledSet implements PromotionSet {
  readonly promotions: readonly Promotion[];
  readonly #init: CompiledSetInit;
  readonly #members: readonly Member[];
  #planned: Planned | undefined;

  constructor(init: CompiledSetInit) {
    this.#init = init;
    this.promotions = init.members.map(({ promotion }) => promotion);
    this.#members = init.members.filter(({ promotion }) => promotion.kind !== 'free-shipping');
  }

  least(priceMinor: number): number {
    requireSafeInteger(priceMinor, 'priceMinor');
    return priceMinor <= 0 ? priceMinor : leastPrice(this.#planOnce().least, priceMinor);
  }

  worst(priceMinor: number, quantityMax: number): WorstStack {
    const { memory, setNumber } = this.#init;
    const known = memory.find(setNumber, priceMinor, quantityMax);
    if (known !== undefined) return known;
    requireArguments(priceMinor, quantityMax);
    const stack = this.#look(priceMinor, quantityMax);
    memory.keep({ setNumber, priceMinor, quantityMax }, stack);
    return stack;
  }

  #look(priceMinor: number, quantityMax: number): WorstStack {
    const { quantityMin, search } = this.#init;
    if (priceMinor <= 0) return unhelped(priceMinor, quantityMin);
    const { full, stackableCount: count } = this.#planOnce();
    // The smallest order is worth more than the safe integers: nobody's, and nothing to compute with.
    const canLook = quantityMin * priceMinor <= Number.MAX_SAFE_INTEGER;
    const found = full === undefined || !canLook ? undefined : search.find(full, priceMinor, quantityMax);
    if (full === undefined || found === undefined)
      return { kind: 'bound', payableMinor: this.least(priceMinor), stackableCount: count };
    return new FoundStack({ search, plan: full, priceMinor, found });
  }

  #planOnce(): Planned {
    return (this.#planned ??= planned(this.#members, this.#init));
  }
}

function planned(members: readonly Member[], { applicationOrder, quantityMin }: CompiledSetInit): Planned {
  if (members.length > MEMBER_MAX) {
    const compiled = members.map((member) => member.compiled);
    const count = compiled.reduce((sum, { uses }) => sum + uses, 0);
    return { least: planOfAll(compiled, quantityMin), full: undefined, stackableCount: count };
  }
  const plan = planStacks(members, applicationOrder, quantityMin);
  const atMost = stackableAtMost(plan);
  const count = atMost <= STACKABLE_MAX ? atMost : stackableCount(plan);
  const canLook = count <= STACKABLE_MAX && quantityMin <= QUANTITY_LIMIT;
  return { least: plan, full: canLook ? plan : undefined, stackableCount: count };
}

interface FoundStackInit {
  readonly search: StackSearch;
  readonly plan: StackPlan;
  readonly priceMinor: number;
  readonly found: OrderTotal;
}

/** An exact answer that names its promotions when it is asked to: most rows of a catalogue never ask. */
class FoundStack implements ExactStack {
  readonly kind = 'exact';
  readonly payableMinor: number;
  readonly quantity: number;
  readonly totalMinor: number;
  readonly #init: FoundStackInit;
  #promotionIds: readonly string[] | undefined;

  constructor(init: FoundStackInit) {
    const { quantity, totalMinor } = init.found;
    this.quantity = quantity;
    this.totalMinor = totalMinor;
    this.payableMinor = Math.floor(totalMinor / quantity);
    this.#init = init;
  }

  get promotionIds(): readonly string[] {
    const { search, plan, priceMinor, found } = this.#init;
    return (this.#promotionIds ??= nameStack(search, plan, priceMinor, found));
  }
}

function unhelped(priceMinor: number, quantity: number): ExactStack {
  return {
    kind: 'exact',
    payableMinor: priceMinor,
    quantity,
    totalMinor: quantity * priceMinor,
    promotionIds: [],
  };
}

function requireArguments(priceMinor: number, quantityMax: number): void {
  requireSafeInteger(priceMinor, 'priceMinor');
  if (Number.isSafeInteger(quantityMax) && quantityMax >= 1 && quantityMax <= QUANTITY_LIMIT) return;
  throw new GuardError({
    code: 'invalid-argument',
    message: `quantityMax must be a whole number from 1 to ${QUANTITY_LIMIT}, got ${String(quantityMax)}`,
  });
}
