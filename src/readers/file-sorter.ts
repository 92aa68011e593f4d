import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { assert } from '../core/assert.js';
import { GuardError } from '../core/errors.js';
import { compareRows } from '../remedy/memory-sorter.js';
import type { Sorter, SortRow, SortRun } from '../remedy/sorter.js';
import { mergeRows } from './merge-rows.js';
import { RowFileReader, writeRows } from './row-file.js';
import { noteTemporaryPath } from './temporary-paths.js';

/** How much a run keeps in memory before it goes to a file, bytes. */
const MEMORY_BYTES = 24 * 1_048_576;
/** What a row takes beside its characters, bytes. */
const ROW_BYTES = 120;
/** Files that are read at a time: each holds a piece in memory, and a file descriptor. */
const MERGED_MAX = 64;
/** Read at a time by whoever goes through the rows. */
const PIECE_BYTES = 1 << 18;

/** Where and how a {@link fileSorter} keeps rows. */
export interface FileSorterOptions {
  /** Existing folder that takes as many bytes as there are rows, twice for a while: that of the system for temporary files. */
  readonly folder: string;
  /** Memory of one run, bytes; 24 MiB unless told. */
  readonly memoryBytes?: number | undefined;
}

/**
 * Sorts more rows than memory holds: pieces are sorted and kept in files, which are merged once. Only this user can read them; they
 * are gone with the run, and with a process that calls `removeTemporaryPaths` as it ends.
 *
 * A row is kept as it is, but for half of a surrogate pair, which no file of UTF-8 can hold.
 */
export function fileSorter(options: FileSorterOptions): Sorter {
  return { open: () => new FileRun(options) };
}

class FileRun implements SortRun {
  readonly #folder: string;
  readonly #memoryBytes: number;
  /** Sorted files, each with its number. */
  #files: string[] = [];
  #made = 0;
  #own: { readonly path: string; readonly forget: () => void } | undefined;
  #rows: SortRow[] = [];
  #rowBytes = 0;
  #state: 'open' | 'sorted' | 'closed' = 'open';

  constructor({ folder, memoryBytes = MEMORY_BYTES }: FileSorterOptions) {
    this.#folder = folder;
    this.#memoryBytes = memoryBytes;
  }

  add(row: SortRow): undefined {
    assert(this.#state === 'open', 'a row is put down before the rows are read');
    this.#rows.push(row);
    this.#rowBytes += 2 * (row.key.length + row.text.length) + ROW_BYTES;
    if (this.#rowBytes >= this.#memoryBytes) this.#toFile();
  }

  async *sorted(): AsyncGenerator<SortRow, void, undefined> {
    this.#finish();
    const [file] = this.#files;
    if (file === undefined) yield* this.#rows;
    else yield* rowsOf(file, this.#folder);
  }

  async close(): Promise<void> {
    this.#state = 'closed';
    this.#rows = [];
    this.#files = [];
    const own = this.#own;
    if (own === undefined) return;
    this.#own = undefined;
    await rm(own.path, { recursive: true, force: true });
    own.forget();
  }

  /** Everything in memory, or everything in one file: it is read several times, and merged once. */
  #finish(): void {
    assert(this.#state !== 'closed', 'rows are read before they are let go of');
    if (this.#state === 'sorted') return;
    if (this.#files.length === 0) this.#rows.sort(compareRows);
    else {
      if (this.#rows.length > 0) this.#toFile();
      while (this.#files.length > 1) this.#merge(this.#files.splice(0, MERGED_MAX));
    }
    this.#state = 'sorted';
  }

  #toFile(): void {
    const rows = this.#rows.sort(compareRows);
    this.#rows = [];
    this.#rowBytes = 0;
    this.#write(rows);
  }

  #merge(files: readonly string[]): void {
    const readers = files.map((file) => new RowFileReader(file));
    try {
      this.#write(mergeRows(readers));
    } catch (cause) {
      throw cannotKeep(this.#folder, cause);
    } finally {
      for (const reader of readers) reader.close();
    }
    for (const file of files) rmSync(file, { force: true });
  }

  #write(rows: Iterable<SortRow>): void {
    try {
      const file = join(this.#ownFolder(), String(this.#made));
      this.#made += 1;
      writeRows(file, rows);
      this.#files.push(file);
    } catch (cause) {
      throw cannotKeep(this.#folder, cause);
    }
  }

  /** Made without waiting, so that an interrupted process knows every folder it has made. */
  #ownFolder(): string {
    if (this.#own === undefined) {
      const path = mkdtempSync(join(this.#folder, 'saleguard-'));
      this.#own = { path, forget: noteTemporaryPath(path) };
    }
    return this.#own.path;
  }
}

async function* rowsOf(file: string, folder: string): AsyncGenerator<SortRow, void, undefined> {
  let rest = '';
  let key: string | undefined;
  const stream = createReadStream(file, { encoding: 'utf8', highWaterMark: PIECE_BYTES });
  try {
    // A stream with an encoding gives texts.
    for await (const piece of stream as AsyncIterable<string>) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (key === undefined) key = line;
        else {
          yield { key, text: line };
          key = undefined;
        }
      }
    }
  } catch (cause) {
    throw cannotKeep(folder, cause);
  }
  assert(key === undefined && rest === '', 'a file of rows holds whole rows');
}

function cannotKeep(folder: string, cause: unknown): GuardError {
  if (cause instanceof GuardError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GuardError({
    code: 'file',
    message: `rows could not be kept in ${folder} for a while (${reason}); use another folder: TMPDIR names it`,
    data: { folder },
    cause,
  });
}
