import { existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { OrderCommand, Answer, Call } from './call.js';

/** A call on its way, by its number in the log. */
export interface SentCall {
  readonly number: number;
  readonly sent: OrderCommand;
}

type Line =
  | ({ readonly kind: 'sent'; readonly number: number } & OrderCommand)
  | {
      readonly kind: 'answered';
      readonly number: number;
      readonly answer: Answer;
      readonly openCount: number;
    }
  /** A process came up again and sends what was open. */
  | { readonly kind: 'resumed'; readonly number: number }
  | { readonly kind: 'breach'; readonly what: string };

/** What a log says in the end. */
export interface CallRecord {
  readonly calls: readonly Call[];
  /** Sent and never answered. */
  readonly pending: readonly SentCall[];
  /** What an app saw with its own eyes and must not be. */
  readonly breaches: readonly string[];
  readonly lineCount: number;
}

/**
 * The append-only file of one app, written before a request is sent and when it is answered, by one write call each: what the system
 * took is there however the process ends.
 */
export class CallLog {
  readonly #file: number;
  #number: number;

  constructor(path: string) {
    this.#number = readCallLog(path).lineCount;
    this.#file = openSync(path, 'a', 0o600);
    // The last line of a killed process may be torn; what follows begins on a line of its own.
    writeSync(this.#file, '\n');
  }

  sent(sent: OrderCommand): SentCall {
    this.#number += 1;
    this.#write({ kind: 'sent', number: this.#number, ...sent });
    return { number: this.#number, sent };
  }

  resumed(number: number): void {
    this.#write({ kind: 'resumed', number });
  }

  answered(number: number, answer: Answer, openCount: number): void {
    this.#write({ kind: 'answered', number, answer, openCount });
  }

  breach(what: string): void {
    this.#write({ kind: 'breach', what });
  }

  #write(line: Line): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
  }
}

/** Reads a log; a torn line counts as not written. */
export function readCallLog(path: string): CallRecord {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').flatMap(parsed) : [];
  const sent = new Map<number, OrderCommand>();
  const answers = new Map<number, Extract<Line, { readonly kind: 'answered' }>>();
  const resumed = new Map<number, number>();
  const breaches: string[] = [];
  for (const line of lines) {
    if (line.kind === 'sent') sent.set(line.number, line);
    else if (line.kind === 'answered') answers.set(line.number, line);
    else if (line.kind === 'resumed') resumed.set(line.number, (resumed.get(line.number) ?? 0) + 1);
    else breaches.push(line.what);
  }
  const calls = [...sent].map(([number, request]) => {
    const answered = answers.get(number);
    const openCount =
      (answered?.openCount ?? 0) + (resumed.get(number) ?? 0) + (answered === undefined ? 1 : 0);
    // The answer was logged under the number of this request.
    return { ...request, answer: answered?.answer, openCount } as Call;
  });
  const pending = [...sent].flatMap(([number, request]) =>
    answers.has(number) ? [] : [{ number, sent: request }],
  );
  return { calls, pending, breaches, lineCount: Math.max(lines.length, ...numbersOf(lines)) };
}

function numbersOf(lines: readonly Line[]): readonly number[] {
  const last = lines.findLast((line) => line.kind === 'sent');
  return last === undefined ? [0] : [last.number];
}

function parsed(text: string): readonly Line[] {
  if (text === '') return [];
  try {
    // Written by this class.
    return [JSON.parse(text) as Line];
  } catch {
    return [];
  }
}
