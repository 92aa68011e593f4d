import type { OrderLine } from '../catalog/order.js';
import { allocate } from '../money/allocate.js';
import type { CurrencyCode } from '../money/currency.js';
import { money } from '../money/money.js';
import { sumOf } from '../pricing/order/check-order.js';

/** Units of a whole that an amount belongs to. */
export interface Share {
  readonly amountMinor: number;
  readonly units: number;
  /** All units of the amount, 1 or more, at least `units`. */
  readonly of: number;
}

/**
 * What some of the units are worth: their exact share of the amount, by largest remainder. The share of these and the share of the
 * others are the amount.
 */
export function shareOf({ amountMinor, units, of }: Share, currency: CurrencyCode): number {
  if (units === of) return amountMinor;
  if (units === 0 || amountMinor === 0) return 0;
  const [share] = allocate(money(amountMinor, currency), [units, of - units]);
  return share?.minor ?? 0;
}

/** What the units still there are worth when given back: as the shop's records state it, else what was paid for them. */
export function worthOf(line: OrderLine, currency: CurrencyCode): number {
  const { quantity, returnedQuantity = 0, unitPriceMinor, reductions, refundMinor } = line;
  const units = quantity - returnedQuantity;
  if (refundMinor !== undefined) return units === 0 ? 0 : refundMinor;
  const amountMinor = unitPriceMinor * quantity - sumOf(reductions);
  return shareOf({ amountMinor, units, of: quantity }, currency);
}
