import type { ApplicationOrder } from '../catalog/promotion.js';
import { combines, type Holding } from './combines.js';
import type { CompiledPromotion } from './compiled-promotion.js';
import { CHOICE_MAX } from './limits.js';

/** One promotion that may hold for a row. */
export interface Member extends Holding {
  readonly compiled: CompiledPromotion;
}

/** Members no two of which combine: those from `start` to before `end`. */
export interface Clique {
  readonly start: number;
  readonly end: number;
  /** True when each takes a share, however small the total: percent without a cap, and buy-x-get-y. */
  readonly isShare: boolean;
}

/** Everything about a set of promotions that does not depend on the price. */
export interface StackPlan {
  /** Clique after clique, the exclusive ones last; free shipping takes nothing off the goods and is left out. */
  readonly members: readonly CompiledPromotion[];
  /** An order has at most one member of each. */
  readonly cliques: readonly Clique[];
  /** From here on members combine with no other. */
  readonly exclusiveStart: number;
  /** 1 at `one * members.length + other` where two different members do not combine. */
  readonly conflicts: Uint8Array;
  /** 1 for a member that combines with every member of every other clique. */
  readonly isFree: Uint8Array;
  /** Roundings of shares in one order, at most. */
  readonly roundingMax: number;
  readonly applicationOrder: ApplicationOrder;
  /** Smallest quantity the row is sold in at its price. */
  readonly quantityMin: number;
  /** True when a single unit is the best quantity whatever the price; see `stack-search.ts`. */
  readonly isSteady: boolean;
}

/** @param given by id, so that nothing depends on the order of the file. */
export function planStacks(
  given: readonly Member[],
  applicationOrder: ApplicationOrder,
  quantityMin: number,
): StackPlan {
  const inConflict = conflictsOf(given);
  const isExclusive = (one: number): boolean => at(given, one).promotion.isExclusive;
  const all = [...given.keys()];
  const cover = cliqueCover(
    all.filter((one) => !isExclusive(one)),
    (one, other) => inConflict[one * given.length + other] === 1,
  );
  const order = [...cover.flat(), ...all.filter(isExclusive)];
  const members = order.map((one) => at(given, one).compiled);
  const cliques = cliquesOf(cover, given);
  const conflicts = reordered(inConflict, order);
  return {
    members,
    cliques,
    exclusiveStart: cliques.at(-1)?.end ?? 0,
    conflicts,
    isFree: freeOf(cliques, conflicts, members.length),
    roundingMax: roundingMaxOf(members, cliques),
    applicationOrder,
    quantityMin,
    isSteady: quantityMin === 1 && members.every(isSteady),
  };
}

/** 1 at `one * members.length + other` where two different members do not combine. */
function conflictsOf(members: readonly Member[]): Uint8Array {
  const count = members.length;
  const conflicts = new Uint8Array(count * count);
  for (let row = 0; row < count; row++) {
    for (let column = row + 1; column < count; column++) {
      if (combines(at(members, row), at(members, column))) continue;
      conflicts[row * count + column] = 1;
      conflicts[column * count + row] = 1;
    }
  }
  return conflicts;
}

function reordered(conflicts: Uint8Array, order: readonly number[]): Uint8Array {
  const count = order.length;
  const made = new Uint8Array(count * count);
  order.forEach((from, row) => {
    order.forEach((other, column) => {
      made[row * count + column] = conflicts[from * count + other] ?? 0;
    });
  });
  return made;
}

/** Puts each into the first clique all of which it conflicts with. Fewer cliques make the search faster, not righter. */
function cliqueCover(
  positions: readonly number[],
  areInConflict: (one: number, other: number) => boolean,
): readonly (readonly number[])[] {
  const cliques: number[][] = [];
  for (const one of positions) {
    const clique = cliques.find((others) => others.every((other) => areInConflict(one, other)));
    if (clique === undefined) cliques.push([one]);
    else clique.push(one);
  }
  return cliques;
}

function cliquesOf(cover: readonly (readonly number[])[], given: readonly Member[]): readonly Clique[] {
  let start = 0;
  return cover.map((positions) => {
    const end = start + positions.length;
    const isShare = positions.every((one) => {
      const { compiled } = at(given, one);
      return compiled.isShare && compiled.capMinor === Infinity;
    });
    const clique = { start, end, isShare };
    start = end;
    return clique;
  });
}

