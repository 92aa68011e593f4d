import type { CatalogFormat } from '../catalog/format.js';
import { OFFER_COLUMNS, type OfferColumn } from '../catalog/offer.js';
import { NO_COLUMNS, type ReadRow } from '../catalog/row.js';
import { GuardError } from '../core/errors.js';
import type { ColumnPlan, ColumnVocabulary } from './columns.js';
import { CsvTable } from './csv-table.js';
import { JsonTable } from './json-table.js';
import { KOREAN_COLUMNS } from './korean-columns.js';
import { OfferRowReader } from './offer-row.js';
import type { RowTable, TableKind, TableOptions } from './table.js';

/** Rows handed over together: few enough that they die young, many enough that the handing over costs nothing. */
const BATCH_ROWS = 512;
const NO_ROWS: readonly ReadRow[] = [];

/** How a catalogue is parsed. */
export interface CatalogParserOptions {
  /** Name for messages. */
  readonly file: string;
  readonly kind: TableKind;
  readonly format: CatalogFormat;
  /** For a piece from the middle of a file that starts and ends with whole rows: what its beginning told. */
  readonly middle?: { readonly plan: ColumnPlan<OfferColumn>; readonly firstLine: number } | undefined;
}

/**
 * The reader of catalogues without any waiting: bytes are pushed in, batches of rows are taken out.
 *
 * @example
 * const parser = new CatalogParser({ file: 'tomorrow.csv', kind: 'csv', format });
 * parser.push(bytes);
 * parser.end();
 * for (let rows = parser.takeRows(); rows.length > 0; rows = parser.takeRows()) use(rows);
 */
export class CatalogParser {
  readonly #file: string;
  readonly #format: CatalogFormat;
  readonly #isWhole: boolean;
  readonly #table: RowTable<OfferColumn>;
  #reader: OfferRowReader | undefined;
  #isEnded = false;

  constructor(options: CatalogParserOptions) {
    this.#file = options.file;
    this.#format = options.format;
    this.#isWhole = options.middle === undefined;
    const { encoding, limits } = options.format;
    const vocabulary = offerVocabulary(options.format);
    const table: TableOptions<OfferColumn> = {
      file: options.file,
      encoding,
      limits,
      vocabulary,
      middle: options.middle,
    };
    this.#table = options.kind === 'csv' ? new CsvTable(table) : new JsonTable(table);
  }

  /** Data rows so far, unreadable ones included. */
  get rowCount(): number {
    return this.#table.rowCount;
  }

  /** Empty lines passed over so far. */
  get blankLineCount(): number {
    return this.#table.blankLineCount;
  }

  /** The columns of the file, once its first row was taken. Plain data, good for `middle` in another thread. */
  plan(): ColumnPlan<OfferColumn> {
    return this.#table.plan();
  }

  /** Hands in the next piece, at the beginning or when `takeRows` has come back empty. It must not change until then. */
  push(piece: Uint8Array): void {
    this.#table.push(piece);
  }

  /** Says that the last piece was pushed. */
  end(): void {
    this.#table.end();
    this.#isEnded = true;
  }

  /**
   * The next rows, in the order of the file, at most 512; none when more bytes are needed, or all rows were taken.
   *
   * @throws GuardError `input` when the file as a whole cannot be read: no rows, an unusable header, another encoding.
   */
  takeRows(): readonly ReadRow[] {
    const table = this.#table;
    const rows: ReadRow[] = [];
    while (rows.length < BATCH_ROWS) {
      const step = table.next();
      if (step === 'row') rows.push(this.#readRow());
      else if (step === 'problem') rows.push(problemRow(table));
      else break;
    }
    if (rows.length > 0) return rows;
    if (this.#isEnded && this.#isWhole) this.#requireRows();
    return NO_ROWS;
  }

  #readRow(): ReadRow {
    this.#reader ??= new OfferRowReader(this.#table.fields, this.#format);
    return this.#reader.read(this.#table.line);
  }

  #requireRows(): void {
    if (this.#table.rowCount > 0) return;
    const message = `${this.#file} holds a header but no rows; was the export cut off?`;
    throw new GuardError({ code: 'input', message, data: { file: this.#file } });
  }
}

function problemRow(table: RowTable<OfferColumn>): ReadRow {
  const { kind, text, hint } = table.problem ?? { kind: 'not-an-object', text: '', hint: '' };
  const problem = { kind, column: undefined, field: undefined, text, hint };
  return {
    line: table.line,
    offer: undefined,
    problems: [problem],
    sku: undefined,
    priceList: undefined,
    zeroFractions: NO_COLUMNS,
  };
}

/** What the columns of a catalogue may be called under a format. */
export function offerVocabulary(format: CatalogFormat): ColumnVocabulary<OfferColumn> {
  return {
    columns: OFFER_COLUMNS,
    declared: format.columns,
    preset: format.preset === 'korean' ? KOREAN_COLUMNS : undefined,
    required: format.currency === undefined ? ['sku', 'price', 'currency'] : ['sku', 'price'],
    fixed: [],
    booleans: ['gift'],
  };
}
