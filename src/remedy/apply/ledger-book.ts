import { GuardError } from '../../core/errors.js';
import type { EpochMs } from '../../core/clock.js';
import type { PlanHeader } from '../plan.js';
import { LedgerChain } from './ledger-chain.js';
import { LEDGER_SCHEMA, type LedgerLine } from './ledger-line.js';
import type { LedgerEntry, LedgerHead, LedgerRun, LedgerStore, StepState } from './ledger.js';
import type { LastNote } from './open-steps.js';
import { StepTable } from './step-table.js';

/** Open steps whose last note is kept in memory. */
const NOTES_MAX = 5_000;

/** What a service says of a step that it was asked for. */
const KNOWN_STATES: ReadonlySet<StepState> = new Set<StepState>(['done', 'pending', 'failed']);

/** What a ledger is opened for. */
export interface LedgerUse {
  readonly header: Pick<PlanHeader, 'incidentId' | 'saleId' | 'incidentSha256'>;
  readonly now: () => EpochMs;
  /** Hears every entry that was kept before, in order. */
  readonly onEntry?: ((entry: LedgerEntry) => void) | undefined;
  /** Hears of every earlier run, in order. */
  readonly onRun?: ((run: LedgerRun) => void) | undefined;
}

/** An entry before it has its number and instant. */
export type NewEntry = Omit<LedgerEntry, 'number' | 'at'>;

/** A ledger that this process may write to, read and verified from its first line on. */
export class LedgerBook {
  readonly table: StepTable = new StepTable();
  /** No call that an earlier process made began after it. */
  readonly openedAt: EpochMs;
  readonly #store: LedgerStore;
  readonly #use: LedgerUse;
  readonly #chain = new LedgerChain();
  /** What was said last of steps that are open; a bounded number of them. */
  readonly #notes = new Map<string, LastNote>();
  #entries = 0;
  #isBehind = false;
  #head: LedgerHead | undefined;

  private constructor(store: LedgerStore, use: LedgerUse) {
    this.#store = store;
    this.#use = use;
    this.openedAt = use.now();
  }

  /**
   * Takes a ledger and reads it whole.
   *
   * @throws GuardError `corrupt-state` with the line that is damaged; `input` for a ledger of another incident; what the store throws.
   */
  static async open(
    store: LedgerStore,
    use: LedgerUse,
  ): Promise<
    | { readonly kind: 'opened'; readonly book: LedgerBook }
    | { readonly kind: 'busy'; readonly holder: string }
  > {
    const opened = await store.open();
    if (opened.kind === 'busy') return opened;
    try {
      const book = new LedgerBook(store, use);
      for await (const line of opened.lines) book.#take(line);
      return { kind: 'opened', book };
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /** Link of the last line: to compare with the one an earlier run printed. */
  get link(): string {
    return this.#chain.link;
  }

  /** Nothing was ever written into it. */
  get isNew(): boolean {
    return this.#head === undefined;
  }

  /**
   * A service knew a step that this ledger never asked for: another ledger was used before, or lines of this one were lost. From then on
   * it does not decide alone; services are asked before anything is asked for.
   */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** Notes that a plan is begun. Resolves when it is kept. @throws GuardError as the store. */
  async begin(planDigest: string): Promise<void> {
    const { incidentId, saleId, incidentSha256 } = this.#use.header;
    const lines: LedgerLine[] = [];
    if (this.#head === undefined) {
      this.#head = { schema: LEDGER_SCHEMA, incidentId, saleId, incidentSha256 };
      lines.push({ type: 'head', head: this.#head });
    }
    lines.push({ type: 'run', run: { at: this.#use.now(), planDigest, incidentSha256 } });
    await this.#store.append(lines.map((line) => this.#chain.next(line)));
  }

  /**
   * Writes one entry down. Resolves when it is kept: until then nothing may be done because of it.
   *
   * @throws GuardError as the store; nothing may be written after it.
   */
  async write(entry: NewEntry): Promise<void> {
    this.#entries += 1;
    const whole: LedgerEntry = { ...entry, number: this.#entries, at: this.#use.now() };
    // Linked and handed over in one go: entries are kept in the order of their links.
    await this.#store.append([this.#chain.next({ type: 'entry', entry: whole })]);
    this.#hear(whole);
  }

  /** What the ledger says last of a step that is not done. */
  noteOf(key: string): LastNote | undefined {
    return this.#notes.get(key);
  }

  async close(): Promise<void> {
    await this.#store.close();
  }

  #take(kept: string): void {
    const line = this.#chain.follow(kept);
    if (line.type === 'head') this.#takeHead(line.head);
    else if (line.type === 'run') this.#use.onRun?.(line.run);
    else {
      this.#entries += 1;
      if (line.entry.number !== this.#entries) {
        throw new GuardError({
          code: 'corrupt-state',
          message: `line ${this.#chain.count} of the ledger is damaged: it is entry ${line.entry.number}, expected ${this.#entries}`,
        });
      }
      this.#hear(line.entry);
      this.#use.onEntry?.(line.entry);
    }
  }

  #hear(entry: LedgerEntry): void {
    this.table.add(entry);
    const { key, state, note, at } = entry;
    if (entry.attempt === 0 && KNOWN_STATES.has(state)) this.#isBehind = true;
    if (state === 'done' || state === 'started') this.#notes.delete(key);
    else if (this.#notes.has(key) || this.#notes.size < NOTES_MAX) this.#notes.set(key, { note, at });
  }

  #takeHead(head: LedgerHead): void {
    const { incidentId, saleId } = this.#use.header;
    if (head.incidentId !== incidentId || head.saleId !== saleId) {
      throw new GuardError({
        code: 'input',
        message: `the ledger is of incident ${head.incidentId} of sale ${head.saleId}, the plan of incident ${incidentId} of sale ${saleId}: each incident has a ledger of its own`,
      });
    }
    this.#head = head;
  }
}
