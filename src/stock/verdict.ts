import type { Reservation, ReservationState, StockLine } from './reservation.js';
import type { Trip, TripRule } from '../catalog/trip.js';
import type { JournalEntry } from './journal.js';
import type { ModeHold, SaleMode } from './mode.js';
import type { SaleTotals } from './totals.js';

/** One line that cannot be served. */
export interface Shortage {
  readonly stockKey: string;
  readonly requested: number;
  /** Units that could be reserved now. */
  readonly available: number;
  /** Units others hold without having bought them: some may come back. */
  readonly reserved: number;
}

/** One stock key whose customer limit the order would pass. */
export interface PassedLimit {
  readonly stockKey: string;
  readonly limit: number;
  /** Units already held or bought by the owner who is nearest to the limit. */
  readonly used: number;
  /** Position of that owner among the owners of the request, sorted and each once. */
  readonly ownerIndex: number;
}

/** Why a request had no effect: on stock, limits or budget. No record of it is kept. */
export type Refusal =
  /** The request itself is outside what is documented. */
  | { readonly reason: 'invalid_request'; readonly field: string; readonly message: string }
  /** No sale of this id is open in this store: never to be read as "sold out". */
  | { readonly reason: 'unknown_sale' }
  | { readonly reason: 'unknown_sku'; readonly stockKeys: readonly string[] }
  | { readonly reason: 'unknown_id' }
  /** The mode of this scope forbids it. */
  | { readonly reason: 'mode'; readonly mode: SaleMode; readonly scope: string }
  /** The price book changed: the sale's epoch. */
  | { readonly reason: 'epoch'; readonly epoch: number | undefined }
  /** The store lost writes it had acknowledged; the sale is stopped until a person has put the counters right. */
  | { readonly reason: 'regressed' }
  /** Every line short of units. `nextChanceAt`: no reservation can lapse before (epoch ms); undefined when none will. */
  | {
      readonly reason: 'insufficient';
      readonly shortages: readonly Shortage[];
      readonly nextChanceAt: number | undefined;
    }
  | { readonly reason: 'customer_limit'; readonly limits: readonly PassedLimit[] }
  | { readonly reason: 'loss_budget'; readonly remainingMinor: number }
  /** The request reached the store after its own deadline. Surely not executed. */
  | { readonly reason: 'late' }
  /** An owner was made with another key than the one the sale was opened with. */
  | { readonly reason: 'owner_key'; readonly keyId: string }
  /** Another layout version serves this sale: deploy one of them. */
  | { readonly reason: 'version'; readonly version: string }
  /** The store answered that it did not execute the request: `OOM`, `LOADING`, `READONLY`, `NOREPLICAS`... */
  | { readonly reason: 'unavailable'; readonly error: string }
  /** `restore` before commit. */
  | { readonly reason: 'not_committed'; readonly state: ReservationState }
  | { readonly reason: 'exceeds_committed'; readonly remaining: readonly StockLine[] }
  /** No further extension: the number or the total time is used up. */
  | { readonly reason: 'extension_limit'; readonly countMax: number; readonly totalMaxMs: number }
  /** `attempt` is not the next one: `count` were made. */
  | { readonly reason: 'extension_order'; readonly count: number }
  /** The older reservation belongs to none of the owners. */
  | { readonly reason: 'not_owner' }
  /** The older reservation was bought, or given back after it was bought. */
  | { readonly reason: 'previous'; readonly state: ReservationState }
  /** The order was bought already, or bought and given back. */
  | { readonly reason: 'committed' }
  | { readonly reason: 'restored' }
  /** A less strict mode needs an approver who is neither the actor nor the holder. */
  | { readonly reason: 'approver' }
  /** Which hold is meant is not clear, or it is not there any more: these stand on the scope. */
  | { readonly reason: 'held'; readonly holds: readonly ModeHold[] }
  /** It waits for a person: `resolveReview` first. */
  | { readonly reason: 'review' }
  /** The order was reserved under another price book than the commit's: compare prices, then `reservedUnder`. */
  | { readonly reason: 'reserved_under'; readonly epoch: number | undefined };

/** Name of a reason to refuse. */
export type RefusalReason = Refusal['reason'];

/** `transient` refusals may be answered otherwise later, without any change to the request. */
export const TRANSIENT_REASONS: ReadonlySet<RefusalReason> = new Set<RefusalReason>([
  'mode',
  'insufficient',
  'customer_limit',
  'loss_budget',
  'late',
  'unavailable',
]);

/** Refused, with one of the reasons `R`. */
export type Refused<R extends RefusalReason = RefusalReason> = { readonly kind: 'refused' } & Extract<
  Refusal,
  { readonly reason: R }
>;

/** Reasons every operation may give. */
export type CommonReason = 'invalid_request' | 'unknown_sale' | 'late' | 'version' | 'unavailable';

/**
 * No answer: it may or may not have happened. Send the same request again, with the same id: the effect happens once.
 * `because`: nothing came within the deadline, the connection broke, or the store answered something that leaves it open.
 */
