import type { HistoryStatistics } from '../catalog/reference.js';
import { singleEdit } from './single-edit.js';

/** How suspicious a price is, and what that is made of. */
export interface Suspicion {
  /** 0 for a price seen lately; about 1.25 for one that fell or rose by a factor of e at once. */
  readonly score: number;
  /** Natural logarithm of the step from the price before to this one; below 0 when it fell. */
  readonly jumpLn: number;
  /** Distance from the range of what it cost lately, in natural logarithms; 0 inside the range. */
  readonly outsideLn: number;
  /** True when one lost or added digit, or a moved decimal point, turns a known price into this one. */
  readonly isSlip: boolean;
}

/** How much the jump itself counts beside the distance from everything seen. */
const JUMP_WEIGHT = 0.25;

/** A digit lost or added says as much as a price twice as far off. */
const SLIP_BONUS = Math.LN2;

/** How exactly a price must be a power of ten away from a known one to look like a slip of the decimal point: 1.2 %. */
const SLIP_DECADES = 0.005;

/**
 * How suspicious a price is against its own history, as one number to set a limit on:
 *
 * - how far it lies **outside** what the SKU cost, below the lowest of 30 days or above the highest of 91, or, where that is
 *   less, how far it **jumped** from the price before. A level that was reached yesterday is no news today, and a price
 *   that was there before is no news either;
 * - a quarter of the jump, to rank what lies inside the range;
 * - a bonus when one lost or added digit of a known price gives this price.
 *
 * @param priceMinor above 0.
 * @param formerMinor the price before this one, above 0.
 */
export function suspicion(priceMinor: number, formerMinor: number, history: HistoryStatistics): Suspicion {
  const jumpLn = Math.log(priceMinor / formerMinor);
  const outsideLn = outsideOf(priceMinor, history);
  const jump = Math.abs(jumpLn);
  const newsLn = Math.min(outsideLn, jump);
  // A price that was there lately, or stands unchanged, is no slip, whatever its digits look like.
  const isSlip =
    newsLn > 0 &&
    [formerMinor, history.lastMinor, history.medianMinor].some((known) => slipped(known, priceMinor));
  const score = newsLn + JUMP_WEIGHT * jump + (isSlip ? SLIP_BONUS : 0);
  return { score, jumpLn, outsideLn, isSlip };
}

function outsideOf(priceMinor: number, history: HistoryStatistics): number {
  const lowest = history.minimum30Minor ?? history.medianMinor;
  return Math.max(0, Math.log(lowest / priceMinor), Math.log(priceMinor / history.maximumMinor));
}

/** A digit lost or added anywhere, or the decimal point moved. */
function slipped(knownMinor: number, priceMinor: number): boolean {
  const decades = Math.log10(knownMinor / priceMinor);
  const places = Math.round(decades);
  if (places !== 0 && Math.abs(decades - places) <= SLIP_DECADES) return true;
  // One digit more or less moves a price by a tenth at the least, unless it stands far behind.
  if (Math.abs(decades) < 0.04) return false;
  const edit = singleEdit(String(knownMinor), String(priceMinor));
  return edit?.kind === 'lost' || edit?.kind === 'added';
}
