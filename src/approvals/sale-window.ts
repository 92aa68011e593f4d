import type { Offer } from '../catalog/offer.js';
import type { EpochMs } from '../core/clock.js';

/** From when, and until before when, something is on sale; undefined is open at that side. */
export interface OpenWindow {
  readonly startsAt: EpochMs | undefined;
  readonly endsAt: EpochMs | undefined;
}

/** A window with both its ends. */
export interface SaleWindow {
  readonly startsAt: EpochMs;
  /** The sale ends before this instant. */
  readonly endsAt: EpochMs;
}

/** When a row is on sale: as it says itself; a row that says nothing, when the sale is. */
export function windowOf(offer: Offer, sale: SaleWindow): OpenWindow {
  const { saleStartsAt, saleEndsAt } = offer;
  if (saleStartsAt === undefined && saleEndsAt === undefined) return sale;
  return { startsAt: saleStartsAt, endsAt: saleEndsAt };
}

/** True when `inner` never leaves `outer`. */
export function isWithin(inner: OpenWindow, outer: OpenWindow): boolean {
  const startsWithin =
    outer.startsAt === undefined || (inner.startsAt !== undefined && inner.startsAt >= outer.startsAt);
  const endsWithin =
    outer.endsAt === undefined || (inner.endsAt !== undefined && inner.endsAt <= outer.endsAt);
  return startsWithin && endsWithin;
}
