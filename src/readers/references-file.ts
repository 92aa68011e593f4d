import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { offerKey } from '../catalog/offer-key.js';
import type { ReferenceEntry } from '../catalog/reference.js';
import type { EpochDay } from '../core/clock.js';
import { GuardError, isGuardError } from '../core/errors.js';
import { REFERENCES_VERSION } from '../pricing/references/reference-line.js';
import { damagedReferences, StoredEntry } from '../pricing/references/stored-entry.js';
import { WindowDays } from '../pricing/references/window-days.js';
import { fileError } from './open-source.js';
import { readClosing, readOpening, REFERENCES_HEADER } from './references-format.js';
import { TailDigest } from './tail-digest.js';

/** A references file being read. */
export interface OpenReferences {
  /** Newest day of the history it was built from. */
  readonly endsOn: EpochDay;
  /**
   * Entries in ascending order of their keys, to be read once and to the end: only there is it known that nothing is
   * missing or changed.
   */
  readonly entries: AsyncIterable<readonly ReferenceEntry[]>;
  /** Bytes read so far and in all, as stored. */
  progress(): { readonly bytesRead: number; readonly bytesTotal: number | undefined };
  /** Closes the file; needed only when `entries` are not read to the end. */
  close(): Promise<void>;
}

/** Longest line: a key of three long texts and 91 runs stay well below. */
const LINE_CHARS_MAX = 65_536;
const CHUNK_BYTES = 1 << 17;

/**
 * Opens a references file, plain or gzip (told by its content).
 *
 * @throws GuardError `file` when it cannot be opened or read; `input`, naming file and line, when it is no references file,
 * was written by another version, is cut off, or was changed after it was written.
 */
export async function openReferences(file: string): Promise<OpenReferences> {
  const bytes = await openBytes(file);
  const digest = new TailDigest();
  const lines = readLines(file, bytes.chunks, digest);
  try {
    const head = await takeLines(lines, 2);
    if (head[0] !== REFERENCES_HEADER)
      throw damagedReferences(file, 1, 'not the header of a references file');
    const opening = readOpening(head[1] ?? '');
    if (opening === undefined) throw damagedReferences(file, 2, 'no version and day where they should stand');
    if (opening.version !== REFERENCES_VERSION) {
      const what = `version ${opening.version}, this program reads version ${REFERENCES_VERSION}`;
      throw damagedReferences(file, 2, what);
    }
    const { endsOn } = opening;
    const entries = readEntries({ file, endsOn, head: head.slice(2), lines, digest });
    const close = async (): Promise<void> => {
      await lines.return(undefined);
    };
    return { endsOn, entries, progress: () => bytes.progress(), close };
  } catch (error) {
    await lines.return(undefined);
    throw error;
  }
}

interface StoredBytes {
  readonly chunks: AsyncIterable<Uint8Array>;
  progress(): { readonly bytesRead: number; readonly bytesTotal: number | undefined };
}

async function openBytes(file: string): Promise<StoredBytes> {
  try {
    const handle = await open(file, 'r');
    const magic = new Uint8Array(2);
    const [{ size }] = await Promise.all([handle.stat(), handle.read(magic, 0, 2, 0)]).catch(
      async (error: unknown) => {
        await handle.close();
        throw error;
      },
    );
    const stored = handle.createReadStream({ start: 0, highWaterMark: CHUNK_BYTES });
    const isGzip = magic[0] === 0x1f && magic[1] === 0x8b;
    // Errors of either stream surface where the chunks are read.
    const chunks = isGzip
      ? pipeline(stored, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined)
      : stored;
    return { chunks, progress: () => ({ bytesRead: stored.bytesRead, bytesTotal: size }) };
  } catch (cause) {
    throw cannotRead(file, cause);
  }
}

/** Whole lines, a chunk's worth at a time. The last line must be ended like every other. */
async function* readLines(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  digest: TailDigest,
): AsyncGenerator<string[], undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  let lineCount = 0;
  try {
    for await (const chunk of chunks) {
      digest.update(chunk);
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      lineCount += lines.length;
      if (rest.length > LINE_CHARS_MAX) throw damagedReferences(file, lineCount + 1, 'the line does not end');
      yield lines;
    }
    decoder.decode();
  } catch (cause) {
    throw cannotDecode(file, cause, lineCount + 1);
  }
  if (rest !== '') throw damagedReferences(file, lineCount + 1, 'the file is cut off within the line');
}

async function takeLines(lines: AsyncGenerator<string[], undefined>, countMin: number): Promise<string[]> {
  const taken: string[] = [];
  while (taken.length < countMin) {
    const { value, done } = await lines.next();
    if (done === true) return taken;
    taken.push(...value);
  }
  return taken;
}

interface EntryReading {
  readonly file: string;
  readonly endsOn: EpochDay;
  /** Lines already read, from line 3 on. */
  readonly head: readonly string[];
  readonly lines: AsyncGenerator<string[], undefined>;
  readonly digest: TailDigest;
}

async function* readEntries(reading: EntryReading): AsyncGenerator<readonly ReferenceEntry[], undefined> {
  const { file, lines, digest } = reading;
  const days = new WindowDays(reading.endsOn);
  let line = 2;
  let keyBefore = '';
  let closing: string | undefined;
  const entriesOf = (texts: readonly string[]): ReferenceEntry[] => {
    const entries: ReferenceEntry[] = [];
    for (const text of texts) {
      line += 1;
      if (closing !== undefined) throw damagedReferences(file, line, 'a line after the end');
      if (text.startsWith(',')) {
        closing = text;
        continue;
      }
      const entry = new StoredEntry(text, { file, line, days });
      const key = offerKey(entry);
      if (key <= keyBefore) throw damagedReferences(file, line, 'out of order or there twice');
      keyBefore = key;
      entries.push(entry);
    }
    return entries;
  };
  try {
    yield entriesOf(reading.head);
    for await (const texts of lines) yield entriesOf(texts);
    checkClosing({ file, line, closing, digest });
  } finally {
    await lines.return(undefined);
  }
}

interface Ending {
  readonly file: string;
  readonly line: number;
  readonly closing: string | undefined;
  readonly digest: TailDigest;
}

/** Header and opening line stand before the entries, the closing line after them. */
const LINES_AROUND = 3;

function checkClosing({ file, line, closing, digest }: Ending): void {
  if (closing === undefined)
    throw damagedReferences(file, line + 1, 'the file is cut off: its closing line is missing');
  const said = readClosing(closing);
  if (said === undefined) throw damagedReferences(file, line, 'not the closing line of a references file');
  const count = line - LINES_AROUND;
  if (said.count !== count)
    throw damagedReferences(file, line, `${said.count} entries announced, ${count} found`);
  if (said.sha256 !== digest.finish(Buffer.byteLength(closing) + 1)) {
    throw damagedReferences(file, line, 'the file was changed after it was written (its SHA-256 differs)');
  }
}

function cannotDecode(file: string, cause: unknown, line: number): GuardError {
  if (isGuardError(cause)) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return damagedReferences(file, line, 'not UTF-8');
  if (code.startsWith('Z_')) return damagedReferences(file, line, 'the gzip data is cut off or damaged');
  return cannotRead(file, cause);
}

function cannotRead(file: string, cause: unknown): GuardError {
  const said = fileError(file, cause);
  if (isGuardError(said)) return said;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GuardError({ code: 'file', message: `cannot read ${file}: ${reason}`, data: { file }, cause });
}
