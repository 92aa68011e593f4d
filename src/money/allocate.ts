import { GuardError } from '../core/errors.js';
import { money, type Money } from './money.js';
import type { CurrencyCode } from './currency.js';
import { requireSafeInteger, toSafeInteger } from './safe-integer.js';

/**
 * Splits an amount in proportion to `weights`, one share per weight in their order, by the largest-remainder method
 * (Hamilton): every share gets the whole units due to it, cut towards 0; the units left over go one each to the largest
 * remainders, on a tie to the earlier share.
 *
 * The shares add up to `total` exactly, each is less than one minor unit from its exact part, a larger weight never gets a
 * smaller share of a positive total, weight 0 gets 0, and a negative total is split as its opposite is.
 *
 * @example
 * ```ts
 * allocate(money(1000, 'KRW'), [1, 1, 1]); // 334, 333, 333 won
 * ```
 * @param weights non-negative safe integers, at least one above 0.
 * @throws GuardError `invalid-argument` for other weights.
 */
export function allocate<C extends CurrencyCode>(total: Money<C>, weights: readonly number[]): Money<C>[] {
  const weightSum = sumWeights(weights);
  const magnitude = BigInt(Math.abs(total.minor));
  const sign = total.minor < 0 ? -1n : 1n;

  let left = magnitude;
  const shares = weights.map((weight, index) => {
    const due = magnitude * BigInt(weight);
    const units = due / weightSum;
    left -= units;
    return { index, units, remainder: due % weightSum };
  });

  // The remainders add up to `left` whole units and each is below one, so fewer units are left than shares have one.
  const byRemainder = shares.toSorted(
    (one, other) => compare(other.remainder, one.remainder) || one.index - other.index,
  );
  for (const share of byRemainder.slice(0, Number(left))) share.units += 1n;
  return shares.map((share) => money(toSafeInteger(sign * share.units, 'allocate'), total.currency));
}

function sumWeights(weights: readonly number[]): bigint {
  let sum = 0n;
  for (const weight of weights) {
    requireSafeInteger(weight, 'weight');
    if (weight < 0) {
      throw new GuardError({
        code: 'invalid-argument',
        message: `weight must not be negative, got ${weight}`,
      });
    }
    sum += BigInt(weight);
  }
  if (sum === 0n) {
    throw new GuardError({
      code: 'invalid-argument',
      message: 'weights must hold at least one above 0: nothing else says where the amount goes',
    });
  }
  return sum;
}

function compare(one: bigint, other: bigint): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
