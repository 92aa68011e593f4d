import { GuardError } from '../../core/errors.js';
import type { Reservation, StockLine } from '../../stock/reservation.js';
import type { Availability, SaleSnapshot, StockCounters } from '../../stock/verdict.js';
import { FS, GS, RS, US } from './operations.js';
import { readLines, readMode, readState } from './refusals.js';
import { readNumber } from './reply-fields.js';

const RECORD = /^([a-z])(\d+)\x1f([^\x1f]*)\x1f(.*)$/su;
const COUNTERS = /^(\d+) (\d+) (\d+) (\d+) (\d+) (\d+)$/;

/** A record as `records.lua` writes it; undefined for an adjustment, which is not a reservation. */
export function readRecord(
  id: string,
  record: { readonly text: string; readonly offsetMs: number },
): Reservation | undefined {
  const match = RECORD.exec(record.text);
  const [, state, deadline, extra = '', body = ''] = match ?? [];
  if (match === null) throw corrupt(`reservation ${id}`);
  if (state === 'a') return undefined;
  const [count = '', extended = '', paymentRef = '', supersededBy = '', restores = ''] = extra.split(RS);
  const [markdown = '', epoch = '', fingerprint = '', scopes = '', owners = '', lines = ''] = body.split(US);
  const kept = readLines(lines);
  return {
    id,
    state: readState(state),
    lines: kept,
    owners: owners.split(RS),
    scopes: scopes === '' ? [] : scopes.split(RS),
    epoch: epoch === '' ? undefined : readNumber(epoch),
    markdownMinor: markdown === '' ? 0 : readNumber(markdown),
    fingerprint: fingerprint === '' ? undefined : fingerprint,
    expiresAt: readNumber(deadline) + record.offsetMs,
    extensionCount: count === '' ? 0 : readNumber(count),
    extendedMs: extended === '' ? 0 : readNumber(extended),
    paymentRef: paymentRef === '' ? undefined : paymentRef,
    supersededBy: supersededBy === '' ? undefined : supersededBy,
    restored: sumRestores(restores, kept),
  };
}

function sumRestores(restores: string, lines: readonly StockLine[]): readonly StockLine[] {
  if (restores === '') return [];
  const units = new Map<string, number>();
  for (const act of restores.split(GS)) {
    const [, , ...parts] = act.split(FS);
    for (let at = 0; at + 1 < parts.length; at += 2) {
      const stockKey = parts[at + 1] ?? '';
      units.set(stockKey, (units.get(stockKey) ?? 0) + readNumber(parts[at]));
    }
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
  const [mode, modes = '', regressed, epoch = '', generation, seq, ttlMs, budget = '', spent] =
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
    generation: readNumber(generation),
    seq: readNumber(seq),
    ttlMs: readNumber(ttlMs),
    lossBudgetMinor: budget === '' ? undefined : readNumber(budget),
    lossSpentMinor: readNumber(spent),
  };
}

/** What a shop page may show of one stock key. */
export function availabilityOf(
  counters: StockCounters,
  bands: { readonly fewMax: number; readonly lastMax: number; readonly nextChanceAt: number | undefined },
): Availability {
  const { stockKey, available, reserved } = counters;
  const band =
    available === 0
      ? 'none'
      : available <= bands.lastMax
        ? 'last'
        : available <= bands.fewMax
          ? 'few'
          : 'many';
  const onlyReserved = available === 0 && reserved > 0;
  return { stockKey, band, onlyReserved, nextChanceAt: bands.nextChanceAt };
}

function corrupt(what: string): GuardError {
  return new GuardError({
    code: 'corrupt-state',
    message: `Redis holds something that saleguard did not write (${what}). Nothing was changed.`,
  });
}
