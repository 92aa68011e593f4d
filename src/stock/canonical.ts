import type { StockLine } from './reservation.js';
import type { CommitRequest, ResolveReviewRequest, RestoreRequest } from './request.js';
import type { SaleMode } from './mode.js';
import type { TripRule } from '../catalog/trip.js';
import type { Refused } from './verdict.js';

/**
 * A request after its check, or the refusal that answers it. The checks live in `check-<operation>.ts` and take what
 * JavaScript hands in, whatever the types say: nothing is coerced, cut or guessed, unknown fields are refused, and what
 * comes out was copied, so that a caller who changes the request later changes nothing here.
 */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refused<'invalid_request'> };

/** What a replay of a reservation must repeat. Splitting or merging lines, or reordering anything, does not change it. */
export interface Content {
  /** Each stock key once, sorted by UTF-16 code units. */
  readonly lines: readonly StockLine[];
  /** Sorted, each once. */
  readonly owners: readonly string[];
  /** Sorted, each once. */
  readonly scopes: readonly string[];
  readonly epoch: number | undefined;
  readonly markdownMinor: number;
  readonly fingerprint: string | undefined;
}

/** A checked `reserve` or `supersede`; `previousId` is undefined for `reserve`. What `Content` has not, a replay need not repeat. */
export interface CanonicalReserve extends Content {
  readonly id: string;
  readonly ttlMs: number | undefined;
  readonly previousId: string | undefined;
  /** A person has to look at it first. */
  readonly review: true | undefined;
  readonly counted: CanonicalCounted;
  readonly note: string | undefined;
}

/** What trip rules learn of an order, defaults filled in. */
export interface CanonicalCounted {
  readonly flagged: true | undefined;
  /** Sorted, each once: some of `sale`, the scopes of the lines, and the order's scopes. */
  readonly deepScopes: readonly string[];
  /** One of the owners. */
  readonly buyer: string;
}

/** One allotment of a checked `open`. */
export interface CanonicalAllotment {
  readonly stockKey: string;
  readonly quantity: number;
  readonly perCustomer: number | undefined;
  readonly markdownMinor: number | undefined;
}

/** Smallest markdown of one unit above 0, over all allotments; undefined when none is known. */
export function smallestMarkdownMinor(allotments: readonly CanonicalAllotment[]): number | undefined {
  let smallest: number | undefined;
  for (const { markdownMinor = 0 } of allotments) {
    if (markdownMinor > 0 && markdownMinor < (smallest ?? Infinity)) smallest = markdownMinor;
  }
  return smallest;
}

/** A checked `open`, defaults filled in. */
export interface CanonicalOpen {
  /** Sorted by stock key (UTF-16 code units), each once. */
  readonly allotments: readonly CanonicalAllotment[];
  readonly epoch: number | undefined;
  readonly ttlMs: number;
  readonly keyId: string | undefined;
  readonly lossBudgetMinor: number | undefined;
  readonly extensionCountMax: number;
  readonly extensionTotalMaxMs: number;
  /** In the order given, which is the order in which they are compared. */
  readonly tripRules: readonly TripRule[];
}

/** A checked `restock` or `withdraw`. Lines as in {@link Content}. */
export interface CanonicalAdjust {
  readonly id: string;
  readonly lines: readonly StockLine[];
}

/** A checked `beginPayment`. */
export interface CanonicalBeginPayment {
  readonly id: string;
  readonly ttlMs: number;
}

/** A checked `extend`. */
export interface CanonicalExtend {
  readonly id: string;
  readonly attempt: number;
  readonly ttlMs: number;
}

/** A checked `commit`, `late` filled in. */
export interface CanonicalCommit {
  readonly id: string;
  readonly paymentRef: string;
  readonly fingerprint: string | undefined;
  readonly late: NonNullable<CommitRequest['late']>;
  readonly epoch: number | undefined;
  readonly reservedUnder: number | undefined;
}

/** A checked `release`. */
export interface CanonicalRelease {
  readonly id: string;
}

/** A checked `restore`. Lines as in {@link Content}; undefined stands for everything that remains. */
export interface CanonicalRestore {
  readonly id: string;
  readonly restoreId: string;
  readonly lines: readonly StockLine[] | undefined;
  readonly to: RestoreRequest['to'];
}

