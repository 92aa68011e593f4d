import { settleBy } from '../settle-by.js';
import { shown } from './shown.js';

/** The one thing the doctor does with a connection. */
export interface Askable {
  call(command: string, ...args: (string | number)[]): Promise<unknown>;
}

/** What became of one question: a reply, an error, or nothing within the time. */
export type Answer =
  | { readonly kind: 'reply'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'silent' };

/** Asks one question; settles with an answer by the deadline and never throws. */
export type Ask = (
  target: Askable,
  command: string,
  ...args: readonly (string | number)[]
) => Promise<Answer>;

/** An error reply of a server begins with a word in capitals; what a client says of itself does not. */
export const ERROR_REPLY: Readonly<RegExp> = /^[A-Z]{3,} /;

/** Milliseconds and times: about a second, which a connection is made in or not at all. */
const AGAIN_AFTER_MS = 25;
const ATTEMPTS_MAX = 40;

/** One deadline shared by every question of one examination. */
export class Examination {
  readonly #endsAt: number;

  constructor(deadlineMs: number) {
    this.#endsAt = performance.now() + deadlineMs;
  }

  /** Milliseconds left, 0 when the time is over. */
  get leftMs(): number {
    return Math.max(0, this.#endsAt - performance.now());
  }

  readonly ask: Ask = async (target, command, ...args) => {
    const leftMs = this.leftMs;
    if (leftMs === 0) return { kind: 'silent' };
    return settleBy(answerOf(target, command, args), {
      ms: leftMs,
      late: (): Answer => ({ kind: 'silent' }),
    });
  };

  /**
   * The same, but asks again while it is the client that refuses: a Cluster client without an offline queue says
   * "Connection is closed." while a connection is still being made.
   */
  readonly insist: Ask = async (target, command, ...args) => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.ask(target, command, ...args);
      const isClient = answer.kind === 'refused' && !ERROR_REPLY.test(answer.message);
      if (!isClient || attempt === ATTEMPTS_MAX || this.leftMs === 0) return answer;
      await this.pause(AGAIN_AFTER_MS);
    }
  };

  /** Waits, but not beyond the deadline. */
  async pause(ms: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, Math.min(ms, this.leftMs)));
  }
}

async function answerOf(
  target: Askable,
  command: string,
  args: readonly (string | number)[],
): Promise<Answer> {
  try {
    return { kind: 'reply', value: await target.call(command, ...args) };
  } catch (error) {
    return { kind: 'refused', message: shown(error instanceof Error ? error.message : String(error)) };
  }
}

/** Said of a server that did not answer. */
export const SILENCE = 'no answer within the deadline';

/** Why a question has no reply, in words. */
export function reasonOf(answer: Answer): string {
  if (answer.kind === 'silent') return SILENCE;
  return answer.kind === 'refused' ? `the server or client said: ${answer.message}` : 'not in the reply';
}
