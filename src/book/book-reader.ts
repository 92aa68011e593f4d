import type { PriceBookHeader, PriceBookTrailer } from '../catalog/price-book.js';
import { readBookHeader, readBookTrailer } from '../wire/price-book.js';
import { ascii } from './byte-scanner.js';
import { entryName } from './check-entry.js';
import { diagnoseEntry } from './diagnose-entry.js';
import { EntryColumns } from './entry-columns.js';
import { EntryScanner } from './entry-scanner.js';
import { compareBytes } from './identifier-bytes.js';
import { BOOK_LIMITS } from './limits.js';
import { LineCutter } from './line-cutter.js';
import { PriceLists } from './price-lists.js';
import { RawEntry } from './raw-entry.js';
import { refusedBook, type RefusedBook } from './refusal.js';
import { strictUtf8 } from './strict-utf8.js';
import { TailDigest } from './tail-digest.js';
import { checkSignature, type TrustedKeys } from './trusted-keys.js';

/** How a trailer starts: no entry does. */
const TRAILER_START = ascii('{"count":');
const HEADER_START = ascii('{"approvalIds":');
const BYTE_ORDER_MARK = Uint8Array.of(0xef, 0xbb, 0xbf);
const GZIP = Uint8Array.of(0x1f, 0x8b);
const LINE_END_BYTES = 1;

/** What is read, and how far. */
export interface BookReading {
  readonly keys: TrustedKeys;
  readonly entriesMax: number;
  readonly bytesMax: number;
  /** `columns` keeps the entries; `nothing` only checks them. */
  readonly keep: 'columns' | 'nothing';
}

/** A book whose every byte is as its signer left it. */
export interface ReadBook {
  readonly kind: 'read';
  readonly header: PriceBookHeader;
  readonly trailer: PriceBookTrailer;
  /** Empty when nothing was to be kept. */
  readonly columns: EntryColumns;
}

interface Opened {
  readonly header: PriceBookHeader;
  readonly lists: PriceLists;
  readonly columns: EntryColumns;
  readonly scanner: EntryScanner;
}

/** Reads one price book piece by piece. After a refusal it is of no further use. */
export class BookReader {
  readonly #reading: BookReading;
  readonly #digest = new TailDigest();
  readonly #cutter = new LineCutter({ lineBytesMax: BOOK_LIMITS.headerBytesMax });
  #line = 0;
  #bytes = 0;
  #count = 0;
  #opened: Opened | undefined;
  #entry = new RawEntry();
  #before = new RawEntry();
  #trailer: PriceBookTrailer | undefined;
  #trailerBytes = 0;

  constructor(reading: BookReading) {
    this.#reading = reading;
  }

