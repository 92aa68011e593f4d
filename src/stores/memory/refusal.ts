import type { Refusal, Refused } from '../../stock/verdict.js';

/** The refusal of one reason, without its kind. */
export type Because<R extends Refusal['reason']> = Extract<Refusal, { readonly reason: R }>;

/** Why units cannot be taken. */
export type UnitsReason = 'unknown_sku' | 'insufficient' | 'customer_limit' | 'loss_budget';

/** A refusal as a verdict. */
export function refused<R extends Refusal>(refusal: R): { readonly kind: 'refused' } & R {
  return { kind: 'refused', ...refusal };
}

/** Every operation but `open` before `open`. */
export const UNKNOWN_SALE: Refused<'unknown_sale'> = Object.freeze({
  kind: 'refused',
  reason: 'unknown_sale',
});
