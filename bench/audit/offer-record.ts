import { COLUMNS, type Column } from './columns.js';

/** One generated offer before it is written: amounts in won, undefined where the field stays empty. */
export type OfferRecord = Record<Column, string | number | boolean | undefined> & {
  sku: string;
  name: string | undefined;
  price: number;
  list_price: number | undefined;
  cost: number | undefined;
  discount: number | undefined;
  previous_price: number | undefined;
  pack: number | undefined;
};

const NEEDS_QUOTES = /[",\n]/;

/** The record as a line of a CSV file, with its line feed. */
export function csvLine(record: OfferRecord): string {
  let line = '';
  for (const column of COLUMNS) {
    const value = record[column];
    if (line !== '' || column !== COLUMNS[0]) line += ',';
    if (value === undefined) continue;
    const text = String(value);
    line += NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }
  return `${line}\n`;
}
