import type { Reservation, StockLine } from '../../stock/reservation.js';
import type { SaleSnapshot, StockCounters } from '../../stock/verdict.js';
import { corrupt } from './corrupt.js';
import { FS, GS, RS, US } from './separators.js';
import { readMode } from './read-mode.js';
import { readState } from './refusals.js';
import { readNumber } from './reply-fields.js';

const RECORD = /^([rpcxebav])(\d+)\x1f([^\x1f]*)\x1f(.*)$/su;
const EXTRA = /^(\d*)\x1e(\d*)\x1e([^\x1e]*)\x1e([^\x1e]*)\x1e([^\x1e]*)\x1e([^\x1e]*)\x1e[a-z]?$/su;
const BODY = /^(\d*)\x1f(\d*)\x1f([^\x1f]*)\x1f([^\x1f]*)\x1f([^\x1f]+)\x1f([^\x1f]+)$/su;
const COUNTERS = /^(\d+) (\d+) (\d+) (\d+) (\d+) (\d+)$/;

/**
 * A record as `records.lua` writes it; undefined for an adjustment, which is not a reservation.
 * @throws GuardError `corrupt-state` for anything else.
 */
export function readRecord(
  id: string,
  record: { readonly text: string; readonly offsetMs: number },
): Reservation | undefined {
  const what = `reservation ${id}`;
  const [, state, deadline = '', extra = '', body = ''] = partsOf(RECORD, record.text, what);
  if (state === 'a') return undefined;
  const [, count = '', extended = '', paymentRef = '', supersededBy = '', restores = '', note = ''] =
    extra === '' ? [] : partsOf(EXTRA, extra, what);
  const [, markdown = '', epoch = '', fingerprint = '', scopes = '', owners = '', text = ''] = partsOf(
    BODY,
    body,
    what,
  );
  const lines = linesOf(text.split(RS), what);
  return {
    id,
    state: readState(state),
    lines,
    owners: owners.split(RS),
    scopes: scopes === '' ? [] : scopes.split(RS),
    epoch: epoch === '' ? undefined : storedNumber(epoch, what),
    markdownMinor: markdown === '' ? 0 : storedNumber(markdown, what),
    fingerprint: fingerprint === '' ? undefined : fingerprint,
    expiresAt: storedNumber(deadline, what) + record.offsetMs,
    extensionCount: count === '' ? 0 : storedNumber(count, what),
    extendedMs: extended === '' ? 0 : storedNumber(extended, what),
    // Of an expired one they are payments that were refused, which it was never bought with.
    paymentRef: paymentRef === '' || state === 'e' ? undefined : paymentRef,
    supersededBy: supersededBy === '' ? undefined : supersededBy,
    note: note === '' ? undefined : note,
    restored: sumRestores(restores, lines, what),
  };
}

function partsOf(pattern: RegExp, text: string, what: string): readonly string[] {
  const parts = pattern.exec(text);
  if (parts === null) throw corrupt(what);
  return parts;
}

/** Quantities and stock keys by turns. */
export function linesOf(parts: readonly string[], what: string): readonly StockLine[] {
  const lines: StockLine[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const stockKey = parts[at + 1] ?? '';
    if (stockKey === '') throw corrupt(what);
    lines.push({ stockKey, quantity: storedNumber(parts[at] ?? '', what) });
  }
  return lines;
}

/** A whole number as a script stores it. `what` holds it. */
export function storedNumber(text: string, what: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number)) throw corrupt(what);
  return number;
}

function sumRestores(restores: string, lines: readonly StockLine[], what: string): readonly StockLine[] {
  if (restores === '') return [];
  const units = new Map<string, number>();
  for (const act of restores.split(GS)) {
    const [, , ...parts] = act.split(FS);
    for (const { stockKey, quantity } of linesOf(parts, what))
      units.set(stockKey, (units.get(stockKey) ?? 0) + quantity);
  }
  return lines.flatMap(({ stockKey }) => {
    const quantity = units.get(stockKey) ?? 0;
    return quantity === 0 ? [] : [{ stockKey, quantity }];
  });
}

/** Stock keys and counters by turns, sorted by stock key. Names those that are not on sale. */
export function readCounters(parts: readonly string[]): {
  readonly counters: readonly StockCounters[];
  readonly unknown: readonly string[];
} {
  const counters: StockCounters[] = [];
  const unknown: string[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const stockKey = parts[at] ?? '';
    const text = parts[at + 1] ?? '';
    if (text === '') unknown.push(stockKey);
    else counters.push(readCounter(stockKey, text));
  }
  counters.sort((a, b) => (a.stockKey < b.stockKey ? -1 : 1));
  return { counters, unknown };
}

function readCounter(stockKey: string, text: string): StockCounters {
  const match = COUNTERS.exec(text);
  if (match === null) throw corrupt(`counters of ${JSON.stringify(stockKey)}`);
  const [allotment = 0, reserved = 0, committed = 0, quarantined = 0, perCustomer = 0] = match
    .slice(1)
    .map(Number);
  const available = allotment - reserved - committed - quarantined;
  // More than the allotment: whoever wrote that, it is not to be shown as a number of units.
  if (available < 0) throw corrupt(`counters of ${JSON.stringify(stockKey)}`);
  return {
    stockKey,
    allotment,
    available,
    reserved,
    committed,
    quarantined,
    perCustomer: perCustomer === 0 ? undefined : perCustomer,
  };
}

/** The head of a `counters` reply. */
export function readSale(text: string): Omit<SaleSnapshot, 'counters'> {
  const [mode, modes = '', regressed, epoch = '', generation, seq, ttlMs, budget = '', spent, ...overlap] =
    text.split(US);
  const scoped = modes === '' ? [] : modes.split(RS);
  const scopes = scoped.flatMap((scope, at) =>
    at % 2 === 0 ? [{ scope, mode: readMode(scoped[at + 1]) }] : [],
  );
  return {
    mode: readMode(mode),
    scopes: scopes.sort((a, b) => (a.scope < b.scope ? -1 : 1)),
    regressed: regressed === '1',
    epoch: epoch === '' ? undefined : readNumber(epoch),
    overlap: readOverlap(overlap),
    generation: readNumber(generation),
    seq: readNumber(seq),
    ttlMs: readNumber(ttlMs),
    lossBudgetMinor: budget === '' ? undefined : readNumber(budget),
    lossSpentMinor: readNumber(spent),
  };
}

function readOverlap([until = '', epoch = '']: readonly string[]): SaleSnapshot['overlap'] {
  if (until === '') return undefined;
  return { epoch: epoch === '' ? undefined : readNumber(epoch), until: readNumber(until) };
}
