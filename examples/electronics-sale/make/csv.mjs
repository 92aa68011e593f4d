// RFC 4180, as a spreadsheet exports it.

/** Rows of cells as CSV text with a line end after the last row. */
export function csvText(rows) {
  return rows.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

function cell(value) {
  const text = value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
