/**
 * readers: bytes in, offer and history rows out.
 * May import core, money, catalog and pricing, and node's own modules for bytes, files, gzip and hashes.
 * Invariant: every row of a file comes out once, as a row or as a problem with its line; nothing is guessed or dropped.
 */
import { assert } from '../core/assert.js';
import type { CatalogFormat } from '../catalog/format.js';
import type { OfferColumn } from '../catalog/offer.js';
import type { ReadRow } from '../catalog/row.js';
import { CatalogParser } from './catalog-parser.js';
import type { ColumnPlan } from './columns.js';
import { nameOf, SourceReading, type SourceInput, type StoredFacts } from './open-source.js';
import type { TableKind } from './table.js';

/** How a catalogue is read from bytes. */
export interface ReadCatalogOptions {
  /** Name for messages. */
  readonly file: string;
  readonly kind: TableKind;
  readonly format: CatalogFormat;
}

/** A catalogue being read. */
export interface CatalogReading {
  /** Rows in the order of the file, in batches of at most 512: nothing is awaited between the rows of one. */
  readonly rows: AsyncIterable<readonly ReadRow[]>;
  /** What the file turned out to hold; asked when `rows` has ended. */
  content(): CatalogContent;
}

/** What is to be said once a file. */
export interface CatalogContent {
  readonly plan: ColumnPlan<OfferColumn>;
  /** Columns the file supplies. */
  readonly columns: ReadonlySet<OfferColumn>;
  /** Headers or keys that mean no column. */
  readonly ignoredColumns: readonly string[];
  /** Data rows, unreadable ones included. */
  readonly rowCount: number;
  /** Empty lines, which were passed over. */
  readonly blankLineCount: number;
}

/**
 * Reads a catalogue from bytes that are not compressed.
 *
 * @example
 * const reading = readCatalog(createReadStream('tomorrow.csv'), { file: 'tomorrow.csv', kind: 'csv', format });
 * for await (const batch of reading.rows) for (const row of batch) judge(row);
 * @throws GuardError `input`, from `rows`, when the file as a whole cannot be read; a row that cannot is a row with problems.
 */
export function readCatalog(source: AsyncIterable<Uint8Array>, options: ReadCatalogOptions): CatalogReading {
  const parser = new CatalogParser(options);
  return { rows: parseAll(source, parser), content: () => contentOf(parser) };
}

/** One file of a catalogue. Each `open` reads it from the beginning. */
export interface CatalogFile {
  readonly file: string;
  open(): OpenCatalogFile;
}

/** A catalogue file being read. */
export interface OpenCatalogFile {
  readonly rows: AsyncIterable<readonly ReadRow[]>;
  /** Asked when `rows` has ended. */
  facts(): CatalogContent & StoredFacts;
  progress(): { readonly bytesRead: number; readonly bytesTotal: number | undefined };
}

/**
 * A catalogue in a file or stream, CSV or JSONL, plain or gzip. A stream can be opened once; keep it in a file with
 * `spoolStream` when it has to be read again.
 *
 * @throws GuardError `file` or `input`, from `rows`, as `SourceReading.open` and `readCatalog` do.
 */
export function catalogFile(input: SourceInput, format: CatalogFormat): CatalogFile {
  const file = nameOf(input);
  return {
    file,
    open: () => {
      const source = new SourceReading(input);
      let content: CatalogContent | undefined;
      async function* rows(): AsyncGenerator<readonly ReadRow[], void, undefined> {
        const { kind, pieces } = await source.open();
        const reading = readCatalog(pieces, { file, kind, format });
        yield* reading.rows;
        content = reading.content();
      }
      return {
        rows: rows(),
        facts: () => {
          assert(content !== undefined, 'the facts of a catalogue are known when it was read to its end');
          return { ...content, ...source.facts() };
        },
        progress: () => source.progress(),
      };
    },
  };
}

async function* parseAll(
  source: AsyncIterable<Uint8Array>,
  parser: CatalogParser,
): AsyncGenerator<readonly ReadRow[], void, undefined> {
  for await (const piece of source) {
    parser.push(piece);
    for (let rows = parser.takeRows(); rows.length > 0; rows = parser.takeRows()) yield rows;
  }
  parser.end();
  for (let rows = parser.takeRows(); rows.length > 0; rows = parser.takeRows()) yield rows;
}

function contentOf(parser: CatalogParser): CatalogContent {
  const plan = parser.plan();
  return {
    plan,
    columns: new Set(plan.columns.filter((column) => column !== undefined)),
    ignoredColumns: plan.ignored,
    rowCount: parser.rowCount,
    blankLineCount: parser.blankLineCount,
  };
}
