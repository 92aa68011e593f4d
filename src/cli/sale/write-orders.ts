import { exportOrder, orderLine } from '../../control/export-order.js';
import type { SaleStory } from '../../control/sale-story.js';
import { StreamDigest } from '../../seal/digest.js';
import type { Reservation } from '../../stock/reservation.js';
import { PendingFile } from '../pending-file.js';
import type { RecordSpool } from './record-spool.js';

/** What was written, and what could not be. */
export interface WrittenOrders {
  readonly count: number;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
  /** Ids of reservations whose prices are not known; the first few of `untoldCount`. */
  readonly untold: readonly string[];
  readonly untoldCount: number;
}

/** Ids named. */
const NAMED_MAX = 10;
/** Lines gathered before they are written. */
const LINES_MAX = 1_000;

/** Writes the orders of a sale, one a line in order of id: the whole file, or nothing. */
export function writeOrders(
  path: string,
  {
    spool,
    story,
    saleId,
  }: { readonly spool: RecordSpool; readonly story: SaleStory; readonly saleId: string },
): WrittenOrders {
  const file = new PendingFile(path);
  const digest = new StreamDigest();
  const untold: string[] = [];
  let untoldCount = 0;
  let count = 0;
  let lines: string[] = [];
  const flush = (): void => {
    const bytes = Buffer.from(lines.join(''), 'utf8');
    digest.update(bytes);
    file.write(bytes);
    lines = [];
  };
  try {
    for (const text of spool.inOrder()) {
      const reservation = JSON.parse(text) as Reservation; // this process wrote it
      const told = exportOrder(reservation, { saleId, times: story.timesOf(reservation.id) });
      if (told.kind === 'order') {
        count += 1;
        lines.push(`${orderLine(told.order)}\n`);
        if (lines.length >= LINES_MAX) flush();
      } else {
        untoldCount += 1;
        if (untold.length < NAMED_MAX) untold.push(`${reservation.id} (${told.kind})`);
      }
    }
    flush();
    file.keep();
  } finally {
    file.drop();
  }
  return { count, sha256: digest.hex(), untold, untoldCount };
}
