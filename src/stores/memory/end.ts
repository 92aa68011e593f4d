import type { Instant } from './clock.js';
import type { ReservationRecord } from './record.js';
import type { Sale } from './sale.js';
import { countOrder } from './trips.js';
import { endReservation } from './units.js';
import type { ReservationEnd } from './units.js';

/** Ends an open reservation and tells the trip rules. */
export function endAndCount(
  sale: Sale,
  record: ReservationRecord,
  { instant, end }: { readonly instant: Instant; readonly end: ReservationEnd },
): void {
  endReservation(sale, record, { instant, end });
  countOrder(sale, instant, { ...record.content, events: [end.state] });
}

/** Ends an open reservation that has lapsed. */
export function expireReservation(sale: Sale, instant: Instant, record: ReservationRecord): void {
  endAndCount(sale, record, {
    instant,
    end: { state: 'expired', event: { type: 'expired', id: record.id } },
  });
}
