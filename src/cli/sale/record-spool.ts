import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from '../../core/assert.js';
import { GuardError } from '../../core/errors.js';
import { noteTemporaryPath } from '../../readers/temporary-paths.js';
import { fileReason } from '../file-reason.js';

/** Bytes gathered before they are written. */
const BUFFER_BYTES = 1 << 18;
/** Records of one sale: more is far above any sale, and their ids alone would fill the memory. */
const RECORDS_MAX = 5_000_000;

/**
 * Texts by id, kept in a file of the temporary folder, which only this user can read; handed out in order of id. What is added
 * under an id a second time takes the place of the first. Memory holds the ids.
 */
export class RecordSpool {
  readonly #of: string;
  readonly #folder: string;
  readonly #forget: () => void;
  readonly #descriptor: number;
  readonly #places = new Map<string, { readonly offset: number; readonly length: number }>();
  #buffered: Buffer[] = [];
  #bufferedBytes = 0;
  #size = 0;

  /**
   * @param of what the records are, in the plural, for messages.
   * @throws GuardError `file` when the temporary folder cannot take it.
   */
  constructor({ of }: { readonly of: string }) {
    this.#of = of;
    try {
      this.#folder = mkdtempSync(join(tmpdir(), 'saleguard-'));
      this.#forget = noteTemporaryPath(this.#folder);
      this.#descriptor = openSync(join(this.#folder, 'records'), 'wx+', 0o600);
    } catch (cause) {
      throw cannotKeep(cause, this.#of);
    }
  }

  get count(): number {
    return this.#places.size;
  }

  /** @throws GuardError `file` when the disk is full, or there are too many. */
  add(id: string, text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    this.#places.set(id, { offset: this.#size, length: bytes.length });
    if (this.#places.size > RECORDS_MAX)
      throw new GuardError({
        code: 'file',
        message: `more than ${RECORDS_MAX} ${this.#of}: too many for one file`,
      });
    this.#size += bytes.length;
    this.#buffered.push(bytes);
    this.#bufferedBytes += bytes.length;
    if (this.#bufferedBytes >= BUFFER_BYTES) this.#flush();
  }

  /** Every text, in order of id by UTF-16 code units. */
  *inOrder(): Generator<string> {
    this.#flush();
    for (const id of [...this.#places.keys()].sort()) {
      const place = this.#places.get(id);
      assert(place !== undefined, 'an id of the spool has a place');
      yield this.#read(place.offset, place.length);
    }
  }

  /** Removes the file. */
  dispose(): void {
    closeSync(this.#descriptor);
    rmSync(this.#folder, { recursive: true, force: true });
    this.#forget();
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#buffered);
    const start = this.#size - bytes.length;
    try {
      for (let offset = 0; offset < bytes.length;)
        offset += writeSync(this.#descriptor, bytes, offset, bytes.length - offset, start + offset);
    } catch (cause) {
      throw cannotKeep(cause, this.#of);
    }
    this.#buffered = [];
    this.#bufferedBytes = 0;
  }

  #read(offset: number, length: number): string {
    const bytes = Buffer.alloc(length);
    for (let at = 0; at < length;) {
      const read = readSync(this.#descriptor, bytes, at, length - at, offset + at);
      assert(read > 0, 'what was spooled can be read');
      at += read;
    }
    return bytes.toString('utf8');
  }
}

function cannotKeep(cause: unknown, of: string): GuardError {
  const folder = tmpdir();
  const message = `${of} could not be kept in ${folder} for a while: ${fileReason(cause)}; TMPDIR names another folder`;
  return new GuardError({ code: 'file', message, data: { folder }, cause });
}
