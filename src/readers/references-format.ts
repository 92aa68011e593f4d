import { parseDay, printDay, type EpochDay } from '../core/clock.js';
import {
  printFileLine,
  REFERENCE_COLUMNS,
  REFERENCES_VERSION,
} from '../pricing/references/reference-line.js';

/**
 * How a references file is built, beyond its entries: a CSV of the columns of `REFERENCE_COLUMNS` with, below the header,
 * one line that names the version and the newest day, and at the end one with the number of entries and the SHA-256 of
 * every byte before it. Both lines have no SKU and speak in the last column.
 */
export const REFERENCES_HEADER: string = REFERENCE_COLUMNS.join(',');

export function printOpening(endsOn: EpochDay): string {
  return printFileLine(`references version=${REFERENCES_VERSION} ends_on=${printDay(endsOn)}`);
}

export function printClosing(count: number, sha256: string): string {
  return printFileLine(`end count=${count} sha256=${sha256}`);
}

/** Longer than any closing line with its end. */
export const CLOSING_BYTES_MAX = 512;

const OPENING = /^,+references version=(\d{1,9}) ends_on=(\d{4}-\d{2}-\d{2})$/;
const CLOSING = /^,+end count=(\d{1,15}) sha256=([0-9a-f]{64})$/;

/** Undefined when the line is no opening line. */
export function readOpening(
  line: string,
): { readonly version: number; readonly endsOn: EpochDay } | undefined {
  const parts = OPENING.exec(line);
  const endsOn = parseDay(parts?.[2] ?? '');
  return endsOn === undefined ? undefined : { version: Number(parts?.[1]), endsOn };
}

/** Undefined when the line is not, to the letter, a closing line as {@link printClosing} writes it: no digest covers it. */
export function readClosing(line: string): { readonly count: number; readonly sha256: string } | undefined {
  const parts = CLOSING.exec(line);
  if (parts === null) return undefined;
  const closing = { count: Number(parts[1]), sha256: parts[2] ?? '' };
  return line === printClosing(closing.count, closing.sha256) ? closing : undefined;
}
