/**
 * The one text a (SKU, price list, currency) is filed under: references, previous prices and price trails all use it.
 * Sorting these texts sorts by SKU, then price list, then currency, each by UTF-16 code units.
 */
export function offerKey(offer: {
  readonly sku: string;
  readonly priceList: string;
  readonly currency: string;
}): string {
  return joinOfferKey(offer.sku, offer.priceList, offer.currency);
}

/** As {@link offerKey}, without an object: for loops over millions of rows. */
export function joinOfferKey(sku: string, priceList: string, currency: string): string {
  // The unit separator cannot stand in a SKU or a price list: readers refuse control characters.
  return `${sku}${SEPARATOR}${priceList}${SEPARATOR}${currency}`;
}

/** The parts of a text made by {@link offerKey}, in the order SKU, price list, currency. */
export function splitOfferKey(key: string): readonly [sku: string, priceList: string, currency: string] {
  const [sku = '', priceList = '', currency = ''] = key.split(SEPARATOR);
  return [sku, priceList, currency];
}

const SEPARATOR = '\u001f';
