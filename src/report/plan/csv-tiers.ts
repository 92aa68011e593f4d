import { currencyExponent } from '../../money/currency.js';
import { printAmount } from '../../money/decimal-text.js';
import type { PlanHeader, PlanTotals, TierTotals } from '../../remedy/plan.js';
import { LINE_END, textCell } from '../csv.js';
import { tableHead } from './csv-tables.js';

/** Columns of `tiers.csv`. */
export const TIER_COLUMNS: readonly string[] = [
  'tier',
  'customers',
  'coupons',
  'currency',
  'coupons_at_worst',
  'coupon_per_customer',
  'ratio_to_lowest',
  'orders_cancelled',
  'orders_in_part',
  'orders_honoured',
  'orders_for_a_person',
  'refund_hours',
];

/** Digits of a ratio: it is kept in basis points. */
const RATIO_EXPONENT = 4;

/**
 * The file that says how tiers fare: a tier a row, everybody else first, under no name. Only the names of the columns where the policy
 * offers everybody the same.
 */
export function tiersText({ currency }: Pick<PlanHeader, 'currency'>, { byTier = [] }: PlanTotals): string {
  const exponent = currencyExponent(currency);
  const amount = (minor: number | undefined): string =>
    minor === undefined ? '' : printAmount(minor, exponent);
  const row = (tier: TierTotals): readonly string[] => [
    tier.tier === undefined ? '' : textCell(tier.tier),
    String(tier.customers),
    String(tier.coupons),
    textCell(currency),
    amount(tier.couponWorstMinor),
    amount(tier.couponPerCustomerMinor),
    tier.couponRatioBps === undefined ? '' : printAmount(tier.couponRatioBps, RATIO_EXPONENT),
    String(tier.ordersBy.cancel),
    String(tier.ordersBy.partial),
    String(tier.ordersBy.honour),
    String(tier.ordersBy.review),
    tier.refundHours === undefined ? '' : String(tier.refundHours),
  ];
  const lines = byTier.map((tier) => `${row(tier).join(',')}${LINE_END}`);
  return tableHead({ columns: TIER_COLUMNS }) + lines.join('');
}
