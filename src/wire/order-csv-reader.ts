import { nearestName } from '../core/edit-distance.js';
import { readOrderValue, type OrderFault } from './order.js';
import { ORDER_COLUMNS, columnAt, type OrderColumn } from './order-csv-columns.js';
import type { OrderReading } from './order-reading.js';
import type { OrderRow } from './order-row.js';
import { jsonPlaces } from './json-places.js';
import { kindText, unknownText } from './order-fields.js';
import { pathText } from './problem.js';

/** Bounds on the JSON within a cell. */
const CELL_LIMITS = { textMax: 262_144, valueMax: 2_000, depthMax: 4 };
const DIGITS = /^(?:0|[1-9]\d{0,15})$/;

/** A cell of a row: its column, or undefined for one that is passed over unread. */
type CellColumn = OrderColumn | undefined;

/** What a header row says: the column of each cell, or why it cannot be. */
export type CsvHeader =
  | { readonly kind: 'columns'; readonly columns: readonly CellColumn[] }
  | { readonly kind: 'fault'; readonly message: string };

/** Reads the header row. Names are exact, in any order. */
export function readCsvHeader(cells: readonly string[], { ignore }: OrderReading = {}): CsvHeader {
  const known = cells.map((cell) => ORDER_COLUMNS.find(({ name }) => name === cell));
  if (cells.length > 1 && known.every((column) => column === undefined))
    return {
      kind: 'fault',
      message: `names no column of an order file; the first row has the names: ${namesOf(ORDER_COLUMNS)}`,
    };
  const columns: CellColumn[] = [];
  for (const [index, cell] of cells.entries()) {
    const column = known[index];
    if (column === undefined && ignore?.has(cell) === true) {
      columns.push(undefined);
      continue;
    }
    if (column === undefined) return { kind: 'fault', message: strangeColumn(cell) };
    if (columns.includes(column)) return { kind: 'fault', message: `names the column ${cell} twice` };
    columns.push(column);
  }
  const missing = ORDER_COLUMNS.filter((column) => column.isRequired && !columns.includes(column));
  if (missing.length === 0) return { kind: 'columns', columns };
  return { kind: 'fault', message: `lacks the column ${namesOf(missing)}` };
}

function namesOf(columns: readonly OrderColumn[]): string {
  return columns.map(({ name }) => name).join(', ');
}

