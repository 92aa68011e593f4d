import type { ApologyForm, ApologyPolicy } from '../catalog/remedy-policy.js';
import { assert } from '../core/assert.js';
import { GuardError } from '../core/errors.js';
import { applyBps } from '../money/basis-points.js';
import type { CurrencyCode } from '../money/currency.js';
import { floor } from '../money/rounding/floor.js';
import type { OrderFacts } from './order-facts.js';
import type { PlannedLine } from './plan.js';
import { shareOf } from './worth.js';

const WHOLE_BPS = 10_000;

/** What a rate may be of. */
export type CouponBase = Extract<ApologyForm, { kind: 'rate' }>['base'];

/** What the coupon of a form is of; an amount is of nothing, and any base will do. */
export function baseOf(form: ApologyForm): CouponBase {
  return form.kind === 'rate' ? form.base : 'paid-price';
}

/**
 * What the cancelled units of an order count for its customer's coupon, minor units: what was given back for them, or what they were
 * meant to cost. Shipping does not count. A wrong promotion was meant not to be; where only units were missing the price was right.
 */
export function couponBase(
  facts: OrderFacts,
  lines: readonly PlannedLine[],
  options: { readonly base: CouponBase; readonly currency: CurrencyCode },
): bigint {
  const isIntended = options.base === 'intended-price';
  let base = 0n;
  for (const [index, line] of lines.entries()) {
    const own = facts.lines[index];
    if (line.cancelledUnits === 0 || own === undefined) continue;
    if (!isIntended) base += BigInt(line.refundMinor);
    else if (own.intendedMinor !== undefined) base += BigInt(own.intendedMinor) * BigInt(line.cancelledUnits);
    else {
      const amountMinor = own.wrongReductionMinor ?? 0;
      const taken = shareOf({ amountMinor, units: line.cancelledUnits, of: own.units }, options.currency);
      base += BigInt(line.refundMinor) + BigInt(taken);
    }
  }
  return base;
}

/** What a customer's coupon is worth at most before it is scaled to the budget; 0 for none. */
export function couponAmount({ form }: Pick<ApologyPolicy, 'form'>, base: bigint): number {
  switch (form.kind) {
    case 'none':
      return 0;
    case 'amount':
      return form.amountMinor;
    case 'rate': {
      const whole = (base * BigInt(form.rateBps)) / BigInt(WHOLE_BPS);
      const cap = BigInt(form.capMinor);
      return roundedDown(Number(whole < cap ? whole : cap), form.unitMinor);
    }
  }
}

/** What is left of a coupon scaled to the budget, rounded down as its form says; 0 for none. */
export function scaledCoupon(
  { form }: Pick<ApologyPolicy, 'form'>,
  { amountMinor, scaleBps }: { readonly amountMinor: number; readonly scaleBps: number },
): number {
  if (scaleBps === WHOLE_BPS) return amountMinor;
  return roundedDown(applyBps(amountMinor, scaleBps, floor), form.kind === 'rate' ? form.unitMinor : 1);
}

function roundedDown(amountMinor: number, unitMinor: number): number {
  return amountMinor - (amountMinor % unitMinor);
}

/**
 * How much of every coupon the budget pays for, bps, rounded down: 10,000 where it pays for all of them.
 *
 * @throws GuardError `policy` naming the amount that is missing, where the policy says that an incident over its budget fails.
 */
export function couponScale(apology: ApologyPolicy, worst: bigint, currency: CurrencyCode): number {
  const { budgetMinor, whenOver } = apology;
  if (budgetMinor === undefined || worst <= BigInt(budgetMinor)) return WHOLE_BPS;
  const missing = worst - BigInt(budgetMinor);
  if (whenOver === 'fail') {
    throw new GuardError({
      code: 'policy',
      message:
        `the apology coupons may cost ${worst} minor units of ${currency}, ${missing} more than the budget of ${budgetMinor}: ` +
        'raise apology.budgetMinor, grant less, or have them scaled down alike with whenOver: scale',
      data: { missingMinor: String(missing), worstMinor: String(worst), budgetMinor },
    });
  }
  const scaleBps = Number((BigInt(budgetMinor) * BigInt(WHOLE_BPS)) / worst);
  assert(scaleBps < WHOLE_BPS, 'coupons over their budget are scaled down');
  return scaleBps;
}
