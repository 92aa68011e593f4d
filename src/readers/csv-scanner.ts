import type { ReadLimits } from '../catalog/format.js';
import { BLANK, COMMA, CR, DELETE, HIGH_BIT, LF, QUOTE } from './ascii.js';
import type { ByteWindow } from './byte-window.js';
import { CsvRefusals } from './csv-refusals.js';
import type { TableProblem, TableStep } from './table.js';
import { utf8Text } from './utf8-text.js';

/** Marks of a field; {@link HIGH_BIT} is the third: the field holds a character that is not ASCII. */
export const HAS_CONTROL = 0x01;
export const HAS_ESCAPED_QUOTE = 0x02;

/**
 * Cuts bytes into rows and fields by RFC 4180, strictly: fields are separated by commas; a field that starts with a quote
 * ends with one, with quotes inside doubled, and may hold commas and line ends; no other field holds a quote; a row ends
 * with LF or CRLF, or where the file ends. A lone CR outside quotes, text after a closing quote, and a row with more or
 * fewer fields than expected are problems. Lines without any byte are passed over and counted in `blankLineCount`.
 *
 * After a row that cannot be cut, scanning goes on at the next line: one wrong quote costs one line, not the rest of the
 * file. The outcome depends on the bytes alone, never on the pieces they came in.
 */
export class CsvScanner {
  readonly window: ByteWindow;
  /** Field `i` of the row at hand is `window.bytes[starts[i], ends[i])`, quotes around it left out. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** `HAS_CONTROL | HAS_ESCAPED_QUOTE | HIGH_BIT` of each field. */
  readonly marks: Uint8Array;
  /** Fields of the row at hand; those beyond the arrays are counted only. */
  count = 0;
  /** All fields' marks together. */
  rowMarks = 0;
  /** Physical line the row or the problem starts on; the first line of a file is 1. */
  line: number;
  /** Set after `problem`. */
  problem: TableProblem | undefined;
  /** Lines passed over because they were empty. */
  blankLineCount = 0;
  /** Fields every row must have; 0 accepts any number. */
  expectedCount = 0;

  readonly #rowBytesMax: number;
  readonly #refusals: CsvRefusals;
  #nextLine: number;
  /** True while the rest of a line that held a problem is passed over. */
  #isSkipping = false;
  /** Line feeds inside the quotes of the row being scanned. */
  #innerLines = 0;
  #quotedMarks = 0;
  #quoteStart = 0;

  /** @param firstLine number of the first line, for a piece from the middle of a file. */
  constructor(window: ByteWindow, limits: ReadLimits, firstLine = 1) {
    this.window = window;
    this.#rowBytesMax = limits.rowBytes;
    this.#refusals = new CsvRefusals(window, limits.rowBytes);
    this.line = firstLine;
    this.#nextLine = firstLine;
    this.starts = new Int32Array(limits.columnCount + 1);
    this.ends = new Int32Array(limits.columnCount + 1);
    this.marks = new Uint8Array(limits.columnCount + 1);
  }

  /** Goes to the next row. After `more`: refill the window, push a piece when that changes nothing, or it was the end. */
  next(): TableStep {
    if (this.#isSkipping && !this.#skipLine()) return 'more';
    this.#passBlankLines();
    if (this.window.left <= 0) return 'more';
    this.line = this.#nextLine;
    return this.#scanRow(this.window.position);
  }

  /** Text of a field, exactly as it stands between commas or quotes, with doubled quotes made single. */
  field(index: number): string {
    return this.textBetween(this.starts[index] ?? 0, this.ends[index] ?? 0, this.marks[index] ?? 0);
  }

  /** As {@link field} for a part of a field with the field's marks. */
  textBetween(start: number, end: number, marks: number): string {
    const isAscii = (marks & HIGH_BIT) === 0;
    const text = isAscii ? this.window.text.slice(start, end) : utf8Text(this.window.bytes, start, end);
    return (marks & HAS_ESCAPED_QUOTE) === 0 ? text : text.replaceAll('""', '"');
  }

  #scanRow(rowStart: number): TableStep {
    const { bytes, end: windowEnd } = this.window;
    const { starts, ends, marks } = this;
    this.#innerLines = 0;
    let at = rowStart;
    let count = 0;
    let rowMarks = 0;
    for (;;) {
      let start = at;
      let end: number;
      let fieldMarks = 0;
      let byte = bytes[at] ?? LF;
      if (byte === QUOTE) {
        start++;
        this.#quoteStart = start;
        end = this.#closingQuote(start);
        if (end === windowEnd) return this.#unfinished(rowStart, 'unclosed-quote');
        fieldMarks = this.#quotedMarks;
        at = end + 1;
        byte = bytes[at] ?? LF;
        if (byte !== COMMA && byte !== LF && byte !== CR) return this.#misplaced(rowStart, at);
      } else {
        let seen = 0;
        for (;;) {
          // Digits, letters and every byte beyond ASCII lie above the comma: one comparison for most bytes of a file.
          while (byte > COMMA) {
            seen |= byte;
            byte = bytes[++at] ?? LF;
          }
          if (byte === COMMA || byte === LF || byte === CR) break;
          if (byte === QUOTE) return this.#misplaced(rowStart, at);
          if (byte < BLANK) fieldMarks |= HAS_CONTROL;
          byte = bytes[++at] ?? LF;
        }
        end = at;
        fieldMarks |= seen & HIGH_BIT;
      }
      if (count < starts.length) {
        starts[count] = start;
        ends[count] = end;
        marks[count] = fieldMarks;
      }
      count++;
      rowMarks |= fieldMarks;
      if (byte !== COMMA) break;
      at++;
    }
    this.count = count;
    this.rowMarks = rowMarks;
    return this.#endRow(rowStart, at);
  }

