import type { RunStanding, ScreenedRun } from '../../catalog/reference.js';
import type { EpochDay } from '../../core/clock.js';
import { PLAIN_NUMBERS, printAmount, readAmount, readMinorFast } from '../../money/decimal-text.js';
import type { WindowDays } from './window-days.js';

/** The last character of a packed run. */
const MARKS: Readonly<Record<RunStanding, string>> = {
  admitted: '',
  accepted: '+',
  stood: '~',
  quarantined: '!',
};

/** Characters of a day such as `2026-06-01`. */
const DAY_CHARS = 10;
const ZERO = 48;

/**
 * Runs as one text: `2026-06-01x12=19820;2026-06-13x2=1982!;2026-06-15x30=19820` is 12 days at 19,820, two days at 1,982
 * in quarantine, and 30 days back at 19,820. `+` marks a price a person accepted, `~` one that counts because it stood.
 */
export function packRuns(runs: readonly ScreenedRun[], exponent: number, days: WindowDays): string {
  let text = '';
  for (const { startsOn, dayCount, priceMinor, standing } of runs) {
    if (text !== '') text += ';';
    text += `${days.print(startsOn)}x${dayCount}=${printAmount(priceMinor, exponent)}${MARKS[standing]}`;
  }
  return text;
}

/**
 * Reads what {@link packRuns} wrote.
 *
 * @returns undefined when the text is anything else: no run at all, a day outside the window, runs that overlap or are out
 * of order, an amount the currency cannot have.
 */
export function unpackRuns(text: string, exponent: number, days: WindowDays): ScreenedRun[] | undefined {
  const runs: ScreenedRun[] = [];
  let freeFrom: EpochDay = -Infinity;
  for (let at = 0; at <= text.length;) {
    const semicolon = text.indexOf(';', at);
    const end = semicolon < 0 ? text.length : semicolon;
    // Most runs begin where the one before ended: comparing with that day is cheaper than looking the text up.
    const follows = days.holds(freeFrom) && text.startsWith(days.print(freeFrom), at);
    const startsOn = follows ? freeFrom : days.read(text.slice(at, at + DAY_CHARS));
    const run = startsOn === undefined ? undefined : unpackRun({ text, at, end, startsOn, exponent });
    if (run === undefined || run.startsOn < freeFrom) return undefined;
    freeFrom = run.startsOn + run.dayCount;
    if (!days.holds(freeFrom - 1)) return undefined;
    runs.push(run);
    at = end + 1;
  }
  return runs;
}

interface PackedRun {
  readonly text: string;
  /** Where the run begins and ends in the text. */
  readonly at: number;
  readonly end: number;
  readonly startsOn: EpochDay;
  readonly exponent: number;
}

function unpackRun({ text, at, end, startsOn, exponent }: PackedRun): ScreenedRun | undefined {
  const countAt = at + DAY_CHARS + 1;
  const equals = text.indexOf('=', countAt);
  const dayCount = readDayCount(text, countAt, equals);
  if (text[countAt - 1] !== 'x' || dayCount === 0 || equals >= end) return undefined;
  const standing = STANDING_OF.get(text.charCodeAt(end - 1)) ?? 'admitted';
  const amountEnd = standing === 'admitted' ? end : end - 1;
  const fast = readMinorFast(text, equals + 1, amountEnd, exponent);
  const priceMinor = Number.isNaN(fast) ? readPlainAmount(text.slice(equals + 1, amountEnd), exponent) : fast;
  return priceMinor === undefined ? undefined : { startsOn, dayCount, priceMinor, standing };
}

/** One or two digits, not beginning with 0; 0 for anything else. */
function readDayCount(text: string, start: number, end: number): number {
  const first = text.charCodeAt(start) - ZERO;
  if (!(first >= 1 && first <= 9)) return 0;
  if (end - start === 1) return first;
  const second = text.charCodeAt(start + 1) - ZERO;
  return end - start === 2 && second >= 0 && second <= 9 ? first * 10 + second : 0;
}

const STANDING_OF: ReadonlyMap<number, RunStanding> = new Map(
  (['accepted', 'stood', 'quarantined'] as const).map((standing) => [
    MARKS[standing].charCodeAt(0),
    standing,
  ]),
);

/** An amount as `printAmount` writes it; undefined for anything else. */
export function readPlainAmount(text: string, exponent: number): number | undefined {
  const minor = readMinorFast(text, 0, text.length, exponent);
  if (!Number.isNaN(minor)) return minor;
  const reading = readAmount(text, exponent, PLAIN_NUMBERS);
  return reading.kind === 'amount' && !reading.zeroFraction ? reading.minor : undefined;
}
