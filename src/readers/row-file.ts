import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { GuardError } from '../core/errors.js';
import type { SortRow } from '../remedy/sorter.js';

/** Characters gathered before they are written. */
const BUFFER_CHARS = 1 << 18;
/** Read at a time from each of the files that are merged. */
const PIECE_BYTES = 1 << 16;

/** Writes rows into a new file that only this user can read: a line for the key and a line for the text of each. */
export function writeRows(path: string, rows: Iterable<SortRow>): void {
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    let lines: string[] = [];
    let length = 0;
    const flush = (): void => {
      const bytes = Buffer.from(lines.join(''), 'utf8');
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at, bytes.length - at);
      lines = [];
      length = 0;
    };
    for (const { key, text } of rows) {
      lines.push(line(key), line(text));
      length += key.length + text.length;
      if (length >= BUFFER_CHARS) flush();
    }
    flush();
  } finally {
    closeSync(descriptor);
  }
}

const SURROGATE = /[\ud800-\udfff]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

function line(text: string): string {
  // As UTF-8 half of a pair would become another character, and the row would come back as another row.
  if (text.includes('\n') || (SURROGATE.test(text) && LONE_SURROGATE.test(text)))
    throw new GuardError({
      code: 'invalid-argument',
      message: 'a row to be sorted holds a line feed or half of a surrogate pair',
    });
  return `${text}\n`;
}

/** Rows of a file one after another, without waiting. */
export class RowFileReader {
  readonly #descriptor: number;
  readonly #decoder = new StringDecoder('utf8');
  readonly #piece = Buffer.alloc(PIECE_BYTES);
  #lines: string[] = [];
  #at = 0;
  #rest = '';
  #isOpen = true;

  constructor(path: string) {
    this.#descriptor = openSync(path, 'r');
  }

  /** The next row; undefined behind the last. */
  next(): SortRow | undefined {
    while (this.#at + 1 >= this.#lines.length) if (!this.#fill()) return undefined;
    const [key = '', text = ''] = this.#lines.slice(this.#at, this.#at + 2);
    this.#at += 2;
    return { key, text };
  }

  close(): void {
    if (this.#isOpen) closeSync(this.#descriptor);
    this.#isOpen = false;
  }

  #fill(): boolean {
    const length = readSync(this.#descriptor, this.#piece, 0, PIECE_BYTES, null);
    if (length === 0) return false;
    const lines = (this.#rest + this.#decoder.write(this.#piece.subarray(0, length))).split('\n');
    this.#rest = lines.pop() ?? '';
    this.#lines = [...this.#lines.slice(this.#at), ...lines];
    this.#at = 0;
    return true;
  }
}
