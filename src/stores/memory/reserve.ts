import type { CountedEvent } from '../../catalog/trip.js';
import { contentDifference } from '../../stock/canonical.js';
import type { CanonicalReserve, Content } from '../../stock/canonical.js';
import type { Refusal, ReserveVerdict, SupersedeVerdict } from '../../stock/verdict.js';
import { newcomerRefusal, ownerKeyRefusal, takeSample, unitsRefusal } from './admission.js';
import { epochOf } from './clock.js';
import type { Instant } from './clock.js';
import { epochRefusal } from './epoch.js';
import { refused } from './refusal.js';
import type { Because } from './refusal.js';
import { isOpen } from './record.js';
import { countEffect } from './sale.js';
import type { AdjustRecord, ReservationRecord } from './record.js';
import type { Sale } from './sale.js';
import { countRefusal } from './totals.js';
import { countOrder, drainWhenSpent } from './trips.js';
import { endReservation, takeUnits } from './units.js';

/** Sets the units of an order aside: all lines or none. */
export function reserve(sale: Sale, instant: Instant, request: CanonicalReserve): ReserveVerdict {
  const existing = sale.records.get(request.id);
  if (existing !== undefined) return replay(sale, instant, { request, existing });
  const modeAgain = (): Because<'mode'> | undefined => newcomerRefusal(sale, request);
  const refusal =
    saleRefusal(sale, instant, request) ??
    unitsRefusal(sale, request, { instant, previous: undefined, modeAgain });
  if (refusal !== undefined) return refuse(sale, refusal);
  const record = write(sale, instant, request);
  drainWhenSpent(sale, instant);
  countNewcomer(sale, instant, request);
  return reserved(sale, instant, record);
}

/** As {@link reserve}, with what an older reservation of the same owner holds counted as given back. */
export function supersede(sale: Sale, instant: Instant, request: CanonicalReserve): SupersedeVerdict {
  const existing = sale.records.get(request.id);
  if (existing !== undefined) return replay(sale, instant, { request, existing });
  const found = sale.records.get(request.previousId ?? '');
  const refusal = saleRefusal(sale, instant, request) ?? previousRefusal(request, found);
  if (refusal !== undefined) return refuse(sale, refusal);
  const previous = found?.kind === 'reservation' ? found : undefined;
  const modeAgain = (): Because<'mode'> | undefined => newcomerRefusal(sale, request);
  const short = unitsRefusal(sale, request, { instant, previous, modeAgain });
  if (short !== undefined) return refuse(sale, short);
  // The sweep inside unitsRefusal may have expired it a moment ago: then there is nothing left to take over.
  const over = previous !== undefined && isOpen(previous) ? previous : undefined;
  if (over !== undefined) takeOver(sale, instant, { previous: over, by: request.id });
  const record = write(sale, instant, request);
  drainWhenSpent(sale, instant);
  if (over !== undefined) countOrder(sale, instant, { ...over.content, events: ['released'] });
  countNewcomer(sale, instant, request);
  return reserved(sale, instant, record);
}

function takeOver(
  sale: Sale,
  instant: Instant,
  { previous, by }: { readonly previous: ReservationRecord; readonly by: string },
): void {
  const event = { type: 'superseded', id: previous.id, by } as const;
  endReservation(sale, previous, { instant, end: { state: 'released', event } });
  previous.supersededBy = by;
}

function refuse<R extends Refusal>(sale: Sale, refusal: R): { readonly kind: 'refused' } & R {
  countRefusal(sale.totals, refusal.reason);
  return refused(refusal);
}

function replay(
  sale: Sale,
  instant: Instant,
  { request, existing }: { readonly request: Content; readonly existing: ReservationRecord | AdjustRecord },
): ReserveVerdict {
  if (existing.kind === 'adjust') return { kind: 'conflict', fields: ['id'] };
  const fields = contentDifference(existing.content, request);
  if (fields.length > 0) return { kind: 'conflict', fields };
  const expiresAt = epochOf(sale.clock, existing.deadlineMs, instant);
  return { kind: 'replayed', state: existing.state, expiresAt };
}

/** Why the sale as a whole does not take the order. A memory store never loses what it acknowledged: no `regressed` here. */
function saleRefusal(
  sale: Sale,
  instant: Instant,
  content: Content,
): Because<'mode' | 'epoch' | 'owner_key'> | undefined {
  return (
    newcomerRefusal(sale, content) ??
    epochRefusal(sale, instant, content.epoch) ??
    ownerKeyRefusal(sale, content)
  );
}

/** Why the older reservation cannot be taken over. A stranger is not told what became of it. */
function previousRefusal(
  { owners }: Content,
  previous: ReservationRecord | AdjustRecord | undefined,
): Because<'not_owner' | 'previous'> | undefined {
  if (previous === undefined) return undefined;
  if (previous.kind === 'adjust') return { reason: 'not_owner' };
  if (previous.state === 'released' || previous.state === 'expired') return undefined;
  if (!previous.content.owners.some((owner) => owners.includes(owner))) return { reason: 'not_owner' };
  return isOpen(previous) ? undefined : { reason: 'previous', state: previous.state };
}

function write(sale: Sale, instant: Instant, request: CanonicalReserve): ReservationRecord {
  const { id, lines, owners, scopes, epoch, markdownMinor, fingerprint, ttlMs = sale.config.ttlMs } = request;
  const { note } = request;
  const isReview = request.review === true;
  const content: Content = { lines, owners, scopes, epoch, markdownMinor, fingerprint };
  const record: ReservationRecord = {
    kind: 'reservation',
    id,
    content,
    note,
    state: isReview ? 'reviewing' : 'reserved',
    awaitsReview: isReview,
    deadlineMs: instant.saleMs + ttlMs,
    extensionCount: 0,
    extendedMs: 0,
    paymentRef: undefined,
    refusedPayments: [],
    supersededBy: undefined,
    restored: new Map(),
    restores: new Map(),
  };
  takeSample(sale, content);
  takeUnits(sale, content, 'reserved');
  sale.records.set(id, record);
  sale.reservations.push(record);
  sale.reservedDue.add(record);
  sale.totals.reserved += 1;
  if (isReview) sale.totals.reviewing += 1;
  countEffect(sale, instant, { type: 'reserved', id, lines, markdownMinor, reviewing: isReview });
  return record;
}

function countNewcomer(sale: Sale, instant: Instant, request: CanonicalReserve): void {
  const { counted, markdownMinor: spentMinor } = request;
  const events: CountedEvent[] =
    counted.flagged === true ? ['judged', 'reserved', 'flagged'] : ['judged', 'reserved'];
  countOrder(sale, instant, { ...request, events, counted, spentMinor });
}

function reserved(sale: Sale, instant: Instant, record: ReservationRecord): ReserveVerdict {
  return { kind: 'reserved', expiresAt: epochOf(sale.clock, record.deadlineMs, instant) };
}
