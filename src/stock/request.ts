import type { StockLine } from './reservation.js';
import type { SaleMode } from './mode.js';
import type { TripRule } from '../catalog/trip.js';

/** Units of one stock key released for a sale. */
export interface Allotment {
  /** What is counted; by default a SKU and its price list. 1 to 128 UTF-8 bytes, no control characters. */
  readonly stockKey: string;
  /** Units, 0 to 10^9. */
  readonly quantity: number;
  /** Units one customer may hold or have bought over the whole sale; no limit unless told. Cannot change once open. */
  readonly perCustomer?: number | undefined;
  /** (reference - price) of one unit, minor units; the sale drains when the loss budget left is below the smallest of these. */
  readonly markdownMinor?: number | undefined;
}

/** Opens a sale. Sent again with the same content it answers `already`, with other content `conflict`. */
export interface OpenRequest {
  /** 1 to 50,000, each stock key once. */
  readonly allotments: readonly Allotment[];
  /** Number of the price book in force. */
  readonly epoch?: number | undefined;
  /** How long a reservation stands unless it says otherwise, ms. 600,000 unless told. This length is the cheapest to keep. */
  readonly ttlMs?: number | undefined;
  /** Pins the key of `customerRef`, so that a key rotation cannot reset customer limits. */
  readonly keyId?: string | undefined;
  /** Ceiling for the sum of `markdownMinor` of all orders that hold units, minor units. */
  readonly lossBudgetMinor?: number | undefined;
  /** Extensions one reservation may ask for, 0 to 20. 3 unless told. */
  readonly extensionCountMax?: number | undefined;
  /** Ms that all extensions of one reservation may add; `beginPayment` does not count. 3,600,000 unless told. */
  readonly extensionTotalMaxMs?: number | undefined;
  /** What stops the sale by itself: windowed counters, as `compileBreaker` makes them; up to 32, each id once. None unless told. */
  readonly tripRules?: readonly TripRule[] | undefined;
}

/** Adds to or takes from allotments. Idempotent by `id`, which shares the ids of reservations. All lines or none. */
export interface AdjustRequest {
  readonly id: string;
  readonly lines: readonly StockLine[];
}

/** Asks for units for one order. */
export interface ReserveRequest {
  /** Made by the caller before sending, the same for every retry: 1 to 64 of `A-Z a-z 0-9 _ . : -`. */
  readonly id: string;
  /** Opaque references of everyone behind the order (see `customerRef`), 1 to 8; each customer limit holds for each. */
  readonly owners: readonly string[];
  /** 1 to 200; equal stock keys are summed. */
  readonly lines: readonly StockLine[];
  /** Ms, 1,000 to 7 days; the sale's `ttlMs` unless told. Not part of the content that a replay must repeat. */
  readonly ttlMs?: number | undefined;
  /** Must be the sale's epoch when given. */
  readonly epoch?: number | undefined;
  /** (reference - price) x quantity over the whole order, minor units, >= 0. 0 unless told. */
  readonly markdownMinor?: number | undefined;
  /** Digest of the price the shopper saw; `commit` compares it. */
  readonly fingerprint?: string | undefined;
  /** What else a mode may stop: `category:Audio`, `channel:app`... Up to 32. `sale` and `sku:<stockKey>` are implied. */
  readonly scopes?: readonly string[] | undefined;
  /**
   * Sets the units aside for a person to look at: the reservation is `reviewing` until `resolveReview`, and cannot be paid before.
   * Not part of the content that a replay must repeat.
   */
  readonly review?: true | undefined;
  /** What trip rules learn of this order. Not part of the content that a replay must repeat. */
  readonly counted?: CountedOrder | undefined;
  /**
   * Kept with the record and handed back by `status`, `reservations` and the journal: 1 to 2,000 printable ASCII characters,
   * opaque to the store. Not part of the content that a replay must repeat; the first one stands.
   */
  readonly note?: string | undefined;
}

/** What trip rules learn of an order. */
export interface CountedOrder {
  /** It carries a finding of `hold` or worse. */
  readonly flagged?: true | undefined;
  /** Scopes in which it counts as `deep`: some of `sale`, `sku:<stockKey>` of its lines, and its `scopes`. */
  readonly deepScopes?: readonly string[] | undefined;
  /** Which of `owners` is the buyer, for `top-share`; the first in order of UTF-16 code units unless told. */
  readonly buyer?: string | undefined;
}

/** Tells the trip rules of an order that was judged and never asked for units. */
export interface SignalRequest {
  /** Id of the order. Not remembered: tell each order once. */
  readonly id: string;
  /** Its scopes beside `sale`, stock keys written out as `sku:<stockKey>`. Up to 232. */
  readonly scopes: readonly string[];
  readonly flagged?: true | undefined;
  readonly rejected?: true | undefined;
  /** What was wrong with it, for `distinct`: opaque ids, each with the scope it is counted in beside `sale`. Up to 200. */
  readonly values?: readonly { readonly scope: string; readonly value: string }[] | undefined;
}

/** A person looked at a reservation that was set aside for review. Idempotent. */
export interface ResolveReviewRequest {
  readonly id: string;
  readonly decision: 'accept' | 'reject';
  readonly actor: string;
  /** As in {@link SetModeRequest}. */
  readonly reason: string;
  /** Ms from now the accepted reservation stands, 1,000 to 7 days; the sale's `ttlMs` unless told. A deadline is never shortened. */
  readonly ttlMs?: number | undefined;
}