export interface Unknown {
  readonly kind: 'unknown';
  readonly because: 'deadline' | 'connection' | 'store';
  readonly message: string;
}

/** Reasons `reserve` may give. */
export type ReserveReason =
  | CommonReason
  | 'mode'
  | 'epoch'
  | 'regressed'
  | 'unknown_sku'
  | 'insufficient'
  | 'customer_limit'
  | 'loss_budget'
  | 'owner_key';

/** The same id was used for other content; `fields` says which differ. */
export interface Conflict {
  readonly kind: 'conflict';
  readonly fields: readonly string[];
}

/** The answer to `reserve`. */
export type ReserveVerdict =
  | { readonly kind: 'reserved'; readonly expiresAt: number }
  /** This id was reserved before, with the same content. `state` is what became of it: only the first two can be committed. */
  | { readonly kind: 'replayed'; readonly state: ReservationState; readonly expiresAt: number }
  | Conflict
  | Refused<ReserveReason>
  | Unknown;

/** The answer to `supersede`: as `reserve`, and what stands against taking over the older reservation. */
export type SupersedeVerdict = ReserveVerdict | Refused<'not_owner' | 'previous'>;

/** The answer to `beginPayment` and `extend`. */
export type ExtendVerdict =
  | { readonly kind: 'extended'; readonly expiresAt: number }
  | { readonly kind: 'expired' }
  | { readonly kind: 'released' }
  | Refused<
      | CommonReason
      | 'mode'
      | 'regressed'
      | 'unknown_id'
      | 'committed'
      | 'restored'
      | 'extension_limit'
      | 'extension_order'
      | 'review'
    >
  | Unknown;

/** Why a late payment was not rescued. */
export type RescueRefusal =
  | Refusal
  /** It was refused as late before, or `STOCK_LIMITS.refusedPaymentsMax` others of this order were: it stays refused. */
  | { readonly reason: 'payment_refused' };

/** The answer to `commit`. */
export type CommitVerdict =
  /** `rescued`: the reservation had lapsed and was made anew in the same step. */
  | { readonly kind: 'committed'; readonly rescued: boolean }
  /** Bought before with this payment. */
  | { readonly kind: 'already' }
  /** Bought before with another payment: refund this one. */
  | { readonly kind: 'duplicate_payment'; readonly paymentRef: string }
  /**
   * Lapsed before the payment: refund. Final for this `paymentRef`: the same one is never taken for this order afterwards. `rescue`
   * says why a rescue was not possible, when one was asked for.
   */
  | { readonly kind: 'expired'; readonly rescue: RescueRefusal | undefined }
  /** Given back, or taken over by another reservation: refund. */
  | { readonly kind: 'released' }
  /** The price the shopper saw is not the price reserved; `fingerprint` is the reserved one. */
  | { readonly kind: 'price_changed'; readonly fingerprint: string }
  | Refused<
      CommonReason | 'mode' | 'regressed' | 'unknown_id' | 'restored' | 'review' | 'epoch' | 'reserved_under'
    >
  | Unknown;

/** The answer to `signal`. */
export type SignalVerdict = { readonly kind: 'counted' } | Refused<CommonReason> | Unknown;

/** The answer to `resolveReview`. */
export type ResolveReviewVerdict =
  /** Accepted: `reserved`, to be paid by `expiresAt`. Rejected: `released`. */
  | {
      readonly kind: 'resolved';
      readonly state: 'reserved' | 'released';
      readonly expiresAt: number | undefined;
    }
  /** It waited for nobody, or not any more: `state` is what it is. */
  | { readonly kind: 'already'; readonly state: ReservationState }
  | { readonly kind: 'expired' }
  | Refused<CommonReason | 'mode' | 'regressed' | 'unknown_id'>
  | Unknown;

/** The answer to `setEpoch`; `previous` is the epoch that was in force. */
export type SetEpochVerdict =
  | { readonly kind: 'changed'; readonly previous: number | undefined }
  /** This epoch is in force. */
  | { readonly kind: 'already' }
  | Conflict
  | Refused<CommonReason | 'regressed'>
  | Unknown;

/** The answer to `release`. */
export type ReleaseVerdict =
  | { readonly kind: 'released' }
  /** Released or expired before. */
  | { readonly kind: 'already'; readonly state: 'released' | 'expired' }
  /** It was bought: only a cancellation gives it back. */
  | { readonly kind: 'use_restore' }
  | { readonly kind: 'unknown_id' }
  | Refused<CommonReason>
  | Unknown;

/** The answer to `restore`. */
export type RestoreVerdict =
  /** `remaining`: units still committed, in line order. */
  | { readonly kind: 'restored'; readonly remaining: readonly StockLine[] }
  | { readonly kind: 'already'; readonly remaining: readonly StockLine[] }
  | Conflict
  | Refused<CommonReason | 'unknown_id' | 'not_committed' | 'exceeds_committed'>
  | Unknown;

