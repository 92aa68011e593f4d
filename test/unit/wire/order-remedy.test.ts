import { describe, expect, it } from 'vitest';
import type { Order } from '../../../src/catalog/order.js';
import { ORDER_CSV_HEADER, printOrderCsv } from '../../../src/wire/order-csv.js';
import type { OrderReading, WrittenCustomer } from '../../../src/wire/order-reading.js';
import { faultText, printOrderJson, readOrderJson } from '../../../src/wire/order.js';
import { linesOf } from '../../../src/wire/order-lines.js';
import { orderProblemText, readOrders, type OrderFormat } from '../../../src/wire/read-orders.js';
import { LEAST, ORDER, piecesOf } from './sample-order.js';

/** With everything that a plan may have to know. */
const FULL: Order = {
  ...ORDER,
  lines: ORDER.lines.map((line, index) => ({
    ...line,
    returnedQuantity: index,
    refundMinor: 83_000,
    earnedPoints: 890,
    earnedMiles: 12,
  })),
  payments: ORDER.payments.map((payment) => ({ ...payment, state: 'authorised', refundedMinor: 1_000 })),
  status: 'partly-returned',
  receiver: 'c-7',
  tier: 'VIP 골드',
  signals: ['resale', 'many accounts'],
  coupons: [{ ref: 'cp-1', promotionId: 'spring, "10 %"' }],
  milesPartner: 'air-1',
};

async function said(
  text: string,
  format: OrderFormat,
  reading: OrderReading = {},
): Promise<readonly unknown[]> {
  const rows = [];
  const lines = linesOf(piecesOf(text), { file: 'orders' });
  for await (const row of readOrders(lines, { ...reading, format }))
    rows.push(row.kind === 'order' ? row.order : orderProblemText('orders', row));
  return rows;
}

function problemWith(change: object): string {
  const read = readOrderJson(JSON.stringify({ ...LEAST, ...change }));
  return read.kind === 'order' ? '' : faultText(read.fault);
}

describe('what a plan has to know of an order', () => {
  it('reads back as it was printed, as JSON and as CSV', async () => {
    expect(readOrderJson(printOrderJson(FULL))).toEqual({ kind: 'order', order: FULL });
    expect(await said(`${ORDER_CSV_HEADER}\n${printOrderCsv(FULL)}\n`, 'csv')).toEqual([FULL]);
  });

  it('may be left out', () => {
    const read = readOrderJson(JSON.stringify(LEAST));
    expect(read).toMatchObject({ kind: 'order' });
    expect(Object.keys(read.kind === 'order' ? read.order : {})).not.toContain('receiver');
  });

  it.each<[object, string]>([
    [
      { lines: [{ ...LEAST.lines[0], returnedQuantity: 2 }] },
      'lines[0].returnedQuantity: is more than the quantity: no more can come back than was sold',
    ],
    [
      { lines: [{ ...LEAST.lines[0], refundMinor: -1 }] },
      'lines[0].refundMinor: got -1, expected minor units, a whole number from 0 to 9007199254740991',
    ],
    [
      { lines: [{ ...LEAST.lines[0], earnedPoints: 0.5 }] },
      'lines[0].earnedPoints: got 0.5, expected points, a whole number from 0 to 9007199254740991',
    ],
    [
      { payments: [{ ref: 'p', method: 'card', capturedMinor: 1, at: 0, state: 'settled' }] },
      'payments[0].state: got a text of 7 characters, expected one of authorised, captured',
    ],
    [
      { receiver: 'Hong Gildong' },
      'receiver: got a text of 12 characters, expected a reference of the receiver: 1 to 64 of A-Z a-z 0-9 _ . : -',
    ],
    [
      { signals: ['a\u0000b'] },
      'signals[0]: got a text of 3 characters, expected a signal: 1 to 64 characters, no blanks at the ends, no control characters',
    ],
    [
      { tier: '\ud800' },
      'tier: got a text of 1 character, expected a tier of the customer: 1 to 64 characters, no blanks at the ends, no control characters',
    ],
    [
      { coupons: [{ ref: 'cp-1' }] },
      'coupons[0].promotionId: got nothing, expected an id of the promotion: 1 to 128 characters, no blanks at the ends, no control characters',
    ],
  ])('is refused as %j', (change, problem) => {
    expect(problemWith(change)).toBe(problem);
  });
});

/** Values nobody may ever read in a message. */
const CANARIES = [
  '홍길동',
  'Hong Gildong',
  'hong@example.com',
  '+82-10-1234-5678',
  '4111 1111 1111 1111',
  '01012345678',
];

