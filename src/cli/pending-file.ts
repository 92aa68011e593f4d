import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { GuardError } from '../core/errors.js';
import { fileReason } from './file-reason.js';

/**
 * A file that is written piece by piece and appears as a whole, by a rename, or not at all. What is no file, such as a pipe,
 * cannot be replaced and is refused.
 */
export class PendingFile {
  readonly #path: string;
  readonly #temporary: string;
  readonly #descriptor: number;
  #isOpen = true;

  /**
   * @param options.mode rights of the file, 0600 for what is nobody else's business; those of any new file unless told.
   * @throws GuardError `file` when nothing can be written there.
   */
  constructor(path: string, options: { readonly mode?: number } = {}) {
    this.#path = path;
    try {
      const present = statSync(path, { throwIfNoEntry: false });
      if (present !== undefined && !present.isFile()) throw new Error('it is not a file');
      const place = present === undefined ? path : realpathSync(path);
      this.#temporary = join(dirname(place), `.${basename(place)}.${randomBytes(6).toString('hex')}.tmp`);
      this.#descriptor = openSync(this.#temporary, 'wx', options.mode);
    } catch (cause) {
      throw this.#failed(cause);
    }
  }

  /** @throws GuardError `file`. */
  write(bytes: Uint8Array): void {
    try {
      writeFully(this.#descriptor, bytes);
    } catch (cause) {
      throw this.#failed(cause);
    }
  }

  /** Puts the file in its place. @throws GuardError `file`. */
  keep(): void {
    try {
      fsyncSync(this.#descriptor);
      this.#close();
      const present = statSync(this.#path, { throwIfNoEntry: false });
      renameSync(this.#temporary, present === undefined ? this.#path : realpathSync(this.#path));
    } catch (cause) {
      throw this.#failed(cause);
    }
  }

  /** Leaves nothing behind, unless the file was kept. */
  drop(): void {
    this.#close();
    rmSync(this.#temporary, { force: true });
  }

  #close(): void {
    if (this.#isOpen) closeSync(this.#descriptor);
    this.#isOpen = false;
  }

  #failed(cause: unknown): GuardError {
    const path = this.#path;
    return new GuardError({
      code: 'file',
      message: `cannot write ${path}: ${fileReason(cause)}`,
      data: { path },
      cause,
    });
  }
}

/** Writes all of it: `writeSync` may take less than it is given. */
export function writeFully(descriptor: number, bytes: Uint8Array): void {
  for (let offset = 0; offset < bytes.length;) offset += writeSync(descriptor, bytes, offset);
}
