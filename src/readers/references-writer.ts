import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { ReferenceEntry } from '../catalog/reference.js';
import type { EpochDay } from '../core/clock.js';
import { GuardError, isGuardError } from '../core/errors.js';
import { printReferenceLine } from '../pricing/references/reference-line.js';
import { WindowDays } from '../pricing/references/window-days.js';
import { printClosing, printOpening, REFERENCES_HEADER } from './references-format.js';
import { noteTemporaryPath } from './temporary-paths.js';

/** What a references file is to hold. */
export interface ReferencesContent {
  /** Newest day of the whole history. */
  readonly endsOn: EpochDay;
  /** In ascending order of their keys. */
  readonly entries: AsyncIterable<readonly ReferenceEntry[]>;
}

/** How it is stored. */
export interface ReferencesStorage {
  /** Default: gzip when the name ends with `.gz`. */
  readonly compression?: 'gzip' | 'none' | undefined;
}

/** Characters gathered before they are hashed and handed on. */
const PIECE_CHARS = 1 << 17;

/**
 * Writes a references file, whole or not at all: through a temporary file beside it and a rename. The same entries give
 * the same bytes. It may replace the very file that `entries` are read from.
 *
 * @returns the number of entries written.
 * @throws GuardError `file` when it cannot be written; whatever reading `entries` throws. The old file then stays.
 */
export async function writeReferences(
  file: string,
  content: ReferencesContent,
  storage: ReferencesStorage = {},
): Promise<number> {
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  const compression = storage.compression ?? (file.endsWith('.gz') ? 'gzip' : 'none');
  const printing = new Printing();
  const source = Readable.from(printing.pieces(content), { objectMode: false, highWaterMark: PIECE_CHARS });
  const forget = noteTemporaryPath(temporary);
  // `flush` forces the bytes to the disk before the rename makes them the file.
  const sink = createWriteStream(temporary, { flags: 'wx', flush: true });
  try {
    if (compression === 'gzip') await pipeline(source, createGzip(), sink);
    else await pipeline(source, sink);
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw isGuardError(cause) ? cause : cannotWrite(file, cause);
  } finally {
    forget();
  }
  return printing.count;
}

/** Prints a file piece by piece. */
class Printing {
  count = 0;

  async *pieces({ endsOn, entries }: ReferencesContent): AsyncGenerator<Buffer, undefined> {
    const days = new WindowDays(endsOn);
    const hash = createHash('sha256');
    let text = `${REFERENCES_HEADER}\n${printOpening(endsOn)}\n`;
    for await (const batch of entries) {
      for (const entry of batch) {
        this.count += 1;
        text += `${printReferenceLine(entry, days)}\n`;
      }
      if (text.length < PIECE_CHARS) continue;
      const piece = Buffer.from(text, 'utf8');
      text = '';
      hash.update(piece);
      yield piece;
    }
    const sha256 = hash.update(text, 'utf8').digest('hex');
    yield Buffer.from(`${text}${printClosing(this.count, sha256)}\n`, 'utf8');
  }
}

function cannotWrite(file: string, cause: unknown): GuardError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GuardError({ code: 'file', message: `cannot write ${file}: ${reason}`, data: { file }, cause });
}
