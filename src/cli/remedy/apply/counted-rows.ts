import { GuardError } from '../../../core/errors.js';
import { SourceReading } from '../../../readers/open-source.js';
import { linesOf } from '../../../wire/order-lines.js';

/** Fields of one row, by name; what is no text or whole number is left out. */
export type CountedRow = ReadonlyMap<string, string>;

const FIELD_MAX = 256;

/**
 * Rows of a small export: CSV with a header row, or one JSON object a line, gz or not. Ids and whole numbers only: a quoted cell may
 * hold anything but a quote, a comma or a line end.
 *
 * @param columns of which a row has to have at least one.
 * @throws GuardError `file` and `input` naming file and line.
 */
export async function* countedRows(
  path: string,
  columns: readonly string[],
): AsyncGenerator<CountedRow, void, undefined> {
  const { kind, pieces } = await new SourceReading({ path }).open();
  let header: readonly string[] | undefined;
  let line = 0;
  for await (const text of linesOf(pieces, { file: path })) {
    line += 1;
    if (text.trim() === '') continue;
    const place = { path, line };
    if (kind === 'csv' && header === undefined) {
      header = cellsOf(text.replace(/^\ufeff/, ''), place);
      if (!columns.some((column) => header?.includes(column) === true))
        throw wrong(place, `names none of the columns ${columns.join(', ')}`);
      continue;
    }
    const row = header === undefined ? objectOf(text, place) : rowOf(header, cellsOf(text, place), place);
    if (!columns.some((column) => row.has(column)))
      throw wrong(place, `has none of the fields ${columns.join(', ')}`);
    yield row;
  }
}

interface Place {
  readonly path: string;
  readonly line: number;
}

function rowOf(header: readonly string[], cells: readonly string[], place: Place): CountedRow {
  if (cells.length !== header.length)
    throw wrong(place, `has ${cells.length} cells, the header has ${header.length}`);
  return new Map(header.flatMap((name, at) => (cells[at] === '' ? [] : [[name, cells[at] ?? '']])));
}

function cellsOf(text: string, place: Place): readonly string[] {
  return text.split(',').map((cell) => {
    const plain = /^"([^"]*)"$/.exec(cell.trim())?.[1] ?? cell.trim();
    if (plain.includes('"'))
      throw wrong(
        place,
        'has a quoted cell that is no id and no number; export only the columns that are needed',
      );
    return plain;
  });
}

function objectOf(text: string, place: Place): CountedRow {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong(place, 'is no JSON object');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(place, 'is no JSON object');
  const fields: (readonly [string, string])[] = [];
  for (const [name, field] of Object.entries(value)) {
    if (typeof field === 'string' && field !== '' && field.length <= FIELD_MAX) fields.push([name, field]);
    else if (typeof field === 'number' && Number.isSafeInteger(field)) fields.push([name, String(field)]);
  }
  return new Map(fields);
}

function wrong({ path, line }: Place, what: string): GuardError {
  return new GuardError({ code: 'input', message: `${path}:${line} ${what}`, data: { file: path, line } });
}
