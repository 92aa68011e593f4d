import type { CatalogFormat } from '../catalog/format.js';
import type { HistoryBatch, HistoryProblem, HistoryRow } from '../catalog/history.js';
import { assert } from '../core/assert.js';
import { GuardError } from '../core/errors.js';
import type { ColumnPlan, ColumnVocabulary } from './columns.js';
import { CsvTable } from './csv-table.js';
import type { FieldIssue } from './field-issues.js';
import { HISTORY_COLUMNS, HistoryRowReader, type HistoryColumn } from './history-row.js';
import { JsonTable } from './json-table.js';
import { KOREAN_COLUMNS } from './korean-columns.js';
import type { RowTable, TableKind, TableOptions } from './table.js';

const BATCH_ROWS = 1024;

/** How a history is parsed. */
export interface HistoryParserOptions {
  /** Name for messages. */
  readonly file: string;
  readonly kind: TableKind;
  /** The catalogue's format: a shop writes its histories as it writes its catalogues. */
  readonly format: CatalogFormat;
}

/** The reader of price histories without any waiting; used as `CatalogParser` is. */
export class HistoryParser {
  readonly #file: string;
  readonly #format: CatalogFormat;
  readonly #table: RowTable<HistoryColumn>;
  #reader: HistoryRowReader | undefined;
  #isEnded = false;

  constructor(options: HistoryParserOptions) {
    this.#file = options.file;
    this.#format = options.format;
    const { encoding, limits } = options.format;
    const table: TableOptions<HistoryColumn> = {
      file: options.file,
      encoding,
      limits,
      vocabulary: historyVocabulary(options.format),
    };
    this.#table = options.kind === 'csv' ? new CsvTable(table) : new JsonTable(table);
  }

  /** The columns of the file, once its first batch was taken. */
  plan(): ColumnPlan<HistoryColumn> {
    return this.#table.plan();
  }

  push(piece: Uint8Array): void {
    this.#table.push(piece);
  }

  end(): void {
    this.#table.end();
    this.#isEnded = true;
  }

  /**
   * The next rows and problems; undefined when more bytes are needed, or all were taken.
   *
   * @throws GuardError `input` when the file as a whole cannot be read.
   */
  takeBatch(): HistoryBatch | undefined {
    const table = this.#table;
    const rows: HistoryRow[] = [];
    const problems: HistoryProblem[] = [];
    while (rows.length + problems.length < BATCH_ROWS) {
      const step = table.next();
      if (step === 'more') break;
      if (step === 'problem') problems.push(this.#rowProblem());
      else this.#readRow(rows, problems);
    }
    if (rows.length + problems.length > 0) return { rows, problems };
    if (this.#isEnded && table.rowCount === 0) {
      const message = `${this.#file} holds a header but no prices; was the export cut off?`;
      throw new GuardError({ code: 'input', message, data: { file: this.#file } });
    }
    return undefined;
  }

  #readRow(rows: HistoryRow[], problems: HistoryProblem[]): void {
    this.#reader ??= new HistoryRowReader(this.#table.fields, this.#format);
    const row = this.#reader.read(this.#table.line);
    if (row !== undefined) {
      rows.push(row);
      return;
    }
    const issues = this.#reader.takeIssues();
    assert(issues.length > 0, 'a row that cannot be used says why');
    problems.push({ file: this.#file, line: this.#table.line, message: issues.map(inWords).join('; ') });
  }

  #rowProblem(): HistoryProblem {
    const { kind, text, hint } = this.#table.problem ?? { kind: 'not-json', text: '', hint: '' };
    return { file: this.#file, line: this.#table.line, message: `${kind} in "${text}": ${hint}` };
  }
}

function inWords(issue: FieldIssue<HistoryColumn>): string {
  const column = issue.column ?? issue.field ?? '';
  return issue.text === ''
    ? `${column} is empty: ${issue.hint}`
    : `${column} is "${issue.text}": ${issue.hint}`;
}

function historyVocabulary(format: CatalogFormat): ColumnVocabulary<HistoryColumn> {
  const declared = [...format.columns].flatMap(([header, column]): [string, HistoryColumn][] => {
    const known = HISTORY_COLUMNS.find((name) => name === column);
    return known === undefined ? [] : [[header, known]];
  });
  return {
    columns: HISTORY_COLUMNS,
    declared: new Map(declared),
    preset: format.preset === 'korean' ? { ...KOREAN_COLUMNS, observed_on: KOREAN_DAYS } : undefined,
    required:
      format.currency === undefined
        ? ['sku', 'observed_on', 'price', 'currency']
        : ['sku', 'observed_on', 'price'],
    fixed: ['observed_on'],
    booleans: [],
  };
}

const KOREAN_DAYS = ['날짜', '일자', '기준일', '관측일', '조회일'];
