import { readMinorFast } from '../money/decimal-text.js';
import { BLANK, HIGH_BIT, TAB } from './ascii.js';
import type { ByteWindow } from './byte-window.js';
import { HAS_ESCAPE, type JsonRow } from './json-row.js';
import type { RowFields } from './row-fields.js';
import { TextMemory } from './text-memory.js';

/** What is trimmed from a field, in CSV as here. */
const BLANKS_AROUND = /^[ \t]+|[ \t]+$/g;

/** The row a {@link JsonRow} has read, by slot. */
export class JsonFields<C extends string> implements RowFields {
  readonly #row: JsonRow<C>;
  readonly #window: ByteWindow;
  readonly #memories: readonly TextMemory[];
  /** Slots in which `true` and `false` may stand. */
  readonly #booleans: ReadonlySet<number>;

  constructor(
    row: JsonRow<C>,
    window: ByteWindow,
    slots: { readonly count: number; readonly booleans: ReadonlySet<number> },
  ) {
    this.#row = row;
    this.#window = window;
    this.#memories = Array.from({ length: slots.count }, () => new TextMemory());
    this.#booleans = slots.booleans;
  }

  get isPlain(): boolean {
    const { rowMarks, hasMisfits } = this.#row;
    return !hasMisfits && (rowMarks & ~HIGH_BIT) === 0 && (rowMarks === 0 || !this.#window.mayHide);
  }

  isSupplied(slot: number): boolean {
    return this.#row.kinds[slot] !== 'absent';
  }

  text(slot: number): string {
    const kind = this.#row.kinds[slot];
    const hasText = kind === 'text' || kind === 'number' || (kind === 'boolean' && this.#booleans.has(slot));
    return hasText ? trimmed(this.#textOf(slot)) : '';
  }

  sharedText(slot: number): string {
    const { kinds, starts, ends, marks } = this.#row;
    const memory = this.#memories[slot];
    // A number and a text of the same bytes are the same text, but an escape means something only in a text.
    if (memory === undefined || kinds[slot] !== 'text' || ((marks[slot] ?? 0) & HAS_ESCAPE) !== 0)
      return this.text(slot);
    return memory.get(this.#window.bytes, starts[slot] ?? 0, ends[slot] ?? 0, () => this.text(slot));
  }

  minor(slot: number, exponent: number): number {
    const { kinds, starts, ends } = this.#row;
    if (kinds[slot] !== 'text' && kinds[slot] !== 'number') return NaN;
    return readMinorFast(this.#window.text, starts[slot] ?? 0, ends[slot] ?? 0, exponent);
  }

  nameOf(slot: number): string | undefined {
    // Not the name of an earlier row: what is said of a row must not depend on the rows before it.
    return this.isSupplied(slot) ? this.#row.keys[slot]?.name : undefined;
  }

  misfit(slot: number): string | undefined {
    const kind = this.#row.kinds[slot];
    const isMisfit = kind === 'nested' || (kind === 'boolean' && !this.#booleans.has(slot));
    return isMisfit
      ? this.#window.bytes.toString('utf8', this.#row.starts[slot], this.#row.ends[slot])
      : undefined;
  }

  damagedIgnored(): undefined {
    // Raw control characters are no JSON, and a key that is ignored may hold any value.
    return undefined;
  }

  #textOf(slot: number): string {
    const { starts, ends, marks } = this.#row;
    return this.#row.textBetween(starts[slot] ?? 0, ends[slot] ?? 0, marks[slot] ?? 0);
  }
}

function trimmed(text: string): string {
  const isTrimmed = !isBlank(text.charCodeAt(0)) && !isBlank(text.charCodeAt(text.length - 1));
  return isTrimmed ? text : text.replace(BLANKS_AROUND, '');
}

function isBlank(unit: number): boolean {
  return unit === BLANK || unit === TAB;
}
