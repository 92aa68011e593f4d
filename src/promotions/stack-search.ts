/**
 * Looks for the quantity and the compatible set that cost the least a unit: exact, by branch and bound.
 *
 * What is not looked at cannot be better (proved for integers, roundings included; the property tests hold it to brute
 * force). Every promotion is monotone and never raises a total.
 * - Dropping: one more promotion never hurts, so of a clique one that holds is taken unless that shuts others out.
 * - In an unknown order, tier prices first. With T(x) = min(x, c) and any f as above, f(T(x)) = min(f(x), f(c)) <=
 *   min(f(x), c) = T(f(x)).
 * - In an unknown order, fixed amounts last. With g(x) = max(0, x - a) and a share f, f(x - a) >= f(x) - a as a share
 *   takes less off less, capped or not, rounded or not; so g(f(x)) <= f(g(x)). Among themselves fixed amounts commute.
 *   So only the orders of shares (percent, buy-x-get-y) are looked through.
 * - Bound of a choice: at a total of at most `s`, a promotion takes at most what it takes of `s`, and a share at most
 *   its share of what is left. So no order of any completion leaves less than all shares first and all amounts after
 *   them; rounding takes less than one more for each use of a share.
 * - Quantities: percent, fixed and tier prices are superadditive, op(x + y) at q + r units >= op(x) at q + op(y) at r,
 *   except that a fixed amount a unit may stop at 0, and then that part already costs nothing. So an order of q units is
 *   never cheaper a unit than the cheapest part of it in which the same promotions hold. Once they hold at h units, only
 *   h to 2h - 1 can be better; with buy-x-get-y, whose share changes with the quantity, every quantity is bounded.
 */
import { compareProducts } from '../money/basis-points.js';
import type { CompiledPromotion } from './compiled-promotion.js';
import { CHOICE_MAX, DOUBLE_ERROR, MEMBER_MAX } from './limits.js';
import { totalAfter } from './order-total.js';
import type { Uses } from './uses.js';
import { QuantityBounds } from './quantity-bounds.js';
import { at, fits, type Clique, type StackPlan } from './stack-plan.js';

/** An order and what it costs. */
export interface OrderTotal {
  readonly quantity: number;
  readonly totalMinor: number;
}

/** Told of sets as positions in the members of a plan. */
export type HearSet = (chosen: readonly number[]) => void;

/** One object for all plans, used again for each price; it allocates nothing a row. */
export class StackSearch {
  readonly #quantities = new QuantityBounds();
  #choiceCount = 0;
  #bestQuantity = 1;
  #bestTotal = 0;
  /** Told of every set that reaches `bestTotal`, once that is known. */
  #hear: HearSet | undefined;

  /** The order being looked at. */
  readonly #goods = { quantity: 1, subtotalMinor: 0 };
  /** Most each member takes off, by position; 0 where it does not hold. */
  readonly #taken = new Float64Array(MEMBER_MAX);
  /** Members that take something off: of each clique, from its start on, most first. */
  readonly #candidates = new Int32Array(MEMBER_MAX);
  readonly #candidateCounts = new Int32Array(MEMBER_MAX);
  /** From each clique on: what is kept at least by those of shares, what is taken off at most by the others. */
  readonly #keptFrom = new Float64Array(MEMBER_MAX + 1);
  readonly #takenFrom = new Float64Array(MEMBER_MAX + 1);
  readonly #chosen = new Int32Array(MEMBER_MAX);
  #chosenCount = 0;
  readonly #uses: { readonly list: CompiledPromotion[]; count: number } = { list: [], count: 0 };

