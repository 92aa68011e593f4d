import { GuardError } from '../../../core/errors.js';
import { SourceReading } from '../../../readers/open-source.js';
import { csvRowsOf } from '../../../wire/csv-rows.js';
import { linesOf } from '../../../wire/order-lines.js';

/** Fields of one row, by name; what is no text or whole number is left out. */
export type CountedRow = ReadonlyMap<string, string>;

const FIELD_MAX = 256;

/**
 * Rows of a small export: CSV with a header row, or one JSON object a line, gz or not.
 *
 * @param columns of which a row has to have at least one.
 * @throws GuardError `file` and `input` naming file and line.
 */
export async function* countedRows(
  path: string,
  columns: readonly string[],
): AsyncGenerator<{ readonly place: RowPlace; readonly row: CountedRow }, void, undefined> {
  const { kind, pieces } = await new SourceReading({ path }).open();
  const lines = linesOf(pieces, { file: path });
  const rows = kind === 'csv' ? csvRows(lines, { path, columns }) : jsonRows(lines, path);
  for await (const { line, row } of rows) {
    const place = { path, line };
    if (!columns.some((column) => row.has(column)))
      throw wrongRow(place, `has none of the fields ${columns.join(', ')}`);
    yield { place, row };
  }
}

/** Where a row stands. */
export interface RowPlace {
  readonly path: string;
  readonly line: number;
}

interface PlacedRow {
  readonly line: number;
  readonly row: CountedRow;
}

async function* csvRows(
  lines: AsyncIterable<string>,
  { path, columns }: { readonly path: string; readonly columns: readonly string[] },
): AsyncGenerator<PlacedRow, void, undefined> {
  let header: readonly string[] | undefined;
  for await (const { line, cut } of csvRowsOf(lines)) {
    if (cut.kind === 'fault') throw wrongRow({ path, line }, cut.message);
    const cells = cut.cells.map((cell) => cell.trim());
    if (header === undefined) {
      header = cells;
      if (!columns.some((column) => cells.includes(column)))
        throw wrongRow({ path, line }, `names none of the columns ${columns.join(', ')}`);
    } else yield { line, row: rowOf(header, cells, { path, line }) };
  }
}

async function* jsonRows(
  lines: AsyncIterable<string>,
  path: string,
): AsyncGenerator<PlacedRow, void, undefined> {
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() !== '') yield { line, row: objectOf(text, { path, line }) };
  }
}

function rowOf(header: readonly string[], cells: readonly string[], place: RowPlace): CountedRow {
  if (cells.length !== header.length)
    throw wrongRow(place, `has ${cells.length} cells, the header has ${header.length}`);
  return new Map(header.flatMap((name, at) => (cells[at] === '' ? [] : [[name, cells[at] ?? '']])));
}

function objectOf(text: string, place: RowPlace): CountedRow {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrongRow(place, 'is no JSON object');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrongRow(place, 'is no JSON object');
  const fields: (readonly [string, string])[] = [];
  for (const [name, field] of Object.entries(value)) {
    if (typeof field === 'string' && field !== '' && field.length <= FIELD_MAX) fields.push([name, field]);
    else if (typeof field === 'number' && Number.isSafeInteger(field)) fields.push([name, String(field)]);
  }
  return new Map(fields);
}

/** The error of a row: where it stands and what it is to be, and nothing of it. */
export function wrongRow({ path, line }: RowPlace, what: string): GuardError {
  return new GuardError({ code: 'input', message: `${path}:${line} ${what}`, data: { file: path, line } });
}
