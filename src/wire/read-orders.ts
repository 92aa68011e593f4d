import type { OrderReading } from './order-reading.js';
import type { OrderRow } from './order-row.js';
import { CsvOrders, readCsvHeader } from './order-csv-reader.js';
import { csvRowsOf, withoutMark } from './csv-rows.js';
import { readOrderJson } from './order.js';
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
  for await (const { line, cut } of csvRowsOf(lines)) {
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