/** A checked `setMode`, `scope` filled in. */
export interface CanonicalSetMode {
  readonly mode: SaleMode;
  readonly scope: string;
  readonly holder: string | undefined;
  readonly holdSeq: number | undefined;
  /** Set when and only when the mode is `probe`. */
  readonly sample: number | undefined;
  readonly actor: string;
  readonly reason: string;
  readonly approver: string | undefined;
  readonly regression: 'accepted' | undefined;
}

/** A checked `signal`. */
export interface CanonicalSignal {
  readonly id: string;
  /** Each once, `sale` first, then the scopes of stock keys sorted, then the others sorted. */
  readonly scopes: readonly string[];
  readonly isFlagged: boolean;
  readonly isRejected: boolean;
  /** Each pair once, sorted by value, then by scope. */
  readonly values: readonly CountedValue[];
}

/** One value of a signal, and the scope it counts in beside `sale`. */
export interface CountedValue {
  readonly scope: string;
  readonly value: string;
}

/** A checked `resolveReview`. */
export interface CanonicalResolveReview {
  readonly id: string;
  readonly decision: ResolveReviewRequest['decision'];
  readonly actor: string;
  readonly reason: string;
  readonly ttlMs: number | undefined;
}

/** A checked `setEpoch`. */
export interface CanonicalSetEpoch {
  readonly epoch: number;
  readonly overlapMs: number;
  readonly actor: string;
  readonly reason: string;
  /** Sorted by stock key (UTF-16 code units), each once; maybe none. */
  readonly added: readonly CanonicalAllotment[];
}

/** A checked `journal`, `limit` filled in. */
export interface CanonicalJournal {
  readonly after: string | undefined;
  readonly limit: number;
}

/** A checked `reservations`, `limit` filled in. */
export interface CanonicalReservations {
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** A checked `expire`, `limit` filled in. */
export interface CanonicalExpire {
  readonly limit: number;
}

/** Checked stock keys of `snapshot`: sorted, each once, maybe none; undefined stands for all of the sale. */
export interface CanonicalStockKeys {
  readonly stockKeys: readonly string[] | undefined;
}

/** A checked `availability`, bands filled in. */
export interface CanonicalAvailability extends CanonicalStockKeys {
  readonly fewMax: number;
  readonly lastMax: number;
}

/** Names of the fields in which two contents differ, in the order a conflict lists them. Empty when they are the same. */
export function contentDifference(left: Content, right: Content): readonly string[] {
  const fields: string[] = [];
  if (!sameLines(left.lines, right.lines)) fields.push('lines');
  if (!sameTexts(left.owners, right.owners)) fields.push('owners');
  if (!sameTexts(left.scopes, right.scopes)) fields.push('scopes');
  if (left.epoch !== right.epoch) fields.push('epoch');
  if (left.markdownMinor !== right.markdownMinor) fields.push('markdownMinor');
  if (left.fingerprint !== right.fingerprint) fields.push('fingerprint');
  return fields;
}

/** Whether two lists of trip rules say the same, in the same order. */
export function sameTripRules(left: readonly TripRule[], right: readonly TripRule[]): boolean {
  return left.length === right.length && left.every((rule, index) => sameTripRule(rule, right[index]));
}

function sameTripRule(left: TripRule, right: TripRule | undefined): boolean {
  return (
    left.id === right?.id &&
    left.measure === right.measure &&
    sameTexts(left.events, right.events) &&
    sameTexts(left.of, right.of) &&
    left.scope === right.scope &&
    left.windowMs === right.windowMs &&
    left.limit === right.limit &&
    left.minimum === right.minimum &&
    left.mode === right.mode
  );
}

/** Whether two canonical lists of lines are the same. */
export function sameLines(left: readonly StockLine[], right: readonly StockLine[]): boolean {
  return (
    left.length === right.length &&
    left.every((line, index) => {
      const other = right[index];
      return other?.stockKey === line.stockKey && other.quantity === line.quantity;
    })
  );
}

function sameTexts(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((text, index) => text === right[index]);
}
