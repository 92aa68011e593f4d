import { GuardError } from '../../core/errors.js';
import { canonicalJson } from '../../seal/canonical-json.js';
import { STEP_KINDS, type StepKind } from '../steps.js';
import { STEP_STATES, type LedgerEntry, type LedgerHead, type LedgerRun, type StepState } from './ledger.js';

/** Name of the format. */
export const LEDGER_SCHEMA = 'saleguard/ledger/1';

/** What the places of an entry's line hold; stands in the first line, so that a ledger can be read without this package. */
export const ENTRY_COLUMNS = [
  'number',
  'at',
  'key',
  'kind',
  'orderId',
  'state',
  'fingerprint',
  'amount',
  'attempt',
  'note',
] as const;

/** Every ledger's first characters: what tells one that was cut off in its first line from a file that is none. */
export const LEDGER_BEGINNING: string = canonicalJson({ columns: ENTRY_COLUMNS }).slice(0, -1);

/** Characters of the longest line that is one of ours, its link included. */
export const LEDGER_LINE_MAX = 2_048;

/** What a line of a ledger says, its link left out. */
export type LedgerLine =
  | { readonly type: 'head'; readonly head: LedgerHead }
  | { readonly type: 'run'; readonly run: LedgerRun }
  | { readonly type: 'entry'; readonly entry: LedgerEntry };

const STATES: ReadonlySet<string> = new Set(STEP_STATES);
const KINDS: ReadonlySet<string> = new Set(STEP_KINDS);
const KEY = /^[0-9a-f]{64}$/;

/** The text of a line that {@link parseLedgerLine} reads. An entry is a list: a million objects would name their members a million times. */
export function ledgerLineText(line: LedgerLine): string {
  switch (line.type) {
    case 'head':
      return canonicalJson({ ...line.head, columns: ENTRY_COLUMNS });
    case 'run':
      return canonicalJson({ run: line.run });
    case 'entry': {
      const { number, at, key, kind, orderId, state, fingerprint, amount, attempt, note } = line.entry;
      return canonicalJson([
        number,
        at,
        key,
        kind,
        orderId,
        state,
        fingerprint,
        amount,
        attempt,
        note ?? null,
      ]);
    }
  }
}

/** @returns undefined for a text that is no line of a ledger. @throws GuardError `input` for a ledger of another version. */
export function parseLedgerLine(text: string): LedgerLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (Array.isArray(value)) {
    const entry = entryOf(value);
    return entry === undefined ? undefined : { type: 'entry', entry };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if ('run' in value) return runOf(value.run);
  return headOf(value);
}

function entryOf(values: readonly unknown[]): LedgerEntry | undefined {
  const [number, at, key, kind, orderId, state, fingerprint, amount, attempt, note] = values;
  if (values.length !== ENTRY_COLUMNS.length) return undefined;
  if (!isCount(number) || !isCount(at) || !isCount(amount) || !isCount(attempt)) return undefined;
  if (typeof key !== 'string' || !KEY.test(key) || !isKind(kind) || !isState(state)) return undefined;
  if (typeof orderId !== 'string' || typeof fingerprint !== 'string') return undefined;
  if (note !== null && typeof note !== 'string') return undefined;
  return { number, at, key, kind, orderId, state, fingerprint, amount, attempt, note: note ?? undefined };
}

function runOf(run: unknown): LedgerLine | undefined {
  if (typeof run !== 'object' || run === null) return undefined;
  if (!('at' in run) || !('planDigest' in run) || !('incidentSha256' in run)) return undefined;
  const { at, planDigest, incidentSha256 } = run;
  if (!isCount(at) || typeof planDigest !== 'string' || typeof incidentSha256 !== 'string') return undefined;
  return { type: 'run', run: { at, planDigest, incidentSha256 } };
}

function headOf(head: object): LedgerLine | undefined {
  if (!('schema' in head) || typeof head.schema !== 'string') return undefined;
  if (head.schema !== LEDGER_SCHEMA) {
    throw new GuardError({
      code: 'input',
      message: `the ledger is of another version: expected ${LEDGER_SCHEMA}`,
    });
  }
  if (!('incidentId' in head) || !('saleId' in head) || !('incidentSha256' in head)) return undefined;
  const { incidentId, saleId, incidentSha256 } = head;
  if (typeof incidentId !== 'string' || typeof saleId !== 'string' || typeof incidentSha256 !== 'string')
    return undefined;
  return { type: 'head', head: { schema: LEDGER_SCHEMA, incidentId, saleId, incidentSha256 } };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isKind(value: unknown): value is StepKind {
  return typeof value === 'string' && KINDS.has(value);
}

function isState(value: unknown): value is StepState {
  return typeof value === 'string' && STATES.has(value);
}
