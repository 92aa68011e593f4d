import type { OrderRule } from './order-rule.js';
import { belowFloor } from './rules/below-floor.js';
import { deepPayable } from './rules/deep-payable.js';
import { giftAlone } from './rules/gift-alone.js';
import { notInBook } from './rules/not-in-book.js';
import { orderCurrency } from './rules/order-currency.js';
import { orderQuantity } from './rules/order-quantity.js';
import { orderWindow } from './rules/order-window.js';
import { reductionShare } from './rules/reduction-share.js';
import { unapprovedPrice } from './rules/unapproved-price.js';
import { zeroLine } from './rules/zero-line.js';

/** Every rule an order is judged by, in the order in which findings are told: the order as a whole, then what it holds. */
export const ORDER_RULES: readonly OrderRule[] = [
  orderWindow,
  giftAlone,
  notInBook,
  orderCurrency,
  unapprovedPrice,
  zeroLine,
  belowFloor,
  orderQuantity,
  reductionShare,
  deepPayable,
];

/** The order rule of an id; undefined for one that this version does not know. */
export function orderRuleOf(id: string): OrderRule | undefined {
  return ORDER_RULES.find((rule) => rule.id === id);
}
