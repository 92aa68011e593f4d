import type { Order, OrderLine } from '../catalog/order.js';
import { ORDER_COLUMNS, type OrderColumn } from './order-csv-columns.js';
import { printCell } from './csv-row.js';

/** First row of an order file in CSV. */
export const ORDER_CSV_HEADER: string = ORDER_COLUMNS.map(({ name }) => name).join(',');

/**
 * One order as rows of CSV, one for each line, their last end left out. Amounts are minor units, instants name their offset; lists
 * of reductions and payments are JSON within the cell. Reads back as the same order.
 */
export function printOrderCsv(order: Order): string {
  return order.lines
    .map((line) => ORDER_COLUMNS.map((column) => cellOf(column, order, line)).join(','))
    .join('\n');
}

function cellOf(column: OrderColumn, order: Order, line: OrderLine): string {
  if (column.field === 'placedAt') return new Date(order.placedAt).toISOString();
  // A column names a field of what it is of.
  const holder = (column.of === 'order' ? order : line) as unknown as Readonly<Record<string, unknown>>;
  const value = holder[column.field];
  if (value === undefined) return '';
  // Only of the shipping, "none" and "not told" are two things.
  const isLeftOut = column.field !== 'shippingReductions' && isEmptyList(value);
  if (column.form === 'json') return isLeftOut ? '' : printCell(JSON.stringify(value));
  if (column.form === 'ids') return Array.isArray(value) ? value.join(' ') : '';
  return printCell(typeof value === 'number' ? value.toFixed(0) : typeof value === 'string' ? value : '');
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