function freeOf(cliques: readonly Clique[], conflicts: Uint8Array, count: number): Uint8Array {
  const isFree = new Uint8Array(count);
  const exclusiveStart = cliques.at(-1)?.end ?? 0;
  for (const { start, end } of cliques) {
    for (let one = start; one < end; one++) {
      let conflictCount = 0;
      for (let other = 0; other < exclusiveStart; other++)
        conflictCount += conflicts[one * count + other] ?? 0;
      // It conflicts with all others of its clique; with nobody else, then.
      if (conflictCount === end - start - 1) isFree[one] = 1;
    }
  }
  return isFree;
}

function roundingMaxOf(members: readonly CompiledPromotion[], cliques: readonly Clique[]): number {
  const most = (some: readonly CompiledPromotion[]): number =>
    Math.max(0, ...some.map(({ isShare, uses }) => (isShare ? uses : 0)));
  const stacking = cliques.reduce((sum, { start, end }) => sum + most(members.slice(start, end)), 0);
  return Math.max(stacking, most(members.slice(cliques.at(-1)?.end ?? 0)));
}

/** True when it holds for a single unit already, and takes no other share or unit price at a larger quantity. */
function isSteady({ minSpendMinor, quantityMin, setSize, steps }: CompiledPromotion): boolean {
  return minSpendMinor <= 0 && quantityMin <= 1 && setSize === 0 && (steps.at(-1)?.quantityMin ?? 0) <= 1;
}

/** Most uses that one order can hold: the exact number, or one not below it where that takes too long to find out. */
export function stackableCount(plan: StackPlan): number {
  const count = new StackableCount(plan);
  return count.isOverflowing ? stackableAtMost(plan) : count.most;
}

/** As `stackableCount`, but of each clique the most, whether they combine or not: quick, and not below it. */
export function stackableAtMost({ members, cliques, exclusiveStart }: StackPlan): number {
  const stacking = cliques.reduce((sum, { start, end }) => sum + mostUses(members, start, end), 0);
  return Math.max(stacking, mostUses(members, exclusiveStart, members.length));
}

function mostUses(members: StackPlan['members'], start: number, end: number): number {
  let most = 0;
  for (let one = start; one < end; one++) most = Math.max(most, at(members, one).uses);
  return most;
}

/** Goes through the choices of one or none of each clique, leaving out those that cannot hold more than were found. */
class StackableCount {
  most: number;
  isOverflowing = false;
  readonly #plan: StackPlan;
  /** Uses of each clique and those behind it, at most. */
  readonly #beyond: number[] = [0];
  readonly #chosen: number[] = [];
  #stepCount = 0;

  constructor(plan: StackPlan) {
    const { members, cliques, exclusiveStart } = plan;
    this.#plan = plan;
    for (const { start, end } of [...cliques].reverse())
      this.#beyond.unshift(at(this.#beyond, 0) + mostUses(members, start, end));
    this.most = mostUses(members, exclusiveStart, members.length);
    this.#choose(0, 0);
  }

  #choose(index: number, count: number): void {
    this.#stepCount += 1;
    this.isOverflowing = this.#stepCount > CHOICE_MAX;
    if (this.isOverflowing) return;
    this.most = Math.max(this.most, count);
    const clique = this.#plan.cliques[index];
    if (clique === undefined || count + at(this.#beyond, index) <= this.most) return;
    for (let one = clique.start; one < clique.end; one++) {
      if (!fits(this.#plan, one, this.#chosen, this.#chosen.length)) continue;
      this.#chosen.push(one);
      this.#choose(index + 1, count + at(this.#plan.members, one).uses);
      this.#chosen.pop();
    }
    this.#choose(index + 1, count);
  }
}

/** True when a member combines with all of the first `count` chosen ones. */
export function fits(
  { conflicts, members }: StackPlan,
  one: number,
  chosen: ArrayLike<number>,
  count: number,
): boolean {
  const row = one * members.length;
  for (let index = 0; index < count; index++) if (conflicts[row + (chosen[index] ?? 0)] === 1) return false;
  return true;
}

/** The element at a position that is known to be one. */
export function at<T>(list: readonly T[], position: number): T {
  // Positions come from the lists themselves; undefined would fail at its first use.
  return list[position] as T;
}
