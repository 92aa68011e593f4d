import type { Offer } from '../../catalog/offer.js';
import type { HistoryStatistics, Reference } from '../../catalog/reference.js';
import type { EpochDay } from '../../core/clock.js';

/** Observed days the median needs: with 5, no two bad days can make it wrong. Below that, the 30-day minimum decides. */
export const MEDIAN_DAYS_MIN = 5;

/** What peers of the same category cost. */
export interface PeerEstimate {
  /** Above 0, minor units of the offer's currency. */
  readonly priceMinor: number;
  readonly count: number;
}

/**
 * The baseline an offer is judged by, the first one there is: median of its own history, lowest price of the last 30 days,
 * list price, estimate from its peers. An approved price is a permission and never stands here: else one approved
 * clearance would blind every ratio rule.
 *
 * @param history statistics of the offer's own key; may be a reused object, nothing of it is kept.
 * @param historyEndsOn newest day of the whole history, from which the age of a reference counts.
 * @returns a new object, or undefined when there is no baseline at all.
 */
export function chooseReference(
  offer: Offer,
  history: HistoryStatistics | undefined,
  historyEndsOn: EpochDay | undefined,
  peerEstimate?: PeerEstimate,
): Reference | undefined {
  return fromHistory(history, historyEndsOn) ?? fromListPrice(offer) ?? fromPeers(peerEstimate);
}

function fromHistory(
  history: HistoryStatistics | undefined,
  historyEndsOn: EpochDay | undefined,
): Reference | undefined {
  if (history === undefined) return undefined;
  const ageDays = historyEndsOn === undefined ? undefined : historyEndsOn - history.lastOn;
  const sampleCount = history.dayCount;
  if (sampleCount >= MEDIAN_DAYS_MIN) {
    return { source: 'history-median', priceMinor: history.medianMinor, ageDays, sampleCount };
  }
  if (history.minimum30Minor === undefined) return undefined;
  return { source: 'history-minimum', priceMinor: history.minimum30Minor, ageDays, sampleCount };
}

function fromListPrice({ listPriceMinor }: Offer): Reference | undefined {
  if (listPriceMinor === undefined || listPriceMinor <= 0) return undefined;
  return { source: 'list-price', priceMinor: listPriceMinor, ageDays: undefined, sampleCount: undefined };
}

function fromPeers(estimate: PeerEstimate | undefined): Reference | undefined {
  if (estimate === undefined || estimate.priceMinor <= 0) return undefined;
  const { priceMinor, count } = estimate;
  return { source: 'peer-estimate', priceMinor, ageDays: undefined, sampleCount: count };
}
