import { cutRow, type CutRow, type RowFault } from './csv-row.js';
import { ORDER_TEXT_MAX } from './order.js';

/** One row of a file in CSV. */
export interface PlacedRow {
  /** Where the row begins. */
  readonly line: number;
  readonly cut: Exclude<CutRow, { readonly kind: 'open' }>;
}

/**
 * Rows of a file, by RFC 4180 and strictly; a quoted cell may hold line ends. Empty lines are passed over. A row that cannot be cut is a
 * fault with its line, and reading goes on.
 */
export async function* csvRowsOf(lines: AsyncIterable<string>): AsyncGenerator<PlacedRow, void, undefined> {
  let line = 0;
  let open: OpenRow | undefined;
  for await (const text of lines) {
    line += 1;
    if (open === undefined) {
      const plain = withoutMark(text, line);
      if (plain === '') continue;
      const cut = cutRow(plain);
      if (cut.kind === 'open') open = { line, parts: [plain], length: plain.length };
      else yield { line, cut };
      continue;
    }
    open.parts.push(text);
    open.length += text.length + 1;
    const isTooLong = open.length > ORDER_TEXT_MAX;
    // Only a line with an odd number of quotes can end the cell: the row is cut once, however many lines it has.
    if (!isTooLong && quotesIn(text) % 2 === 0) continue;
    const cut = isTooLong ? TOO_LONG : cutRow(open.parts.join('\n'));
    if (cut.kind === 'open') continue;
    yield { line: open.line, cut };
    open = undefined;
  }
  if (open !== undefined) yield { line: open.line, cut: UNENDED };
}

/** A row whose quoted cell has not ended. */
interface OpenRow {
  readonly line: number;
  readonly parts: string[];
  length: number;
}

function quotesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

const TOO_LONG: RowFault = {
  kind: 'fault',
  message: `is longer than ${ORDER_TEXT_MAX} characters; is a quote missing?`,
};
const UNENDED: RowFault = { kind: 'fault', message: 'begins a quoted cell that never ends' };

/** The first line may begin with a byte order mark. */
export function withoutMark(text: string, line: number): string {
  return line === 1 && text.startsWith('\ufeff') ? text.slice(1) : text;
}
