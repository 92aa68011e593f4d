import { ID_PATTERN } from '../../core/id.js';
import { STOCK_LIMITS } from '../../stock/limits.js';
import type { StockStore } from '../../stock/store.js';
import type { SaleSnapshot } from '../../stock/verdict.js';
import { callOf, sendCommand, type StockCall, type StockCommand, type StockVerdict } from './command.js';
import { snapshotBreaches } from './invariants.js';
import { StockModel } from './model.js';
import { judgeStock } from './oracle.js';
import { readEvidence, type StockEvidence } from './oracle/evidence.js';
import { stepsOf, type StockProgram } from './program.js';

/** A store under test with the clock it lives by. */
export interface FollowedStore {
  /** A store of a sale nobody has opened. */
  readonly store: StockStore;
  /** What the store's clock shows, epoch ms. It must stand still unless `advance` moves it. */
  readonly now: () => number;
  /** Moves it by so many ms; back when that is below 0, which happens only in programs with a corrected clock. */
  readonly advance: (ms: number) => Promise<void>;
}

/** How a program is followed. */
export interface FollowOptions {
  /** `twice`, unless told: every command is sent again at once, and the second answer has to be the replay of the first. */
  readonly sending?: 'once' | 'twice';
  /** Told of every answer, for counts. */
  readonly onVerdict?: (command: StockCommand, verdict: StockVerdict) => void;
  /** Handed what was told and found at the end, to compare it with what only the owner of the store can see. */
  readonly onEnd?: (evidence: StockEvidence) => Promise<void>;
}

/**
 * Leads a store through a program beside the model. After every command the snapshot must be what the model adds up, and when its
 * sequence moved so must be the status of every id of the command and the activity of the sale; at the end the model looks at every
 * id, every reservation and the whole journal, and `judgeStock` at the whole log.
 *
 * @throws Error with a sentence and the step it happened at.
 *
 * @example
 * await fc.assert(fc.asyncProperty(stockProgramArbitrary(), async (program) => followProgram(await makeStore(), program)));
 */
export async function followProgram(
  followed: FollowedStore,
  program: StockProgram,
  options: FollowOptions = {},
): Promise<void> {
  const follower = new Follower(followed, options);
  for (const [at, step] of stepsOf(program).entries()) {
    try {
      if (step.kind === 'wait') await followed.advance(step.ms);
      else if (step.kind === 'send') await follower.send(step.command);
      else await follower.sendHostile(step.hostile.command);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`step ${at + 1}: ${reason}`, { cause: error });
    }
  }
  await follower.judge();
}

class Follower {
  readonly #followed: FollowedStore;
  readonly #options: FollowOptions;
  readonly #model = new StockModel();
  readonly #calls: StockCall[] = [];
  #steps = 0;
  #seq = 0;

  constructor(followed: FollowedStore, options: FollowOptions) {
    this.#followed = followed;
    this.#options = options;
  }

  async send(command: StockCommand): Promise<void> {
    const times = this.#options.sending === 'once' ? 1 : 2;
    for (let time = 1; time <= times; time += 1) {
      const verdict = await this.#call(command);
      this.#observe(command, verdict);
      this.#options.onVerdict?.(command, verdict);
    }
    await this.#look(command);
  }

  async sendHostile(command: StockCommand): Promise<void> {
    const verdict = await sendCommand(this.#followed.store, command);
    if (verdict.kind !== 'refused' || verdict.reason !== 'invalid_request' || verdict.message === '')
      throw new Error(`${told(command)} answered ${JSON.stringify(verdict)}, expected invalid_request`);
    this.#options.onVerdict?.(command, verdict);
    await this.#look(command);
  }

  async judge(): Promise<void> {
    await this.#readStatuses([...new Set(this.#calls.flatMap(idsOf))]);
    await this.#readPages();
    const evidence = await readEvidence(this.#followed.store, this.#calls);
    const breaches = judgeStock(evidence);
    if (breaches.length > 0) throw new Error(`at the end: ${breaches.join('; ')}`);
    await this.#options.onEnd?.(evidence);
  }

  async #call(command: StockCommand): Promise<StockVerdict> {
    const sentAt = (this.#steps += 1);
    const verdict = await sendCommand(this.#followed.store, command);
    const settledAt = (this.#steps += 1);
    this.#calls.push(callOf(command, verdict, { sentAt, settledAt }));
    return verdict;
  }

  /** The sale as it can be seen from outside: the snapshot, and when it moved the orders that may have moved it. */
  async #look(command: StockCommand): Promise<void> {
    const { store } = this.#followed;
    const before = this.#seq;
    const verdict = await store.snapshot();
    this.#observe({ operation: 'snapshot', request: {} }, verdict);
    if (verdict.kind !== 'found') return;
    this.#checkSnapshot(verdict.snapshot);
    if (verdict.snapshot.seq !== before) {
      await this.#readStatuses(idsOf(command));
      this.#observe({ operation: 'activity', request: {} }, await store.activity());
    }
  }

  async #readStatuses(ids: readonly string[]): Promise<void> {
    const { store } = this.#followed;
    const verdicts = await Promise.all(ids.map(async (id) => store.status(id)));
    for (const [at, id] of ids.entries()) {
      const verdict = verdicts[at];
      if (verdict !== undefined) this.#observe({ operation: 'status', request: { id } }, verdict);
    }
  }

  /** What went on, the whole journal, and every reservation on the first page that holds them all. */
  async #readPages(): Promise<void> {
    const { store } = this.#followed;
    this.#observe({ operation: 'activity', request: {} }, await store.activity());
    const whole = { limit: STOCK_LIMITS.pageMax };
    this.#observe({ operation: 'journal', request: whole }, await store.journal(whole));
    this.#observe({ operation: 'reservations', request: whole }, await store.reservations(whole));
  }

  #checkSnapshot(snapshot: SaleSnapshot): void {
    const breaches = snapshotBreaches(snapshot);
    if (snapshot.seq < this.#seq) breaches.push(`the sequence went from ${this.#seq} to ${snapshot.seq}`);
    this.#seq = snapshot.seq;
    if (breaches.length > 0) throw new Error(breaches.join('; '));
  }

  #observe(command: StockCommand, verdict: StockVerdict): void {
    const breach = this.#model.observe(command, verdict, { realMs: this.#followed.now() });
    if (breach !== undefined) throw new Error(breach);
  }
}

/** Ids a command may have changed, as far as they can be asked about. */
function idsOf(command: StockCommand): readonly string[] {
  const request: object = command.request;
  const ids: readonly unknown[] = [
    'id' in request ? request.id : undefined,
    'previousId' in request ? request.previousId : undefined,
  ];
  return ids.filter((id): id is string => typeof id === 'string' && ID_PATTERN.test(id));
}

function told(command: StockCommand): string {
  return `${command.operation} ${JSON.stringify(command.request, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))}`;
}
