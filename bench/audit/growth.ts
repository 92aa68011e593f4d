import { spreadOf } from './statistics.js';
import type { Peak } from './tasks.js';

/** A peak at a number of rows. */
export interface Growth extends Peak {
  readonly rowCount: number;
}

/** Several peaks at one number of rows as one: their median. */
export function peakAt(rowCount: number, peaks: readonly Peak[]): Growth {
  return { rowCount, peakBytes: spreadOf(peaks.map(({ peakBytes }) => peakBytes)).median };
}

/** Growth of the peak from the fewest rows to the most, a row; NaN when only one number of rows was measured. */
export function bytesBeyond(growth: readonly Growth[]): number {
  const first = growth[0];
  const last = growth.at(-1);
  if (first === undefined || last === undefined || last.rowCount === first.rowCount) return NaN;
  return (last.peakBytes - first.peakBytes) / (last.rowCount - first.rowCount);
}
