import { describe, expect, it } from 'vitest';
import type { Order } from '../../../src/catalog/order.js';
import { ORDER_CSV_HEADER, printOrderCsv } from '../../../src/wire/order-csv.js';
import { linesOf } from '../../../src/wire/order-lines.js';
import { printOrderJson } from '../../../src/wire/order.js';
import { orderFormatOf } from '../../../src/wire/read-orders.js';
import { LEAST, ORDER, piecesOf, readAll, saidOf } from './sample-order.js';

const OTHER: Order = { ...ORDER, id: 'o-2', shippingReductions: [], payments: [], status: 'placed' };
const LEAST_COLUMNS =
  'order_id,sale_id,customer,channel,currency,placed_at,line_id,sku,quantity,unit_price_minor';
const LEAST_ROW = 'o-1,summer,c-1,web,KRW,2026-08-01T03:00:05Z,1,EP-100,1,89000';

describe('the format of an order file', () => {
  it.each([
    ['orders.jsonl', 'jsonl'],
    ['ORDERS.NDJSON.GZ', 'jsonl'],
    ['orders.csv.gz', 'csv'],
    ['orders.json', undefined],
    ['csv', undefined],
  ])('of the name %s is %s', (name, format) => {
    expect(orderFormatOf(name)).toBe(format);
  });
});

describe('orders as JSON lines', () => {
  it('read back as they were printed, in whatever pieces they come', async () => {
    const text = `${printOrderJson(ORDER)}\n${printOrderJson(OTHER)}\n`;
    for (const length of [1, 7, 1_000_000]) {
      expect(await readAll(text, 'jsonl', length)).toEqual([
        { kind: 'order', line: 1, order: ORDER },
        { kind: 'order', line: 2, order: OTHER },
      ]);
    }
  });

  it('may begin with a byte order mark, end lines with CRLF, hold empty lines, and end without one', async () => {
    const text = `\ufeff${printOrderJson(ORDER)}\r\n\r\n  \r\n${printOrderJson(OTHER)}`;
    expect((await readAll(text, 'jsonl')).map(({ kind, line }) => [kind, line])).toEqual([
      ['order', 1],
      ['order', 4],
    ]);
  });

  it('go on after a line that cannot be read, which is told with file, line and field', async () => {
    const wrong = JSON.stringify({ ...LEAST, lines: [{ ...LEAST.lines[0], quantity: 0 }] });
    const text = [printOrderJson(ORDER), wrong, 'not JSON', JSON.stringify(LEAST)].join('\n');
    expect(await saidOf(text, 'jsonl')).toEqual([
      'o-1',
      'orders.jsonl:2 lines[0].quantity: got 0, expected a number of units from 1 to 1000000000',
      'orders.jsonl:3 is not JSON; write one order a line, as JSON',
      'o-2',
    ]);
  });

  it('are none in an empty file', async () => {
    expect(await readAll('', 'jsonl')).toEqual([]);
  });
});

