/**
 * One effect on the shop's own services. In the order in which the steps of one order are carried out.
 * - `hold-order`: nothing of its cancelled lines is packed or shipped from here on; its other lines go their way.
 * - `void`, `refund`, `account-refund`: one payment. `request-account` asks the customer for an account first.
 * - `restore-points`: spent points come back with the ageing they had. `restore-coupon`: a coupon the order used up.
 * - `reverse-points`: points that the cancelled lines earned. `reverse-miles`: by the partner, in its own time.
 * - `quarantine-stock`: cancelled units come back, but not to sale.
 * - `grant-coupon`, `notice`: once per customer.
 */
export const STEP_KINDS = [
  'hold-order',
  'void',
  'refund',
  'request-account',
  'account-refund',
  'restore-points',
  'restore-coupon',
  'reverse-points',
  'reverse-miles',
  'quarantine-stock',
  'grant-coupon',
  'notice',
] as const;

/** One of {@link STEP_KINDS}. */
export type StepKind = (typeof STEP_KINDS)[number];

/** One effect, derived from a record: nothing of it is stored in the plan. */
export interface Step {
  /**
   * SHA-256, hex, of the canonical JSON of [incident, order, subject, kind, ordinal] (coupons and notices: the customer for the order):
   * no amount and no version of the plan, so that a corrected plan cannot pay twice. For the same reason the four ways of giving a
   * payment back are one kind here, `give-back`.
   */
  readonly key: string;
  readonly kind: StepKind;
  readonly orderId: string;
  readonly customer: string;
  /** What the effect is about: a payment reference, a coupon, a line, a partner; empty where the order says it all. */
  readonly subject: string;
  /** Minor units, points, miles or units; 0 where the kind has no amount. */
  readonly amount: number;
  /** Kind, amount and currency: the same key with another fingerprint is a conflict that a person must look at. */
  readonly fingerprint: string;
  /** Keys of steps of this order that come first: done, or with money at least accepted. */
  readonly after: readonly string[];
  /** Other orders whose money steps must be accepted first: those of a customer's notice. */
  readonly afterOrders: readonly string[];
}
