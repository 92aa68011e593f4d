import type { GrowingGroup } from './order-group.js';

/**
 * Shares what promotions took off the shipping among the goods, by what each SKU is paid. A share is rounded up, so that whoever
 * looks at it sees the exact answer: `payable - share` is the floor of the exact value, and a floor price is a whole number.
 */
export function shareFreeShipping(groups: readonly GrowingGroup[], freeShippingMinor: number): void {
  let payableMinor = 0n;
  for (const group of groups) payableMinor += BigInt(group.payableMinor);
  // Where nothing is paid for any goods there is nothing to share it by; they are judged as goods for nothing.
  if (payableMinor === 0n) return;
  for (const group of groups) {
    const product = BigInt(group.payableMinor) * BigInt(freeShippingMinor);
    group.judgedMinor = group.payableMinor - Number((product + payableMinor - 1n) / payableMinor);
  }
}
