import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { ordersOf } from './orders.js';
import type { Product } from './product.js';
import type { Form, Tasks } from './tasks.js';

type Printer = Pick<Product, 'printOrderJson' | 'printOrderCsv' | 'ORDER_CSV_HEADER'>;

/** Characters put together before they are handed on. */
const BUFFER_CHARS = 1 << 16;

/** Writes the orders of a night into every file asked for, in memory of a few orders. */
export async function writeOrders(
  product: Printer,
  { count, files }: Tasks['write']['asked'],
): Promise<Tasks['write']['answer']> {
  const bytes: Partial<Record<Form, number>> = {};
  for (const [form, path] of Object.entries(files) as [Form, string][]) {
    const text = Readable.from(textOf(product, count, form));
    const file = createWriteStream(path);
    await (form.endsWith('.gz') ? pipeline(text, createGzip({ level: 6 }), file) : pipeline(text, file));
    bytes[form] = (await stat(path)).size;
  }
  return { bytes };
}

function* textOf(product: Printer, count: number, form: Form): Generator<string, void, undefined> {
  const isCsv = form.startsWith('csv');
  let buffer = isCsv ? `${product.ORDER_CSV_HEADER}\n` : '';
  for (const order of ordersOf(count)) {
    buffer += `${isCsv ? product.printOrderCsv(order) : product.printOrderJson(order)}\n`;
    if (buffer.length < BUFFER_CHARS) continue;
    yield buffer;
    buffer = '';
  }
  yield buffer;
}
