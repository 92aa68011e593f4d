import { createHash, type Hash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { createGunzip, type Gunzip } from 'node:zlib';
import { GuardError } from '../core/errors.js';
import { isGzip, kindOf, refuseForeign } from './file-kind.js';
import type { TableKind } from './table.js';

/** Where bytes come from: a file by its path, or a stream such as standard input, with a name for messages. */
export type SourceInput = (
  | { readonly path: string; readonly name?: string | undefined }
  | { readonly stream: AsyncIterable<Uint8Array>; readonly name: string }
) & {
  /** Told whenever all stored bytes have been read; an error it throws ends the reading. */
  readonly onRead?: ((facts: StoredFacts) => void) | undefined;
};

/** A file of rows being read, gzip taken off. */
export interface OpenSource {
  /** Told by the name where it ends with .csv, .jsonl or .ndjson (before .gz), else by the first byte. */
  readonly kind: TableKind;
  /** To be read once. Leaving it early closes the file. */
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** What is known of the stored bytes, compressed where they are. */
export interface StoredFacts {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** Larger pieces are no faster and keep more memory in flight. */
const PIECE_BYTES = 1 << 18;
/** Enough to know every kind of file that is not meant to be read. */
const HEAD_BYTES = 8;

/**
 * One reading of one source. Counts and hashes the bytes as stored while they pass. Memory stays flat whatever the size,
 * also of what a small gzip unpacks to.
 */
export class SourceReading {
  readonly #input: SourceInput;
  readonly #name: string;
  readonly #hash: Hash = createHash('sha256');
  #bytesRead = 0;
  #bytesTotal: number | undefined;
  /** Zero bytes at the end of what was read so far. */
  #zerosAtEnd = 0;

  constructor(input: SourceInput) {
    this.#input = input;
    this.#name = nameOf(input);
  }

  /** Bytes read so far and in all, as stored. */
  progress(): { readonly bytesRead: number; readonly bytesTotal: number | undefined } {
    return { bytesRead: this.#bytesRead, bytesTotal: this.#bytesTotal };
  }

  /** Of all bytes; asked once, when they have been read to the end. */
  facts(): StoredFacts {
    return { bytes: this.#bytesRead, sha256: this.#hash.copy().digest('hex') };
  }

  /**
   * Starts reading.
   *
   * @throws GuardError `file` when it cannot be opened or read; `input` when it is empty, cut off, damaged, compressed
   * twice or by something else than gzip, or a workbook. Reading `pieces` throws the same.
   */
  async open(): Promise<OpenSource> {
    const stored = await withHead(this.#stored());
    if (stored.head.length === 0) throw this.#wrong('is empty; a header and rows are needed');
    const isPacked = isGzip(stored.head);
    const plain = isPacked ? await withHead(this.#unpack(stored.pieces)) : stored;
    try {
      if (isPacked && plain.head.length === 0)
        throw this.#wrong('is empty inside its gzip; a header and rows are needed');
      if (isPacked && isGzip(plain.head))
        throw this.#wrong('is compressed twice; unpack it once with gunzip');
      refuseForeign(this.#name, plain.head);
      return { kind: kindOf(this.#name, plain.head), pieces: plain.pieces };
    } catch (error) {
      await plain.close();
      throw error;
    }
  }

  async *#stored(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for await (const piece of await this.#open()) {
        this.#bytesRead += piece.length;
        const zeros = zerosAtEndOf(piece);
        this.#zerosAtEnd = zeros === piece.length ? this.#zerosAtEnd + zeros : zeros;
        this.#hash.update(piece);
        yield piece;
      }
    } catch (error) {
      throw fileError(this.#name, error);
    }
    this.#input.onRead?.(this.facts());
  }

  async #open(): Promise<AsyncIterable<Uint8Array>> {
    if ('stream' in this.#input) return this.#input.stream;
    const handle = await open(this.#input.path);
    const size = await sizeOf(handle, this.#name);
    this.#bytesTotal = size;
    return handle.createReadStream({ highWaterMark: PIECE_BYTES });
  }

  async *#unpack(stored: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
    // Errors come out of the loop below, or of the feeding itself, and are handled there.
    gunzip.on('error', () => undefined);
    const feeding = feed(stored, gunzip);
    feeding.catch(() => undefined);
    try {
      // A gunzip stream gives bytes; its type says any.
      for await (const piece of gunzip as AsyncIterable<Uint8Array>) yield piece;
    } catch (error) {
      throw this.#gzipError(error);
    }
    await feeding;
    // Tapes and some tools pad with zero bytes; anything else behind the last member would be rows left out in silence.
    if (gunzip.bytesWritten + this.#zerosAtEnd < this.#bytesRead) {
      throw this.#wrong('has other bytes behind its gzip; was it joined with another file?');
    }
  }

  #gzipError(error: unknown): unknown {
    if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('Z_')) return error;
    if (error.code === 'Z_BUF_ERROR')
      return this.#wrong('is cut off: its gzip ends too early; fetch or export it again', error);
    return this.#wrong(
      `is damaged: its gzip cannot be unpacked (${error.message}); fetch or export it again`,
      error,
    );
  }

  #wrong(message: string, cause?: unknown): GuardError {
    return new GuardError({
      code: 'input',
      message: `${this.#name} ${message}`,
      data: { file: this.#name },
      cause,
    });
  }
}

/** What a source is called in messages. */
export function nameOf(input: SourceInput): string {
  return input.name ?? ('path' in input ? input.path : '');
}

/**
 * Unpacks stored bytes. What stands behind the end of the gzip is read too, and dropped: the digest of a file is that of all
 * its bytes. Whoever leaves the unpacked bytes early, ends it.
 */
async function feed(stored: AsyncIterable<Uint8Array>, gunzip: Gunzip): Promise<void> {
  try {
    for await (const piece of stored) {
      if (!gunzip.destroyed && !gunzip.write(piece)) await roomOrEnd(gunzip);
      if (gunzip.destroyed && !gunzip.readableEnded) return;
    }
    if (!gunzip.destroyed) gunzip.end();
  } catch (error) {
    gunzip.destroy(error instanceof Error ? error : undefined);
    throw error;
  }
}

/** Behind its end a gunzip takes what is written and never asks for more. */
function roomOrEnd(gunzip: Gunzip): Promise<void> {
  return new Promise((resolve) => {
    const goOn = (): void => {
      gunzip.off('drain', goOn).off('close', goOn);
      resolve();
    };
    gunzip.on('drain', goOn).on('close', goOn);
  });
}

function zerosAtEndOf(piece: Uint8Array): number {
  let from = piece.length;
  while (from > 0 && piece[from - 1] === 0) from--;
  return piece.length - from;
}

interface Headed {
  /** The first bytes; fewer than 8 only when there are no more. */
  readonly head: Uint8Array;
  /** All bytes, the first ones included. */
  readonly pieces: AsyncGenerator<Uint8Array, void, undefined>;
  /** Leaves `pieces` unread. A generator that was never started does not run its `finally`, so its own end is not enough. */
  close(): Promise<void>;
}

async function withHead(pieces: AsyncGenerator<Uint8Array, void, undefined>): Promise<Headed> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < HEAD_BYTES) {
    const next = await pieces.next();
    if (next.done === true) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  const close = async (): Promise<void> => {
    await pieces.return(undefined);
  };
  return { head, pieces: rejoin(head, pieces), close };
}

async function* rejoin(
  head: Uint8Array,
  rest: AsyncGenerator<Uint8Array, void, undefined>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield head;
    yield* rest;
  } finally {
    // Left before `yield*`, the rest would stay open.
    await rest.return(undefined);
  }
}

async function sizeOf(handle: FileHandle, name: string): Promise<number | undefined> {
  const stat = await handle.stat();
  if (stat.isDirectory()) {
    await handle.close();
    throw new GuardError({
      code: 'file',
      message: `${name} is a folder; name the file in it`,
      data: { file: name },
    });
  }
  return stat.isFile() ? stat.size : undefined;
}

const FILE_ERRORS: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'does not exist; check the path'],
  ['ENOTDIR', 'does not exist; check the path'],
  ['EACCES', 'may not be read by this user; check its permissions'],
  ['EPERM', 'may not be read by this user; check its permissions'],
  ['EISDIR', 'is a folder; name the file in it'],
  ['ESPIPE', 'is a pipe; name a file'],
]);

/** What the file system says about a file, in words and with what to do; anything else is handed back as it is. */
export function fileError(name: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return error;
  const what = FILE_ERRORS.get(error.code) ?? `cannot be read (${error.message})`;
  return new GuardError({ code: 'file', message: `${name} ${what}`, data: { file: name }, cause: error });
}
