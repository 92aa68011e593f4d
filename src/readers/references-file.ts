import { createHash } from 'node:crypto';
import { offerKey } from '../catalog/offer-key.js';
import type { ReferenceEntry } from '../catalog/reference.js';
import type { EpochDay } from '../core/clock.js';
import { HeldTail } from '../core/held-tail.js';
import { REFERENCES_VERSION } from '../pricing/references/reference-line.js';
import { damagedReferences, StoredEntry } from '../pricing/references/stored-entry.js';
import { WindowDays } from '../pricing/references/window-days.js';
import { SourceReading, type StoredFacts } from './open-source.js';
import { CLOSING_BYTES_MAX, readClosing, readOpening, REFERENCES_HEADER } from './references-format.js';

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

/** How a references file is opened. */
export interface OpenReferencesOptions {
  /** Told when all stored bytes have been read: how many there are and their digest. */
  readonly onRead?: ((facts: StoredFacts) => void) | undefined;
}

/** Longest line: a key of three long texts and 91 runs stay well below. */
const LINE_CHARS_MAX = 65_536;

/**
 * Opens a references file, plain or gzip (told by its content).
 *
 * @throws GuardError `file` when it cannot be opened or read; `input`, naming file and line, when it is no references file,
 * was written by another version, is cut off, or was changed after it was written.
 */
export async function openReferences(
  file: string,
  { onRead }: OpenReferencesOptions = {},
): Promise<OpenReferences> {
  const source = new SourceReading({ path: file, onRead });
  const { pieces } = await source.open();
  const digest = new ClosedDigest();
  const lines = readLines(file, pieces, digest);
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
    return { endsOn, entries, progress: () => source.progress(), close };
  } catch (error) {
    await lines.return(undefined);
    throw error;
  }
}

/** Whole lines, a chunk's worth at a time. The last line must be ended like every other. */
async function* readLines(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  digest: ClosedDigest,
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
  readonly digest: ClosedDigest;
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

/** SHA-256 over a file but for its closing line. */
class ClosedDigest {
  readonly #hash = createHash('sha256');
  readonly #tail = new HeldTail({
    bytesMax: CLOSING_BYTES_MAX,
    handOn: (bytes) => this.#hash.update(bytes),
  });

  update(chunk: Uint8Array): void {
    this.#tail.push(chunk);
  }

  /** Hex digest of everything but the last `closingBytes` bytes. */
  finish(closingBytes: number): string {
    this.#tail.finish(closingBytes);
    return this.#hash.digest('hex');
  }
}

interface Ending {
  readonly file: string;
  readonly line: number;
  readonly closing: string | undefined;
  readonly digest: ClosedDigest;
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

function cannotDecode(file: string, cause: unknown, line: number): unknown {
  const isForeign =
    cause instanceof Error && 'code' in cause && cause.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
  return isForeign ? damagedReferences(file, line, 'not UTF-8') : cause;
}
