import type { CompiledPromotion } from './compiled-promotion.js';
import { DOUBLE_ERROR } from './limits.js';
import { at, type Clique, type StackPlan } from './stack-plan.js';

/** What a bound is worked out from: a plan, or as much of one as could be made. */
export type LeastPlan = Pick<
  StackPlan,
  'members' | 'cliques' | 'exclusiveStart' | 'roundingMax' | 'quantityMin'
>;

/** Where too many promotions may hold to see what combines: all of them do. */
export function planOfAll(members: readonly CompiledPromotion[], quantityMin: number): LeastPlan {
  const cliques: Clique[] = members.map(({ isShare, capMinor }, start) => ({
    start,
    end: start + 1,
    isShare: isShare && capMinor === Infinity,
  }));
  const roundingMax = members.reduce((sum, { isShare, uses }) => sum + (isShare ? uses : 0), 0);
  return { members, cliques, exclusiveStart: members.length, roundingMax, quantityMin };
}

/**
 * A unit price that no order of any quantity undercuts, worked out without looking at orders: at most what
 * `StackSearch` finds, and mostly near it. A safe integer from 0 to the price.
 *
 * Of what an order is worth, each promotion takes at most a part that no quantity exceeds: a share its rate; an amount or
 * a cap what it is of the smallest order for which the promotion holds; a tier price what its last step takes of the
 * price. An order has at most one promotion of each clique, and costs least with shares first and amounts after them; each
 * use of a share takes less than one minor unit more by rounding.
 *
 * @param priceMinor above 0.
 */
export function leastPrice(plan: LeastPlan, priceMinor: number): number {
  const { members, cliques, exclusiveStart } = plan;
  let kept = 1;
  let off = 0;
  for (const { start, end, isShare } of cliques) {
    const most = largestPart(plan, start, end, priceMinor);
    if (isShare) kept *= 1 - most;
    else off += most;
  }
  const alone = 1 - largestPart(plan, exclusiveStart, members.length, priceMinor);
  const least = priceMinor * (Math.min(kept - off, alone) - DOUBLE_ERROR) - plan.roundingMax;
  return Math.max(0, Math.floor(least));
}

function largestPart(
  { members, quantityMin }: LeastPlan,
  start: number,
  end: number,
  priceMinor: number,
): number {
  let most = 0;
  for (let position = start; position < end; position++) {
    const part = at(members, position).partAtMost(priceMinor, quantityMin);
    if (part > most) most = part;
  }
  return most;
}
