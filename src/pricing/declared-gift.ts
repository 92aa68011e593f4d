import type { Offer } from '../catalog/offer.js';

/**
 * True for a row declared as a gift or bundle entry that costs exactly nothing: the only row that may. Rules that compare
 * the price with what the goods cost or sold for pass it, since it is far below on purpose. A gift row at any other
 * price, 1 won or -1 won, is judged like every row.
 */
export function isFreeGift(offer: Offer): boolean {
  return offer.priceMinor === 0 && offer.gift === true;
}
