import { DEFAULT_PRICE_LIST } from '../catalog/offer.js';
import type { PriceLists } from './price-lists.js';
import type { RawEntry } from './raw-entry.js';

const AT = 0x40;

/** UTF-8 bytes of the stock key that `defaultStockKey` gives an entry. */
export function defaultStockKeyLength(entry: RawEntry, lists: PriceLists): number {
  return lists.priceListOf(entry.priceList) === DEFAULT_PRICE_LIST
    ? entry.skuLength
    : entry.skuLength + 1 + lists.bytesOf(entry.priceList).length;
}

/** True when the stock key an entry names is the one it would have without naming any. */
export function namesDefaultStockKey(entry: RawEntry, lists: PriceLists): boolean {
  const { sku, skuLength, stockKey, stockKeyLength } = entry;
  if (stockKeyLength !== defaultStockKeyLength(entry, lists)) return false;
  for (let at = 0; at < skuLength; at++) if (stockKey[at] !== sku[at]) return false;
  if (stockKeyLength === skuLength) return true;
  if (stockKey[skuLength] !== AT) return false;
  const name = lists.bytesOf(entry.priceList);
  return name.every((byte, at) => stockKey[skuLength + 1 + at] === byte);
}
