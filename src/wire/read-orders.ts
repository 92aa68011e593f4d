import type { OrderReading } from './order-reading.js';
import type { OrderRow } from './order-row.js';
import { CsvOrders, readCsvHeader } from './order-csv-reader.js';
import { cutRow, type CutRow, type RowFault } from './order-csv-row.js';
import { ORDER_TEXT_MAX, readOrderJson } from './order.js';
import { pathText } from './problem.js';

/** How an order file is written: one order a line as JSON, or one row for each line of an order. */
export type OrderFormat = 'jsonl' | 'csv';

/** Format of a file by its name, `.gz` looked through; undefined where the name does not say. */
export function orderFormatOf(file: string): OrderFormat | undefined {
  const name = file.toLowerCase().replace(/\.gz$/, '');
  if (name.endsWith('.jsonl') || name.endsWith('.ndjson')) return 'jsonl';
  return name.endsWith('.csv') ? 'csv' : undefined;
}

/** A problem as people read it: `orders.jsonl:3 lines[0].quantity: got 0, expected …`. */
export function orderProblemText(
  file: string,
  { line, field, message }: Extract<OrderRow, { readonly kind: 'problem' }>,
): string {
  return `${file}:${line} ${field === undefined ? '' : `${field}: `}${message}`;
}

/**
 * Reads orders one at a time, in the order of the file, in memory of one order. Every line is an order or a problem: nothing is
 * passed over but empty lines. After a problem reading goes on with the next order, except after a header that cannot be read.
 * No problem repeats a text of the file: anything in it may be somebody's name or number. The rows of an order in CSV stand one after another; whether an id comes again later is for who uses the orders to say.
 *
 * @param lines lines without their ends, as `linesOf` cuts them.
 * @example
 * for await (const row of readOrders(linesOf(createReadStream(file)), { format: 'jsonl' })) {
 *   if (row.kind === 'order') judge(row.order);
 *   else console.error(orderProblemText(file, row));
 * }
 */
export function readOrders(
  lines: AsyncIterable<string>,
  options: OrderReading & { readonly format: OrderFormat },
): AsyncGenerator<OrderRow, void, undefined> {
  return options.format === 'jsonl' ? readJsonl(lines, options) : readCsv(lines, options);
}

async function* readJsonl(
  lines: AsyncIterable<string>,
  reading: OrderReading,
): AsyncGenerator<OrderRow, void, undefined> {
  let line = 0;
  for await (const text of lines) {
    line += 1;
    const plain = withoutMark(text, line);
    if (plain.trim() === '') continue;
    const read = readOrderJson(plain, reading);
    if (read.kind === 'order') {
      yield { kind: 'order', line, order: read.order };
      continue;
    }
    const field = pathText(read.fault.path);
    yield { kind: 'problem', line, field: field === '' ? undefined : field, message: read.fault.message };
  }
}

async function* readCsv(
  lines: AsyncIterable<string>,
  reading: OrderReading,
): AsyncGenerator<OrderRow, void, undefined> {
  let orders: CsvOrders | undefined;
  let width = 0;
  for await (const { line, cut } of rowsOf(lines)) {
    if (cut.kind === 'fault') {
      // The rows before it are whole; what the broken row says of its order nobody knows.
      yield* ended(orders?.end());
      yield { kind: 'problem', line, field: undefined, message: cut.message };
      if (orders === undefined) return;
      continue;
    }
    if (orders === undefined) {
      const header = readCsvHeader(cut.cells, reading);
      if (header.kind === 'fault') {
        yield { kind: 'problem', line, field: undefined, message: header.message };
        return;
      }
      orders = new CsvOrders(header.columns, reading);
      width = header.columns.length;
    } else if (cut.cells.length === width) {
      yield* ended(orders.push({ line, cells: cut.cells }));
    } else {
      yield* ended(orders.end());
      const message = `has ${cut.cells.length} cells, the header ${width}`;
      yield { kind: 'problem', line, field: undefined, message };
    }
  }
  if (orders === undefined)
    yield {
      kind: 'problem',
      line: 1,
      field: undefined,
      message: 'the file is empty; a header row is needed',
    };
  yield* ended(orders?.end());
}

function* ended(row: OrderRow | undefined): Generator<OrderRow, void, undefined> {
  if (row !== undefined) yield row;
}

interface PlacedRow {
  /** Where the row begins. */
  readonly line: number;
  readonly cut: Exclude<CutRow, { readonly kind: 'open' }>;
}

/** Rows of a file; a quoted cell may hold line ends. */
async function* rowsOf(lines: AsyncIterable<string>): AsyncGenerator<PlacedRow, void, undefined> {
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
function withoutMark(text: string, line: number): string {
  return line === 1 && text.startsWith('\ufeff') ? text.slice(1) : text;
}
