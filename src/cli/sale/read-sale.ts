import { SaleStory } from '../../control/sale-story.js';
import type { Reservation } from '../../stock/reservation.js';
import type { StockStore } from '../../stock/store.js';
import type { CliIo } from '../io.js';
import { insist } from './insist.js';
import type { Hindrance } from './tell-verdict.js';

/** How pages are read. */
export interface PageReading {
  readonly io: Pick<CliIo, 'monotonicMs'>;
  /** Ms that each page is tried for. */
  readonly pageMs: number;
  /** Told after each page of how many there are so far. */
  readonly onPage: (count: number) => void;
}

/** What was read, or why it could not be read to its end. */
export type Read<T> =
  { readonly kind: 'read'; readonly value: T } | { readonly kind: 'hindered'; readonly by: Hindrance };

const PAGE = 1_000;

/** The whole journal, from the beginning. */
export async function readStory(
  stock: Pick<StockStore, 'journal'>,
  reading: PageReading,
): Promise<Read<SaleStory>> {
  const story = new SaleStory();
  let after: string | undefined;
  for (;;) {
    const request = { limit: PAGE, ...(after === undefined ? {} : { after }) };
    const page = await insist(() => stock.journal(request), deadlineOf(reading));
    if (page.kind !== 'found') return { kind: 'hindered', by: page };
    for (const entry of page.entries) story.see(entry);
    reading.onPage(story.entryCount);
    const last = page.entries.at(-1);
    if (!page.more || last === undefined) return { kind: 'read', value: story };
    after = last.position;
  }
}

/** Every reservation, in no order; one may come twice. */
export async function readReservations(
  stock: Pick<StockStore, 'reservations'>,
  take: (reservation: Reservation) => void,
  reading: PageReading,
): Promise<Read<number>> {
  let cursor: string | undefined;
  let count = 0;
  for (;;) {
    const request = { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const page = await insist(() => stock.reservations(request), deadlineOf(reading));
    if (page.kind !== 'found') return { kind: 'hindered', by: page };
    page.reservations.forEach(take);
    count += page.reservations.length;
    reading.onPage(count);
    if (page.next === undefined) return { kind: 'read', value: count };
    cursor = page.next;
  }
}

function deadlineOf({ io, pageMs }: PageReading): {
  readonly io: PageReading['io'];
  readonly endsAt: number;
} {
  return { io, endsAt: io.monotonicMs() + pageMs };
}
