import { displayWidth, graphemes } from './display-width.js';

/** Where lines may end and how they start, in columns. */
export interface WrapOptions {
  /** Columns of a line, its indent included; `Infinity` never breaks. */
  readonly width: number;
  /** Blanks before every line. */
  readonly indent: number;
  /** Further blanks before every line but the first. Default 0. */
  readonly hanging?: number;
}

/** Narrowest body a line is wrapped to, whatever the terminal says: below it nothing can be read. */
const BODY_MIN = 20;

/**
 * Breaks a text at its blanks into lines of at most `width` columns. A word longer than a line is broken between letters.
 * An amount and its unit stay together.
 */
export function wrapText(text: string, options: WrapOptions): string[] {
  const hanging = options.hanging ?? 0;
  const room = (isFirst: boolean): number =>
    Math.max(BODY_MIN, options.width - options.indent - (isFirst ? 0 : hanging));
  const lines: string[] = [];
  let line = '';
  for (const word of wordsOf(text)) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= room(lines.length === 0)) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (displayWidth(line) > room(lines.length === 0)) {
      const head = headOf(line, room(lines.length === 0));
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  if (line !== '') lines.push(line);
  return lines.map((body, index) => ' '.repeat(options.indent + (index === 0 ? 0 : hanging)) + unglued(body));
}

/** A text of at most `width` columns: the end is replaced by `…` where it does not fit. */
export function cutText(text: string, width: number): string {
  return displayWidth(text) <= width ? text : `${headOf(text, Math.max(1, width - 1))}…`;
}

const AMOUNT_AND_UNIT = /(\d) (?=%|won\b)|\b([A-Z]{3}) (?=-?\d)/g;
const NO_BREAK = '\u00a0';

/** Joins amounts and their units with no-break blanks: `90 %`, `13,600 won`, `USD 12.90`. */
export function keepAmountsTogether(text: string): string {
  return text.replace(AMOUNT_AND_UNIT, `$1$2${NO_BREAK}`);
}

function wordsOf(text: string): string[] {
  return keepAmountsTogether(text)
    .split(' ')
    .filter((word) => word !== '');
}

function unglued(text: string): string {
  return text.replaceAll(NO_BREAK, ' ');
}

/** The longest start of a text that fits; at least one letter. */
function headOf(text: string, width: number): string {
  let head = '';
  let used = 0;
  for (const letter of graphemes(text)) {
    used += displayWidth(letter);
    if (used > width && head !== '') break;
    head += letter;
  }
  return head;
}
