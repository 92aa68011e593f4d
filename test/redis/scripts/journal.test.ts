import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StockStore } from '../../../src/stock/store.js';
import { hashOf, journalOf, type JournalEvent } from './raw-keys.js';
import { openSale, type TestSale } from './sale.js';
import { serveRedis, type ServedRedis } from './server.js';

const LINES = [{ stockKey: 'A', quantity: 2 }];
const PEOPLE = { actor: 'kim', approver: 'lee', reason: 'a test' };

let redis: ServedRedis;

beforeAll(async () => {
  redis = await serveRedis();
});
afterAll(() => redis.stop());

describe('the journal', () => {
  it('begins with the opening, its digest, epoch and budget', async () => {
    const sale = await openSale(redis.client, {
      allotments: [{ stockKey: 'A', quantity: 5 }],
      epoch: 7,
      lossBudgetMinor: 100,
    });
    const [first] = await journalOf(sale.client, sale.keys);
    const digest = (await hashOf(sale.client, sale.keys.meta)).get('allotments') ?? '';
    expect(digest).toHaveLength(43);
    expect(first).toEqual({ seq: 1, events: [['o', digest, '7', '100']] });
  });

  it.each<[string, (stock: StockStore, sale: TestSale) => Promise<unknown>, readonly JournalEvent[]]>([
    ['a reserve', async (stock) => reserve(stock, 'o1'), [['r', 'o1', '600000', '', '2\x1eA']]],
    [
      'the begin of a payment',
      async (stock) => {
        await reserve(stock, 'o1');
        await stock.beginPayment({ id: 'o1', ttlMs: 700_000 });
      },
      [['p', 'o1', '700000']],
    ],
    [
      'an extension',
      async (stock) => {
        await reserve(stock, 'o1');
        await stock.extend({ id: 'o1', attempt: 1, ttlMs: 800_000 });
      },
      [['t', 'o1', '1', '800000']],
    ],
    ['a commit', async (stock) => sell(stock, 'o1'), [['c', 'o1', 'pay']]],
    [
      'a rescue',
      async (stock, sale) => {
        await reserve(stock, 'o1');
        await sale.advance(600_000);
        await stock.commit({ id: 'o1', paymentRef: 'pay', late: 'rescue' });
      },
      [
        ['e', 'o1'],
        ['R', 'o1', 'pay'],
      ],
    ],
    [
      'a release',
      async (stock) => {
        await reserve(stock, 'o1');
        await stock.release({ id: 'o1' });
      },
      [['x', 'o1']],
    ],
    [
      'a takeover',
      async (stock) => {
        await reserve(stock, 'o1');
        await stock.supersede({ id: 'o2', owners: ['k1.ann'], lines: LINES, previousId: 'o1' });
      },
      [
        ['u', 'o1', 'o2'],
        ['r', 'o2', '600000', '', '2\x1eA'],
      ],
    ],
    [
      'a partial restore',
      async (stock) => {
        await sell(stock, 'o1');
        await stock.restore({
          id: 'o1',
          restoreId: 'b1',
          to: 'quarantine',
          lines: [{ stockKey: 'A', quantity: 1 }],
        });
      },
      [['b', 'o1', 'b1\x1cq\x1c1\x1cA']],
    ],
    [
      'a full restore',
      async (stock) => {
        await sell(stock, 'o1');
        await stock.restore({ id: 'o1', restoreId: 'b1', to: 'stock' });
      },
      [['b', 'o1', 'b1\x1cS\x1c2\x1cA']],
    ],
    [
      'a sweep',
      async (stock, sale) => {
        await reserve(stock, 'o1');
        await reserve(stock, 'o2');
        await sale.advance(600_000);
        await stock.expire();
      },
      [
        ['e', 'o1'],
        ['e', 'o2'],
      ],
    ],
    ['a restock', async (stock) => stock.restock({ id: 'a1', lines: LINES }), [['+', 'a1', '2\x1eA']]],
    ['a withdrawal', async (stock) => stock.withdraw({ id: 'a1', lines: LINES }), [['-', 'a1', '2\x1eA']]],
    [
      'a change of mode',
      async (stock) => stock.setMode({ mode: 'drain', scope: 'category:Audio', ...PEOPLE }),
      [['m', 'category:Audio', 'kim', 'drain', 'kim', 'lee', 'a test', '', '']],
    ],
    [
      'a probe on the hold of another person',
      async (stock) => {
        await stock.setMode({ mode: 'freeze', ...PEOPLE });
        await stock.setMode({ mode: 'probe', sample: 3, actor: 'joe', approver: 'lee', reason: 'a look' });
      },
      [['m', 'sale', 'kim', 'probe', 'joe', 'lee', 'a look', '3', '']],
    ],
    [
      'an order that waits for a person',
      async (stock) =>
        stock.reserve({ id: 'o1', owners: ['k1.ann'], lines: LINES, review: true, note: 'secret' }),
      [['v', 'o1', '600000', '', '2\x1eA']],
    ],
    [
      'what the person said',
      async (stock) => {
        await stock.reserve({ id: 'o1', owners: ['k1.ann'], lines: LINES, review: true });
        await stock.resolveReview({
          id: 'o1',
          decision: 'accept',
          ttlMs: 700_000,
          actor: 'kim',
          reason: 'ok',
        });
      },
      [['w', 'o1', 'a', 'kim', 'ok', '700000']],
    ],
    [
      'that the person did not want it',
      async (stock) => {
        await stock.reserve({ id: 'o1', owners: ['k1.ann'], lines: LINES, review: true });
        await stock.resolveReview({ id: 'o1', decision: 'reject', actor: 'kim', reason: 'no' });
      },
      [['w', 'o1', 'j', 'kim', 'no', '']],
    ],
    [
      'another price book',
      async (stock) => stock.setEpoch({ epoch: 3, overlapMs: 1_000, actor: 'kim', reason: 'new prices' }),
      [['n', '3', '', '1000', 'kim', 'new prices', '']],
    ],
    [
      'the reserve that trips the loss budget',
      async (stock) => stock.reserve({ id: 'o1', owners: ['k1.ann'], lines: LINES, markdownMinor: 950 }),
      [
        ['r', 'o1', '600000', '950', '2\x1eA'],
        ['T', '1', 'loss_budget', 'sale', 'drain', '1800000000000', '950', '0', '1000'],
      ],
    ],
  ])('tells %s, in the same write as its effect', async (_, act, events) => {
    const sale = await openSale(redis.client, {
      allotments: [{ stockKey: 'A', quantity: 50, markdownMinor: 100 }],
      lossBudgetMinor: 1_000,
    });
    await act(sale.stock, sale);
    const journal = await journalOf(sale.client, sale.keys);
    expect(journal.at(-1)?.events).toEqual(events);
    const seqs = journal.map((entry) => entry.seq);
    const counts = journal.map((entry) => entry.events.length);
    expect(seqs).toEqual(
      counts.map((__, at) => counts.slice(0, at + 1).reduce((sum, count) => sum + count, 0)),
    );
    expect((await hashOf(sale.client, sale.keys.meta)).get('seq')).toBe(String(seqs.at(-1)));
  });

  it('gets one entry for a whole batch, in the order of the calls', async () => {
    const sale = await openSale(redis.client, { allotments: [{ stockKey: 'A', quantity: 50 }] });
    await Promise.all(['o1', 'o2', 'o3'].map((id) => reserve(sale.stock, id)));
    const journal = await journalOf(sale.client, sale.keys);
    expect(journal).toHaveLength(2);
    expect(journal[1]?.events.map(([letter, id]) => `${letter} ${id}`)).toEqual(['r o1', 'r o2', 'r o3']);
    expect(journal[1]?.seq).toBe(4);
  });

  it('gets nothing for what had no effect', async () => {
    const sale = await openSale(redis.client, { allotments: [{ stockKey: 'A', quantity: 2 }] });
    await reserve(sale.stock, 'o1');
    const before = await journalOf(sale.client, sale.keys);
    await reserve(sale.stock, 'o1');
    await reserve(sale.stock, 'o2');
    await sale.stock.commit({ id: 'nobody', paymentRef: 'p' });
    await sale.stock.expire();
    await sale.stock.status('o1');
    await sale.stock.snapshot();
    await sale.stock.setMode({ mode: 'open', ...PEOPLE });
    expect(await journalOf(sale.client, sale.keys)).toEqual(before);
  });
});

function reserve(stock: StockStore, id: string): Promise<unknown> {
  return stock.reserve({ id, owners: ['k1.ann'], lines: LINES });
}

async function sell(stock: StockStore, id: string): Promise<void> {
  await reserve(stock, id);
  await stock.commit({ id, paymentRef: 'pay' });
}
