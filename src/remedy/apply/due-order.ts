import { GuardError } from '../../core/errors.js';
import { sha256Hex } from '../../seal/digest.js';
import { planLineText } from '../plan-text.js';
import type { PlanRecord } from '../plan.js';

/** Opens the records of a plan from the first on; called once for every pass over them. */
export type OpenRecords = () => AsyncIterable<PlanRecord> | Iterable<PlanRecord>;

/** Records held at once, and as many again while they are being worked on. */
export const WINDOW_RECORDS = 16_384;
/** Behind every window. */
const NOT_WANTED = 0xffff_ffff;

/** A record with its place by deadline: 0 for what is due first. */
export interface RankedRecord {
  readonly record: PlanRecord;
  readonly rank: number;
}

/** One pass over the wanted records; when it is over, what still reads ahead stops. */
interface Reading {
  /** For each place of the file, which of the wanted records it is, by deadline. */
  readonly slots: Uint32Array;
  /** Wanted records. */
  readonly count: number;
  isOver: boolean;
}

/** What of a plan's records is kept in memory: when each is due, and a digest by which it is known again. */
export class DueOrder {
  readonly #open: OpenRecords;
  readonly #window: number;
  readonly #prints: Uint32Array;
  /** Rank of the record at each place of the file. */
  readonly #ranks: Uint32Array;

  constructor(
    open: OpenRecords,
    scanned: {
      /** Instant of each record, in order of the file; Infinity where nothing is due. */
      readonly dueAts: readonly number[];
      /** Two numbers a record; see {@link printOf}. */
      readonly prints: readonly number[];
      readonly windowRecords?: number | undefined;
    },
  ) {
    const { dueAts, prints, windowRecords = WINDOW_RECORDS } = scanned;
    this.#open = open;
    this.#window = windowRecords;
    this.#prints = Uint32Array.from(prints);
    const places = Uint32Array.from(dueAts, (_, place) => place);
    places.sort((left, right) => byDue(dueAts, left, right));
    this.#ranks = new Uint32Array(dueAts.length);
    places.forEach((place, rank) => {
      this.#ranks[place] = rank;
    });
  }

  /** Records of the plan. */
  get count(): number {
    return this.#ranks.length;
  }

  /**
   * The records whose rank is wanted, oldest deadline first. The plan is read once for every window of them; the next window is read
   * while the one before is worked on.
   *
   * @throws GuardError `input` when a record is not the one that was read first.
   */
  async *wanted(isWanted: (rank: number) => boolean): AsyncGenerator<RankedRecord, void, undefined> {
    const { slots, count } = this.#slots(isWanted);
    const reading: Reading = { slots, count, isOver: false };
    let next = count > 0 ? this.#load(reading, 0) : undefined;
    try {
      for (let from = 0; next !== undefined; from += this.#window) {
        const held = await next;
        next = undefined;
        for (const [at, one] of held.entries()) {
          const isHalfWay = at === held.length >> 1;
          if (isHalfWay && from + this.#window < count) next = this.#load(reading, from + this.#window);
          yield one;
        }
      }
    } finally {
      reading.isOver = true;
      await next?.catch(() => undefined);
    }
  }

  /** The wanted records numbered by deadline. */
  #slots(isWanted: (rank: number) => boolean): Pick<Reading, 'slots' | 'count'> {
    const slotOfRank = new Uint32Array(this.count).fill(NOT_WANTED);
    let count = 0;
    for (let rank = 0; rank < this.count; rank += 1) {
      if (!isWanted(rank)) continue;
      slotOfRank[rank] = count;
      count += 1;
    }
    return { slots: this.#ranks.map((rank) => slotOfRank[rank] ?? NOT_WANTED), count };
  }

  #load(reading: Reading, from: number): Promise<readonly RankedRecord[]> {
    const loading = this.#read(reading, from);
    // Awaited when the window before is done; until then its failure is nobody's.
    loading.catch(() => undefined);
    return loading;
  }

  async #read(reading: Reading, from: number): Promise<readonly RankedRecord[]> {
    const { slots, count } = reading;
    const length = Math.min(this.#window, count - from);
    const window = new Array<RankedRecord>(length);
    let found = 0;
    let place = 0;
    for await (const record of this.#open()) {
      if (reading.isOver) return [];
      const at = (slots[place] ?? NOT_WANTED) - from;
      if (at >= 0 && at < length) {
        if (!this.#isSame(place, record)) throw changed();
        window[at] = { record, rank: this.#ranks[place] ?? 0 };
        found += 1;
        if (found === length) break;
      }
      place += 1;
    }
    if (found < length) throw changed();
    return window;
  }

  #isSame(place: number, record: PlanRecord): boolean {
    const [high, low] = printOf(planLineText(record));
    return this.#prints[place * 2] === high && this.#prints[place * 2 + 1] === low;
  }
}

/** 64 bits of the digest of a record's line, in two numbers. */
export function printOf(text: string): readonly [number, number] {
  const hex = sha256Hex(text);
  return [parseInt(hex.slice(0, 8), 16), parseInt(hex.slice(8, 16), 16)];
}

function byDue(dueAts: readonly number[], left: number, right: number): number {
  const one = dueAts[left] ?? Infinity;
  const other = dueAts[right] ?? Infinity;
  return one === other ? left - right : one < other ? -1 : 1;
}

function changed(): GuardError {
  return new GuardError({
    code: 'input',
    message: 'the plan was changed while it was carried out: nothing more is done',
  });
}
