import type { Content } from '../../stock/canonical.js';
import type { RestoreRequest } from '../../stock/request.js';
import { isOpenState } from '../../stock/reservation.js';
import type { ReservationState, StockLine } from '../../stock/reservation.js';
import type { Instant } from './clock.js';

/** One act of restoring, as it was asked for: a replay must repeat it. */
export interface RestoreRecord {
  readonly lines: readonly StockLine[] | undefined;
  readonly to: RestoreRequest['to'];
}

/** One reservation. It is never forgotten while the process lives: a late payment finds what became of it. */
export interface ReservationRecord {
  readonly kind: 'reservation';
  readonly id: string;
  readonly content: Content;
  readonly note: string | undefined;
  state: ReservationState;
  /** A person has to look at it and nobody has accepted it. Stays so when it ends: such a one is never rescued. */
  awaitsReview: boolean;
  /** Ms of the sale clock. */
  deadlineMs: number;
  extensionCount: number;
  extendedMs: number;
  paymentRef: string | undefined;
  /** Payments that came after it had lapsed and were refused: they stay refused. */
  refusedPayments: readonly string[];
  supersededBy: string | undefined;
  /** Units given back after commit, by stock key. */
  readonly restored: Map<string, number>;
  /** By restore id. */
  readonly restores: Map<string, RestoreRecord>;
}

/** One change of allotments. It shares the ids of reservations. */
export interface AdjustRecord {
  readonly kind: 'adjust';
  readonly direction: 'restock' | 'withdraw';
  readonly lines: readonly StockLine[];
}

/** Whether the units of this reservation are set aside and not yet sold. */
export function isOpen(record: ReservationRecord): boolean {
  return isOpenState(record.state);
}

/** Whether an open reservation has lapsed, swept or not. */
export function isOverdue(record: ReservationRecord, instant: Instant): boolean {
  return instant.saleMs >= record.deadlineMs;
}
