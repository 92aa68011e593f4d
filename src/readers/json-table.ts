import { GuardError } from '../core/errors.js';
import { ByteWindow } from './byte-window.js';
import { requireColumns, type ColumnPlan, type ColumnVocabulary } from './columns.js';
import { Utf8Input } from './encoding.js';
import { JsonFields } from './json-fields.js';
import { JsonKeys } from './json-keys.js';
import { JsonRow } from './json-row.js';
import { LineScanner } from './line-scanner.js';
import type { RowFields } from './row-fields.js';
import { visibleBytes } from './shown-text.js';
import type { RowTable, TableOptions, TableProblem, TableStep } from './table.js';

/** A JSONL file: one JSON object a line. */
export class JsonTable<C extends string> implements RowTable<C> {
  rowCount = 0;
  problem: TableProblem | undefined;
  readonly fields: RowFields;
  readonly #file: string;
  readonly #vocabulary: ColumnVocabulary<C>;
  readonly #isWhole: boolean;
  readonly #input: Utf8Input;
  readonly #window: ByteWindow;
  readonly #scanner: LineScanner;
  readonly #keys: JsonKeys<C>;
  readonly #row: JsonRow<C>;
  #objectCount = 0;

  constructor(options: TableOptions<C>) {
    const { file, vocabulary, limits, middle } = options;
    const slotCount = vocabulary.columns.length;
    this.#file = file;
    this.#vocabulary = vocabulary;
    this.#isWhole = middle === undefined;
    this.#input = new Utf8Input(file, options.encoding, middle === undefined ? 'start' : 'middle');
    this.#window = new ByteWindow(limits.rowBytes);
    this.#scanner = new LineScanner(this.#window, limits, middle?.firstLine);
    this.#keys = new JsonKeys(vocabulary);
    this.#row = new JsonRow(this.#window, this.#keys, { slotCount, limits });
    const booleans = new Set(vocabulary.booleans.map((column) => vocabulary.columns.indexOf(column)));
    this.fields = new JsonFields(this.#row, this.#window, { count: slotCount, booleans });
  }

  get line(): number {
    return this.#scanner.line;
  }

  get blankLineCount(): number {
    return this.#scanner.blankLineCount;
  }

  plan(): ColumnPlan<C> {
    return this.#keys.plan();
  }

  push(piece: Uint8Array): void {
    this.#window.push(this.#input.push(piece));
  }

  end(): void {
    this.#window.finish(this.#input.end());
  }

  next(): TableStep {
    for (;;) {
      const step = this.#scanner.next();
      if (step !== 'more') {
        this.rowCount++;
        return step === 'row' ? this.#readRow() : this.#fail(this.#scanner.problem);
      }
      if (this.#window.refill()) continue;
      if (this.#window.isLast) this.#close();
      return 'more';
    }
  }

  #readRow(): TableStep {
    const { start, end } = this.#scanner;
    const mistake = this.#row.read(start, end);
    if (mistake === undefined) {
      this.#objectCount++;
      return 'row';
    }
    const text = visibleBytes(this.#window.bytes.subarray(start, end));
    return this.#fail({ kind: mistake.kind, text, hint: mistake.hint });
  }

  #fail(problem: TableProblem | undefined): TableStep {
    this.problem = problem;
    return 'problem';
  }

  /** A key that no row of the whole file has is a matter of the file, like a missing column of a CSV file. */
  #close(): void {
    if (!this.#isWhole) return;
    if (this.rowCount === 0) {
      throw new GuardError({
        code: 'input',
        message: `${this.#file} is empty; one JSON object a line is needed`,
        data: { file: this.#file },
      });
    }
    if (this.#objectCount === 0) return;
    const { columns, headers, ignored } = this.plan();
    requireColumns(this.#file, [...headers, ...ignored], new Set(columns), this.#vocabulary);
  }
}
