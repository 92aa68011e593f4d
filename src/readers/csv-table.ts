import { assert } from '../core/assert.js';
import { GuardError } from '../core/errors.js';
import { ByteWindow } from './byte-window.js';
import { CsvFields } from './csv-fields.js';
import { CsvScanner, HAS_CONTROL } from './csv-scanner.js';
import { planColumns, type ColumnPlan, type ColumnVocabulary } from './columns.js';
import { Utf8Input } from './encoding.js';
import type { RowFields } from './row-fields.js';
import { visibleText } from './shown-text.js';
import type { RowTable, TableOptions, TableProblem, TableStep } from './table.js';

/** A CSV file with a header row. */
export class CsvTable<C extends string> implements RowTable<C> {
  rowCount = 0;
  readonly #file: string;
  readonly #vocabulary: ColumnVocabulary<C>;
  readonly #columnCountMax: number;
  readonly #input: Utf8Input;
  readonly #window: ByteWindow;
  readonly #scanner: CsvScanner;
  #plan: ColumnPlan<C> | undefined;
  #fields: CsvFields<C> | undefined;

  constructor(options: TableOptions<C>) {
    this.#file = options.file;
    this.#vocabulary = options.vocabulary;
    this.#columnCountMax = options.limits.columnCount;
    this.#input = new Utf8Input(
      options.file,
      options.encoding,
      options.middle === undefined ? 'start' : 'middle',
    );
    this.#window = new ByteWindow(options.limits.rowBytes);
    this.#scanner = new CsvScanner(this.#window, options.limits, options.middle?.firstLine);
    if (options.middle !== undefined) this.#usePlan(options.middle.plan);
  }

  get line(): number {
    return this.#scanner.line;
  }

  get blankLineCount(): number {
    return this.#scanner.blankLineCount;
  }

  get problem(): TableProblem | undefined {
    return this.#scanner.problem;
  }

  get fields(): RowFields {
    assert(this.#fields !== undefined, 'a row has fields only after the header');
    return this.#fields;
  }

  plan(): ColumnPlan<C> {
    assert(this.#plan !== undefined, 'the plan of a table is known only after its header');
    return this.#plan;
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
        if (this.#fields === undefined) {
          this.#readHeader(step);
          continue;
        }
        this.rowCount++;
        return step;
      }
      if (!this.#window.refill()) {
        if (this.#window.isLast && this.#fields === undefined)
          throw this.#wrong('is empty; a header and rows are needed');
        return 'more';
      }
    }
  }

  #readHeader(step: 'row' | 'problem'): void {
    const scanner = this.#scanner;
    if (step === 'problem') {
      const { hint, text } = scanner.problem ?? { hint: '', text: '' };
      throw this.#wrong(
        `line ${scanner.line}, the header, cannot be read: ${hint}; it starts with "${text}"`,
      );
    }
    if (scanner.count > this.#columnCountMax) {
      throw this.#wrong(`has ${scanner.count} columns, more than the limit of ${this.#columnCountMax}`);
    }
    const names = Array.from({ length: scanner.count }, (_, index) => scanner.field(index));
    this.#requireCommas(names);
    if ((scanner.rowMarks & HAS_CONTROL) !== 0) {
      throw this.#wrong(
        `line ${scanner.line}, the header, holds control characters: "${visibleText(names.join())}"`,
      );
    }
    this.#usePlan(planColumns(this.#file, names, this.#vocabulary));
  }

  /** Tells a file separated by something else from one that lacks columns. */
  #requireCommas(names: readonly string[]): void {
    const only = names.length === 1 ? (names[0] ?? '') : '';
    const separator = [';', '\t', '|'].find((candidate) => only.includes(candidate));
    if (separator === undefined) return;
    const shown = separator === '\t' ? 'tabs' : `"${separator}"`;
    throw this.#wrong(`is separated by ${shown}, not by commas; save it with commas ("CSV UTF-8" in Excel)`);
  }

  #usePlan(plan: ColumnPlan<C>): void {
    this.#plan = plan;
    this.#fields = new CsvFields(this.#scanner, plan, this.#vocabulary.columns);
    this.#scanner.expectedCount = plan.headers.length;
  }

  #wrong(message: string): GuardError {
    return new GuardError({ code: 'input', message: `${this.#file} ${message}`, data: { file: this.#file } });
  }
}
