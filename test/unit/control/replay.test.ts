import { describe, expect, it } from 'vitest';
import type { LeftOut, ReplayRow } from '../../../src/control/replay-input.js';
import { replayOrders } from '../../../src/control/replay.js';
import type { ReplayOptions } from '../../../src/control/replay-options.js';
import { memoryStock } from '../../../src/stores/memory/memory-stock.js';
import { builtInPolicy } from '../../../src/wire/policy.js';
import { entryOf, HEADER } from '../book/sample-book.js';
import { bookOfSale, MINUTE, OPEN, pastLine, pastOrder, policyOf, reportOf, rowsOf } from './replay-world.js';

const CHEAP = [pastLine('EP-100', { unitPriceMinor: 1_290 })];

async function replayRows(rows: readonly ReplayRow[], options: Partial<ReplayOptions> = {}) {
  const leftOut: LeftOut[] = [];
  const result = await replayOrders(rows, {
    book: await bookOfSale(),
    policy: builtInPolicy(),
    stock: memoryStock,
    on: { leftOut: (row) => leftOut.push(row) },
    ...options,
  });
  return { result, leftOut };
}

describe('replayOrders, by its prices', () => {
  it('counts verdicts, causes and amounts', async () => {
    const report = await reportOf([
      pastOrder('a'),
      pastOrder('b', { lines: CHEAP }),
      pastOrder('c', { lines: [pastLine('CABLE', { reductions: [{ promotionId: 'p', amountMinor: 1 }] })] }),
    ]);
    expect(report).toMatchObject({ judged: 3, paid: 3, firstAt: OPEN, lastAt: OPEN, isStockJudged: true });
    expect(report.policy.counts).toEqual({ admitted: 1, review: 0, rejected: 2 });
    expect(report.policy.amounts).toEqual([
      { verdict: 'admitted', currency: 'KRW', orderCount: 1, payableMinor: 12_900, markdownMinor: 7_000 },
      {
        verdict: 'rejected',
        currency: 'KRW',
        orderCount: 2,
        payableMinor: 1_290 + 4_999,
        markdownMinor: 18_610 + 1,
      },
    ]);
    expect(
      report.policy.causes.map(({ verdict, cause, orderCount }) => [verdict, cause, orderCount]),
    ).toEqual([
      ['rejected', 'below-floor', 2],
      ['rejected', 'unapproved-price', 1],
    ]);
    expect(report.policy.causes[1]?.examples.map(({ id, place }) => [id, place.line])).toEqual([['b', 2]]);
  });

  it('tells an order outside of the window by that alone', async () => {
    const report = await reportOf([
      pastOrder('early', { placedAt: OPEN - 1, lines: CHEAP }),
      pastOrder('a'),
      pastOrder('late', { placedAt: HEADER.endsAt }),
    ]);
    expect(report.policy.counts).toEqual({ admitted: 1, review: 0, rejected: 2 });
    expect(report.policy.causes.map(({ cause, orderCount }) => [cause, orderCount])).toEqual([
      ['order-window', 2],
    ]);
  });

  it('takes an order that the guard cannot read as refused, and says which field', async () => {
    const report = await reportOf([pastOrder('a', { channel: 'carrier-pigeon' })]);
    expect(report.policy.causes).toMatchObject([
      {
        cause: 'invalid_order',
        examples: [{ outcome: { problem: expect.stringContaining('channel: ') as string } }],
      },
    ]);
  });

  it('judges prices without any stock where it is ignored', async () => {
    const book = await bookOfSale([entryOf('EP-100', { allotment: 1, perCustomerMax: 1 })]);
    const orders = ['a', 'b'].map((id) => pastOrder(id, { customer: ['k1.same'] }));
    const ignored = await reportOf(orders, { book, stock: 'ignored' });
    expect(ignored).toMatchObject({
      isStockJudged: false,
      policy: { counts: { admitted: 2 }, tripCount: 0, bought: 0 },
    });
    const judged = await reportOf(orders, { book });
    expect(judged.policy.counts).toEqual({ admitted: 1, review: 0, rejected: 1 });
  });
});

