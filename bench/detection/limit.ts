/**
 * The lowest limit that at most `allowedCount` of the scores exceed; an alarm is a score **above** its limit, so of equal
 * scores none rings rather than too many.
 *
 * @param descending scores, highest first.
 * @returns -Infinity when every score may ring.
 */
export function limitFor(descending: Float64Array, allowedCount: number): number {
  return descending[allowedCount] ?? -Infinity;
}

/** Alarms allowed at a rate: rounded down, so that the limit never starts out above the rate. */
export function allowedAt(rate: number, count: number): number {
  // 0.001 x 53,000 is 53.000000000000004 or 52.99999… in doubles; neither may lose or gain an alarm.
  return Math.floor(rate * count + 1e-9);
}

/** Scores highest first. */
export function descending(scores: Iterable<number>): Float64Array {
  return Float64Array.from(scores).sort().reverse();
}

/** How many scores exceed a limit. */
export function countAbove(scores: Iterable<number>, limit: number): number {
  let count = 0;
  for (const score of scores) if (score > limit) count++;
  return count;
}
