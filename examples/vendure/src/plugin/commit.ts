// Asks saleguard, between authorise and capture, whether the order is sold.
import type { Order, RequestContext } from '@vendure/core';
import { toCommitProblem } from 'saleguard';
import { admittedOf } from './admitted.js';
import { checkoutOrder } from './checkout-order.js';
import { digestOf } from './digest.js';
import { NotJudgeable } from './money.js';
import type { SaleguardOptions } from './options.js';
import { paymentRefOf, type PaidWith } from './payment-ref.js';
import { langOf, WORDS } from './words.js';

/** An order, and in whose name Vendure acts on it. */
export interface OrderInContext {
  readonly ctx: RequestContext;
  readonly order: Order;
}

/** What to do with the money. */
export type Sold =
  | { readonly kind: 'sold' }
  /** Not now, and nothing is lost: the payment stays as it is, and the same question is asked again. */
  | { readonly kind: 'wait'; readonly words: string }
  /** Never: the money goes back. */
  | { readonly kind: 'no'; readonly words: string };

/** Refusals after which the same commit may still succeed. */
const WAITING: ReadonlySet<string> = new Set([
  'mode',
  'late',
  'unavailable',
  'review',
  'regressed',
  'unknown_sale',
  'version',
]);

/**
 * Why this order may not be paid for, before anybody is asked: nothing was admitted, or something else was.
 *
 * @returns the words for the shopper; undefined when the order is what was admitted.
 */
export function notAsAdmitted({ ctx, order }: OrderInContext, options: SaleguardOptions): string | undefined {
  const admitted = admittedOf(order);
  if (admitted === undefined) return WORDS.nothingHeld[langOf(ctx)];
  try {
    const now = digestOf(checkoutOrder(admitted.id, { ctx, order }, options));
    return now === admitted.digest ? undefined : WORDS.notAsAdmitted[langOf(ctx)];
  } catch (error) {
    if (error instanceof NotJudgeable) return error.message;
    throw error;
  }
}

/** Turns the reservation of the order into a sale. Asked again with the same payments it answers the same. */
export async function commitOrder(
  { ctx, order }: OrderInContext,
  options: SaleguardOptions,
  payments: readonly PaidWith[],
): Promise<Sold> {
  const words = notAsAdmitted({ ctx, order }, options);
  const id = admittedOf(order)?.id;
  if (words !== undefined || id === undefined) return { kind: 'no', words: words ?? '' };
  const verdict = await options.guard.commit({ id, paymentRef: paymentRefOf(payments) });
  const problem = toCommitProblem(verdict, langOf(ctx));
  if (problem === undefined) return { kind: 'sold' };
  const isOpen = verdict.kind === 'unknown' || (verdict.kind === 'refused' && WAITING.has(verdict.reason));
  return { kind: isOpen ? 'wait' : 'no', words: problem.body.detail };
}
