import type { CanonicalCommit, CanonicalSetEpoch } from '../../stock/canonical.js';
import { smallestMarkdownMinor } from '../../stock/canonical.js';
import type { SetEpochVerdict } from '../../stock/verdict.js';
import type { Instant } from './clock.js';
import type { ReservationRecord } from './record.js';
import type { Because } from './refusal.js';
import { cellFor, countEffect } from './sale.js';
import type { Sale } from './sale.js';

/** Puts another price book in force, and stock keys on sale that came with it. */
export function setEpoch(sale: Sale, instant: Instant, request: CanonicalSetEpoch): SetEpochVerdict {
  const { epoch, overlapMs, actor, reason, added } = request;
  const previous = sale.epoch;
  if (epoch === previous) return { kind: 'already' };
  if (added.some(({ stockKey }) => sale.cells.has(stockKey))) return { kind: 'conflict', fields: ['added'] };
  if (added.length > 0) addStockKeys(sale, added);
  sale.overlap = { epoch: previous, untilMs: instant.saleMs + overlapMs };
  sale.epoch = epoch;
  countEffect(sale, instant, { type: 'epoch', epoch, previous, overlapMs, actor, reason });
  return { kind: 'changed', previous };
}

/** The price book before this one, while orders priced by it are still taken. */
export function overlapAt({ overlap }: Sale, { saleMs }: Instant): Sale['overlap'] {
  return overlap !== undefined && saleMs < overlap.untilMs ? overlap : undefined;
}

/** Why the price book forbids it: the order was priced by one that is not in force, nor just was. */
export function epochRefusal(
  sale: Sale,
  instant: Instant,
  epoch: number | undefined,
): Because<'epoch'> | undefined {
  if (epoch === undefined || epoch === sale.epoch || epoch === overlapAt(sale, instant)?.epoch) {
    return undefined;
  }
  return { reason: 'epoch', epoch: sale.epoch };
}

interface Payment {
  readonly record: ReservationRecord;
  readonly request: CanonicalCommit;
}

/** Why an order cannot be bought by the price book of the caller: it is too old, or the order was reserved under another one. */
export function bookRefusal(
  sale: Sale,
  instant: Instant,
  { record, request }: Payment,
): Because<'epoch' | 'reserved_under'> | undefined {
  const { epoch } = record.content;
  if (request.epoch === undefined) return undefined;
  const old = epochRefusal(sale, instant, request.epoch);
  if (old !== undefined || epoch === undefined) return old;
  if (epoch === request.epoch || epoch === request.reservedUnder) return undefined;
  return { reason: 'reserved_under', epoch };
}

/** Why the price book forbids a rescue: the order's own is out of force, and nobody has compared its prices with the one in force. */
export function rescueEpochRefusal(
  sale: Sale,
  instant: Instant,
  { record, request }: Payment,
): Because<'epoch'> | undefined {
  const { epoch } = record.content;
  if (request.epoch === sale.epoch && epoch === request.reservedUnder) return undefined;
  return epochRefusal(sale, instant, epoch);
}

function addStockKeys(sale: Sale, added: CanonicalSetEpoch['added']): void {
  const cells = [...sale.cells.values(), ...added.map(cellFor)];
  cells.sort((left, right) => (left.stockKey < right.stockKey ? -1 : 1));
  sale.cells = new Map(cells.map((cell) => [cell.stockKey, cell]));
  const smallest = smallestMarkdownMinor(added) ?? Infinity;
  if (smallest < (sale.smallestMarkdownMinor ?? Infinity)) sale.smallestMarkdownMinor = smallest;
}
