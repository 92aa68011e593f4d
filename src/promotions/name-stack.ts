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

  /** One that may be used several times as often; by id, or as they are listed where that is the order. */
  #usesOf(chosen: readonly number[]): readonly CompiledPromotion[] {
    const isListed = this.#plan.applicationOrder === 'listed';
    return chosen
      .map((position) => at(this.#plan.members, position))
      .sort((left, right) => (isListed ? left.position - right.position : compareTexts(left.id, right.id)))
      .flatMap((member) => new Array<CompiledPromotion>(member.uses).fill(member));
  }

  /** Mostly every use is needed: then no fewer reach the total, since a promotion more never raises it. */
  #fewestOf(uses: readonly CompiledPromotion[]): readonly CompiledPromotion[] {
    const isNeeded = (_: CompiledPromotion, index: number): boolean =>
      !this.#reaches(uses.toSpliced(index, 1));
    return uses.every(isNeeded) ? uses : this.#fewestOfMany(uses);
  }

  /** Every subset, one bit a use; fewer uses first, then by ids. */
  #fewestOfMany(uses: readonly CompiledPromotion[]): readonly CompiledPromotion[] {
    let best = uses;
    for (let subset = 0; subset < 1 << uses.length; subset++) {
      const some = uses.filter((_, index) => (subset & (1 << index)) !== 0);
      if (some.length > best.length || compareLists(sortedIds(some), sortedIds(best)) >= 0) continue;
      if (this.#reaches(some)) best = some;
    }
    return best;
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
