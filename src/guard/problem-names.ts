/**
 * Every problem that saleguard tells a shop page: its HTTP status, and whether the same request is to be sent again `soon`. Append
 * only; the name is the end of the `type` URI, which programs compare. What is nobody's business outside has no name of its own: a
 * used-up loss budget is `sale-closed`.
 */
export const PROBLEMS = {
  /** The order, or the call, is not of the documented form. */
  'invalid-order': { status: 422, retry: 'no' },
  /** Not at this price: a price rule says no, or the price book does not know it. */
  'price-not-confirmed': { status: 409, retry: 'no' },
  /** The price of the order is not the one it was admitted at: show the shopper the new one. */
  'price-changed': { status: 409, retry: 'no' },
  /** Before, after or during a stop of the sale. */
  'sale-closed': { status: 409, retry: 'no' },
  'sold-out': { status: 409, retry: 'no' },
  'customer-limit': { status: 409, retry: 'no' },
  /** The id belongs to another order. */
  conflict: { status: 409, retry: 'no' },
  /** The reservation was given back, lapsed, or was bought and given back: start again with another id. */
  ended: { status: 409, retry: 'no' },
  /** A person must look first. */
  review: { status: 409, retry: 'no' },
  /** Bought before: what is asked for does not go with that any more. */
  'already-bought': { status: 409, retry: 'no' },
  /** Bought before, with another payment: this one is to be given back. */
  'duplicate-payment': { status: 409, retry: 'no' },
  /** No further extension of the time to pay. */
  'extension-limit': { status: 409, retry: 'no' },
  'unknown-order': { status: 404, retry: 'no' },
  /** Surely not done: the same request may be sent again. */
  'store-failure': { status: 503, retry: 'soon' },
  /** No answer: the same request, with the same id, must be sent again. Until then nobody knows. */
  unknown: { status: 503, retry: 'soon' },
  /** The set-up of the shop is wrong; its operator knows more. */
  'set-up': { status: 500, retry: 'no' },
} as const;

/** Name of a problem, a key of {@link PROBLEMS}. */
export type ProblemName = keyof typeof PROBLEMS;
