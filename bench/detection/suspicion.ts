import type { HistoryStatistics } from '../../src/catalog/reference.js';
import { suspicion as suspicionByHistory } from '../../src/pricing/suspicion.js';

/** What the suspicion of a price is drawn from: all of it stands in the `Facts` that every rule is handed. */
export interface KnownOfPrice {
  /** Statistics of the 91 days before. */
  readonly history: HistoryStatistics | undefined;
  /** The price before this one (previous catalogue). */
  readonly formerMinor: number | undefined;
  readonly listMinor: number | undefined;
}

/** Without any history: the share of the list price from which deep-markdown holds, 80 % off. */
const LIST_SHARE = 0.2;

/**
 * How suspicious a price is, as one number to rank by: the score of the rule `price-jump`, so that what is measured here is
 * what a shop gets when it moves that rule's limits. Infinity is a price of nothing. Of a SKU never seen before it is the
 * distance below a fifth of the list price (`deep-markdown`), and 0 without a list price: such a row is not judged.
 */
export function suspicion(priceMinor: number, { history, formerMinor, listMinor }: KnownOfPrice): number {
  if (priceMinor <= 0) return Infinity;
  const former = formerMinor !== undefined && formerMinor > 0 ? formerMinor : history?.lastMinor;
  if (former === undefined) return belowList(priceMinor, listMinor);
  return suspicionByHistory(priceMinor, former, history ?? onlyFormer(former)).score;
}

/** A history of one day at the former price. */
function onlyFormer(formerMinor: number): HistoryStatistics {
  return {
    medianMinor: formerMinor,
    minimum30Minor: formerMinor,
    maximumMinor: formerMinor,
    madLn: 0,
    medianLn: Math.log(formerMinor),
    dayCount: 1,
    lastMinor: formerMinor,
    lastOn: 0,
    standingDays: 1,
    quarantinedDays: 0,
    contaminatedDays: 0,
  };
}

function belowList(priceMinor: number, listMinor: number | undefined): number {
  return listMinor === undefined || listMinor <= 0
    ? 0
    : Math.max(0, Math.log((LIST_SHARE * listMinor) / priceMinor));
}
