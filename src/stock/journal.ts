import type { Trip } from '../catalog/trip.js';
import type { SaleMode } from './mode.js';
import type { StockLine } from './reservation.js';

/** One effect as the journal of a sale tells it. `expiresAt` is epoch ms by the store's clock at that moment. */
export type JournalEvent =
  | {
      readonly type: 'opened';
      readonly epoch: number | undefined;
      readonly lossBudgetMinor: number | undefined;
    }
  | {
      readonly type: 'reserved';
      readonly id: string;
      readonly lines: readonly StockLine[];
      readonly markdownMinor: number;
      readonly reviewing: boolean;
    }
  | { readonly type: 'paying' | 'extended'; readonly id: string }
  | {
      readonly type: 'committed';
      readonly id: string;
      readonly paymentRef: string;
      readonly rescued: boolean;
    }
  | { readonly type: 'released' | 'expired'; readonly id: string }
  /** A payment came after the order had lapsed and was refused for good. */
  | { readonly type: 'payment_refused'; readonly id: string; readonly paymentRef: string }
  | { readonly type: 'superseded'; readonly id: string; readonly by: string }
  | {
      readonly type: 'restored';
      readonly id: string;
      readonly restoreId: string;
      readonly lines: readonly StockLine[];
      readonly to: 'stock' | 'quarantine';
    }
  | { readonly type: 'restocked' | 'withdrawn'; readonly id: string; readonly lines: readonly StockLine[] }
  | {
      readonly type: 'reviewed';
      readonly id: string;
      readonly decision: 'accept' | 'reject';
      readonly actor: string;
      readonly reason: string;
    }
  | {
      readonly type: 'mode';
      readonly scope: string;
      readonly holder: string;
      readonly mode: SaleMode;
      readonly actor: string;
      readonly approver: string | undefined;
      readonly reason: string;
    }
  | { readonly type: 'tripped'; readonly trip: Trip }
  | {
      readonly type: 'epoch';
      readonly epoch: number;
      readonly previous: number | undefined;
      readonly overlapMs: number;
      readonly actor: string;
      readonly reason: string;
    }
  | { readonly type: 'regressed'; readonly lost: string }
  /** A sweep stepped over a record that it cannot read: its units stay set aside until somebody looks. */
  | { readonly type: 'unreadable'; readonly id: string };

/** The effects of one call on the store. */
export interface JournalEntry {
  /** Where it stands; `after` of the next request. */
  readonly position: string;
  /** Epoch ms by the store's clock. */
  readonly at: number;
  /** Sequence of its last event. */
  readonly seq: number;
  readonly events: readonly JournalEvent[];
}