/** The answer to `open`. */
export type OpenVerdict =
  | { readonly kind: 'opened' }
  | { readonly kind: 'already' }
  | Conflict
  | Refused<'invalid_request' | 'late' | 'version' | 'unavailable'>
  | Unknown;

/** The answer to `restock` and `withdraw`. */
export type AdjustVerdict =
  | { readonly kind: 'changed' }
  | { readonly kind: 'already' }
  | Conflict
  | Refused<CommonReason | 'unknown_sku' | 'insufficient'>
  | Unknown;

/** The answer to `expire`. */
export type ExpireVerdict =
  /** `expired` reservations gave their units back; `more`: call again, there may be others due. */
  | { readonly kind: 'swept'; readonly expired: number; readonly more: boolean }
  | Refused<CommonReason>
  | Unknown;

/** The answer to `setMode`; `previous` is the mode the scope had. */
export type SetModeVerdict =
  /** `previous` and `mode`: what the scope let through before, and what it lets through now. */
  | { readonly kind: 'changed'; readonly previous: SaleMode; readonly mode: SaleMode }
  | { readonly kind: 'already' }
  | Refused<CommonReason | 'approver' | 'regressed' | 'held'>
  | Unknown;

/** The answer to `status`. */
export type StatusVerdict =
  | { readonly kind: 'found'; readonly reservation: Reservation }
  | { readonly kind: 'unknown_id' }
  | Refused<CommonReason>
  | Unknown;

/** Counters of one stock key: allotment = available + reserved + committed + quarantined, always. Units. */
export interface StockCounters {
  readonly stockKey: string;
  readonly allotment: number;
  readonly available: number;
  /** Reserved or paying. */
  readonly reserved: number;
  /** Bought and not given back. */
  readonly committed: number;
  /** Given back, set aside. */
  readonly quarantined: number;
  readonly perCustomer: number | undefined;
}

/** A sale at one moment of its server. */
export interface SaleSnapshot {
  readonly mode: SaleMode;
  /** Scopes with a mode of their own. */
  readonly scopes: readonly { readonly scope: string; readonly mode: SaleMode }[];
  readonly regressed: boolean;
  readonly epoch: number | undefined;
  /** The epoch before, while reservations under it are still taken, and until when (epoch ms). */
  readonly overlap: { readonly epoch: number | undefined; readonly until: number } | undefined;
  readonly generation: number;
  /** Grows by one with every effect. */
  readonly seq: number;
  readonly ttlMs: number;
  readonly lossBudgetMinor: number | undefined;
  readonly lossSpentMinor: number;
  readonly counters: readonly StockCounters[];
}

/** The answer to `snapshot`. */
export type SnapshotVerdict =
  | { readonly kind: 'found'; readonly snapshot: SaleSnapshot }
  | Refused<CommonReason | 'unknown_sku'>
  | Unknown;

/** What a shop page may show: how much is left, without the number. */
export interface Availability {
  readonly stockKey: string;
  readonly band: 'many' | 'few' | 'last' | 'none';
  /** Nothing is available, but somebody holds units without having bought them. */
  readonly onlyReserved: boolean;
  /** Epoch ms before which no reservation of this sale can lapse; undefined when none will. */
  readonly nextChanceAt: number | undefined;
}

/** The answer to `availability`, in order of stock key. */
export type AvailabilityVerdict =
  | { readonly kind: 'found'; readonly availability: readonly Availability[] }
  | Refused<CommonReason | 'unknown_sku'>
  | Unknown;

/** What goes on in a sale, at one moment of its server. */
export interface SaleActivity {
  /** Epoch ms by the store's clock. */
  readonly at: number;
  readonly mode: SaleMode;
  readonly seq: number;
  readonly holds: readonly ModeHold[];
  /** The last 64 trips, oldest first. */
  readonly trips: readonly Trip[];
  readonly totals: SaleTotals;
  readonly tripRules: readonly TripRule[];
  /** Scopes that could not be counted because the sale watches as many as it may (see `STOCK_LIMITS.countersMax`). */
  readonly uncountedScopes: number;
  readonly lossBudgetMinor: number | undefined;
  readonly lossSpentMinor: number;
}

/** The answer to `activity`. */
export type ActivityVerdict =
  { readonly kind: 'found'; readonly activity: SaleActivity } | Refused<CommonReason> | Unknown;

/** The answer to `journal`: entries in order; `more`: there are others after the last. */
export type JournalVerdict =
  | { readonly kind: 'found'; readonly entries: readonly JournalEntry[]; readonly more: boolean }
  | Refused<CommonReason>
  | Unknown;

/**
 * The answer to `reservations`: in no order; one that stands throughout all pages appears at least once, maybe twice. `next` is
 * undefined after the last page.
 */
export type ReservationsVerdict =
  | {
      readonly kind: 'found';
      readonly reservations: readonly Reservation[];
      readonly next: string | undefined;
    }
  | Refused<CommonReason>
  | Unknown;
