import type { HistoryStatistics } from '../../src/catalog/reference.js';
import { singleEdit } from '../../src/pricing/single-edit.js';

/** What the suspicion of a price is drawn from: all of it stands in the `Facts` that every rule is handed. */
export interface KnownOfPrice {
  /** Statistics of the 91 days before. */
  readonly history: HistoryStatistics | undefined;
  /** The price before this one (previous catalogue). */
  readonly formerMinor: number | undefined;
  readonly listMinor: number | undefined;
}

/** How much the jump itself counts beside the distance from everything seen. */
const JUMP_WEIGHT = 0.25;
/** A digit lost or added says as much as a price twice as far off. */
const SLIP_BONUS = Math.LN2;
/** Without any history: the share of the list price from which deep-markdown holds, 80 % off. */
const LIST_SHARE = 0.2;
/** How exactly a price must be a power of ten away from a known one to look like a slip of the decimal point: 1.2 %. */
const SLIP_DECADES = 0.005;

/**
 * How suspicious a price is, as one number to rank by: 0 is a price seen lately, 1 is about e times away from every price
 * seen, Infinity is a price of nothing. Built from what the rules measure:
 *
 * - how far it lies **outside** what the SKU cost: below the lowest of 30 days (`prior-price-floor`) or above the highest of
 *   91, in natural logarithms; or, where that is less, how far it **jumped** from the price before. A level that was
 *   reached yesterday is no news today, and a price that was there before is no news either;
 * - a quarter of the jump, to rank what lies inside the range;
 * - a bonus when the digits of a known price with one lost or added give this price (`digit-edit`, `digit-shift`).
 *
 * Of a SKU never seen before it is the distance below a fifth of the list price (`deep-markdown`), and 0 without a list
 * price: such a row is not judged.
 *
 * The rules judge by limits of their own; this number exists because an alarm rate can only be set on one scale.
 */
export function suspicion(priceMinor: number, { history, formerMinor, listMinor }: KnownOfPrice): number {
  if (priceMinor <= 0) return Infinity;
  const former = formerMinor !== undefined && formerMinor > 0 ? formerMinor : history?.lastMinor;
  if (former === undefined) return belowList(priceMinor, listMinor);
  const jump = Math.abs(Math.log(priceMinor / former));
  const outside = history === undefined ? jump : outsideOf(priceMinor, history);
  const known = history === undefined ? [former] : [former, history.lastMinor, history.medianMinor];
  const slip = known.some((minor) => isSlip(minor, priceMinor)) ? SLIP_BONUS : 0;
  return Math.min(outside, jump) + JUMP_WEIGHT * jump + slip;
}

function belowList(priceMinor: number, listMinor: number | undefined): number {
  return listMinor === undefined || listMinor <= 0
    ? 0
    : Math.max(0, Math.log((LIST_SHARE * listMinor) / priceMinor));
}

/** Distance from the range of what the SKU cost, in natural logarithms; 0 inside. */
function outsideOf(priceMinor: number, history: HistoryStatistics): number {
  const lowest = history.minimum30Minor ?? history.medianMinor;
  return Math.max(0, Math.log(lowest / priceMinor), Math.log(priceMinor / history.maximumMinor));
}

/** A digit lost or added anywhere, or the decimal point moved. */
function isSlip(knownMinor: number, priceMinor: number): boolean {
  const decades = Math.log10(knownMinor / priceMinor);
  const places = Math.round(decades);
  if (places !== 0 && Math.abs(decades - places) <= SLIP_DECADES) return true;
  const edit = singleEdit(String(knownMinor), String(priceMinor));
  return edit?.kind === 'lost' || edit?.kind === 'added';
}