/** Puts another price book in force. */
export interface SetEpochRequest {
  readonly epoch: number;
  /** Ms during which reservations under the epoch before are still taken, 0 to 7 days. */
  readonly overlapMs: number;
  readonly actor: string;
  readonly reason: string;
  /** Stock keys that come on sale with it; none of them may be on sale already. Up to 50,000. */
  readonly added?: readonly Allotment[] | undefined;
}

/** Which events of the journal to read. */
export interface JournalRequest {
  /** `position` of the last entry read; from the beginning unless told. */
  readonly after?: string | undefined;
  /** 1 to 1,000; 200 unless told. */
  readonly limit?: number | undefined;
}

/** Which reservations to read. */
export interface ReservationsRequest {
  /** `next` of the page before; the first page unless told. */
  readonly cursor?: string | undefined;
  /** About how many, 1 to 1,000; 200 unless told. */
  readonly limit?: number | undefined;
}

/** A new attempt of a shopper that takes over an older reservation of one of the same owners, in one step. */
export interface SupersedeRequest extends ReserveRequest {
  readonly previousId: string;
}

/** The shopper is at the payment page: a longer deadline, and no other shopper's request can expire the reservation. */
export interface BeginPaymentRequest {
  readonly id: string;
  /** Ms from now the payment may take. A deadline is never shortened. */
  readonly ttlMs: number;
}

/** The n-th extension. Sent again it has no further effect. */
export interface ExtendRequest {
  readonly id: string;
  /** 1 for the first extension of this reservation, 2 for the next. */
  readonly attempt: number;
  /** Ms from now. A deadline is never shortened. */
  readonly ttlMs: number;
}

/** Turns a reservation into a sale. Send it between authorise and capture. */
export interface CommitRequest {
  readonly id: string;
  /** Reference of the whole payment set of this order: another one is a second payment. */
  readonly paymentRef: string;
  /** When both this and the reservation's are given they must be equal. */
  readonly fingerprint?: string | undefined;
  /**
   * What to do when the reservation lapsed before the payment arrived; `refund` unless told. Told `expired`, the same `paymentRef` is
   * never taken afterwards, whatever is asked then.
   */
  readonly late?: 'refund' | 'rescue' | undefined;
  /** Price book of the caller: must be in force, or the one before within its overlap, and the one the order was reserved under. */
  readonly epoch?: number | undefined;
  /** Accepts a reservation made under this older price book: the caller has compared the prices. */
  readonly reservedUnder?: number | undefined;
}

/** Gives back before commit. */
export interface ReleaseRequest {
  readonly id: string;
}

/** Gives back after commit. Idempotent by `restoreId`. */
export interface RestoreRequest {
  readonly id: string;
  /** Made by the caller, one for each act of restoring. */
  readonly restoreId: string;
  /** Everything still committed unless told. */
  readonly lines?: readonly StockLine[] | undefined;
  /** `stock`: can be sold again at once. `quarantine`: set aside, not available. */
  readonly to: 'stock' | 'quarantine';
}

/** Gives back what is due. */
export interface ExpireRequest {
  /** Reservations to look at, 1 to 2,000; 200 unless told. */
  readonly limit?: number | undefined;
}

/**
 * Places, changes or lifts one hold on a scope. What the scope lets through is the strictest of its holds; none is open.
 * `open` lifts; a stricter mode than the hold has may be set by its holder alone; a less strict one needs an approver.
 */
export interface SetModeRequest {
  /** `open` lifts the hold. `probe` only loosens a hold that is there. */
  readonly mode: SaleMode;
  /**
   * Whose hold: an actor, or `trip:<rule id>`. The actor's own unless told; when the actor has none and exactly one stands on the
   * scope, lifting and loosening mean that one, else the answer is `held` with the list.
   */
  readonly holder?: string | undefined;
  /** The hold must be the one made by this effect: a signature for one hold lifts no later one. */
  readonly holdSeq?: number | undefined;
  /** New reservations a `probe` lets through, 1 to 10,000; required for `probe`. */
  readonly sample?: number | undefined;
  /** `sale` unless told. */
  readonly scope?: string | undefined;
  /** Who does it: opaque, as an id. */
  readonly actor: string;
  /** Why, in words that hold no personal data: 1 to 200 UTF-8 bytes, no control characters. */
  readonly reason: string;
  /** A second person; required for a change to a less strict mode, and neither the actor nor the holder. */
  readonly approver?: string | undefined;
  /**
   * The sale was stopped because acknowledged writes were lost. `accepted` says that the counters were put right: it starts a
   * new generation. Without it such a sale stays shut.
   */
  readonly regression?: 'accepted' | undefined;
}

/** Which stock keys to read. */
export interface StockKeysRequest {
  /** Up to 2,000; every stock key of the sale unless told. */
  readonly stockKeys?: readonly string[] | undefined;
}

/** Which stock keys to show, and in which bands. */
export interface AvailabilityRequest extends StockKeysRequest {
  /** Units up to which the band is `few`. 10 unless told. */
  readonly fewMax?: number | undefined;
  /** Units up to which the band is `last`. 1 unless told. */
  readonly lastMax?: number | undefined;
}
