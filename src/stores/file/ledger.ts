/**
 * stores/file: a ledger in a file.
 * May import core and remedy's ports. Invariant: what `append` resolved for survives a crash of the machine, and stands there once.
 */
import { createReadStream } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { GuardError } from '../../core/errors.js';
import { LEDGER_BEGINNING, LEDGER_LINE_MAX } from '../../remedy/apply/ledger-line.js';
import type { LedgerStore } from '../../remedy/apply/ledger.js';
import { LineQueue } from '../line-queue.js';
import { takeLock, type HeldLock } from './ledger-lock.js';

const LINE_FEED = '\n';

/**
 * A ledger in a file of lines, mode 0600, with a lock beside it (`<path>.lock`). What comes while the disk is written waits and is
 * then written together; `append` resolves when the disk says that it is kept. A last line without its end was cut off by a crash,
 * and nobody was told that it was kept: it is passed over, and removed before the next line is written. Opening changes nothing.
 *
 * Before every write it is looked whether lock and file are still this writer's: one whose lock was removed by a person, or whose file
 * was moved, restored or written by somebody else, keeps nothing any more.
 *
 * Put it on a disk of this machine: what a network folder calls kept may be gone after a crash.
 */
export function fileLedger(path: string): LedgerStore {
  return new FileLedger(path);
}

class FileLedger implements LedgerStore {
  readonly #path: string;
  #lock: HeldLock | undefined;
  #file: FileHandle | undefined;
  /** Bytes of the file as this writer knows it. */
  #size = 0;
  /** Bytes of its whole lines. */
  #wholeSize = 0;
  readonly #queue: LineQueue;

  constructor(path: string) {
    this.#path = path;
    this.#queue = new LineQueue({
      write: (lines) => this.#write(lines),
      failed: (cause) => this.#failed('write', cause),
    });
  }

  async open(): ReturnType<LedgerStore['open']> {
    const lock = takeLock(`${this.#path}.lock`);
    if (!('release' in lock)) return { kind: 'busy', holder: lock.heldBy };
    this.#lock = lock;
    try {
      await this.#measure();
      return { kind: 'opened', lines: this.#lines() };
    } catch (cause) {
      await this.close();
      throw this.#failed('read', cause);
    }
  }

  append(lines: readonly string[]): Promise<void> {
    if (this.#lock === undefined)
      return Promise.reject(
        new GuardError({ code: 'invalid-argument', message: 'a ledger is opened before it is written to' }),
      );
    return this.#queue.add(lines);
  }

  async close(): Promise<void> {
    await this.#queue.idle();
    await this.#file?.close().catch(() => undefined);
    this.#file = undefined;
    this.#lock?.release();
    this.#lock = undefined;
  }

  async #write(lines: readonly string[]): Promise<void> {
    this.#file ??= await this.#openAtEnd();
    await this.#checkOwned(this.#file);
    const bytes = Buffer.from(lines.map((line) => line + LINE_FEED).join(''), 'utf8');
    for (let offset = 0; offset < bytes.length;) {
      const { bytesWritten } = await this.#file.write(bytes, offset);
      offset += bytesWritten;
    }
    this.#size += bytes.length;
    await this.#file.datasync();
  }

  /** A file that was not there is kept only when its folder is. */
  async #openAtEnd(): Promise<FileHandle> {
    const isNew = (await stat(this.#path).catch(onlyIfMissing)) === undefined;
    const file = await open(this.#path, 'a', 0o600);
    if (isNew) await syncFolder(dirname(this.#path));
    if (this.#wholeSize === this.#size) return file;
    await this.#checkOwned(file);
    await file.truncate(this.#wholeSize);
    this.#size = this.#wholeSize;
    return file;
  }

  /** Two writers would ruin the chain of both, and lines in a file that was moved away nobody reads again. */
  async #checkOwned(file: FileHandle): Promise<void> {
    if (this.#lock?.isHeld() !== true)
      throw lost(this.#path, 'its lock was removed, or taken by another process');
    const [own, there] = await Promise.all([file.stat(), stat(this.#path).catch(onlyIfMissing)]);
    if (there?.ino !== own.ino || there.dev !== own.dev) throw lost(this.#path, 'it was moved or replaced');
    if (own.size !== this.#size) throw lost(this.#path, 'somebody else wrote into it');
  }

  async #measure(): Promise<void> {
    this.#size = (await stat(this.#path).catch(onlyIfMissing))?.size ?? 0;
    this.#wholeSize = this.#size === 0 ? 0 : await this.#endOfLastLine(this.#size);
  }

  /** Bytes up to the last line feed; a line is short, so it is near the end or the file is none of ours. */
  async #endOfLastLine(size: number): Promise<number> {
    const file = await open(this.#path, 'r');
    try {
      const from = Math.max(0, size - LEDGER_LINE_MAX * 4);
      const tail = Buffer.alloc(size - from);
      await file.read(tail, 0, tail.length, from);
      const at = tail.lastIndexOf(LINE_FEED);
      if (at < 0 && from > 0)
        throw new GuardError({
          code: 'corrupt-state',
          message: `${this.#path} does not end like a ledger: its last line is longer than any of one`,
        });
      // All there is was cut off: the first line of a ledger, or a file that is none and stays as it is.
      if (at < 0 && !isBeginning(tail.toString('utf8')))
        throw new GuardError({
          code: 'corrupt-state',
          message: `${this.#path} is no ledger: it begins otherwise. It was left as it is`,
        });
      return from + at + 1;
    } finally {
      await file.close();
    }
  }

  async *#lines(): AsyncIterable<string> {
    if (this.#wholeSize === 0) return;
    const decoder = new StringDecoder('utf8');
    let rest = '';
    // A stream's pieces are bytes unless it was told an encoding.
    const stream = createReadStream(this.#path, { end: this.#wholeSize - 1 }) as AsyncIterable<Buffer>;
    for await (const piece of stream) {
      const parts = (rest + decoder.write(piece)).split(LINE_FEED);
      rest = parts.pop() ?? '';
      if (rest.length > LEDGER_LINE_MAX * 4) break;
      yield* parts;
    }
    // The torn one is not read: whatever has no end here is damage, and the chain says which line.
    if (rest !== '') yield rest;
  }

  #failed(verb: string, cause: unknown): GuardError {
    if (cause instanceof GuardError) return cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    return new GuardError({
      code: 'file',
      message: `cannot ${verb} the ledger ${this.#path}: ${why}. Nothing more is done; run again when it can`,
      data: { path: this.#path },
      cause,
    });
  }
}

function isBeginning(text: string): boolean {
  return text.startsWith(LEDGER_BEGINNING) || LEDGER_BEGINNING.startsWith(text);
}

function lost(path: string, why: string): GuardError {
  return new GuardError({
    code: 'corrupt-state',
    message: `the ledger ${path} is not this run's any more: ${why}. Nothing more is done; bring back the ledger, see that no other run goes on, then run again`,
    data: { path },
  });
}

function onlyIfMissing(cause: unknown): undefined {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
  throw cause;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  // Systems that cannot open a folder keep its entries by themselves.
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
