import type { StatusVerdict } from '../../stock/verdict.js';
import { readRecord } from './read-reply.js';

/** Records of one script call. Notes make them long, so fewer than the operations of a batch. */
const IDS_MAX = 64;

/** Records as they are stored, '' for an id nobody used, in the order of the ids; or what is answered to all of them. */
export type RecordsAnswer =
  | { readonly ok: true; readonly texts: readonly string[]; readonly offsetMs: number }
  | { readonly ok: false; readonly verdict: Exclude<StatusVerdict, { readonly kind: 'found' }> };

/** Reads the records of 1 to {@link IDS_MAX} ids. `askedAt`: local monotonic ms of the first question. */
export type AskRecords = (ids: readonly string[], askedAt: number) => Promise<RecordsAnswer>;

interface Question {
  readonly id: string;
  readonly askedAt: number;
  readonly resolve: (verdict: StatusVerdict) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers the questions of one turn of the event loop into one script call: a guard that turns a crowd away asks once for each order
 * whether it was sold before.
 */
export class StatusCalls {
  readonly #ask: AskRecords;
  readonly #batching: 'group' | 'off';
  readonly #now: () => number;
  #waiting: Question[] = [];

  constructor(init: {
    readonly ask: AskRecords;
    readonly batching: 'group' | 'off';
    readonly now: () => number;
  }) {
    this.#ask = init.ask;
    this.#batching = init.batching;
    this.#now = init.now;
  }

  /** What became of one reservation. @throws what reading it throws. */
  run(id: string): Promise<StatusVerdict> {
    return new Promise((resolve, reject) => {
      const question = { id, askedAt: this.#now(), resolve, reject };
      if (this.#batching === 'off') void this.#send([question]);
      else this.#gather(question);
    });
  }

  #gather(question: Question): void {
    this.#waiting.push(question);
    if (this.#waiting.length > 1) return;
    setImmediate(() => {
      const waiting = this.#waiting;
      this.#waiting = [];
      for (let from = 0; from < waiting.length; from += IDS_MAX)
        void this.#send(waiting.slice(from, from + IDS_MAX));
    });
  }

  async #send(questions: readonly Question[]): Promise<void> {
    try {
      const askedAt = questions[0]?.askedAt ?? this.#now();
      const answer = await this.#ask(
        questions.map(({ id }) => id),
        askedAt,
      );
      for (const [at, question] of questions.entries()) settle(question, answer, at);
    } catch (error) {
      for (const { reject } of questions) reject(error);
    }
  }
}

/** One bad record is an error of its own question only. */
function settle({ id, resolve, reject }: Question, answer: RecordsAnswer, at: number): void {
  if (!answer.ok) {
    resolve(answer.verdict);
    return;
  }
  const text = answer.texts[at] ?? '';
  try {
    const reservation = text === '' ? undefined : readRecord(id, { text, offsetMs: answer.offsetMs });
    resolve(reservation === undefined ? { kind: 'unknown_id' } : { kind: 'found', reservation });
  } catch (error) {
    reject(error);
  }
}