describe('replayOrders, with what it does not judge', () => {
  const rows: readonly ReplayRow[] = [
    { kind: 'problem', file: 'orders.jsonl', line: 9, field: 'id', message: 'got nothing' },
    ...rowsOf([
      pastOrder('a'),
      pastOrder('x', { saleId: 'other' }),
      pastOrder('a'),
      pastOrder('a', { status: 'cancelled' }),
      pastOrder('__proto__'),
    ]),
  ];

  it('counts and hands on each row with its place and why', async () => {
    const { result, leftOut } = await replayRows(rows);
    expect(result).toMatchObject({
      kind: 'replayed',
      report: {
        judged: 2,
        leftOut: { unreadable: 1, otherSale: 1, repeated: 1, conflicting: 1 },
        otherSales: [{ saleId: 'other', orderCount: 1 }],
      },
    });
    expect(leftOut.map(({ because, place, first }) => [because, place.line, first?.line])).toEqual([
      ['unreadable', 9, undefined],
      ['otherSale', 2, undefined],
      ['repeated', 3, 1],
      ['conflicting', 4, 1],
    ]);
  });

  it('says when nothing of the sale was there, and of which sales the orders are', async () => {
    const { result } = await replayRows(
      rowsOf([pastOrder('a', { saleId: 'b' }), pastOrder('b', { saleId: 'b' })]),
    );
    expect(result).toEqual({
      kind: 'no-orders',
      leftOut: { unreadable: 0, otherSale: 2, repeated: 0, conflicting: 0 },
      otherSales: [{ saleId: 'b', orderCount: 2 }],
    });
  });

  it('refuses orders that are not handed in by time', async () => {
    const later = rowsOf([pastOrder('a', { placedAt: OPEN + 1 }), pastOrder('b')]);
    await expect(replayRows(later)).rejects.toThrow('orders.jsonl:2 the order b was placed before');
  });

  it('names the order whose amount no sum can hold', async () => {
    const lines = [pastLine('EP-100', { unitPriceMinor: Number.MAX_SAFE_INTEGER })];
    const { rejects } = expect(replayRows(rowsOf(['a', 'b'].map((id) => pastOrder(id, { lines })))));
    await rejects.toMatchObject({
      code: 'overflow',
      message: expect.stringContaining('orders.jsonl:2 ') as string,
    });
  });

  it('tells a book that makes no sale before it reads anything', async () => {
    const book = await bookOfSale([entryOf('EP-100')]);
    const unread = { [Symbol.iterator]: () => assertNever() };
    const options = { book, policy: builtInPolicy(), stock: memoryStock };
    expect(await replayOrders(unread, options)).toEqual({
      kind: 'unfit',
      problems: [{ problem: 'no-allotment', skus: ['EP-100'], count: 1 }],
    });
    expect((await replayRows(rowsOf([pastOrder('a')]), { book, stock: 'ignored' })).result.kind).toBe(
      'replayed',
    );
  });

  it('refuses options out of their range', async () => {
    await expect(replayRows([], { resumeAfterMs: 999 })).rejects.toThrow('resumeAfterMs is 999');
    await expect(replayRows([], { exampleMax: -1 })).rejects.toThrow('exampleMax is -1');
  });
});

describe('replayOrders, with two policies', () => {
  const lax = policyOf(
    'guard: { rules: { unapproved-price: { severityMax: warn }, below-floor: { severityMax: hold } } }',
  );
  const strict = builtInPolicy();
  const orders = [
    pastOrder('a'),
    pastOrder('b', { lines: CHEAP }),
    pastOrder('c'),
    pastOrder('d', { lines: CHEAP }),
  ];

  it('tells which verdicts differ, which way, and by what', async () => {
    const { difference, policy, against } = await reportOf(orders, { policy: strict, against: lax });
    expect([policy.counts.rejected, against?.counts.review]).toEqual([2, 2]);
    expect(difference).toMatchObject({ stricterCount: 2, milderCount: 0, otherCauseCount: 0 });
    expect(
      difference?.changes.map(({ from, to, cause, orderCount }) => [from, to, cause, orderCount]),
    ).toEqual([
      ['review', 'rejected', 'below-floor', 2],
      ['review', 'rejected', 'unapproved-price', 2],
    ]);
    const back = await reportOf(orders, { policy: lax, against: strict });
    expect(back.difference).toMatchObject({ stricterCount: 0, milderCount: 2 });
  });

  it('finds nothing between a policy and itself', async () => {
    const { difference, policy, against } = await reportOf(orders, { policy: strict, against: strict });
    expect(difference).toEqual({ stricterCount: 0, milderCount: 0, otherCauseCount: 0, changes: [] });
    expect(against).toEqual(policy);
  });

  it('tells the same verdict for another reason apart', async () => {
    const book = await bookOfSale([entryOf('EP-100', { allotment: 1 })]);
    const taken = [pastOrder('a'), pastOrder('b', { lines: CHEAP })];
    const free = policyOf(
      'guard: { rules: { unapproved-price: { enabled: false }, below-floor: { enabled: false } } }',
    );
    const { difference } = await reportOf(taken, { book, policy: strict, against: free });
    expect(difference).toEqual({ stricterCount: 0, milderCount: 0, otherCauseCount: 1, changes: [] });
  });

  it('gives units that one policy keeps back to the next order, and says so', async () => {
    const book = await bookOfSale([entryOf('EP-100', { allotment: 1 })]);
    const taken = [pastOrder('a', { lines: CHEAP }), pastOrder('b', { placedAt: OPEN + MINUTE })];
    const free = policyOf(
      'guard: { rules: { unapproved-price: { enabled: false }, below-floor: { enabled: false } } }',
    );
    const { difference } = await reportOf(taken, { book, policy: strict, against: free });
    expect(difference).toMatchObject({ stricterCount: 1, milderCount: 1 });
    expect(difference?.changes.map(({ to, cause }) => [to, cause])).toContainEqual(['admitted', 'sold_out']);
  });

  it('keeps as many examples of a cause as it is told', async () => {
    const { policy } = await reportOf(orders, { policy: strict, exampleMax: 1 });
    expect(policy.causes.map(({ orderCount, examples }) => [orderCount, examples.length])).toEqual([
      [2, 1],
      [2, 1],
    ]);
  });
});

function assertNever(): never {
  throw new Error('nothing is read');
}
