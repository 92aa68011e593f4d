import { GuardError } from '../core/errors.js';
import type { TableKind } from './table.js';

/** How files start that are often handed in by mistake, with what to do about each. */
const FOREIGN: readonly (readonly [start: readonly number[], message: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'is an Excel workbook or a ZIP archive; save it as "CSV UTF-8", or unpack it'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'is an old Excel workbook; save it as "CSV UTF-8"'],
  [[0x42, 0x5a, 0x68], 'is compressed with bzip2; only gzip is read'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'is compressed with xz; only gzip is read'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'is compressed with zstd; only gzip is read'],
  [[0x50, 0x41, 0x52, 0x31], 'is a Parquet file; export it as CSV'],
  [[0x25, 0x50, 0x44, 0x46], 'is a PDF document; export the table as CSV'],
];

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const BLANKS: readonly number[] = [0x20, 0x09, 0x0a, 0x0d];
const OPEN_OBJECT = 0x7b;
const OPEN_LIST = 0x5b;
const OPEN_TAG = 0x3c;

/** True for the first bytes of a gzip file, whatever it is called. */
export function isGzip(head: Uint8Array): boolean {
  return startsWith(head, [0x1f, 0x8b]);
}

/** @throws GuardError `input` when a file is something that no reader here reads. */
export function refuseForeign(name: string, head: Uint8Array): void {
  const foreign = FOREIGN.find(([start]) => startsWith(head, start));
  const first = firstByte(head);
  if (foreign !== undefined) throw wrong(name, foreign[1]);
  if (first === OPEN_TAG) throw wrong(name, 'is HTML or XML; export the table as CSV');
  if (first === OPEN_LIST && !isNamed(name, ['csv'])) {
    throw wrong(name, 'is one JSON list; write one object a line instead (jq -c ".[]" does)');
  }
}

/** The kind of a file by its name, else by its first byte. */
export function kindOf(name: string, head: Uint8Array): TableKind {
  if (isNamed(name, ['csv'])) return 'csv';
  if (isNamed(name, ['jsonl', 'ndjson'])) return 'jsonl';
  return firstByte(head) === OPEN_OBJECT ? 'jsonl' : 'csv';
}

function isNamed(name: string, endings: readonly string[]): boolean {
  const plain = name.toLowerCase().replace(/\.gz$/, '');
  return endings.some((ending) => plain.endsWith(`.${ending}`));
}

/** The first byte that is not blank, a byte-order mark left out. */
function firstByte(head: Uint8Array): number | undefined {
  const text = startsWith(head, BYTE_ORDER_MARK) ? head.subarray(BYTE_ORDER_MARK.length) : head;
  return text.find((byte) => !BLANKS.includes(byte));
}

function startsWith(head: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => head[index] === byte);
}

function wrong(name: string, what: string): GuardError {
  return new GuardError({ code: 'input', message: `${name} ${what}`, data: { file: name } });
}