  /** Index of the quote that ends the field whose text starts at `start`; the window's end when there is none. */
  #closingQuote(start: number): number {
    const { bytes, end: windowEnd } = this.window;
    let marks = 0;
    let seen = 0;
    for (let at = start; ; at++) {
      const byte = bytes[at] ?? LF;
      seen |= byte;
      if (byte > QUOTE) continue;
      if (byte === QUOTE) {
        if (bytes[at + 1] !== QUOTE) {
          this.#quotedMarks = marks | (seen & HIGH_BIT);
          return at;
        }
        marks |= HAS_ESCAPED_QUOTE;
        at++;
      } else if (byte < BLANK) {
        if (at === windowEnd) return windowEnd;
        marks |= HAS_CONTROL;
        if (byte === LF) this.#innerLines++;
      }
    }
  }

  /** The byte at `at` is a CR or LF outside quotes, or the window ends there. */
  #endRow(rowStart: number, at: number): TableStep {
    const window = this.window;
    const isCr = window.bytes[at] === CR;
    const lineEnd = isCr ? at + 1 : at;
    if (lineEnd === window.end && (!window.isLast || isCr)) return this.#unfinished(rowStart, 'lone-cr');
    const length = at - rowStart;
    if (length > this.#rowBytesMax || window.bytes[lineEnd] !== LF) return this.#misplaced(rowStart, at);
    window.position = Math.min(lineEnd + 1, window.end);
    this.#nextLine = this.line + this.#innerLines + 1;
    if (window.hasDelete) this.#markDeletes();
    const isSuspect = (this.rowMarks & HIGH_BIT) !== 0 && !window.isWellFormed;
    if (isSuspect || (this.expectedCount !== 0 && this.count !== this.expectedCount))
      return this.#check(rowStart, at);
    return 'row';
  }

  /** Looks closer at a row that was cut into fields. */
  #check(rowStart: number, rowEnd: number): TableStep {
    const row = { start: rowStart, line: this.line };
    if (!this.window.isUtf8(rowStart, rowEnd)) return this.#refuse(this.#refusals.badEncoding(row, rowEnd));
    if (this.expectedCount === 0 || this.count === this.expectedCount) return 'row';
    const counts = { found: this.count, expected: this.expectedCount };
    return this.#refuse(this.#refusals.wrongCount(row, rowEnd, counts));
  }

  #passBlankLines(): void {
    const window = this.window;
    const bytes = window.bytes;
    while (window.position < window.end) {
      const first = bytes[window.position] ?? 0;
      if (first !== LF && first !== CR) return;
      const lineEnd = first === CR ? window.position + 1 : window.position;
      if (lineEnd >= window.end || bytes[lineEnd] !== LF) return;
      window.position = lineEnd + 1;
      this.#nextLine++;
      this.blankLineCount++;
    }
  }

  /** Drops what is left of the line with the problem. @returns false when its end is not in the window yet. */
  #skipLine(): boolean {
    const window = this.window;
    const lineEnd = window.bytes.indexOf(LF, window.position);
    // The sentinel is a line feed, too: the line goes on behind it.
    if (lineEnd >= window.end) {
      window.position = window.end;
      return false;
    }
    window.position = lineEnd + 1;
    this.#nextLine = this.line + 1;
    this.#isSkipping = false;
    return true;
  }

  /** The row goes on beyond the window; when nothing comes after the window, that is a problem. */
  #unfinished(rowStart: number, atEnd: 'unclosed-quote' | 'lone-cr'): TableStep {
    const { end, isLast } = this.window;
    const row = { start: rowStart, line: this.line };
    // One byte more than the longest row may be the CR of its line end.
    const isTooLong = end - rowStart > this.#rowBytesMax + (isLast ? 0 : 1);
    if (!isLast && !(isTooLong && this.#refusals.canShow(row))) return 'more';
    if (isTooLong) return this.#giveUp(this.#refusals.tooLong(row));
    if (atEnd === 'lone-cr') return this.#giveUp(this.#refusals.loneCr(row));
    return this.#giveUp(this.#refusals.unclosedQuote(row, this.#quoteStart));
  }

  /** What stands at `at` cannot stand there; but beyond the longest row nothing is looked at. */
  #misplaced(rowStart: number, at: number): TableStep {
    const row = { start: rowStart, line: this.line };
    if (!this.#refusals.canShow(row)) return 'more';
    if (at - rowStart > this.#rowBytesMax) return this.#giveUp(this.#refusals.tooLong(row));
    const isCr = this.window.bytes[at] === CR;
    return this.#giveUp(isCr ? this.#refusals.loneCr(row) : this.#refusals.badQuote(row, at));
  }

  /** The row cannot be cut into fields: scanning goes on at the line after its first. */
  #giveUp(problem: TableProblem): TableStep {
    this.#isSkipping = true;
    return this.#refuse(problem);
  }

  #refuse(problem: TableProblem): TableStep {
    this.problem = problem;
    return 'problem';
  }

  /** DEL is the one control character that lies above the blanks, so it is looked for apart, where there is one. */
  #markDeletes(): void {
    for (let index = 0; index < Math.min(this.count, this.starts.length); index++) {
      const field = this.window.bytes.subarray(this.starts[index], this.ends[index]);
      if (field.includes(DELETE)) this.marks[index] = (this.marks[index] ?? 0) | HAS_CONTROL;
      this.rowMarks |= this.marks[index] ?? 0;
    }
  }
}
