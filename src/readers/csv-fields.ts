import { readMinorFast } from '../money/decimal-text.js';
import { BLANK, HIGH_BIT, TAB } from './ascii.js';
import type { ColumnPlan } from './columns.js';
import { HAS_CONTROL, HAS_ESCAPED_QUOTE, type CsvScanner } from './csv-scanner.js';
import type { RowFields } from './row-fields.js';
import { nameProblem } from './text-checks.js';
import { TextMemory } from './text-memory.js';

const NOT_SUPPLIED = -1;

/** The row a {@link CsvScanner} is at, by slot. */
export class CsvFields<C extends string> implements RowFields {
  readonly #scanner: CsvScanner;
  readonly #plan: ColumnPlan<C>;
  /** Field of each slot. */
  readonly #fields: Int32Array;
  readonly #memories: readonly TextMemory[];
  readonly #decode: () => string;
  // Of the field at hand, set by #trim.
  #start = 0;
  #end = 0;
  #marks = 0;

  constructor(scanner: CsvScanner, plan: ColumnPlan<C>, columns: readonly C[]) {
    this.#scanner = scanner;
    this.#plan = plan;
    this.#fields = Int32Array.from(columns, (column) => plan.columns.indexOf(column));
    this.#memories = columns.map(() => new TextMemory());
    this.#decode = () => this.#text();
  }

  get isPlain(): boolean {
    const suspects = this.#scanner.window.mayHide ? HIGH_BIT | HAS_CONTROL : HAS_CONTROL;
    return (this.#scanner.rowMarks & suspects) === 0;
  }

  isSupplied(slot: number): boolean {
    return this.#fields[slot] !== NOT_SUPPLIED;
  }

  text(slot: number): string {
    return this.#trim(slot) ? this.#text() : '';
  }

  sharedText(slot: number): string {
    if (!this.#trim(slot)) return '';
    const memory = this.#memories[slot];
    // Only quoting writes one value in two ways, so the bytes stand for the text.
    if (memory === undefined || (this.#marks & HAS_ESCAPED_QUOTE) !== 0) return this.#text();
    return memory.get(this.#scanner.window.bytes, this.#start, this.#end, this.#decode);
  }

  minor(slot: number, exponent: number): number {
    return this.#trim(slot)
      ? readMinorFast(this.#scanner.window.text, this.#start, this.#end, exponent)
      : NaN;
  }

  nameOf(slot: number): string | undefined {
    return this.#plan.headers[this.#fields[slot] ?? NOT_SUPPLIED];
  }

  misfit(): undefined {
    return undefined;
  }

  damagedIgnored(): { readonly column: string; readonly text: string } | undefined {
    const { columns, headers } = this.#plan;
    for (const [field, column] of columns.entries()) {
      if (column !== undefined || ((this.#scanner.marks[field] ?? 0) & HAS_CONTROL) === 0) continue;
      const text = this.#scanner.field(field);
      if (nameProblem(text) !== undefined) return { column: headers[field] ?? '', text };
    }
    return undefined;
  }

  #text(): string {
    return this.#scanner.textBetween(this.#start, this.#end, this.#marks);
  }

  /** Finds the field of a slot without the blanks around it. @returns false when there is nothing. */
  #trim(slot: number): boolean {
    const field = this.#fields[slot] ?? NOT_SUPPLIED;
    if (field === NOT_SUPPLIED) return false;
    const { starts, ends, marks, window } = this.#scanner;
    const bytes = window.bytes;
    let start = starts[field] ?? 0;
    let end = ends[field] ?? 0;
    while (start < end && isBlank(bytes[start] ?? 0)) start++;
    while (start < end && isBlank(bytes[end - 1] ?? 0)) end--;
    this.#start = start;
    this.#end = end;
    this.#marks = marks[field] ?? 0;
    return start < end;
  }
}

function isBlank(byte: number): boolean {
  return byte === BLANK || byte === TAB;
}
