import type { JournalEntry, JournalEvent } from '../../stock/journal.js';
import { corrupt } from './corrupt.js';
import { readMode } from './read-mode.js';
import { linesOf, storedNumber } from './read-reply.js';
import { readTrip } from './read-trips.js';
import { FS, GS, RS, US } from './separators.js';

/** A `journal` reply, without its status and the times in front: whether there are more, then four texts for each entry. */
export function readJournal(parts: readonly string[]): {
  readonly entries: readonly JournalEntry[];
  readonly more: boolean;
} {
  const [more, ...texts] = parts;
  const entries: JournalEntry[] = [];
  for (let at = 0; at + 3 < texts.length; at += 4) entries.push(readEntry(texts.slice(at, at + 4)));
  return { entries, more: more === '1' };
}

function readEntry([position = '', seq = '', at = '', events = '']: readonly string[]): JournalEntry {
  const what = `journal ${position}`;
  return {
    position,
    at: storedNumber(at, what),
    seq: storedNumber(seq, what),
    events: events.split(GS).map((event) => readEvent(event.split(US), what)),
  };
}

/** Reads the fields behind the letter of an event. */
type ReadEvent = (fields: readonly string[], what: string) => JournalEvent;

/** By letter, as the scripts write them. */
const EVENTS: ReadonlyMap<string, ReadEvent> = new Map<string, ReadEvent>([
  ['o', readOpened],
  ['r', (fields, what) => readReserved(fields, what, false)],
  ['v', (fields, what) => readReserved(fields, what, true)],
  ['p', ([id = '']) => ({ type: 'paying', id })],
  ['t', ([id = '']) => ({ type: 'extended', id })],
  ['c', ([id = '', paymentRef = '']) => ({ type: 'committed', id, paymentRef, rescued: false })],
  ['R', ([id = '', paymentRef = '']) => ({ type: 'committed', id, paymentRef, rescued: true })],
  ['x', ([id = '']) => ({ type: 'released', id })],
  ['e', ([id = '']) => ({ type: 'expired', id })],
  ['l', ([id = '', paymentRef = '']) => ({ type: 'payment_refused', id, paymentRef })],
  ['k', ([id = '']) => ({ type: 'unreadable', id })],
  ['u', ([id = '', by = '']) => ({ type: 'superseded', id, by })],
  ['b', readRestored],
  ['+', ([id = '', lines = ''], what) => ({ type: 'restocked', id, lines: linesOf(lines.split(RS), what) })],
  ['-', ([id = '', lines = ''], what) => ({ type: 'withdrawn', id, lines: linesOf(lines.split(RS), what) })],
  ['w', readReviewed],
  ['m', readModeEvent],
  ['T', (fields) => ({ type: 'tripped', trip: readTrip(fields) })],
  ['n', readEpochEvent],
  ['g', ([lost = '']) => ({ type: 'regressed', lost })],
]);

function readEvent([letter = '', ...fields]: readonly string[], what: string): JournalEvent {
  const read = EVENTS.get(letter);
  // Nothing is skipped: whoever folds a journal would have other numbers than the sale.
  if (read === undefined) throw corrupt(what);
  return read(fields, what);
}

function readOpened([, epoch = '', budget = '']: readonly string[], what: string): JournalEvent {
  return {
    type: 'opened',
    epoch: optionalNumber(epoch, what),
    lossBudgetMinor: optionalNumber(budget, what),
  };
}

function readReserved(fields: readonly string[], what: string, reviewing: boolean): JournalEvent {
  const [id = '', , markdown = '', lines = ''] = fields;
  return {
    type: 'reserved',
    id,
    lines: linesOf(lines.split(RS), what),
    markdownMinor: optionalNumber(markdown, what) ?? 0,
    reviewing,
  };
}

function readRestored([id = '', act = '']: readonly string[], what: string): JournalEvent {
  const [restoreId = '', target = '', ...lines] = act.split(FS);
  return {
    type: 'restored',
    id,
    restoreId,
    lines: linesOf(lines, what),
    to: target.toLowerCase() === 's' ? 'stock' : 'quarantine',
  };
}

function readReviewed([id = '', decision = '', actor = '', reason = '']: readonly string[]): JournalEvent {
  return { type: 'reviewed', id, decision: decision === 'a' ? 'accept' : 'reject', actor, reason };
}

function readModeEvent(fields: readonly string[]): JournalEvent {
  const [scope = '', holder = '', mode, actor = '', approver = '', reason = ''] = fields;
  return {
    type: 'mode',
    scope,
    holder,
    mode: readMode(mode),
    actor,
    approver: approver === '' ? undefined : approver,
    reason,
  };
}

function readEpochEvent(fields: readonly string[], what: string): JournalEvent {
  const [epoch = '', previous = '', overlapMs = '', actor = '', reason = ''] = fields;
  return {
    type: 'epoch',
    epoch: storedNumber(epoch, what),
    previous: optionalNumber(previous, what),
    overlapMs: storedNumber(overlapMs, what),
    actor,
    reason,
  };
}

function optionalNumber(text: string, what: string): number | undefined {
  return text === '' ? undefined : storedNumber(text, what);
}
