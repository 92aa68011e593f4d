import { compareLists, compareTexts } from './compare.js';
import type { CompiledPromotion } from './compiled-promotion.js';
import { NAMED_SET_MAX } from './limits.js';
import { bestOrder } from './lowest-order.js';
import { totalAfter, type Goods } from './order-total.js';
import { at, type StackPlan } from './stack-plan.js';
import type { OrderTotal, StackSearch } from './stack-search.js';

/**
 * The promotions that bring an order to its total, in the order they are applied: of the sets that do, the one of fewest
 * uses, of those the first by its sorted ids. What changes nothing is therefore never named. Where more than
 * {@link NAMED_SET_MAX} maximal sets reach it (goods for nothing, mostly), the first of them in order of search are compared.
 */
export function nameStack(
  search: StackSearch,
  plan: StackPlan,
  priceMinor: number,
  order: OrderTotal,
): readonly string[] {
  const naming = new Naming(plan, order, order.quantity * priceMinor);
  if (naming.isUnhelped) return [];
  let count = 0;
  search.eachReaching(plan, priceMinor, order, (chosen) => {
    count += 1;
    if (count <= NAMED_SET_MAX) naming.hear(chosen);
  });
  return naming.ids();
}

/** Finds the fewest uses that reach the total of one order. */
class Naming {
  readonly isUnhelped: boolean;
  readonly #plan: StackPlan;
  readonly #goods: Goods;
  readonly #totalMinor: number;
  #best: readonly CompiledPromotion[] | undefined;

  constructor(plan: StackPlan, { quantity, totalMinor }: OrderTotal, subtotalMinor: number) {
    this.#plan = plan;
    this.#goods = { quantity, subtotalMinor };
    this.#totalMinor = totalMinor;
    this.isUnhelped = totalMinor >= subtotalMinor;
  }

  /** @param chosen a maximal set that reaches the total, as positions in the members of the plan. */
  hear(chosen: readonly number[]): void {
    const fewest = this.#fewestOf(this.#usesOf(chosen));
    if (this.#best === undefined || compareLists(sortedIds(fewest), sortedIds(this.#best)) < 0)
      this.#best = fewest;
  }

  ids(): readonly string[] {
    const uses = this.#best ?? [];
    const inOrder = this.#plan.applicationOrder === 'listed' ? uses : this.#inBestOrder(uses);
    return inOrder.map(({ id }) => id);
  }

  /** One that may be used several times stands as often. */
  #usesOf(chosen: readonly number[]): readonly CompiledPromotion[] {
    const members = chosen.map((position) => at(this.#plan.members, position));
    return this.#asApplied(members).flatMap((member) =>
      new Array<CompiledPromotion>(member.uses).fill(member),
    );
  }

  /** Mostly every use is needed: then no fewer reach the total, since a promotion more never raises it. */
  #fewestOf(uses: readonly CompiledPromotion[]): readonly CompiledPromotion[] {
    const isNeeded = (_: CompiledPromotion, index: number): boolean =>
      !this.#reaches(uses.toSpliced(index, 1));
    return uses.every(isNeeded) ? uses : this.#fewestOfMany(uses);
  }

  /** Smaller subsets first, those of one size by their ids: goods for nothing mostly need one or two uses. */
  #fewestOfMany(uses: readonly CompiledPromotion[]): readonly CompiledPromotion[] {
    const byId = [...uses].sort((left, right) => compareTexts(left.id, right.id));
    for (let size = 1; size < uses.length; size++) {
      const found = this.#firstOf(byId, size, []);
      if (found !== undefined) return found;
    }
    return uses;
  }

  /** The first that reaches the total of the ways to add `size` of some uses to those picked. */
  #firstOf(
    uses: readonly CompiledPromotion[],
    size: number,
    picked: readonly CompiledPromotion[],
  ): readonly CompiledPromotion[] | undefined {
    if (size === 0) {
      const inOrder = this.#asApplied(picked);
      return this.#reaches(inOrder) ? inOrder : undefined;
    }
    for (let index = 0; index + size <= uses.length; index++) {
      const use = uses[index];
      if (use === undefined) break;
      const found = this.#firstOf(uses.slice(index + 1), size - 1, [...picked, use]);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** By id, or as they are listed where that is the order. */
  #asApplied(members: readonly CompiledPromotion[]): readonly CompiledPromotion[] {
    const isListed = this.#plan.applicationOrder === 'listed';
    return [...members].sort((left, right) =>
      isListed ? left.position - right.position : compareTexts(left.id, right.id),
    );
  }

  #reaches(uses: readonly CompiledPromotion[]): boolean {
    const all = { list: uses, count: uses.length };
    return totalAfter(all, this.#goods, this.#plan.applicationOrder) === this.#totalMinor;
  }

  /** Tier prices first, fixed amounts last: see `totalAfter`. */
  #inBestOrder(uses: readonly CompiledPromotion[]): readonly CompiledPromotion[] {
    const { quantity, subtotalMinor } = this.#goods;
    const tiers = uses.filter(({ steps }) => steps.length > 0);
    const shares = uses.filter(({ isShare }) => isShare);
    const fixed = uses.filter(({ isShare, steps }) => !isShare && steps.length === 0);
    const start = tiers.reduce((total, tier) => tier.apply(total, quantity), subtotalMinor);
    return [...tiers, ...bestOrder(start, quantity, shares), ...fixed];
  }
}

function sortedIds(uses: readonly CompiledPromotion[]): readonly string[] {
  return uses.map(({ id }) => id).sort(compareTexts);
}
