// The three services one meets sooner or later. All three answer some requests with 429 and 500.

/**
 * - `keys`: which replies are kept for their idempotency key: `none`; `sent`, those that were sent whole; `all`, a 500 too, as Stripe.
 * - `lostShare`: of the refunds that are carried out and never answered.
 * - `refunds`: `at-once`, or `later`: pending until `POST /fake/settle`.
 * - `failShare`: of the pending refunds that fail when they are settled.
 */
export const KINDS = {
  forgets: { keys: 'none', lostShare: 0, refunds: 'at-once', failShare: 0 },
  'times-out': { keys: 'sent', lostShare: 0.5, refunds: 'at-once', failShare: 0 },
  later: { keys: 'all', lostShare: 0, refunds: 'later', failShare: 0.05 },
};

/** Shares of requests that are answered with 429, with 500 before anything happened, and with 500 after it happened. */
export const FAULTS = { busyShare: 0.02, failedBeforeShare: 0.03, failedAfterShare: 0.06 };
