import type { Offer } from '../../catalog/offer.js';
import type { Facts } from '../facts.js';
import type { KnownPrice } from '../known-price.js';

/** A price that fits another pack than the one sold. */
export interface PackPrice {
  /** `one-of-pack`: the pack at the price of one piece; `whole-pack`: one piece at the price of the pack. */
  readonly direction: 'one-of-pack' | 'whole-pack';
  readonly pack: number;
  /** True when the row or its title states this pack; false when only the ratio suggests it. */
  readonly isStated: boolean;
  readonly base: KnownPrice;
}

/** What packs are tried, and how exactly the ratio must meet them. */
export interface PackPriceOptions {
  /** Packs the row or its title states, 2 or more each. */
  readonly stated: readonly number[];
  /** Usual cases, tried upwards when nothing is stated. */
  readonly cases: readonly number[];
  /** Largest relative gap between the ratio and a stated pack. */
  readonly tolerance: number;
}

/** The packs nobody stated must be met this much more exactly: there are many of them. */
const UNSTATED_TOLERANCE = 0.005;

/**
 * The baseline for one sold unit: its own history, else its former price, else the list price. A peer estimate is too
 * rough to tell 1/12 from 1/10.
 */
export function unitBase(facts: Facts): KnownPrice | undefined {
  const { reference, formerPriceMinor } = facts;
  const isOwnHistory = reference?.source === 'history-median' || reference?.source === 'history-minimum';
  if (reference !== undefined && isOwnHistory) return reference;
  if (formerPriceMinor !== undefined && formerPriceMinor > 0) {
    return { priceMinor: formerPriceMinor, source: 'former-price' };
  }
  return reference?.source === 'list-price' ? reference : undefined;
}

/** True when a price is so far from its baseline that a pack may explain it; spares reading most titles. */
export function mayBePackPrice(offer: Offer, base: KnownPrice): boolean {
  return (
    offer.priceMinor > 0 &&
    (offer.priceMinor * 1.9 < base.priceMinor || offer.priceMinor > base.priceMinor * 1.9)
  );
}

/** Finds the pack by which a price misses its baseline. @returns undefined when no pack fits. */
export function packPrice(offer: Offer, base: KnownPrice, options: PackPriceOptions): PackPrice | undefined {
  const down = base.priceMinor / offer.priceMinor;
  const up = offer.priceMinor / base.priceMinor;
  const fits = (ratio: number, pack: number, tolerance: number): boolean =>
    Math.abs(ratio / pack - 1) <= tolerance;
  for (const pack of options.stated) {
    if (fits(down, pack, options.tolerance)) return { direction: 'one-of-pack', pack, isStated: true, base };
    if (fits(up, pack, options.tolerance)) return { direction: 'whole-pack', pack, isStated: true, base };
  }
  if (options.stated.length > 0) return undefined;
  const pack = options.cases.find((count) => count > 1 && fits(up, count, UNSTATED_TOLERANCE));
  return pack === undefined ? undefined : { direction: 'whole-pack', pack, isStated: false, base };
}
