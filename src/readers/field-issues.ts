import type { FieldProblem } from '../catalog/row.js';
import { FIELD_HINTS } from './field-hints.js';
import type { RowFields } from './row-fields.js';
import { visibleText } from './shown-text.js';

/** One field that could not be read. */
export interface FieldIssue<C extends string> {
  readonly kind: FieldProblem;
  /** Column as the file names it; undefined when the file has none. */
  readonly column: string | undefined;
  /** Undefined for a column that is ignored. */
  readonly field: C | undefined;
  readonly text: string;
  readonly hint: string;
}

/** What is wrong with the fields of the row at hand. */
export class FieldIssues<C extends string> {
  readonly #fields: RowFields;
  readonly #columns: readonly C[];
  #issues: FieldIssue<C>[] = [];
  #zeroFractions: C[] = [];

  constructor(fields: RowFields, columns: readonly C[]) {
    this.#fields = fields;
    this.#columns = columns;
  }

  /** True while no field of the row left an issue or a surplus zero fraction. */
  get isEmpty(): boolean {
    return this.#issues.length === 0 && this.#zeroFractions.length === 0;
  }

  /** Fields of the row that could not be read. */
  get count(): number {
    return this.#issues.length;
  }

  /** True when the field could not be read. */
  has(slot: number): boolean {
    const field = this.#columns[slot];
    return this.#issues.length > 0 && this.#issues.some((issue) => issue.field === field);
  }

  /** Leaves an issue with the hint of its kind, or a better one. */
  add(slot: number, kind: FieldProblem, text: string, hint: string = FIELD_HINTS[kind]): void {
    const field = this.#columns[slot];
    if (field === undefined) return;
    this.#issues.push({ kind, column: this.#fields.nameOf(slot), field, text: visibleText(text), hint });
  }

  /** Leaves an issue when a column that is ignored shows that the row is damaged. */
  addDamage(): void {
    const damage = this.#fields.isPlain ? undefined : this.#fields.damagedIgnored();
    if (damage === undefined) return;
    const { column, text } = damage;
    const kind = 'control-character';
    this.#issues.push({ kind, column, field: undefined, text: visibleText(text), hint: FIELD_HINTS[kind] });
  }

  /** Notes an amount whose surplus fraction was all zero. */
  addZeroFraction(slot: number): void {
    const column = this.#columns[slot];
    if (column !== undefined) this.#zeroFractions.push(column);
  }

  /** The issues of the row, handed over: the next row starts without. */
  take(): readonly FieldIssue<C>[] {
    if (this.#issues.length === 0) return [];
    const issues = this.#issues;
    this.#issues = [];
    return issues;
  }

  /** Columns with a surplus zero fraction, handed over. */
  takeZeroFractions(): readonly C[] {
    if (this.#zeroFractions.length === 0) return [];
    const columns = this.#zeroFractions;
    this.#zeroFractions = [];
    return columns;
  }
}
