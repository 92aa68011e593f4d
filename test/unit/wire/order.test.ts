import { describe, expect, it } from 'vitest';
import { faultText, printOrderJson, readOrderJson } from '../../../src/wire/order.js';
import { LEAST, ORDER } from './sample-order.js';

function problemOf(text: string): string {
  const read = readOrderJson(text);
  return read.kind === 'order' ? '' : faultText(read.fault);
}

function problemWith(change: object): string {
  return problemOf(JSON.stringify({ ...LEAST, ...change }));
}

function lineProblemWith(change: object): string {
  return problemWith({ lines: [{ ...LEAST.lines[0], ...change }] });
}

describe('an order as JSON', () => {
  it('reads back as it was printed, and as JSON.stringify prints it', () => {
    for (const text of [printOrderJson(ORDER), JSON.stringify(ORDER)])
      expect(readOrderJson(text)).toEqual({ kind: 'order', order: ORDER });
  });

  it('is printed the same whatever the order of its names', () => {
    const turned = Object.fromEntries(Object.entries(ORDER).reverse()) as unknown as typeof ORDER;
    expect(printOrderJson(turned)).toBe(printOrderJson(ORDER));
    expect(printOrderJson(ORDER)).not.toContain('\n');
  });

  it('may leave out what a checkout may', () => {
    expect(readOrderJson(JSON.stringify(LEAST))).toMatchObject({
      kind: 'order',
      order: {
        taxBasis: 'included',
        shippingMinor: 0,
        payments: [],
        status: 'placed',
        lines: [{ priceList: 'default', reductions: [] }],
      },
    });
  });

  it('takes an instant that names its offset', () => {
    const read = readOrderJson(JSON.stringify({ ...LEAST, placedAt: '2026-08-01T12:00:05+09:00' }));
    expect(read).toMatchObject({ order: { placedAt: ORDER.placedAt } });
  });

  it.each<[string, string]>([
    ['', 'is not JSON; write one order a line, as JSON'],
    ['{"id":', 'is not JSON; write one order a line, as JSON'],
    ['[]', 'got a list of 0, expected an order'],
    ['null', 'got nothing, expected an order'],
    ['{"id":"a","id":"b"}', 'holds a name twice, a number beyond 2^53, or far more than an order does'],
    ['{"__proto__":{}}', 'holds a name twice, a number beyond 2^53, or far more than an order does'],
    [
      '{"shippingMinor":9007199254740993}',
      'holds a name twice, a number beyond 2^53, or far more than an order does',
    ],
    [`{"a":${'['.repeat(50_000)}`, 'is not JSON; write one order a line, as JSON'],
    [
      `{"a":${'['.repeat(50)}${']'.repeat(50)}}`,
      'holds a name twice, a number beyond 2^53, or far more than an order does',
    ],
    [' '.repeat(1_048_577), 'is longer than 1048576 characters'],
  ])('refuses %.40s', (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  it.each<[object, string]>([
    [{ id: undefined }, 'id: got nothing, expected an id of the order: 1 to 64 of A-Z a-z 0-9 _ . : -'],
    [
      { id: 'kim@example.com' },
      'id: got a text of 15 characters, expected an id of the order: 1 to 64 of A-Z a-z 0-9 _ . : -',
    ],
    [{ customer: [] }, 'customer: got a list of 0, expected 1 to 8 customer references'],
    [
      { customer: Array.from({ length: 9 }, () => 'c') },
      'customer: got a list of 9, expected a list of at most 8',
    ],
    [
      { currency: 'WON' },
      'currency: got a text of 3 characters, expected an ISO 4217 code such as KRW or USD',
    ],
    [
      { placedAt: '2026-08-01T00:00:00' },
      'placedAt: got a text of 19 characters, expected milliseconds since 1970, or an instant with its offset such as 2026-08-01T00:00:00+09:00',
    ],
    [
      { placedAt: 1.5 },
      'placedAt: got 1.5, expected milliseconds since 1970, or an instant with its offset such as 2026-08-01T00:00:00+09:00',
    ],
    [
      { shippingMinor: -1 },
      'shippingMinor: got -1, expected minor units, a whole number from 0 to 9007199254740991',
    ],
    [{ lines: [] }, 'lines: got a list of 0, expected at least one line'],
    [
      { status: 'sold' },
      'status: got a text of 4 characters, expected one of placed, paid, packed, shipped, delivered, collected, partly-returned, cancelled',
    ],
    [{ custmer: ['c'] }, 'unknown name "custmer"; did you mean customer?'],
    [
      { payments: [{ ref: 'p', method: 'card', capturedMinor: 1 }] },
      'payments[0].at: got nothing, expected milliseconds since 1970, or an instant with its offset such as 2026-08-01T00:00:00+09:00',
    ],
    [
      { lines: [LEAST.lines[0], LEAST.lines[0]] },
      'lines[1].lineId: is the id of an earlier line: each line needs its own',
    ],
    [
      { lines: Array.from({ length: 201 }, (_, index) => ({ ...LEAST.lines[0], lineId: `${index}` })) },
      'lines: got a list of 201, expected a list of at most 200',
    ],
    [
      {
        shippingReductions: [1, 2].map((id) => ({
          promotionId: `p${id}`,
          amountMinor: Number.MAX_SAFE_INTEGER,
        })),
      },
      'shippingReductions: sum up beyond 2^53 - 1 minor units',
    ],
  ])('refuses %j, with the field', (change, problem) => {
    expect(problemWith(change)).toBe(problem);
  });

  it.each<[object, string]>([
    [
      { sku: ' EP' },
      'lines[0].sku: got a text of 3 characters, expected a SKU: 1 to 128 characters, no blanks at the ends, no control characters',
    ],
    [{ quantity: 0 }, 'lines[0].quantity: got 0, expected a number of units from 1 to 1000000000'],
    [
      { quantity: '2' },
      'lines[0].quantity: got a text of 1 character, expected a number of units from 1 to 1000000000; write a number without quotes',
    ],
    [
      { unitPriceMinor: 890.5 },
      'lines[0].unitPriceMinor: got 890.5, expected minor units, a whole number from 0 to 9007199254740991',
    ],
    [{ unitPriceMinr: 89_000 }, 'lines[0]: unknown name "unitPriceMinr"; did you mean unitPriceMinor?'],
    [
      { reductions: [{ promotionId: 'p', amountMinor: 89_001 }] },
      'lines[0].reductions: take off more than the line costs',
    ],
    [
      { unitPriceMinor: Number.MAX_SAFE_INTEGER, quantity: 2 },
      'lines[0].unitPriceMinor: price x quantity is beyond 2^53 - 1 minor units',
    ],
  ])('refuses a line with %j, with the field', (change, problem) => {
    expect(lineProblemWith(change)).toBe(problem);
  });
});
