import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order } from '../../../src/catalog/order.js';
import { CURRENCY_EXPONENTS, type CurrencyCode } from '../../../src/money/currency.js';
import { ORDER_CSV_HEADER, printOrderCsv } from '../../../src/wire/order-csv.js';
import { printOrderJson } from '../../../src/wire/order.js';
import { ORDER, readAll } from './sample-order.js';

const id = fc.stringMatching(/^[A-Za-z0-9_.:-]{1,64}$/);
/** What a SKU may hold: quotes, commas, formulas, names of prototypes, any script. */
const name = fc
  .oneof(
    fc.constantFrom(
      '__proto__',
      'constructor',
      '=1+1',
      '@SUM(A1)',
      '"',
      ',',
      '""',
      "'",
      '\\',
      'ㄱ,"ㄴ',
      '0',
      'null',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  )
  .filter(
    (text) => /^\S(?:.*\S)?$/u.test(text) && !/[\u0000-\u001f\u007f-\u009f]/.test(text) && text.length <= 100,
  );
const amountMinor = fc.oneof(fc.nat(1_000_000), fc.constantFrom(0, 1_000_000_000_000));
const reductions = fc.array(fc.record({ promotionId: name, amountMinor: fc.constant(0) }), { maxLength: 3 });
const line = fc.record({
  sku: name,
  priceList: name,
  quantity: fc.integer({ min: 1, max: 1_000 }),
  unitPriceMinor: amountMinor,
  reductions,
  category: fc.option(name, { nil: undefined }),
});
const orders: fc.Arbitrary<Order> = fc.record({
  id,
  saleId: id,
  customer: fc.array(id, { minLength: 1, maxLength: 8 }),
  channel: id,
  currency: fc.constantFrom(...(Object.keys(CURRENCY_EXPONENTS) as CurrencyCode[])),
  placedAt: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  taxBasis: fc.constantFrom('included' as const, 'excluded' as const),
  shippingMinor: amountMinor,
  shippingReductions: fc.option(reductions, { nil: undefined }),
  lines: fc
    .array(line, { minLength: 1, maxLength: 5 })
    .map((lines) => lines.map((each, index) => ({ ...each, lineId: `${index}` }))),
  payments: fc.array(
    fc.record({
      ref: id,
      method: name.filter((text) => text.length <= 64),
      capturedMinor: amountMinor,
      at: fc.nat(),
    }),
    { maxLength: 3 },
  ),
  status: fc.constantFrom('placed' as const, 'paid' as const, 'cancelled' as const),
});

const many = fc.uniqueArray(orders, { minLength: 1, maxLength: 4, selector: (order) => order.id });

describe('an order file', () => {
  it('gives back every order that was printed to it, as JSON lines and as CSV', async () => {
    await fc.assert(
      fc.asyncProperty(many, fc.integer({ min: 1, max: 200 }), async (all, pieceLength) => {
        const json = all.map((order) => `${printOrderJson(order)}\n`).join('');
        const csv = [ORDER_CSV_HEADER, ...all.map(printOrderCsv)].map((row) => `${row}\n`).join('');
        for (const [text, format] of [
          [json, 'jsonl'],
          [csv, 'csv'],
        ] as const) {
          const rows = await readAll(text, format, pieceLength);
          expect(rows.map((row) => (row.kind === 'order' ? row.order : row))).toEqual(all);
        }
      }),
    );
  });

  it('is an order or a problem line by line, and never throws, whatever stands in it', async () => {
    const printed = printOrderJson(ORDER);
    const csv = `${ORDER_CSV_HEADER}\n${printOrderCsv(ORDER)}`;
    const damaged = fc
      .tuple(fc.constantFrom(printed, csv), fc.nat(1_000), fc.nat(40), fc.string({ maxLength: 10 }))
      .map(([text, at, length, other]) => text.slice(0, at) + other + text.slice(at + length));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(damaged, fc.string({ unit: 'binary', maxLength: 300 })),
        fc.constantFrom('jsonl' as const, 'csv' as const),
        async (text, format) => {
          for (const row of await readAll(text, format, 64)) {
            expect(row.line).toBeGreaterThan(0);
            if (row.kind === 'problem') expect(row.message).not.toBe('');
            else
              for (const each of row.order.lines)
                expect(Number.isSafeInteger(each.unitPriceMinor * each.quantity)).toBe(true);
          }
        },
      ),
    );
  });

  it('is read in time for what it holds: a quote that never closes costs no more than the file', async () => {
    const text = `${ORDER_CSV_HEADER}\n"${'a\n'.repeat(300_000)}`;
    const started = process.cpuUsage();
    const rows = await readAll(text, 'csv', 65_536);
    expect(rows.every(({ kind }) => kind === 'problem')).toBe(true);
    expect(rows.length).toBeGreaterThan(0);
    expect(process.cpuUsage(started).user).toBeLessThan(5_000_000);
  });
});
