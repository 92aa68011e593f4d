import type { OrderFinding } from '../catalog/order-finding.js';
import type { ReservationState } from '../stock/reservation.js';
import type { Refusal, Unknown } from '../stock/verdict.js';

/** What to do while the store cannot answer: no order without stock checked, or a person looks at each. */
export type FailurePolicy = 'reject' | 'review';

/** A sentence for the customer: says nothing of limits, scopes, other customers or rules. */
export interface CustomerMessage {
  readonly en: string;
  readonly ko: string;
}

/** What shadow mode would have answered. The order itself goes through, whatever it says. */
export type ShadowVerdict = Exclude<AdmitVerdict, { readonly kind: 'shadowed' }>;

/** Why an order was rejected; `findings` or `refusal` of the verdict say the rest. */
export type RejectReason =
  /** The order is not of the documented form; `field` and `problem` say where. */
  | 'invalid_order'
  /** A price rule says no. */
  | 'price'
  /** The sale window, the mode, another price book: the sale does not take orders now. */
  | 'sale_closed'
  /** Too few units. */
  | 'sold_out'
  | 'customer_limit'
  | 'loss_budget'
  /** The id was used for another order. */
  | 'conflict'
  /** The reservation has ended: it was released, expired, restored. */
  | 'ended'
  /** The store did not execute it, and `onStoreFailure` is `reject`. */
  | 'store_failure'
  /** The set-up is wrong: stock keys the store does not know, owners of another key, another version. */
  | 'set_up';

/** The answer to `admit`. */
export type AdmitVerdict =
  /** Price is right and the units are set aside until `expiresAt` (epoch ms, the store's clock). */
  | {
      readonly kind: 'admitted';
      readonly id: string;
      readonly epoch: number;
      /** `reserved` or `paying`; `committed` when the order was bought before. */
      readonly state: ReservationState;
      readonly expiresAt: number;
      /** The same request had this answer before. */
      readonly replayed: boolean;
      /** Digest of the prices, which `commit` compares. */
      readonly fingerprint: string;
      /** Sum of (reference - payable price) x quantity, minor units: what the order spends of the loss budget. */
      readonly markdownMinor: number;
      readonly payableMinor: number;
      readonly findings: readonly OrderFinding[];
    }
  /** A person must look. `reserved`: the units are set aside meanwhile; `commit` is refused until `resolveReview`. */
  | {
      readonly kind: 'review';
      readonly id: string;
      readonly epoch: number;
      readonly reserved: boolean;
      /** Undefined when nothing is set aside. */
      readonly expiresAt: number | undefined;
      readonly replayed: boolean;
      readonly findings: readonly OrderFinding[];
      /** Set when the store did not execute it and `onStoreFailure` is `review`. */
      readonly onStoreFailure: 'review' | undefined;
      readonly refusal: Refusal | undefined;
      readonly message: CustomerMessage;
    }
  | {
      readonly kind: 'rejected';
      readonly id: string;
      readonly epoch: number | undefined;
      readonly reason: RejectReason;
      readonly findings: readonly OrderFinding[];
      /** What the store answered, for the operator. */
      readonly refusal: Refusal | undefined;
      /** For `invalid_order` and `conflict`: which fields, and what is wrong with them. */
      readonly problem: string | undefined;
      /** The same order may be admitted later. */
      readonly transient: boolean;
      /** Set when the store did not execute it and `onStoreFailure` is `reject`. */
      readonly onStoreFailure: 'reject' | undefined;
      readonly message: CustomerMessage;
    }
  /** No answer: send it again with the same id. Until then it is neither admitted nor rejected. */
  | {
      readonly kind: 'unknown';
      readonly id: string;
      readonly because: Unknown['because'];
      readonly onStoreFailure: FailurePolicy;
      readonly findings: readonly OrderFinding[];
      readonly message: CustomerMessage;
    }
  /** Shadow mode: the order goes on as if saleguard were not there. `would` is what the guard would have answered. */
  | { readonly kind: 'shadowed'; readonly id: string; readonly would: ShadowVerdict };

/** The answer to `resume`: what became of an order that a dropped call or a lost connection left behind. */
export type ResumeVerdict =
  | {
      readonly kind: 'found';
      readonly id: string;
      readonly state: ReservationState;
      /** Ms left to pay; 0 for what has ended. */
      readonly leftMs: number;
      readonly expiresAt: number;
      /** What the lines cost, as admitted; undefined when the note of the reservation is not of this version. */
      readonly lines: readonly ResumedLine[] | undefined;
      readonly payableMinor: number | undefined;
    }
  /** No such order of this customer: a stranger is not told whether the id exists. */
  | { readonly kind: 'not_found' }
  | { readonly kind: 'rejected'; readonly refusal: Refusal }
  | {
      readonly kind: 'unknown';
      readonly because: Unknown['because'];
      readonly onStoreFailure: FailurePolicy;
    };

/** One SKU of a resumed order. */
export interface ResumedLine {
  readonly sku: string;
  readonly priceList: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
  /** All its units, after reductions. */
  readonly payableMinor: number;
}
