/** Several measurements of one thing. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** @param values one or more, in any order. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((left, right) => left - right);
  const low = sorted[0];
  const high = sorted.at(-1);
  if (low === undefined || high === undefined) throw new RangeError('nothing was measured');
  const upper = sorted[sorted.length >> 1] ?? low;
  const lower = sorted[(sorted.length - 1) >> 1] ?? low;
  return { median: (lower + upper) / 2, low, high, count: sorted.length };
}

/** `left` over `right`, pair by pair: what happened to the machine during a pair happened to both. */
export function ratiosOf(left: readonly number[], right: readonly number[]): number[] {
  if (left.length !== right.length) throw new RangeError('every measurement needs its partner');
  return left.map((value, at) => value / (right[at] ?? NaN));
}
