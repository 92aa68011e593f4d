import { contentDifference } from '../../stock/canonical.js';
import type { CanonicalReserve, Content } from '../../stock/canonical.js';
import type { ReserveVerdict, SupersedeVerdict } from '../../stock/verdict.js';
import { epochRefusal, modeRefusal, ONLY_OPEN, ownerKeyRefusal, unitsRefusal } from './admission.js';
import { epochOf } from './clock.js';
import type { Instant } from './clock.js';
import { drainWhenSpent } from './loss-budget.js';
import { refused } from './refusal.js';
import type { Because } from './refusal.js';
import { isOpen } from './record.js';
import { countEffect } from './sale.js';
import type { AdjustRecord, ReservationRecord } from './record.js';
import type { Sale } from './sale.js';
import { endReservation, takeUnits } from './units.js';

/** Sets the units of an order aside: all lines or none. */
export function reserve(sale: Sale, instant: Instant, request: CanonicalReserve): ReserveVerdict {
  const existing = sale.records.get(request.id);
  if (existing !== undefined) return replay(sale, instant, { request, existing });
  const refusal = saleRefusal(sale, request) ?? unitsRefusal(sale, request, { instant, previous: undefined });
  return refusal === undefined ? write(sale, instant, request) : refused(refusal);
}

/** As {@link reserve}, with what an older reservation of the same owner holds counted as given back. */
export function supersede(sale: Sale, instant: Instant, request: CanonicalReserve): SupersedeVerdict {
  const existing = sale.records.get(request.id);
  if (existing !== undefined) return replay(sale, instant, { request, existing });
  const found = sale.records.get(request.previousId ?? '');
  const refusal = saleRefusal(sale, request) ?? previousRefusal(request, found);
  if (refusal !== undefined) return refused(refusal);
  const previous = found?.kind === 'reservation' ? found : undefined;
  const short = unitsRefusal(sale, request, { instant, previous });
  if (short !== undefined) return refused(short);
  // The sweep inside unitsRefusal may have expired it a moment ago: then there is nothing left to take over.
  if (previous !== undefined && isOpen(previous)) {
    endReservation(sale, previous, { state: 'released', instant });
    previous.supersededBy = request.id;
  }
  return write(sale, instant, request);
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
function saleRefusal(sale: Sale, content: Content): Because<'mode' | 'epoch' | 'owner_key'> | undefined {
  return (
    modeRefusal(sale, content, ONLY_OPEN) ?? epochRefusal(sale, content) ?? ownerKeyRefusal(sale, content)
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

function write(sale: Sale, instant: Instant, request: CanonicalReserve): ReserveVerdict {
  const { id, lines, owners, scopes, epoch, markdownMinor, fingerprint, ttlMs = sale.config.ttlMs } = request;
  const content: Content = { lines, owners, scopes, epoch, markdownMinor, fingerprint };
  const record: ReservationRecord = {
    kind: 'reservation',
    id,
    content,
    state: 'reserved',
    deadlineMs: instant.saleMs + ttlMs,
    extensionCount: 0,
    extendedMs: 0,
    paymentRef: undefined,
    supersededBy: undefined,
    restored: new Map(),
    restores: new Map(),
  };
  takeUnits(sale, content, 'reserved');
  sale.records.set(id, record);
  sale.reservedDue.add(record);
  countEffect(sale, instant);
  drainWhenSpent(sale, instant);
  return { kind: 'reserved', expiresAt: epochOf(sale.clock, record.deadlineMs, instant) };
}
