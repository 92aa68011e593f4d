import { LF } from './ascii.js';
import type { ByteWindow } from './byte-window.js';
import { BAD_ENCODING, SHOWN_BYTES, visibleBytes } from './shown-text.js';
import type { TableProblem } from './table.js';

const MEND_QUOTE = 'put the whole field in quotes and double those that belong to its text';

/** A row that starts at `start` of the window, on `line` of the file. */
export interface RowStart {
  readonly start: number;
  readonly line: number;
}

/** Says what is wrong with rows that cannot be cut into fields, or were cut into the wrong ones. */
export class CsvRefusals {
  readonly #window: ByteWindow;
  readonly #rowBytesMax: number;

  constructor(window: ByteWindow, rowBytesMax: number) {
    this.#window = window;
    this.#rowBytesMax = rowBytesMax;
  }

  /**
   * True when what a problem shows of the row is in the window, so that the pieces a file comes in do not change it. Until
   * then no problem may be told.
   */
  canShow(row: RowStart): boolean {
    const { end, isLast } = this.#window;
    return isLast || end - row.start >= SHOWN_BYTES || this.#firstLineEnd(row) < end;
  }

  /** A line end within an overlong row can only stand inside quotes: then the quote is to blame, not the length. */
  tooLong(row: RowStart): TableProblem {
    const max = this.#rowBytesMax;
    if (this.#firstLineEnd(row) - row.start > max) {
      return this.#ofFirstLine(
        row,
        'row-too-long',
        `the row is longer than ${max} bytes, the limit of the format`,
      );
    }
    const hint = `a quote opened on this line is not closed within ${max} bytes; ${MEND_QUOTE}`;
    return this.#ofFirstLine(row, 'unclosed-quote', hint);
  }

  /** @param quoteStart where the text of the field starts whose quote is never closed. */
  unclosedQuote(row: RowStart, quoteStart: number): TableProblem {
    const hint = `the quote opened on line ${this.#lineOf(row, quoteStart)} is never closed; ${MEND_QUOTE}`;
    return this.#ofFirstLine(row, 'unclosed-quote', hint);
  }

  /** @param at where the quote stands that should not, or what should not stand behind a quote. */
  badQuote(row: RowStart, at: number): TableProblem {
    return this.#ofFirstLine(row, 'bad-quote', `wrong quote on line ${this.#lineOf(row, at)}; ${MEND_QUOTE}`);
  }

  loneCr(row: RowStart): TableProblem {
    const hint = 'a carriage return (CR) without a line feed stands in the row; end lines with LF or CRLF';
    return this.#ofFirstLine(row, 'control-character', hint);
  }

  wrongCount(
    row: RowStart,
    rowEnd: number,
    counts: { readonly found: number; readonly expected: number },
  ): TableProblem {
    const kind = counts.found < counts.expected ? 'too-few-fields' : 'too-many-fields';
    const hint = `the row has ${counts.found} fields where the header has ${counts.expected}; quote fields that hold commas`;
    return { kind, text: this.#text(row.start, rowEnd), hint };
  }

  badEncoding(row: RowStart, rowEnd: number): TableProblem {
    return { kind: 'bad-encoding', text: this.#text(row.start, rowEnd), hint: BAD_ENCODING };
  }

  #ofFirstLine(row: RowStart, kind: TableProblem['kind'], hint: string): TableProblem {
    return { kind, text: this.#text(row.start, Math.min(this.#firstLineEnd(row), this.#window.end)), hint };
  }

  /** The sentinel behind the window is a line feed, so there always is one. */
  #firstLineEnd(row: RowStart): number {
    return this.#window.bytes.indexOf(LF, row.start);
  }

  #lineOf(row: RowStart, at: number): number {
    let line = row.line;
    for (let index = row.start; index < at; index++) if (this.#window.bytes[index] === LF) line++;
    return line;
  }

  #text(start: number, end: number): string {
    return visibleBytes(this.#window.bytes.subarray(start, end));
  }
}
