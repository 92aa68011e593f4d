import type { Trip } from '../catalog/trip.js';
import type { EpochMs } from '../core/clock.js';
import type { JournalEntry, JournalEvent } from '../stock/journal.js';
import type { OrderTimes } from './export-order.js';

/** A record of the journal that says who did what to the sale, and why: what an incident's timeline is made of. */
export interface AuditedEvent {
  /** Epoch ms by the store's clock. */
  readonly at: EpochMs;
  readonly event: Extract<JournalEvent, { readonly type: AuditedType }>;
}

type AuditedType =
  'opened' | 'mode' | 'tripped' | 'epoch' | 'regressed' | 'reviewed' | 'restocked' | 'withdrawn';

const AUDITED: ReadonlySet<string> = new Set<AuditedType>([
  'opened',
  'mode',
  'tripped',
  'epoch',
  'regressed',
  'reviewed',
  'restocked',
  'withdrawn',
]);

/** A trip, and what had been sold and held when it happened. */
export interface TripInStory {
  readonly trip: Trip;
  /** Orders and their markdown, minor units, that held units or were bought at that moment. */
  readonly openCount: number;
  readonly boughtCount: number;
  readonly markdownMinor: number;
}

interface OrderRow {
  reservedAt: EpochMs;
  committedAt: EpochMs | undefined;
  markdownMinor: number;
  isOpen: boolean;
}

/**
 * What the journal of a sale tells when it is read from its beginning, in order: when each order was reserved and bought, what
 * people and rules did to the sale, and how it stood at each trip. Memory grows with the number of orders, some 150 bytes each.
 */
export class SaleStory {
  readonly #orders = new Map<string, OrderRow>();
  readonly #audited: AuditedEvent[] = [];
  readonly #trips: TripInStory[] = [];
  readonly #unreadable = new Set<string>();
  #openCount = 0;
  #boughtCount = 0;
  #markdownMinor = 0;
  #entryCount = 0;

  /** Takes the next entry. */
  see({ at, events }: JournalEntry): void {
    this.#entryCount += 1;
    for (const event of events) this.#seeEvent(event, at);
  }

  /** Entries seen. */
  get entryCount(): number {
    return this.#entryCount;
  }

  /** What people and rules did, in order. */
  get audited(): readonly AuditedEvent[] {
    return this.#audited;
  }

  get trips(): readonly TripInStory[] {
    return this.#trips;
  }

  /** Ids of records that a sweep could not read. */
  get unreadable(): readonly string[] {
    return [...this.#unreadable].sort();
  }

  /** When an order was reserved and bought; undefined where the journal does not say. */
  timesOf(id: string): OrderTimes {
    const row = this.#orders.get(id);
    return { reservedAt: row?.reservedAt, committedAt: row?.committedAt };
  }

  #seeEvent(event: JournalEvent, at: EpochMs): void {
    if (isAudited(event)) this.#audited.push({ at, event });
    switch (event.type) {
      case 'reserved':
        this.#reserve(event.id, at, event.markdownMinor);
        return;
      case 'committed':
        this.#commit(event.id, at);
        return;
      case 'released':
      case 'expired':
      case 'superseded':
        this.#end(event.id);
        return;
      case 'reviewed':
        if (event.decision === 'reject') this.#end(event.id);
        return;
      case 'tripped':
        this.#trip(event.trip);
        return;
      case 'unreadable':
        this.#unreadable.add(event.id);
        return;
      default:
        return;
    }
  }

  #reserve(id: string, at: EpochMs, markdownMinor: number): void {
    this.#orders.set(id, { reservedAt: at, committedAt: undefined, markdownMinor, isOpen: true });
    this.#openCount += 1;
    this.#markdownMinor += markdownMinor;
  }

  /** A rescued order had ended: it holds units, and spends, once more. */
  #commit(id: string, at: EpochMs): void {
    const row = this.#orders.get(id);
    if (row === undefined) return;
    if (row.isOpen) this.#openCount -= 1;
    else this.#markdownMinor += row.markdownMinor;
    row.isOpen = false;
    row.committedAt = at;
    this.#boughtCount += 1;
  }

  #end(id: string): void {
    const row = this.#orders.get(id);
    if (row?.isOpen !== true) return;
    row.isOpen = false;
    this.#openCount -= 1;
    this.#markdownMinor -= row.markdownMinor;
  }

  #trip(trip: Trip): void {
    this.#trips.push({
      trip,
      openCount: this.#openCount,
      boughtCount: this.#boughtCount,
      markdownMinor: this.#markdownMinor,
    });
  }
}

function isAudited(event: JournalEvent): event is AuditedEvent['event'] {
  return AUDITED.has(event.type);
}
