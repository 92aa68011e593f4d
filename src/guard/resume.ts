import { timingSafeEqual } from 'node:crypto';
import type { CustomerRef } from '../catalog/order.js';
import { invalid } from '../stock/field-checks.js';
import { STOCK_LIMITS } from '../stock/limits.js';
import { isOpenState, type Reservation } from '../stock/reservation.js';
import { askStatus } from './ask-status.js';
import type { StoreTimer } from './ask-store.js';
import type { Desk } from './desk.js';
import type { Guard } from './guard.js';
import { readNote } from './note.js';
import { readCustomer } from './read-order.js';
import { readRequest } from './read-request.js';
import type { ResumeVerdict } from './verdict.js';

const FIELDS: ReadonlySet<string> = new Set(['id', 'customer']);

/** Finds the order of a customer who comes back. */
export async function resume(
  desk: Desk,
  given: Parameters<Guard['resume']>[0],
  timer: StoreTimer | undefined,
): Promise<ResumeVerdict> {
  const read = readRequest(given, FIELDS);
  if (!read.ok) return { kind: 'rejected', refusal: read.refusal };
  const customer = readOwners(read.value.customer);
  if ('kind' in customer) return { kind: 'rejected', refusal: customer };
  const verdict = await askStatus(desk, read.value.id, timer);
  switch (verdict.kind) {
    case 'found': {
      const { reservation } = verdict;
      return isOwner(customer, reservation.owners) ? found(reservation, desk.now()) : { kind: 'not_found' };
    }
    case 'unknown_id':
      // As long a comparison as for an order that is there: time must not tell a stranger which ids exist.
      isOwner(customer, customer);
      return { kind: 'not_found' };
    case 'refused':
      return { kind: 'rejected', refusal: verdict };
    case 'unknown':
      return { kind: 'unknown', because: verdict.because, onStoreFailure: desk.onStoreFailure };
  }
}

function readOwners(customer: unknown): ReturnType<typeof readCustomer> {
  try {
    return readCustomer(customer);
  } catch {
    return invalid('customer', 'cannot be read: one of its items throws, expected an array of texts');
  }
}

/** Whether one of the references is one of the owners; takes the same time whichever it is, and when none is. */
function isOwner(customer: readonly CustomerRef[], owners: readonly string[]): boolean {
  const known = owners.map(padded);
  let matches = 0;
  for (const reference of customer.map(padded)) {
    for (const owner of known) matches += Number(timingSafeEqual(reference, owner));
  }
  return matches > 0;
}

/** All of one length, as a comparison in constant time needs. An id is ASCII and never ends in NUL. */
function padded(reference: string): Buffer {
  const bytes = Buffer.alloc(STOCK_LIMITS.idLengthMax);
  bytes.write(reference, 'latin1');
  return bytes;
}

function found(reservation: Reservation, now: number): ResumeVerdict {
  const { id, state, expiresAt } = reservation;
  const note = readNote(reservation.note, reservation.lines);
  const left = isOpenState(state) ? Math.max(0, expiresAt - now) : 0;
  return {
    kind: 'found',
    id,
    state,
    leftMs: Number.isNaN(left) ? 0 : left,
    expiresAt,
    lines: note?.lines?.map(({ sku, priceList, quantity, unitPriceMinor, payableMinor }) => ({
      sku,
      priceList,
      quantity,
      unitPriceMinor,
      payableMinor,
    })),
    payableMinor: note?.lines?.reduce((sum, { payableMinor }) => sum + payableMinor, 0),
  };
}
