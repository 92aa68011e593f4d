/** Why a row cannot be cut. */
export interface RowFault {
  readonly kind: 'fault';
  readonly message: string;
}

/** A row cut into its cells; `open`: a quoted cell goes on in the next line. */
export type CutRow =
  { readonly kind: 'cells'; readonly cells: readonly string[] } | { readonly kind: 'open' } | RowFault;

const QUOTE = '"';

/**
 * Cuts one row by RFC 4180, strictly: cells with commas between; a cell that begins with a quote ends with one, with quotes inside
 * doubled; no other cell holds a quote.
 */
export function cutRow(text: string): CutRow {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === QUOTE) {
      const end = closingQuote(text, at + 1);
      if (end < 0) return { kind: 'open' };
      cells.push(text.slice(at + 1, end).replaceAll('""', QUOTE));
      at = end + 1;
      if (at < text.length && text[at] !== ',')
        return {
          kind: 'fault',
          message: 'holds text after a closing quote; double the quotes inside a cell',
        };
    } else {
      const comma = text.indexOf(',', at);
      const cell = text.slice(at, comma < 0 ? text.length : comma);
      if (cell.includes(QUOTE))
        return {
          kind: 'fault',
          message: 'holds a quote in a cell that does not begin with one; put the cell in quotes',
        };
      cells.push(cell);
      at += cell.length;
    }
    if (at >= text.length) return { kind: 'cells', cells };
    at += 1;
  }
}

/** Position of the quote that ends a quoted cell, -1 where the text ends before. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf(QUOTE, from); at >= 0; at = text.indexOf(QUOTE, at + 2))
    if (text[at + 1] !== QUOTE) return at;
  return -1;
}

/** A cell as it is written: in quotes where it has to be. */
export function printCell(text: string): string {
  return /[",\r\n]/.test(text) || text === '' ? `"${text.replaceAll(QUOTE, '""')}"` : text;
}
