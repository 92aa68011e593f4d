import type { Lang } from '../../text/lang.js';
import type { BookKeyFlags } from '../book-keys.js';
import { checkPlaces, type InputFile } from '../output-places.js';
import { usage } from '../usage.js';

/** Flags of `saleguard replay`. */
export interface ReplayFlags extends BookKeyFlags {
  readonly book: string;
  readonly policy?: string;
  readonly against?: string;
  readonly pricesOnly?: boolean;
  readonly allPaid?: boolean;
  readonly resumeAfter?: number;
  readonly details?: string;
  readonly format: 'text' | 'json';
  readonly out?: string;
  readonly lang?: Lang;
  readonly max: number;
  readonly quiet?: boolean;
}

/** Examples and trips shown unless `--max` says otherwise. */
export const SHOWN = 5;
const SHOWN_MAX = 10_000;
const RESUME_MINUTES_MAX = 1_440;

/** @throws GuardError `usage` or `file` for flags that do not go together, and places that cannot take what is written. */
export function requireFitting(paths: readonly string[], flags: ReplayFlags): void {
  if (paths.length === 0)
    throw usage('name the order files; write it like saleguard replay orders.jsonl --book book.jsonl');
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw usage(`${twice} is given twice; name each order file once`);
  if (flags.details === '-') throw usage('details are written to a file; name it with --details');
  if (flags.pricesOnly === true && (flags.allPaid === true || flags.resumeAfter !== undefined))
    throw usage('--prices-only judges neither payments nor trips: leave out --all-paid and --resume-after');
  const outs = [flags.out, flags.details].filter((out) => out !== undefined && out !== '-');
  checkPlaces(
    outs.filter((out) => out !== undefined),
    inputFiles(paths, flags),
  );
}

function inputFiles(paths: readonly string[], { book, policy, against }: ReplayFlags): InputFile[] {
  const named = (role: string, path: string | undefined): InputFile[] =>
    path === undefined ? [] : [{ path, role }];
  return [
    ...paths.map((path) => ({ path, role: 'an order file' })),
    ...named('the --book', book),
    ...named('the --policy', policy),
    ...named('the --against', against),
  ];
}

/** @throws GuardError `usage`. */
export function readMax(text: string): number {
  return readWhole(text, { name: '--max', min: 0, max: SHOWN_MAX });
}

/** @throws GuardError `usage`. */
export function readMinutes(text: string): number {
  return readWhole(text, { name: '--resume-after', min: 1, max: RESUME_MINUTES_MAX });
}

function readWhole(
  text: string,
  { name, min, max }: { readonly name: string; readonly min: number; readonly max: number },
): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw usage(`${name} ${text} is not a whole number from ${min} to ${max}`);
}
