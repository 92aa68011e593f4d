import { GuardError } from '../../core/errors.js';
import type { EpochMs } from '../../core/clock.js';
import { contactNumberOf, hasContactNumber } from '../../core/contact-number.js';
import type { PlanHeader } from '../plan.js';
import { LedgerBook } from './ledger-book.js';
import type { LedgerEntry, LedgerStore, StepState } from './ledger.js';

/**
 * What a person found out about a step: it happened; it did not and is to be asked for again; or it did not, or not by us, and shall
 * not be asked for.
 */
export type Settlement = 'done' | 'retry' | 'skip';

const STATE_OF: Readonly<Record<Settlement, StepState>> = {
  done: 'done',
  retry: 'planned',
  skip: 'skipped',
};

/** What a person decides about a step that is stuck. */
export interface SettleRequest {
  /** Of the plan that is carried out. */
  readonly header: PlanHeader;
  /** Key of the step, or its first 8 digits or more. */
  readonly key: string;
  readonly outcome: Settlement;
  /** Opaque id of the person: 1 to 32 of `A-Z a-z 0-9 _ . : -`. */
  readonly by: string;
  /** The ticket or case where the story is told, as a ledger is kept for ever: 1 to 80 of `A-Z a-z 0-9 _ . : / # -`, one of them a digit. */
  readonly reason: string;
  readonly now: () => EpochMs;
}

/** What became of a settlement. */
export type SettleResult =
  | { readonly kind: 'settled'; readonly before: LedgerEntry; readonly link: string }
  | { readonly kind: 'busy'; readonly holder: string };

const PERSON = /^[A-Za-z0-9_.:-]{1,32}$/;
const KEY = /^[0-9a-f]{8,64}$/;
/** A word with a number in it: a story, a name or an address is none. */
const TICKET = /^(?=[^\d]*\d)[A-Za-z0-9_.:/#-]{1,80}$/;

/**
 * Writes down what a person found out about a step, with who and why: for steps nobody can tell about, that failed, or that were never
 * finished. A step that is done stays done.
 *
 * @throws GuardError `invalid-argument` for a key that is no step of the ledger, or of several, and for a person or reason that is
 * none; `input` for a step that is done; what opening the ledger throws.
 */
export async function settleStep(ledger: LedgerStore, request: SettleRequest): Promise<SettleResult> {
  checkRequest(request);
  const found = new Map<string, LedgerEntry>();
  const opened = await LedgerBook.open(ledger, {
    header: request.header,
    now: request.now,
    onEntry: (entry) => {
      if (entry.key.startsWith(request.key)) found.set(entry.key, entry);
    },
  });
  if (opened.kind === 'busy') return opened;
  const { book } = opened;
  try {
    const before = onlyOne([...found.values()], request.key);
    const { key, kind, orderId, fingerprint, amount, attempt } = before;
    const state = STATE_OF[request.outcome];
    const note = `by ${request.by}: ${request.reason}`;
    await book.write({ key, kind, orderId, state, fingerprint, amount, attempt, note });
    return { kind: 'settled', before, link: book.link };
  } finally {
    await book.close();
  }
}

function onlyOne(found: readonly LedgerEntry[], key: string): LedgerEntry {
  const [entry] = found;
  if (entry === undefined)
    throw refused(`the ledger has no step ${key}; "saleguard followup" lists what is open`);
  if (found.length > 1) throw refused(`${key} begins the keys of ${found.length} steps; write more of it`);
  if (entry.state !== 'done') return entry;
  throw new GuardError({
    code: 'input',
    message: `step ${key} is done, and stays so: what has happened is undone by a plan of its own`,
  });
}

function checkRequest({ key, by, reason, outcome }: SettleRequest): void {
  if (!KEY.test(key)) throw refused('a step is named by its key: 8 to 64 hexadecimal digits, small letters');
  if (!Object.hasOwn(STATE_OF, outcome)) throw refused('a step is settled as done, retry or skip');
  if (!PERSON.test(by) || contactNumberOf(by) !== undefined)
    throw refused('whoever settles a step is named by an id: 1 to 32 of A-Z a-z 0-9 _ . : -');
  if (!TICKET.test(reason) || hasContactNumber(reason))
    throw refused(
      'the reason is the number of a ticket or case, such as TICKET-812: 1 to 80 of A-Z a-z 0-9 _ . : / # -, no telephone or card number. A ledger is kept for ever; the story stands in the ticket',
    );
}

function refused(message: string): GuardError {
  return new GuardError({ code: 'invalid-argument', message });
}
