/**
 * guard: what a checkout imports. Judges the prices of an order in process, then sets its units aside in one atomic step.
 * May import the pure rooms and wire. Invariant: no path from an error to `admitted`; knows no store, only the port.
 */
import type { PriceBook } from '../book/price-book.js';
import type { CheckoutOrder, CustomerRef } from '../catalog/order.js';
import type { CommitVerdict, ExtendVerdict, ReleaseVerdict, ResolveReviewVerdict } from '../stock/verdict.js';
import type { AdmitVerdict, ResumeVerdict } from './verdict.js';

/** Asks for the commit of an admitted order, between authorise and capture. */
export interface GuardCommitRequest {
  readonly id: string;
  /** Reference of the whole payment set of the order. */
  readonly paymentRef: string;
  /**
   * The order as it is about to be charged: compared with what was admitted, so that a cart that changed in between (a second tab, a
   * coupon taken away, other shipping) is `price_changed` and not sold at the old sum.
   */
  readonly order?: CheckoutOrder | undefined;
  /** Instead of the order: what the verdict of `admit` said, kept beside the amount that the shopper saw. Compared when given. */
  readonly fingerprint?: string | undefined;
  /** What to do when the payment is late; the policy's `guard.late` unless told. */
  readonly late?: 'refund' | 'rescue' | undefined;
}

/** The checkout's guard over one sale in one process. Every call settles by the store's deadline with a verdict. */
export interface Guard {
  readonly saleId: string;
  /** Epoch of the price book in force in this process. */
  readonly epoch: number;
  admit(order: CheckoutOrder): Promise<AdmitVerdict>;
  /** `latePayment` and `shortfall` handlers hear of what must be given back. */
  commit(request: GuardCommitRequest): Promise<CommitVerdict>;
  release(request: { readonly id: string }): Promise<ReleaseVerdict>;
  /** The n-th extension of a reservation, ms from now. */
  extend(request: {
    readonly id: string;
    readonly attempt: number;
    readonly ttlMs: number;
  }): Promise<ExtendVerdict>;
  /** The shopper is paying: the deadline of the channel (`channels` of the sale) holds, unless `ttlMs` is told. */
  beginPayment(request: {
    readonly id: string;
    readonly channel: string;
    readonly ttlMs?: number | undefined;
  }): Promise<ExtendVerdict>;
  resume(request: { readonly id: string; readonly customer: readonly CustomerRef[] }): Promise<ResumeVerdict>;
  resolveReview(request: {
    readonly id: string;
    readonly decision: 'accept' | 'reject';
    readonly actor: string;
    readonly reason: string;
  }): Promise<ResolveReviewVerdict>;
  /** Puts another price book of the same sale in force; orders judged by the one before are taken for `overlapMs` more. */
  replacePriceBook(
    book: PriceBook,
    options: { readonly overlapMs: number; readonly actor: string; readonly reason: string },
  ): Promise<ReplaceVerdict>;
  /** Stops polling. Calls under way settle. */
  close(): Promise<void>;
}

/** The answer to `replacePriceBook`. */
export type ReplaceVerdict =
  /** In force. `changed`: entries of the old book that are dearer, cheaper or gone in the new one. */
  | { readonly kind: 'replaced'; readonly previous: number; readonly changed: number }
  | { readonly kind: 'already' }
  /** Another sale, or stock keys that the sale does not count. */
  | { readonly kind: 'rejected'; readonly problem: string }
  | { readonly kind: 'unknown'; readonly problem: string };
