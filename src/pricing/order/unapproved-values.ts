import type { OrderFinding } from '../../catalog/order-finding.js';
import { notInBook } from './rules/not-in-book.js';
import { unapprovedPrice } from './rules/unapproved-price.js';
import { stockScope } from './scopes.js';
import type { OrderGroup } from './order-group.js';
import { NOT_IN_BOOK } from './order-group.js';

/** One value of `signal`: what was wrong, and the scope it is counted in beside the sale. */
export interface UnapprovedValue {
  readonly scope: string;
  readonly value: string;
}

/**
 * The unapproved prices of an order, for the breaker `unapproved-prices`: one for each SKU and price list whose price nobody
 * approved. Twice the same price gives the same value.
 *
 * @param shorten makes an opaque id of at most 64 characters `A-Z a-z 0-9 _ . : -` out of any text: the first digits of a digest.
 */
export function unapprovedValues(
  judgement: { readonly findings: readonly OrderFinding[]; readonly groups: readonly OrderGroup[] },
  shorten: (text: string) => string,
): readonly UnapprovedValue[] {
  const { findings, groups } = judgement;
  return findings.flatMap(({ ruleId, sku, priceList, measured }) => {
    if (sku === undefined || priceList === undefined) return [];
    if (ruleId !== unapprovedPrice.id && ruleId !== notInBook.id) return [];
    const group = groups.find((candidate) => candidate.isOf(sku, priceList));
    const isKnown = group !== undefined && group.ordinal !== NOT_IN_BOOK;
    const scope = isKnown ? stockScope(group.stockKey) : 'sale';
    return [{ scope, value: shorten(JSON.stringify([sku, priceList, measured.value])) }];
  });
}