describe('orders as CSV', () => {
  it('read back as they were printed, in whatever pieces they come', async () => {
    const text = `${ORDER_CSV_HEADER}\n${printOrderCsv(ORDER)}\n${printOrderCsv(OTHER)}\n`;
    for (const length of [1, 7, 1_000_000]) {
      expect(await readAll(text, 'csv', length)).toEqual([
        { kind: 'order', line: 2, order: ORDER },
        { kind: 'order', line: 4, order: OTHER },
      ]);
    }
  });

  it('may have their columns in any order, leave out what has a default, and end lines with CRLF', async () => {
    const columns = LEAST_COLUMNS.split(',').reverse().join(',');
    const row = LEAST_ROW.split(',').reverse().join(',');
    expect(await readAll(`\ufeff${columns}\r\n${row}\r\n`, 'csv')).toMatchObject([
      { kind: 'order', line: 2, order: { id: 'o-1', placedAt: ORDER.placedAt, lines: [{ sku: 'EP-100' }] } },
    ]);
  });

  it('may hold line ends within quotes, which count as lines', async () => {
    const text = `${LEAST_COLUMNS}\no-1,summer,c-1,web,KRW,2026-08-01T03:00:05Z,1,"EP\n100",1,89000\n${LEAST_ROW.replace('o-1', 'o-3')}`;
    expect(await saidOf(text, 'csv')).toEqual([
      'orders.csv:2 sku: got a text of 6 characters, expected a SKU: 1 to 128 characters, no blanks at the ends, no control characters',
      'o-3',
    ]);
    expect((await readAll(text, 'csv')).map(({ line }) => line)).toEqual([2, 4]);
  });

  it.each([
    ['', 'orders.csv:1 the file is empty; a header row is needed'],
    ['order_id,order_id', 'orders.csv:1 names the column order_id twice'],
    ['order_id,sku,qunatity', 'orders.csv:1 names a column "qunatity"; did you mean quantity?'],
    [
      'order_id,sale_id,customer,channel,currency,placed_at,line_id,sku',
      'orders.csv:1 lacks the column quantity, unit_price_minor',
    ],
    ['"order_id', 'orders.csv:1 begins a quoted cell that never ends'],
    ['order"id', 'orders.csv:1 holds a quote in a cell that does not begin with one; put the cell in quotes'],
  ])('with the header %s are not read at all', async (header, problem) => {
    expect(await saidOf(header === '' ? '' : `${header}\n${LEAST_ROW}\n`, 'csv')).toEqual(
      header.startsWith('"') ? [expect.stringContaining('orders.csv:1 ')] : [problem],
    );
  });

  it.each([
    ['o-1,summer,c-1,web,KRW,2026-08-01T03:00:05Z,1,EP-100,1', 'orders.csv:2 has 9 cells, the header 10'],
    [`${LEAST_ROW},`, 'orders.csv:2 has 11 cells, the header 10'],
    [
      LEAST_ROW.replace('EP-100', '"EP"100'),
      'orders.csv:2 holds text after a closing quote; double the quotes inside a cell',
    ],
    [
      LEAST_ROW.replace('EP-100', 'E"P'),
      'orders.csv:2 holds a quote in a cell that does not begin with one; put the cell in quotes',
    ],
    [
      LEAST_ROW.replace('89000', '"89,000"'),
      'orders.csv:2 unit_price_minor: got a text of 6 characters, expected a whole number in plain digits, such as 89000',
    ],
    [
      LEAST_ROW.replace('89000', '89000.00'),
      'orders.csv:2 unit_price_minor: got a text of 8 characters, expected a whole number in plain digits, such as 89000',
    ],
    [
      LEAST_ROW.replace('89000', '089000'),
      'orders.csv:2 unit_price_minor: got a text of 6 characters, expected a whole number in plain digits, such as 89000',
    ],
    [
      LEAST_ROW.replace(',1,89000', ',,89000'),
      'orders.csv:2 quantity: got nothing, expected a number of units from 1 to 1000000000',
    ],
    [
      LEAST_ROW.replace('c-1', 'c-1  c-2'),
      'orders.csv:2 customer[1]: got an empty text, expected a customer reference: 1 to 64 of A-Z a-z 0-9 _ . : -',
    ],
    [
      LEAST_ROW.replace('05Z', '05'),
      'orders.csv:2 placed_at: got a text of 19 characters, expected milliseconds since 1970, or an instant with its offset such as 2026-08-01T00:00:00+09:00',
    ],
  ])('with the row %s go on after it', async (row, problem) => {
    const text = `${LEAST_COLUMNS}\n${row}\n${LEAST_ROW.replace('o-1', 'o-9')}\n`;
    expect(await saidOf(text, 'csv')).toEqual([problem, 'o-9']);
  });

  it('tell a fault in the row of its line and the column of its field', async () => {
    const rows = printOrderCsv(ORDER).split('\n');
    const text = [ORDER_CSV_HEADER, rows[0], rows[1]?.replace(',1,5000,', ',1,-5,')].join('\n');
    expect(await saidOf(text, 'csv')).toEqual([
      'orders.csv:3 unit_price_minor: got a text of 2 characters, expected a whole number in plain digits, such as 89000',
    ]);
  });

  it('are refused where two rows say two things of one order', async () => {
    const other = LEAST_ROW.replace(',1,EP', ',2,EP').replace('KRW', 'USD');
    expect(await saidOf(`${LEAST_COLUMNS}\n${LEAST_ROW}\n${other}\n`, 'csv')).toEqual([
      'orders.csv:3 currency: says something else than line 2 for the same order; rows of one order differ in their line alone',
    ]);
  });

  it.each([
    [
      '[{"promotionId":"p"}]',
      'orders.csv:2 reductions[0].amountMinor: got nothing, expected minor units, a whole number from 0 to 9007199254740991',
    ],
    [
      'spring=500',
      'orders.csv:2 reductions: is no JSON; expected a list as JSON, such as [{"promotionId":"spring","amountMinor":500}]',
    ],
    [
      '[{"amountMinor":1,"amountMinor":2}]',
      'orders.csv:2 reductions: holds a name twice, or far more than an order does; expected a list as JSON, such as [{"promotionId":"spring","amountMinor":500}]',
    ],
    ['{}', 'orders.csv:2 reductions: got a section, expected a list of at most 100'],
  ])('are refused with reductions %s', async (cell, problem) => {
    const quoted = `"${cell.replaceAll('"', '""')}"`;
    expect(await saidOf(`${LEAST_COLUMNS},reductions\n${LEAST_ROW},${quoted}\n`, 'csv')).toEqual([problem]);
  });
});

describe('the lines of a file', () => {
  async function cut(bytes: Uint8Array | string, length = 3): Promise<readonly string[]> {
    const lines: string[] = [];
    for await (const line of linesOf(piecesOf(bytes, length), { file: 'orders.csv' })) lines.push(line);
    return lines;
  }

  it('are cut at LF and CRLF, across pieces and characters', async () => {
    for (const length of [1, 2, 3, 100])
      expect(await cut('품번\r\n\n“é”\rx\n끝', length)).toEqual(['품번', '', '“é”\rx', '끝']);
  });

  it('that are not UTF-8 end the reading, with file and line', async () => {
    await expect(cut(Buffer.from([0x61, 0x0a, 0xff, 0xfe]))).rejects.toThrow(/^orders\.csv:[12] .*not UTF-8/);
    await expect(cut(Buffer.from([0x61, 0x0a, 0xed, 0x95]))).rejects.toThrow(/^orders\.csv:2 .*not UTF-8/);
  });

  it('without end are given up in bounded memory', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield await Promise.resolve(Buffer.alloc(65_536, 0x61));
    }
    const read = async (): Promise<void> => {
      for await (const line of linesOf(endless(), { file: 'orders.jsonl' })) expect(line).toBe('');
    };
    await expect(read()).rejects.toThrow('orders.jsonl:1 is longer than 1048576 characters');
  });
});
