import { assert } from '../core/assert.js';
import type { CompiledPromotion } from './compiled-promotion.js';
import { STACKABLE_MAX } from './limits.js';
import type { Uses } from './uses.js';

/** Lowest totals by which uses have been applied, one bit a use. */
const lowest = new Float64Array(1 << STACKABLE_MAX);

/**
 * The lowest total that any order of some shares leaves.
 *
 * Every promotion is monotone: from a lower running total it never leaves a higher one. So the best way to have applied a
 * set of them ends with one of them after the best way to have applied the rest, and 2^n sets need looking at, not n!
 * orders.
 *
 * @param uses at most 12 shares; one used twice stands twice.
 */
export function lowestOverOrders(total: number, quantity: number, uses: Uses): number {
  const first = uses.list[0];
  const second = uses.list[1];
  if (uses.count === 0 || first === undefined) return total;
  if (uses.count === 1 || second === undefined) return first.applyShare(total, quantity);
  if (uses.count === 2) {
    return Math.min(
      second.applyShare(first.applyShare(total, quantity), quantity),
      first.applyShare(second.applyShare(total, quantity), quantity),
    );
  }
  fillLowest(total, quantity, uses);
  return lowest[(1 << uses.count) - 1] ?? 0;
}

/**
 * An order that leaves the lowest total; where several may stand last, the last of them in the list does.
 *
 * @param uses as above.
 */
export function bestOrder(
  total: number,
  quantity: number,
  uses: readonly CompiledPromotion[],
): readonly CompiledPromotion[] {
  fillLowest(total, quantity, { list: uses, count: uses.length });
  const order: CompiledPromotion[] = [];
  for (let applied = (1 << uses.length) - 1; applied !== 0;) {
    let last = uses.length - 1;
    while (!isLast(applied, last, quantity, uses)) last -= 1;
    const use = uses[last];
    assert(use !== undefined, 'some use is the last one of the best order');
    order.unshift(use);
    applied ^= 1 << last;
  }
  return order;
}

function isLast(
  applied: number,
  last: number,
  quantity: number,
  uses: readonly CompiledPromotion[],
): boolean {
  if (last < 0) return true;
  const before = lowest[applied ^ (1 << last)] ?? 0;
  return (applied & (1 << last)) !== 0 && uses[last]?.applyShare(before, quantity) === lowest[applied];
}

function fillLowest(total: number, quantity: number, { list, count }: Uses): void {
  assert(count <= STACKABLE_MAX, 'no more uses than are looked through');
  lowest[0] = total;
  for (let applied = 1; applied < 1 << count; applied++) {
    let least = Infinity;
    for (let last = 0; last < count; last++) {
      if ((applied & (1 << last)) === 0) continue;
      const left = list[last]?.applyShare(lowest[applied ^ (1 << last)] ?? 0, quantity) ?? Infinity;
      if (left < least) least = left;
    }
    lowest[applied] = least;
  }
}
