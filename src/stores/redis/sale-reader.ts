import { assert } from '../../core/assert.js';
import { isGuardError } from '../../core/errors.js';
import { smallestMarkdownMinor } from '../../stock/canonical.js';
import type {
  CanonicalAvailability,
  CanonicalJournal,
  CanonicalOpen,
  CanonicalReservations,
  CanonicalStockKeys,
} from '../../stock/canonical.js';
import { availabilityOf } from '../../stock/availability.js';
import type { Reservation } from '../../stock/reservation.js';
import type {
  ActivityVerdict,
  AvailabilityVerdict,
  JournalVerdict,
  OpenVerdict,
  Refused,
  ReservationsVerdict,
  SnapshotVerdict,
  StockCounters,
  Unknown,
} from '../../stock/verdict.js';
import { allotmentsDigest } from './allotments-digest.js';
import type { RedisClient } from './client.js';
import { LAYOUT_VERSION } from './keys.js';
import { learnTime } from './learn-time.js';
import { readActivity } from './read-activity.js';
import { readJournal } from './read-journal.js';
import { readCounters, readRecord, readSale } from './read-reply.js';
import { readSaleRefusal, type SaleRefusalReason } from './refusals.js';
import { readNumber, readReply } from './reply-fields.js';
import { runScript } from './run-script.js';
import type { ScriptSet } from './script-set.js';
import type { RedisScript } from './scripts.js';
import { RS } from './separators.js';
import type { ServerClock } from './server-clock.js';
import { settleBy } from './settle-by.js';
import type { RecordsAnswer } from './status-calls.js';
import { openBecause, storeError, thrownFor } from './store-error.js';
import { encodeTripRules } from './trip-rules.js';

/** What a reader needs to reach its sale. */
export interface ReaderContext {
  readonly client: RedisClient;
  readonly scripts: ScriptSet;
  readonly saleId: string;
  readonly keys: readonly string[];
  readonly clock: ServerClock;
  readonly deadlineMs: number;
  readonly now: () => number;
}

const CURSOR_MAX = 2n ** 64n - 1n;
const NO_CURSOR: Refused<'invalid_request'> = {
  kind: 'refused',
  reason: 'invalid_request',
  field: 'cursor',
  message: 'got something else, expected `next` of the page before',
};

type Unanswered = Refused<SaleRefusalReason> | Unknown;
type Answer =
  | { readonly ok: true; readonly parts: readonly unknown[] }
  | { readonly ok: false; readonly verdict: Unanswered };
/** Counters of the stock keys asked for, and what the script says of the sale beside them. */
type CountersAnswer =
  | { readonly ok: true; readonly head: string; readonly counters: readonly StockCounters[] }
  | { readonly ok: false; readonly verdict: Unanswered | Refused<'unknown_sku'> };

/** Opens a sale and reads its state: the calls that stand alone, outside the batches. */
export class SaleReader {
  readonly #context: ReaderContext;

  constructor(context: ReaderContext) {
    this.#context = context;
  }

  async open(sale: CanonicalOpen): Promise<OpenVerdict> {
    const { client, clock, now, deadlineMs, scripts } = this.#context;
    const deadlineAt = now() + deadlineMs;
    // A refusal shows again in the call that follows; only an answer that does not come is told here.
    const learning = learnTime(client, { clock, now, deadlineAt }).catch(() => undefined);
    await settleBy(learning, { ms: deadlineMs, late: () => undefined });
    if (now() >= deadlineAt) return { kind: 'refused', reason: 'late' };
    const answer = await this.#ask(scripts.open, openArguments(sale, clock.serverMs(deadlineAt)));
    if (!answer.ok) {
      const { verdict } = answer;
      if (verdict.kind === 'unknown') return verdict;
      assert(verdict.reason !== 'unknown_sale', 'open needs no sale');
      return verdict;
    }
    const reply = readReply(String(answer.parts[2]));
    if (reply.status === 'opened' || reply.status === 'already') return { kind: reply.status };
    assert(reply.status === 'conflict', 'open was answered as something else');
    return { kind: 'conflict', fields: (reply.fields[0] ?? '').split(RS) };
  }

  /** The records of these ids. `askedAt`: local monotonic ms from which on the deadline counts. */
  async records(ids: readonly string[], askedAt: number): Promise<RecordsAnswer> {
    const { scripts, deadlineMs, now } = this.#context;
    const ms = Math.max(0, deadlineMs - (now() - askedAt));
    const answer = await this.#ask(scripts.read, [LAYOUT_VERSION, 'status', ...ids], ms);
    if (!answer.ok) return answer;
    return { ok: true, texts: answer.parts.slice(3).map(String), offsetMs: Number(answer.parts[2]) };
  }

  async snapshot({ stockKeys }: CanonicalStockKeys): Promise<SnapshotVerdict> {
    const answer = await this.#askCounters('counters', stockKeys);
    if (!answer.ok) return answer.verdict;
    return { kind: 'found', snapshot: { ...readSale(answer.head), counters: answer.counters } };
  }

