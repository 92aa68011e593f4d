import { REFUSED_TOTALS, type SaleTotals } from '../../stock/totals.js';
import type { SaleActivity } from '../../stock/verdict.js';
import { corrupt } from './corrupt.js';
import { readHolds } from './read-holds.js';
import { readMode } from './read-mode.js';
import { readTrips } from './read-trips.js';
import { readNumber } from './reply-fields.js';
import { US } from './separators.js';
import { decodeTripRules } from './trip-rules.js';

/** An `activity` reply, without its status and the times in front. */
export function readActivity(parts: readonly string[], at: number): SaleActivity {
  const [head = '', holds = '', trips = '', totals = '', rules = ''] = parts;
  const [mode, seq, budget = '', spent, uncounted] = head.split(US);
  return {
    at,
    mode: readMode(mode),
    seq: readNumber(seq),
    holds: readHolds(holds),
    trips: readTrips(trips),
    totals: readTotals(totals),
    tripRules: decodeTripRules(rules),
    uncountedScopes: readNumber(uncounted),
    lossBudgetMinor: budget === '' ? undefined : readNumber(budget),
    lossSpentMinor: readNumber(spent),
  };
}

/** In the order of `totals.lua`; the refusals follow. */
const TOTALS = [
  'reserved',
  'reviewing',
  'paying',
  'committed',
  'released',
  'expired',
  'restored',
  'signalled',
  'rejected',
] as const satisfies readonly (keyof SaleTotals)[];

function readTotals(text: string): SaleTotals {
  const numbers = text.split(' ').map(Number);
  const areGood = numbers.every((number) => Number.isSafeInteger(number) && number >= 0);
  if (!areGood || numbers.length !== TOTALS.length + REFUSED_TOTALS.length) throw corrupt('meta totals');
  const totals = tableOf(TOTALS, numbers);
  return { ...totals, refused: tableOf(REFUSED_TOTALS, numbers.slice(TOTALS.length)) };
}

function tableOf<Name extends string>(
  names: readonly Name[],
  numbers: readonly number[],
): Readonly<Record<Name, number>> {
  // fromEntries forgets that every name is there.
  return Object.fromEntries(names.map((name, at) => [name, numbers[at] ?? 0])) as Record<Name, number>;
}
