import { offerKey } from '../../catalog/offer-key.js';
import type { Offer } from '../../catalog/offer.js';

/** Fields by which rows of one (SKU, price list, currency) may rightly differ in price. */
export type VariantField = 'channel' | 'tier' | 'quantity-min' | 'condition' | 'tax-basis';

/**
 * Key of the rows that should agree with each other: (SKU, price list, currency), the start of the sale window, and
 * every variant field but `without`.
 */
export function variantKey(offer: Offer, without: VariantField): string {
  let key = offerKey(offer);
  // The unit separator cannot stand in a value: readers refuse control characters.
  if (offer.channel !== undefined && without !== 'channel') key += `\u001fc${offer.channel}`;
  if (offer.tier !== undefined && without !== 'tier') key += `\u001ft${offer.tier}`;
  if (offer.quantityMin !== undefined && without !== 'quantity-min') key += `\u001fq${offer.quantityMin}`;
  if (offer.condition !== undefined && without !== 'condition') key += `\u001fn${offer.condition}`;
  if (offer.taxBasis !== undefined && without !== 'tax-basis') key += `\u001fx${offer.taxBasis}`;
  if (offer.saleStartsAt !== undefined) key += `\u001fs${offer.saleStartsAt}`;
  return key;
}
