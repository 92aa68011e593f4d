import { displayWidth, graphemes } from '../../../text/display-width.js';
import { plainText } from '../../../text/plain-text.js';

/** How a piece of a line is drawn; without colours it is all the same. */
export type Style =
  'plain' | 'dim' | 'strong' | 'title' | 'good' | 'warn' | 'bad' | 'badge-good' | 'badge-warn' | 'badge-bad';

/** A piece of a line in one style. */
export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** One line of a terminal. */
export type Line = readonly Span[];

/** A piece of text; what a terminal would obey is taken out. */
export function span(text: string, style: Style = 'plain'): Span {
  return { text: plainText(text), style };
}

/** Columns of a line. */
export function lineWidth(line: Line): number {
  return line.reduce((sum, { text }) => sum + displayWidth(text), 0);
}

/** A line without its styles. */
export function lineText(line: Line): string {
  return line.map(({ text }) => text).join('');
}

/** Exactly `columns` columns: filled up with blanks, or cut at a letter, the last column then being `mark`. */
export function fitLine(line: Line, columns: number, mark: string): Line {
  const width = lineWidth(line);
  if (width <= columns) return [...line, span(' '.repeat(columns - width))];
  const fitted: Span[] = [];
  let room = columns - displayWidth(mark);
  for (const { text, style } of line) {
    const head = headOf(text, room);
    fitted.push({ text: head, style });
    room -= displayWidth(head);
    if (head !== text) break;
  }
  // A letter of two columns that does not fit leaves one of them.
  return [...fitted, { text: ' '.repeat(Math.max(0, room)), style: 'plain' }, { text: mark, style: 'dim' }];
}

/** A text of exactly `columns` columns, set to the left or to the right. */
export function fitText(text: string, columns: number, side: 'left' | 'right', mark: string): string {
  const clean = plainText(text);
  const width = displayWidth(clean);
  if (width > columns) return lineText(fitLine([span(clean)], columns, mark));
  const blanks = ' '.repeat(columns - width);
  return side === 'left' ? clean + blanks : blanks + clean;
}

function headOf(text: string, columns: number): string {
  let head = '';
  let used = 0;
  for (const letter of graphemes(text)) {
    used += displayWidth(letter);
    if (used > columns) break;
    head += letter;
  }
  return head;
}
