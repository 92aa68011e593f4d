import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { STOCK_LIMITS } from '../../src/stock/limits.js';
import type { StockLine } from '../../src/stock/reservation.js';

/** An invoice or a credit note of the wholesaler, at its minute. */
export interface RetailEvent {
  readonly kind: 'order' | 'cancellation';
  /** The invoice number; an invoice of more than 200 goods is several orders, `.2`, `.3`... */
  readonly id: string;
  readonly customer: string;
  /** Minutes since midnight before the first order. */
  readonly minute: number;
  /** Units, above 0 also where a cancellation gives them back. */
  readonly lines: readonly StockLine[];
}

/** The order stream, and what of the file is not in it. */
export interface RetailStream {
  readonly events: readonly RetailEvent[];
  readonly dayCount: number;
  /** Rows of postage, discounts, fees and vouchers. */
  readonly otherRows: number;
  /** Rows of a write-off: below zero, and no cancellation. */
  readonly writeOffRows: number;
}

interface Row {
  readonly InvoiceNo: string;
  readonly StockCode: string;
  readonly Quantity: string;
  readonly InvoiceDate: string;
  readonly CustomerID: string;
}

/** Goods have five digits first; `POST`, `DOT`, `M`, `D`, `BANK CHARGES`, vouchers and the like are no goods. */
const GOODS = /^\d{5}/;
const MINUTES_A_DAY = 1_440;

/** Reads the first `dayCount` calendar days of the file. */
export function readStream(path: string, dayCount: number): RetailStream {
  // The file is study data with these columns; what does not fit shows as NaN below and fails the replay.
  const rows = parse(gunzipSync(readFileSync(path)), { columns: true }) as unknown as readonly Row[];
  const first = minuteOf(rows[0]?.InvoiceDate ?? '');
  const origin = first - (first % MINUTES_A_DAY);
  const within = rows.filter((row) => minuteOf(row.InvoiceDate) - origin < dayCount * MINUTES_A_DAY);
  const goods = within.filter((row) => GOODS.test(row.StockCode));
  const isWriteOff = (row: Row): boolean => Number(row.Quantity) <= 0 && !row.InvoiceNo.startsWith('C');
  const byInvoice = grouped(
    goods.filter((row) => !isWriteOff(row)),
    (row) => row.InvoiceNo,
  );
  const events = [...byInvoice.values()].flatMap((invoice) => eventsOf(invoice, origin));
  return {
    events: events.sort((left, right) => left.minute - right.minute),
    dayCount: 1 + Math.floor((events.at(-1)?.minute ?? 0) / MINUTES_A_DAY),
    otherRows: within.length - goods.length,
    writeOffRows: goods.filter(isWriteOff).length,
  };
}

/** Whole days since the first. */
export function dayOf(event: RetailEvent): number {
  return Math.floor(event.minute / MINUTES_A_DAY);
}

function eventsOf(rows: readonly Row[], origin: number): readonly RetailEvent[] {
  const [first] = rows;
  if (first === undefined) return [];
  const { InvoiceNo: id, InvoiceDate, CustomerID } = first;
  const lines = [...grouped(rows, (row) => row.StockCode)].map(([stockKey, same]) => ({
    stockKey,
    quantity: same.reduce((sum, row) => sum + Math.abs(Number(row.Quantity)), 0),
  }));
  const event = {
    kind: id.startsWith('C') ? ('cancellation' as const) : ('order' as const),
    // A shop knows its guests by the order alone.
    customer: CustomerID === '' ? `guest:${id}` : `account:${CustomerID.replace(/\.0$/, '')}`,
    minute: minuteOf(InvoiceDate) - origin,
  };
  const partCount = Math.ceil(lines.length / STOCK_LIMITS.linesMax);
  return Array.from({ length: partCount }, (_, part) => ({
    ...event,
    id: part === 0 ? id : `${id}.${part + 1}`,
    lines: lines.slice(part * STOCK_LIMITS.linesMax, (part + 1) * STOCK_LIMITS.linesMax),
  }));
}

/** `2010-12-01 08:26:00`, taken as UTC: only differences matter. */
function minuteOf(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`) / 60_000;
}

/** Items by the name `nameOf` gives them, names in the order they first appear. */
export function grouped<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item)) ?? [];
    groups.set(nameOf(item), group);
    group.push(item);
  }
  return groups;
}