describe('a message about an order file', () => {
  it.each(CANARIES)('never repeats %s, wherever it stands', async (canary) => {
    const row = JSON.parse(printOrderJson(FULL)) as Record<string, unknown>;
    const texts: string[] = [];
    for (const name of [...Object.keys(row), 'surprise']) {
      texts.push(...(await problemsOf({ ...row, [name]: canary })));
      texts.push(...(await problemsOf({ ...row, [name]: [canary] })));
      texts.push(...(await problemsOf({ ...row, [name]: [{ [canary]: canary }] })));
    }
    for (const part of ['lines', 'payments', 'coupons', 'shippingReductions'] as const) {
      const [first = {}] = row[part] as readonly Record<string, unknown>[];
      for (const name of Object.keys(first))
        texts.push(...(await problemsOf({ ...row, [part]: [{ ...first, [name]: canary }] })));
    }
    const [header, cells] = [ORDER_CSV_HEADER.split(','), printOrderCsv({ ...LEAST_ORDER }).split(',')];
    for (const [index] of header.entries()) {
      const text = `${ORDER_CSV_HEADER}\n${cells.map((cell, at) => (at === index ? canary : cell)).join(',')}\n`;
      texts.push(...(await problems(text, 'csv')));
      // Another cell than the row before it, in the same order.
      texts.push(
        ...(await problems(`${ORDER_CSV_HEADER}\n${cells.join(',')}\n${text.split('\n')[1] ?? ''}\n`, 'csv')),
      );
    }
    // A file whose first row is no header.
    texts.push(...(await problems(`${cells.map(() => canary).join(',')}\n`, 'csv')));
    texts.push(...(await problems(`{"id": "${canary}`, 'jsonl')));
    expect(texts.length).toBeGreaterThan(40);
    expect(texts.filter((text) => text.includes(canary))).toEqual([]);
  });

  async function problemsOf(value: object): Promise<readonly string[]> {
    return problems(`${JSON.stringify(value)}\n`, 'jsonl');
  }

  async function problems(text: string, format: OrderFormat): Promise<readonly string[]> {
    const rows = await said(text, format);
    return rows.filter((row) => typeof row === 'string');
  }
});

const LEAST_ORDER: Order = { ...ORDER, lines: ORDER.lines.slice(1), shippingReductions: [], payments: [] };

describe('what is not read of an order file', () => {
  const ignore = new Set(['name', 'email', '고객명']);

  it('is passed over, in columns and in members of any depth', async () => {
    const csv = `name,${ORDER_CSV_HEADER},고객명\nKim,${printOrderCsv(LEAST_ORDER)},"a, ""b"""\n`;
    expect(await said(csv, 'csv', { ignore })).toEqual(
      await said(`${ORDER_CSV_HEADER}\n${printOrderCsv(LEAST_ORDER)}\n`, 'csv'),
    );
    const value = {
      ...LEAST,
      name: 'Kim',
      lines: LEAST.lines.map((line) => ({ ...line, email: { deep: ['x'] } })),
    };
    expect(await said(JSON.stringify(value), 'jsonl', { ignore })).toEqual(
      await said(JSON.stringify(LEAST), 'jsonl'),
    );
  });

  it('is only what is named', async () => {
    expect(await said(JSON.stringify({ ...LEAST, phone: '1' }), 'jsonl', { ignore })).toEqual([
      expect.stringMatching(/^orders:1 unknown name "phone"; known here: id, /),
    ]);
  });
});

describe('customers of an order file', () => {
  const customerOf = (written: string): WrittenCustomer => {
    if (/^k1\.\d$/.test(written)) return { kind: 'reference', reference: written };
    if (written.startsWith('account:')) return { kind: 'reference', reference: `k1.${written.length}` };
    return { kind: 'refused', message: 'is no reference' };
  };

  it('are taken as what the file’s texts stand for', async () => {
    const value = { ...LEAST, customer: ['account:123 45', 'k1.2'], receiver: 'account:9' };
    expect(await said(JSON.stringify(value), 'jsonl', { customerOf })).toMatchObject([
      { customer: ['k1.14', 'k1.2'], receiver: 'k1.9' },
    ]);
    const csv = `${ORDER_CSV_HEADER}\n${printOrderCsv({ ...LEAST_ORDER, customer: ['account:123'], receiver: 'account:1' })}\n`;
    expect(await said(csv, 'csv', { customerOf })).toMatchObject([{ customer: ['k1.11'], receiver: 'k1.9' }]);
  });

  it('are refused with the place, and without the text', async () => {
    const value = { ...LEAST, customer: ['k1.2', 'Hong'] };
    expect(await said(JSON.stringify(value), 'jsonl', { customerOf })).toEqual([
      'orders:1 customer[1]: is no reference',
    ]);
    expect(
      await said(JSON.stringify({ ...LEAST, customer: ['k1.2'], receiver: 'Hong' }), 'jsonl', { customerOf }),
    ).toEqual(['orders:1 receiver: is no reference']);
    expect(await said(JSON.stringify({ ...LEAST, customer: [7] }), 'jsonl', { customerOf })).toEqual([
      'orders:1 customer[0]: got 7, expected a customer reference: 1 to 64 of A-Z a-z 0-9 _ . : -',
    ]);
  });

  it('are not made two of one with a blank in a cell', async () => {
    const csv = (customer: string): string =>
      `${ORDER_CSV_HEADER}\n${printOrderCsv({ ...LEAST_ORDER, customer: [customer] })}\n`;
    expect(await said(csv('k1.1 k1.2'), 'csv', { customerOf })).toMatchObject([
      { customer: ['k1.1', 'k1.2'] },
    ]);
    expect(await said(csv('account:1 account:2'), 'csv', { customerOf })).toEqual([
      'orders:2 customer: holds a blank, which parts one customer from the next: write opaque references, or one account id without blanks',
    ]);
  });
});