  async availability({ stockKeys, ...bands }: CanonicalAvailability): Promise<AvailabilityVerdict> {
    const answer = await this.#askCounters('availability', stockKeys);
    if (!answer.ok) return answer.verdict;
    const nextChanceAt = answer.head === '' ? undefined : readNumber(answer.head);
    return {
      kind: 'found',
      availability: answer.counters.map((counters) => availabilityOf(counters, { ...bands, nextChanceAt })),
    };
  }

  async activity(): Promise<ActivityVerdict> {
    const answer = await this.#read('activity');
    if (!answer.ok) return answer.verdict;
    const [at, , ...parts] = answer.parts.slice(1).map(String);
    return { kind: 'found', activity: readActivity(parts, readNumber(at)) };
  }

  async journal({ after = '', limit }: CanonicalJournal): Promise<JournalVerdict> {
    const answer = await this.#read('journal', after, String(limit));
    if (!answer.ok) return answer.verdict;
    return { kind: 'found', ...readJournal(answer.parts.slice(3).map(String)) };
  }

  async reservations({ cursor = '0', limit }: CanonicalReservations): Promise<ReservationsVerdict> {
    // Redis takes no greater one, and says so in words that leave it open whether something happened.
    if (BigInt(cursor) > CURSOR_MAX) return NO_CURSOR;
    const answer = await this.#read('reservations', cursor, String(limit));
    if (!answer.ok) return answer.verdict;
    const [next = '', ...texts] = answer.parts.slice(3).map(String);
    const offsetMs = Number(answer.parts[2]);
    const reservations: Reservation[] = [];
    for (let at = 0; at + 1 < texts.length; at += 2) {
      const reservation = readRecord(texts[at] ?? '', { text: texts[at + 1] ?? '', offsetMs });
      if (reservation !== undefined) reservations.push(reservation);
    }
    return { kind: 'found', reservations, next: next === '' ? undefined : next };
  }

  #read(what: string, ...args: readonly string[]): Promise<Answer> {
    return this.#ask(this.#context.scripts.read, [LAYOUT_VERSION, what, ...args]);
  }

  async #askCounters(
    what: 'counters' | 'availability',
    stockKeys: readonly string[] | undefined,
  ): Promise<CountersAnswer> {
    // The script reads "no keys" as all, so one that cannot exist is asked for: the sale must be there all the same.
    const isOfNone = stockKeys?.length === 0;
    const keys = isOfNone ? [''] : (stockKeys ?? []);
    const answer = await this.#read(what, ...keys);
    if (!answer.ok) return answer;
    const head = String(answer.parts[3]);
    if (isOfNone) return { ok: true, head, counters: [] };
    const { counters, unknown } = readCounters(answer.parts.slice(4).map(String));
    if (unknown.length > 0)
      return { ok: false, verdict: { kind: 'refused', reason: 'unknown_sku', stockKeys: unknown } };
    return { ok: true, head, counters };
  }

  /** One script call, settled by the deadline. */
  async #ask(script: RedisScript, args: readonly string[], ms = this.#context.deadlineMs): Promise<Answer> {
    const { client, keys, deadlineMs, saleId } = this.#context;
    try {
      const reply = await settleBy(runScript(client, script, keys, args), {
        ms,
        late: () => undefined,
      });
      if (reply === undefined) return { ok: false, verdict: overdue(deadlineMs) };
      assert(Array.isArray(reply), 'a script answered something that is not a list');
      const parts = reply as readonly unknown[];
      if (Number(parts[0]) === 0) return { ok: true, parts };
      const refusal = readSaleRefusal(Number(parts[0]), String(parts[2]));
      // The server's clock is not where it was thought to be: the next call must not be refused for the same reason.
      if (refusal.reason === 'late') this.#context.clock.forget();
      return { ok: false, verdict: { kind: 'refused', ...refusal } };
    } catch (error) {
      if (isGuardError(error)) throw error;
      const failure = storeError(error);
      if (failure.class === 'not-executed') {
        return { ok: false, verdict: { kind: 'refused', reason: 'unavailable', error: failure.word } };
      }
      if (failure.class !== 'unknown') throw thrownFor(failure, saleId);
      const because = openBecause(failure);
      return { ok: false, verdict: { kind: 'unknown', because, message: failure.message } };
    }
  }
}

function overdue(deadlineMs: number): Unknown {
  return { kind: 'unknown', because: 'deadline', message: `no reply within ${deadlineMs} ms` };
}

function openArguments(sale: CanonicalOpen, notAfter: number): readonly string[] {
  const { allotments } = sale;
  return [
    LAYOUT_VERSION,
    String(notAfter),
    optional(sale.epoch),
    String(sale.ttlMs),
    sale.keyId ?? '',
    optional(sale.lossBudgetMinor),
    String(sale.extensionCountMax),
    String(sale.extensionTotalMaxMs),
    allotmentsDigest(allotments),
    String(smallestMarkdownMinor(allotments) ?? 0),
    allotments.some(({ perCustomer }) => perCustomer !== undefined) ? '1' : '0',
    encodeTripRules(sale.tripRules),
    ...allotments.flatMap((allotment) => [
      allotment.stockKey,
      String(allotment.quantity),
      String(allotment.perCustomer ?? 0),
      String(allotment.markdownMinor ?? 0),
    ]),
  ];
}

function optional(number: number | undefined): string {
  return number === undefined ? '' : String(number);
}