function strangeColumn(cell: string): string {
  const nearest = nearestName(
    cell,
    ORDER_COLUMNS.map(({ name }) => name),
  );
  const fix = nearest === undefined ? `known: ${namesOf(ORDER_COLUMNS)}` : `did you mean ${nearest}?`;
  return `names a column ${unknownText(cell)}; ${fix}`;
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Puts the rows of each order together: they stand one after another. */
export class CsvOrders {
  readonly #columns: readonly CellColumn[];
  readonly #reading: OrderReading;
  readonly #idCell: number;
  #rows: Row[] = [];

  constructor(columns: readonly CellColumn[], reading: OrderReading = {}) {
    this.#columns = columns;
    this.#reading = reading;
    this.#idCell = columns.findIndex((column) => column?.of === 'order' && column.field === 'id');
  }

  /** Takes a row. @returns the order before it, when it belongs to the next one. */
  push(row: Row): OrderRow | undefined {
    const before = this.#rows[0];
    const isSame = before?.cells[this.#idCell] === row.cells[this.#idCell];
    const ended = before === undefined || isSame ? undefined : this.end();
    this.#rows.push(row);
    return ended;
  }

  /** The order at hand, when the file ends or another one begins. */
  end(): OrderRow | undefined {
    const rows = this.#rows;
    const [first] = rows;
    this.#rows = [];
    if (first === undefined) return undefined;
    const differing = this.#firstDifference(first, rows);
    if (differing !== undefined) return differing;
    const read = this.#readRows(first, rows);
    if (read.kind === 'order') return { kind: 'order', line: first.line, order: read.order };
    return problemAt(read.fault, rows);
  }

  #firstDifference(first: Row, rows: readonly Row[]): OrderRow | undefined {
    for (const row of rows) {
      for (const [index, column] of this.#columns.entries()) {
        if (column === undefined || column.of === 'line') continue;
        if ((row.cells[index] ?? '') === (first.cells[index] ?? '')) continue;
        const message = `says something else than line ${first.line} for the same order; rows of one order differ in their line alone`;
        return { kind: 'problem', line: row.line, field: column.name, message };
      }
    }
    return undefined;
  }

  #readRows(first: Row, rows: readonly Row[]): ReturnType<typeof readOrderValue> {
    const order = this.#fieldsOf(first, 'order');
    if (!('fields' in order)) return { kind: 'fault', fault: order };
    const lines: unknown[] = [];
    for (const [index, row] of rows.entries()) {
      const line = this.#fieldsOf(row, 'line');
      if (!('fields' in line))
        return { kind: 'fault', fault: { ...line, path: ['lines', index, ...line.path] } };
      lines.push(line.fields);
    }
    return readOrderValue({ ...order.fields, lines }, this.#reading);
  }

  /** The cells of one row as plain data; an empty cell is a field that is left out. */
  #fieldsOf(row: Row, of: OrderColumn['of']): { readonly fields: Record<string, unknown> } | OrderFault {
    const fields: Record<string, unknown> = {};
    for (const [index, column] of this.#columns.entries()) {
      const cell = row.cells[index] ?? '';
      if (column?.of !== of || cell === '') continue;
      const read = readCell(column, cell, this.#reading);
      if (read.kind === 'fault') return { path: [column.field], message: read.message };
      fields[column.field] = read.value;
    }
    return { fields };
  }
}

type ReadCell =
  { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'fault'; readonly message: string };

function readCell(column: OrderColumn, cell: string, reading: OrderReading): ReadCell {
  switch (column.form) {
    case 'text':
      return { kind: 'value', value: cell };
    case 'number':
      if (DIGITS.test(cell)) return { kind: 'value', value: Number(cell) };
      return {
        kind: 'fault',
        message: `got ${kindText(cell)}, expected a whole number in plain digits, such as 89000`,
      };
    case 'ids':
      return readIds(cell.split(' '), reading);
    case 'json':
      return readJsonCell(cell);
  }
}

/** A blank parts one reference from the next: what has a blank within is told, not made two customers of. */
function readIds(parts: readonly string[], { customerOf }: OrderReading): ReadCell {
  const isMade = (part: string): boolean => {
    const read = customerOf?.(part);
    return read?.kind === 'reference' && read.reference !== part;
  };
  if (parts.length === 1 || !parts.some(isMade)) return { kind: 'value', value: parts };
  return {
    kind: 'fault',
    message:
      'holds a blank, which parts one customer from the next: write opaque references, or one account id without blanks',
  };
}

function readJsonCell(cell: string): ReadCell {
  const expected = 'expected a list as JSON, such as [{"promotionId":"spring","amountMinor":500}]';
  const isPlain = cell.length <= CELL_LIMITS.textMax && jsonPlaces(cell, CELL_LIMITS) !== undefined;
  try {
    const value: unknown = JSON.parse(cell);
    if (isPlain) return { kind: 'value', value };
    return { kind: 'fault', message: `holds a name twice, or far more than an order does; ${expected}` };
  } catch {
    return { kind: 'fault', message: `is no JSON; ${expected}` };
  }
}

/** Where a fault of an order stands in the file: in the row of its line, in the column of its field. */
function problemAt({ path, message }: OrderFault, rows: readonly Row[]): OrderRow {
  const index = path[0] === 'lines' && typeof path[1] === 'number' ? path[1] : 0;
  const line = rows[index]?.line ?? rows[0]?.line ?? 0;
  const column = columnAt(path);
  const rest = column === undefined ? path : path.slice(column.of === 'line' ? 3 : 1);
  const field = `${column?.name ?? ''}${pathText(rest)}`;
  return { kind: 'problem', line, field: field === '' ? undefined : field, message };
}
