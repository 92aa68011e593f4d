import { smallestMarkdownMinor } from '../../stock/canonical.js';
import type { CanonicalOpen } from '../../stock/canonical.js';
import { SALE_SCOPE } from '../../stock/mode.js';
import type { SaleMode } from '../../stock/mode.js';
import { startClock } from './clock.js';
import type { Instant, SaleClock } from './clock.js';
import { DueQueue } from './due.js';
import type { AdjustRecord, ReservationRecord } from './record.js';

/** Counters of one stock key. Units. */
export interface StockCell {
  readonly stockKey: string;
  allotment: number;
  reserved: number;
  committed: number;
  quarantined: number;
  readonly perCustomer: number | undefined;
}

/** Everything one sale holds. Only Maps: a stock key may be called `__proto__`. */
export interface Sale {
  /** As opened; what `restock` adds later is in the cells. */
  readonly config: CanonicalOpen;
  readonly clock: SaleClock;
  readonly cells: ReadonlyMap<string, StockCell>;
  readonly smallestMarkdownMinor: number | undefined;
  readonly records: Map<string, ReservationRecord | AdjustRecord>;
  /** Units held or bought of stock keys with a customer limit, by owner, then by stock key. */
  readonly used: Map<string, Map<string, number>>;
  readonly reservedDue: DueQueue;
  readonly payingDue: DueQueue;
  /** Scopes that are not open, the sale among them. */
  readonly modes: Map<string, SaleMode>;
  lossSpentMinor: number;
  seq: number;
}

/** A sale that has just been opened. */
export function createSale(config: CanonicalOpen, realMs: number): Sale {
  return {
    config,
    clock: startClock(realMs),
    cells: new Map(
      config.allotments.map(({ stockKey, quantity, perCustomer }) => [
        stockKey,
        { stockKey, allotment: quantity, reserved: 0, committed: 0, quarantined: 0, perCustomer },
      ]),
    ),
    smallestMarkdownMinor: smallestMarkdownMinor(config.allotments),
    records: new Map(),
    used: new Map(),
    reservedDue: new DueQueue('reserved'),
    payingDue: new DueQueue('paying'),
    modes: new Map(),
    lossSpentMinor: 0,
    seq: 1,
  };
}

/** Counts one effect: the sequence grows, and the sale clock can no longer fall behind it. */
export function countEffect(sale: Sale, instant: Instant): void {
  sale.seq += 1;
  sale.clock.floorMs = Math.max(sale.clock.floorMs, instant.saleMs);
}

/** The reservation of this id; undefined also when the id belongs to a change of allotments. */
export function findReservation(sale: Sale, id: string): ReservationRecord | undefined {
  const record = sale.records.get(id);
  return record?.kind === 'reservation' ? record : undefined;
}

/** The mode of one scope by itself. */
export function modeOf(sale: Sale, scope: string): SaleMode {
  return sale.modes.get(scope) ?? 'open';
}

/** The mode of the sale as a whole. */
export function saleMode(sale: Sale): SaleMode {
  return modeOf(sale, SALE_SCOPE);
}
