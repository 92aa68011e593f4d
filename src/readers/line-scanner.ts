import type { ReadLimits } from '../catalog/format.js';
import { CR, LF } from './ascii.js';
import type { ByteWindow } from './byte-window.js';
import { BAD_ENCODING, SHOWN_BYTES, visibleBytes } from './shown-text.js';
import type { TableProblem, TableStep } from './table.js';

/** Cuts bytes into lines that end with LF or CRLF, or where the file ends. Empty lines are passed over and counted. */
export class LineScanner {
  readonly window: ByteWindow;
  /** The line at hand is `window.bytes[start, end)`, its line end left out. */
  start = 0;
  end = 0;
  /** Number of the line at hand; the first of a file is 1. */
  line: number;
  problem: TableProblem | undefined;
  blankLineCount = 0;
  readonly #rowBytesMax: number;
  /** A line of more bytes is too long, also with a CR at its end, and what is shown of it is there. */
  readonly #cutBytesMax: number;
  #isSkipping = false;

  constructor(window: ByteWindow, limits: ReadLimits, firstLine = 1) {
    this.window = window;
    this.#rowBytesMax = limits.rowBytes;
    this.#cutBytesMax = Math.max(limits.rowBytes + 1, SHOWN_BYTES);
    this.line = firstLine - 1;
  }

  /** Goes to the next line. After `more`: refill the window, push a piece when that changes nothing, or it was the end. */
  next(): TableStep {
    const window = this.window;
    for (;;) {
      const start = window.position;
      if (start >= window.end) return 'more';
      const lineFeed = window.bytes.indexOf(LF, start);
      const isCut = lineFeed >= window.end;
      if (this.#isSkipping) {
        this.#isSkipping = isCut;
        window.position = Math.min(lineFeed + 1, window.end);
        continue;
      }
      const end = lineFeed > start && window.bytes[lineFeed - 1] === CR && !isCut ? lineFeed - 1 : lineFeed;
      if (isCut && !window.isLast && end - start <= this.#cutBytesMax) return 'more';
      this.line++;
      if (end - start > this.#rowBytesMax) return this.#tooLong(start, end);
      window.position = Math.min(lineFeed + 1, window.end);
      if (end === start) {
        this.blankLineCount++;
        continue;
      }
      this.start = start;
      this.end = end;
      return window.isUtf8(start, end) ? 'row' : this.#badEncoding();
    }
  }

  #tooLong(start: number, end: number): TableStep {
    const bytes = this.window.bytes;
    const hint = `the row is longer than ${this.#rowBytesMax} bytes, the limit of the format`;
    this.problem = { kind: 'row-too-long', text: visibleBytes(bytes.subarray(start, end)), hint };
    this.#isSkipping = true;
    return 'problem';
  }

  #badEncoding(): TableStep {
    const text = visibleBytes(this.window.bytes.subarray(this.start, this.end));
    this.problem = { kind: 'bad-encoding', text, hint: BAD_ENCODING };
    return 'problem';
  }
}
