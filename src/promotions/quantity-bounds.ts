import type { CompiledPromotion } from './compiled-promotion.js';
import { DOUBLE_ERROR, MEMBER_MAX, QUANTITY_LIMIT } from './limits.js';
import { at, type StackPlan } from './stack-plan.js';

/**
 * The quantities at which orders of one row are worth looking at, at one price, each with what a unit costs at least. One
 * object, turned to each price; it allocates nothing a row.
 */
export class QuantityBounds {
  /** How many quantities there are. */
  count = 0;
  /** Where the quantity with the lowest bound stands; what is found there leaves little to look at elsewhere. */
  promising = 0;
  readonly #quantities: number[] = [];
  readonly #bounds: number[] = [];
  // By position of the members, at the price turned to.
  /** Smallest quantity at which each holds; Infinity beyond what is looked at. */
  readonly #thresholds = new Float64Array(MEMBER_MAX);
  /** What each takes of an order at most: `once + quantity * each`, at most `cap`; `each` is NaN where that is no line. */
  readonly #once = new Float64Array(MEMBER_MAX);
  readonly #each = new Float64Array(MEMBER_MAX);
  readonly #cap = new Float64Array(MEMBER_MAX);
  /** Smallest quantity at which any buy-x-get-y takes something. */
  #setsFrom = Infinity;
  #priceMinor = 0;
  readonly #beyond: number[] = [];

  /** Ascending. */
  quantityAt(place: number): number {
    return at(this.#quantities, place);
  }

  /** No order of the quantity at a place costs less a unit. */
  boundAt(place: number): number {
    return at(this.#bounds, place);
  }

  /** Whether a member holds for orders of a quantity. */
  holdsAt(position: number, quantity: number): boolean {
    return (this.#thresholds[position] ?? Infinity) <= quantity;
  }

  /** Turns to a price above 0, for orders of up to `quantityMax` units and those that just meet a condition beyond. */
  turnTo(plan: StackPlan, priceMinor: number, quantityMax: number): void {
    this.count = 0;
    this.promising = 0;
    this.#priceMinor = priceMinor;
    const first = plan.quantityMin;
    const end = plan.isSteady ? first : Math.max(first, quantityMax);
    const latest = this.#weighMembers(plan, priceMinor);
    for (let quantity = first; quantity <= end; quantity++) this.#add(plan, quantity, end);
    if (plan.isSteady || latest <= end) return;
    this.#collectBeyond(plan, priceMinor, end);
    for (const quantity of this.#beyond) this.#add(plan, quantity, end);
  }

  /** Works out from which quantity each member holds; returns the largest quantity that just meets any condition. */
  #weighMembers({ members, quantityMin: first }: StackPlan, priceMinor: number): number {
    let latest = first;
    this.#setsFrom = Infinity;
    for (let position = 0; position < members.length; position++) {
      const member = at(members, position);
      const least = Math.max(first, member.quantityMin, spending(member.minSpendMinor, priceMinor));
      this.#thresholds[position] = least > QUANTITY_LIMIT || member.isIdleAt(priceMinor) ? Infinity : least;
      this.#once[position] = member.uses * member.orderMinor;
      this.#each[position] = member.eachAtMost(priceMinor);
      this.#cap[position] = member.uses * member.capMinor;
      latest = Math.max(latest, least, member.latestQuantity);
      if (member.setSize > 0) this.#setsFrom = Math.min(this.#setsFrom, Math.max(least, member.setSize));
    }
    return latest;
  }

  /** Quantities above `end` that just meet a condition, ascending. */
  #collectBeyond({ members }: StackPlan, priceMinor: number, end: number): void {
    const found = new Set<number>();
    for (const { quantities, minSpendMinor } of members) {
      for (const quantity of quantities) found.add(quantity);
      found.add(spending(minSpendMinor, priceMinor));
    }
    this.#beyond.length = 0;
    for (const quantity of found)
      if (quantity > end && quantity <= QUANTITY_LIMIT) this.#beyond.push(quantity);
    this.#beyond.sort((left, right) => left - right);
  }

  #add(plan: StackPlan, quantity: number, end: number): void {
    const subtotal = quantity * this.#priceMinor;
    // An order worth more than the safe integers is nobody's.
    if (subtotal > Number.MAX_SAFE_INTEGER || this.#isNoBetter(plan, quantity, end)) return;
    const bound = this.#bound(plan, quantity, subtotal) / quantity;
    const place = this.count++;
    this.#quantities[place] = quantity;
    this.#bounds[place] = bound;
    if (bound < at(this.#bounds, this.promising)) this.promising = place;
  }

  /** True when smaller orders that are looked at too cost no more a unit: see the head of `stack-search.ts`. */
  #isNoBetter({ members, quantityMin }: StackPlan, quantity: number, end: number): boolean {
    if (quantity >= this.#setsFrom) return false;
    let least = quantityMin;
    for (let position = 0; position < members.length; position++) {
      const threshold = this.#thresholds[position] ?? Infinity;
      if (threshold > quantity) continue;
      if (threshold > least) least = threshold;
      for (const step of at(members, position).steps) {
        if (step.quantityMin <= quantity && step.quantityMin > least) least = step.quantityMin;
      }
    }
    if (quantity % least === 0) return quantity > least;
    return quantity >= 2 * least && 2 * least - 1 <= end;
  }

  /** What no order of a quantity goes below: see the head of `stack-search.ts`. */
  #bound(plan: StackPlan, quantity: number, subtotal: number): number {
    let kept = subtotal;
    let off = 0;
    for (const { start, end, isShare } of plan.cliques) {
      const most = this.#mostOf(plan.members, start, end, quantity);
      if (isShare) kept *= 1 - most / subtotal;
      else off += most;
    }
    const alone = subtotal - this.#mostOf(plan.members, plan.exclusiveStart, plan.members.length, quantity);
    return Math.max(0, Math.min(kept - off, alone) - plan.roundingMax - subtotal * DOUBLE_ERROR);
  }

  #mostOf(members: StackPlan['members'], start: number, end: number, quantity: number): number {
    let most = 0;
    for (let position = start; position < end; position++) {
      if ((this.#thresholds[position] ?? Infinity) > quantity) continue;
      const line = (this.#once[position] ?? 0) + quantity * (this.#each[position] ?? NaN);
      const cap = this.#cap[position] ?? Infinity;
      const taken = Number.isNaN(line)
        ? this.#bent(at(members, position), quantity)
        : line < cap
          ? line
          : cap;
      if (taken > most) most = taken;
    }
    return most;
  }

  #bent(member: CompiledPromotion, quantity: number): number {
    return member.takesAtMost(quantity * this.#priceMinor, quantity);
  }
}

/** The smallest quantity that is worth an amount. */
function spending(minSpendMinor: number, priceMinor: number): number {
  return minSpendMinor <= 0 ? 1 : Math.ceil(minSpendMinor / priceMinor);
}