  /** Reads a piece of any size. */
  push(piece: Uint8Array): RefusedBook | undefined {
    this.#bytes += piece.length;
    if (this.#bytes > this.#reading.bytesMax)
      return this.#refuse('too-large', `the book has more than ${this.#reading.bytesMax} bytes`, 1);
    this.#digest.update(piece);
    const cutter = this.#cutter;
    cutter.push(piece);
    while (cutter.next()) {
      this.#line += 1;
      const refused = this.#readLine(cutter.bytes, cutter.start, cutter.end);
      if (refused !== undefined) return refused;
    }
    if (!cutter.isTooLong) return undefined;
    return this.#refuse('too-large', `the line has more than ${BOOK_LIMITS.headerBytesMax} bytes`, 1);
  }

  /** Ends the reading: only here is it known whether the book is one. */
  finish(): ReadBook | RefusedBook {
    const opened = this.#opened;
    const trailer = this.#trailer;
    if (opened === undefined) return this.#noHeader();
    if (trailer === undefined) {
      const what =
        this.#cutter.open.length > 0 ? 'the line does not end' : 'the book ends without its trailer';
      return this.#refuse('truncated', what, 1);
    }
    if (this.#cutter.open.length > 0) return this.#refuse('after-trailer', 'something stands there', 1);
    return (
      this.#checkTrailer(trailer) ?? {
        kind: 'read',
        header: opened.header,
        trailer,
        columns: opened.columns,
      }
    );
  }

  #readLine(bytes: Uint8Array, start: number, end: number): RefusedBook | undefined {
    const opened = this.#opened;
    if (opened === undefined) return this.#readHeader(bytes.subarray(start, end));
    if (this.#trailer !== undefined) return this.#refuse('after-trailer', 'the book ended before this line');
    if (startsWith(bytes, start, end, TRAILER_START)) return this.#readTrailer(bytes.subarray(start, end));
    if (end - start > BOOK_LIMITS.entryBytesMax)
      return this.#refuse('too-large', `the line has more than ${BOOK_LIMITS.entryBytesMax} bytes`);
    const entry = this.#entry;
    if (!opened.scanner.scan(bytes, start, end, entry)) {
      const { refusal, message } = diagnoseEntry(bytes.subarray(start, end), opened.header.currency);
      return this.#refuse(refusal, message);
    }
    return this.#take(entry, opened);
  }

  #take(entry: RawEntry, { lists, columns }: Opened): RefusedBook | undefined {
    const { entriesMax, keep } = this.#reading;
    if (this.#count >= entriesMax)
      return this.#refuse('too-large', `the book has more than ${entriesMax} entries`);
    if (lists.count > BOOK_LIMITS.priceListsMax)
      return this.#refuse('too-large', `the book has more than ${BOOK_LIMITS.priceListsMax} price lists`);
    if (this.#count > 0) {
      const order = compareEntries(this.#before, entry, lists);
      if (order === 0) return this.#refuse('duplicate-entry', `${nameOf(entry, lists)} stands there twice`);
      if (order > 0)
        return this.#refuse('out-of-order', `${nameOf(entry, lists)} belongs before the line above it`);
    }
    this.#count += 1;
    if (keep === 'columns') columns.add(entry);
    this.#entry = this.#before;
    this.#before = entry;
    return undefined;
  }

  #readHeader(line: Uint8Array): RefusedBook | undefined {
    if (startsWith(line, 0, line.length, BYTE_ORDER_MARK))
      return this.#refuse('not-canonical', 'the file starts with a byte-order mark');
    if (startsWith(line, 0, line.length, GZIP))
      return this.#refuse('not-a-book', 'the file is compressed by gzip, and was to be unpacked before');
    const text = strictUtf8(line);
    if (text === undefined) return this.#refuse('not-a-book', 'the first line is not UTF-8');
    const read = readBookHeader(text);
    switch (read.kind) {
      case 'foreign':
        return this.#refuse('not-a-book', read.message);
      case 'invalid':
        return this.#refuse('bad-header', read.message);
      case 'unknown-schema':
      case 'not-canonical':
        return this.#refuse(read.kind, read.message);
      case 'read': {
        const lists = new PriceLists(read.value.currency);
        const columns = new EntryColumns(lists);
        this.#opened = { header: read.value, lists, columns, scanner: new EntryScanner(lists) };
        return undefined;
      }
    }
  }

  #readTrailer(line: Uint8Array): RefusedBook | undefined {
    if (line.length > BOOK_LIMITS.trailerBytesMax)
      return this.#refuse('bad-trailer', 'the trailer is longer than any');
    const text = strictUtf8(line);
    if (text === undefined) return this.#refuse('bad-trailer', 'the trailer is not UTF-8');
    const read = readBookTrailer(text);
    if (read.kind === 'not-canonical') return this.#refuse('not-canonical', read.message);
    if (read.kind !== 'read') return this.#refuse('bad-trailer', read.message);
    this.#trailer = read.value;
    this.#trailerBytes = line.length + LINE_END_BYTES;
    return undefined;
  }

  #checkTrailer(trailer: PriceBookTrailer): RefusedBook | undefined {
    if (trailer.count !== this.#count)
      return this.#refuse(
        'count-differs',
        `${trailer.count} entries are announced, ${this.#count} are there`,
      );
    if (this.#digest.hexWithout(this.#trailerBytes) !== trailer.sha256)
      return this.#refuse('digest-differs', 'the SHA-256 of the lines above is not the one stated here');
    switch (checkSignature(trailer, this.#reading.keys)) {
      case 'unknown-key':
        return this.#refuse('unknown-key', `it is sealed by the key ${trailer.keyId}, which is not trusted`);
      case 'bad-signature':
        return this.#refuse('bad-signature', `the signature is not one of the key ${trailer.keyId}`);
      case 'good':
        return undefined;
    }
  }

  #noHeader(): RefusedBook {
    if (this.#bytes === 0) return this.#refuse('not-a-book', 'the file is empty', 1);
    const { open } = this.#cutter;
    const length = Math.min(open.length, HEADER_START.length);
    return length > 0 && startsWith(HEADER_START, 0, length, open.subarray(0, length))
      ? this.#refuse('truncated', 'the header does not end', 1)
      : this.#refuse('not-a-book', 'the first line is no header of a price book', 1);
  }

  /** @param ahead 1 when it is about the line after the last whole one. */
  #refuse(refusal: RefusedBook['refusal'], what: string, ahead = 0): RefusedBook {
    return refusedBook(refusal, this.#line + ahead, what);
  }
}

function compareEntries(left: RawEntry, right: RawEntry, lists: PriceLists): number {
  const bySku = compareBytes(left.sku, left.skuLength, right.sku, right.skuLength);
  return bySku === 0 ? lists.compare(left.priceList, right.priceList) : bySku;
}

function nameOf(entry: RawEntry, lists: PriceLists): string {
  return entryName({
    sku: new TextDecoder('utf-8', { ignoreBOM: true }).decode(entry.sku.subarray(0, entry.skuLength)),
    priceList: lists.priceListOf(entry.priceList),
    currency: lists.currencyOf(entry.priceList),
  });
}

function startsWith(bytes: Uint8Array, start: number, end: number, text: Uint8Array): boolean {
  if (end - start < text.length) return false;
  for (let at = 0; at < text.length; at++) if (bytes[start + at] !== text[at]) return false;
  return true;
}
