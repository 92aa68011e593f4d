/**
 * The value that a share of all values does not pass (nearest rank): 0.5 the median, 0.99 the p99, 1 the largest. Always one
 * of the values.
 *
 * @param sorted ascending, one or more.
 * @param share above 0, at most 1.
 */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  if (!(share > 0 && share <= 1)) throw new RangeError(`${share} is no share above 0 and at most 1`);
  // 0.99 × 100 is a hair above 99 in binary; a rank must not move for that.
  const rank = Math.ceil(share * sorted.length - 1e-9);
  const value = sorted[rank - 1];
  if (value === undefined) throw new RangeError('nothing was measured');
  return value;
}

/** Latencies of one run, ms. */
export interface LatencyFigures {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly count: number;
}

/** @param values one or more, ms, in any order; sorted in place. */
export function latencyFigures(values: Float64Array): LatencyFigures {
  values.sort();
  return {
    p50: quantileOf(values, 0.5),
    p99: quantileOf(values, 0.99),
    max: quantileOf(values, 1),
    count: values.length,
  };
}