  /**
   * The cheapest order a unit; of equal ones the smallest. Without any help that is the smallest order at its price.
   *
   * @param priceMinor above 0; the smallest order must be worth a safe integer.
   * @returns undefined when there are too many choices to look at.
   */
  find(plan: StackPlan, priceMinor: number, quantityMax: number): OrderTotal | undefined {
    const quantities = this.#quantities;
    quantities.turnTo(plan, priceMinor, quantityMax);
    this.#choiceCount = 0;
    this.#hear = undefined;
    this.#bestQuantity = plan.quantityMin;
    this.#bestTotal = plan.quantityMin * priceMinor;
    this.#lookAt(plan, priceMinor, quantities.quantityAt(quantities.promising));
    for (let place = 0; place < quantities.count; place++) {
      if (place === quantities.promising) continue;
      if (quantities.boundAt(place) * this.#bestQuantity > this.#bestTotal) continue;
      this.#lookAt(plan, priceMinor, quantities.quantityAt(place));
    }
    if (this.#choiceCount > CHOICE_MAX) return undefined;
    return { quantity: this.#bestQuantity, totalMinor: this.#bestTotal };
  }

  /** Tells of the sets that bring an order to its total, which is the lowest at its quantity. */
  eachReaching(
    plan: StackPlan,
    priceMinor: number,
    { quantity, totalMinor }: OrderTotal,
    hear: HearSet,
  ): void {
    this.#quantities.turnTo(plan, priceMinor, plan.quantityMin);
    this.#choiceCount = 0;
    this.#hear = hear;
    this.#bestQuantity = quantity;
    this.#bestTotal = totalMinor;
    this.#lookAt(plan, priceMinor, quantity);
  }

  #lookAt(plan: StackPlan, priceMinor: number, quantity: number): void {
    this.#weigh(plan, priceMinor, quantity);
    for (let one = plan.exclusiveStart; one < plan.members.length; one++) {
      if (this.#takenBy(one) === 0) continue;
      this.#chosen[0] = one;
      this.#chosenCount = 1;
      this.#close(plan);
    }
    this.#chosenCount = 0;
    this.#choose(plan, 0, this.#goods.subtotalMinor, 0);
  }

  #takenBy(position: number): number {
    return this.#taken[position] ?? 0;
  }

  /** Works out what each member takes off at most at a quantity, and the bounds from each clique on. */
  #weigh({ members, cliques }: StackPlan, priceMinor: number, quantity: number): void {
    const subtotal = quantity * priceMinor;
    this.#goods.quantity = quantity;
    this.#goods.subtotalMinor = subtotal;
    for (let position = 0; position < members.length; position++) {
      const member = members[position];
      const holds = member !== undefined && this.#quantities.holdsAt(position, quantity);
      this.#taken[position] = holds ? mostTaken(member, subtotal, quantity) : 0;
    }
    this.#keptFrom[cliques.length] = 1;
    this.#takenFrom[cliques.length] = 0;
    for (let index = cliques.length - 1; index >= 0; index--) this.#weighClique(at(cliques, index), index);
  }

  #weighClique({ start, end, isShare }: Clique, index: number): void {
    let count = 0;
    for (let position = start; position < end; position++) {
      if (this.#takenBy(position) > 0) this.#insert(start, count++, position);
    }
    this.#candidateCounts[index] = count;
    const most = count === 0 ? 0 : this.#takenBy(this.#candidates[start] ?? 0);
    const kept = isShare ? 1 - most / this.#goods.subtotalMinor : 1;
    this.#keptFrom[index] = (this.#keptFrom[index + 1] ?? 1) * kept;
    this.#takenFrom[index] = (this.#takenFrom[index + 1] ?? 0) + (isShare ? 0 : most);
  }

  /** Puts a position among the `count` candidates from `start` on, most taken first; of equal ones behind those there. */
  #insert(start: number, count: number, position: number): void {
    let place = start + count;
    for (; place > start; place--) {
      const before = this.#candidates[place - 1] ?? 0;
      if (this.#takenBy(before) >= this.#takenBy(position)) break;
      this.#candidates[place] = before;
    }
    this.#candidates[place] = position;
  }

  #choose(plan: StackPlan, index: number, kept: number, off: number): void {
    this.#choiceCount += 1;
    if (this.#choiceCount > CHOICE_MAX || this.#cannotWin(plan, index, kept, off)) return;
    const clique = plan.cliques[index];
    if (clique === undefined) {
      this.#close(plan);
      return;
    }
    const place = this.#chosenCount;
    const end = clique.start + (this.#candidateCounts[index] ?? 0);
    let canSkip = true;
    for (let candidate = clique.start; candidate < end; candidate++) {
      const one = this.#candidates[candidate] ?? 0;
      if (plan.isFree[one] === 1) canSkip = false;
      else if (!fits(plan, one, this.#chosen, place)) continue;
      const taken = this.#takenBy(one);
      this.#chosen[place] = one;
      this.#chosenCount = place + 1;
      if (clique.isShare) this.#choose(plan, index + 1, kept * (1 - taken / this.#goods.subtotalMinor), off);
      else this.#choose(plan, index + 1, kept, off + taken);
    }
    this.#chosenCount = place;
    if (canSkip) this.#choose(plan, index + 1, kept, off);
  }

  /** True when no completion undercuts the best found: `kept` is left by the shares chosen, `off` is taken by the rest. */
  #cannotWin(plan: StackPlan, index: number, kept: number, off: number): boolean {
    const { quantity, subtotalMinor } = this.#goods;
    const least = kept * (this.#keptFrom[index] ?? 1) - off - (this.#takenFrom[index] ?? 0);
    const bound = least - plan.roundingMax - subtotalMinor * DOUBLE_ERROR;
    return bound > 0 && bound * this.#bestQuantity * (1 - DOUBLE_ERROR) > this.#bestTotal * quantity;
  }

  /** Works out what the chosen ones leave. */
  #close(plan: StackPlan): void {
    const uses = this.#usesOfChosen(plan);
    // The orders of many uses cost as much to look through as many choices.
    this.#choiceCount += 1 << Math.max(0, uses.count - 3);
    const total = totalAfter(uses, this.#goods, plan.applicationOrder);
    if (this.#hear !== undefined) {
      if (total === this.#bestTotal) this.#hear([...this.#chosen.subarray(0, this.#chosenCount)]);
      return;
    }
    const { quantity } = this.#goods;
    const order = compareProducts(total, this.#bestQuantity, this.#bestTotal, quantity);
    if (order > 0 || (order === 0 && quantity >= this.#bestQuantity)) return;
    this.#bestQuantity = quantity;
    this.#bestTotal = total;
  }

  #usesOfChosen({ members, applicationOrder }: StackPlan): Uses {
    const uses = this.#uses;
    uses.count = 0;
    for (let index = 0; index < this.#chosenCount; index++) {
      const member = members[this.#chosen[index] ?? 0];
      if (member === undefined) continue;
      for (let use = 0; use < member.uses; use++) uses.list[uses.count++] = member;
      if (applicationOrder === 'listed') sortLastIn(uses.list, uses.count, member.uses);
    }
    return uses;
  }
}

/** Moves the last `moved` of the first `count`, which are one member, to where it stands in the file's list. */
function sortLastIn(list: CompiledPromotion[], count: number, moved: number): void {
  const member = at(list, count - 1);
  let place = count - 1;
  for (; place >= moved && at(list, place - moved).position > member.position; place--)
    list[place] = at(list, place - moved);
  for (let use = 0; use < moved; use++) list[place - use] = member;
}

/** What all uses of a member take off a subtotal: no smaller total lets them take more. */
function mostTaken(member: CompiledPromotion, subtotal: number, quantity: number): number {
  let total = subtotal;
  // The uses are few: who asks has counted them.
  for (let use = 0; use < member.uses; use++) total = member.apply(total, quantity);
  return subtotal - total;
}
