import type { EntryColumns } from './entry-columns.js';
import { compareBytes } from './identifier-bytes.js';

/** Order of two entries of two books by the UTF-8 bytes of SKU, price list, currency. */
export function compareAcross(
  left: EntryColumns,
  leftOrdinal: number,
  right: EntryColumns,
  rightOrdinal: number,
): number {
  const bySku = compareSkus(left, leftOrdinal, right, rightOrdinal);
  if (bySku !== 0) return bySku;
  const leftList = left.priceList(leftOrdinal);
  const rightList = right.priceList(rightOrdinal);
  const leftName = left.lists.bytesOf(leftList);
  const rightName = right.lists.bytesOf(rightList);
  const byList = compareBytes(leftName, leftName.length, rightName, rightName.length);
  if (byList !== 0) return byList;
  const leftCurrency = left.lists.currencyOf(leftList);
  const rightCurrency = right.lists.currencyOf(rightList);
  if (leftCurrency === rightCurrency) return 0;
  return leftCurrency < rightCurrency ? -1 : 1;
}

function compareSkus(
  left: EntryColumns,
  leftOrdinal: number,
  right: EntryColumns,
  rightOrdinal: number,
): number {
  const leftBytes = left.skuBytes;
  const rightBytes = right.skuBytes;
  const leftStart = left.skuStart(leftOrdinal);
  const rightStart = right.skuStart(rightOrdinal);
  const byLength = left.skuLength(leftOrdinal) - right.skuLength(rightOrdinal);
  const shorter = byLength < 0 ? left.skuLength(leftOrdinal) : right.skuLength(rightOrdinal);
  for (let at = 0; at < shorter; at++) {
    const difference = (leftBytes[leftStart + at] ?? 0) - (rightBytes[rightStart + at] ?? 0);
    if (difference !== 0) return difference;
  }
  return byLength;
}

/** Order of the SKU of an entry and the first `length` bytes of a text. */
export function compareSku(columns: EntryColumns, ordinal: number, text: Uint8Array, length: number): number {
  const start = columns.skuStart(ordinal);
  const skuLength = columns.skuLength(ordinal);
  return compareBytes(columns.skuBytes.subarray(start, start + skuLength), skuLength, text, length);
}

/** Whether two entries of one SKU, price list and currency say the same. */
export function isSameAcross(
  left: EntryColumns,
  leftOrdinal: number,
  right: EntryColumns,
  rightOrdinal: number,
): boolean {
  return (
    left.priceMinor(leftOrdinal) === right.priceMinor(rightOrdinal) &&
    left.floorMinor(leftOrdinal) === right.floorMinor(rightOrdinal) &&
    left.referenceMinor(leftOrdinal) === right.referenceMinor(rightOrdinal) &&
    left.referenceSource(leftOrdinal) === right.referenceSource(rightOrdinal) &&
    left.allotment(leftOrdinal) === right.allotment(rightOrdinal) &&
    left.perCustomerMax(leftOrdinal) === right.perCustomerMax(rightOrdinal) &&
    left.isGift(leftOrdinal) === right.isGift(rightOrdinal) &&
    left.ownStockKey(leftOrdinal) === right.ownStockKey(rightOrdinal) &&
    left.componentsText(leftOrdinal) === right.componentsText(rightOrdinal)
  );
}
