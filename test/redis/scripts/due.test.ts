import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from './raw-keys.js';
import { openSale, type TestSale } from './sale.js';
import { serveRedis, type ServedRedis } from './server.js';

const TTL_MS = 10_000;
const LINES = [{ stockKey: 'EP-100', quantity: 1 }];

let redis: ServedRedis;

beforeAll(async () => {
  redis = await serveRedis();
});
afterAll(() => redis.stop());

describe('the queue of deadlines', () => {
  it('keeps those of the sale ttl in a list and all others in a sorted set', async () => {
    const { stock, client, keys } = await newSale(10);
    await stock.reserve({ id: 'own', owners: ['k'], lines: LINES });
    await stock.reserve({ id: 'same', owners: ['k'], lines: LINES, ttlMs: TTL_MS });
    await stock.reserve({ id: 'other', owners: ['k'], lines: LINES, ttlMs: 5_000 });
    expect(await client.lrange(keys.due, 0, -1)).toEqual(['own', 'same']);
    expect(await client.zrange(keys.later, '0', '-1', 'WITHSCORES')).toEqual(['other', '5000']);
  });

  it('moves a reservation that is paid or extended to the sorted set, under its newest deadline', async () => {
    const { stock, client, keys } = await newSale(10);
    await stock.reserve({ id: 'o1', owners: ['k'], lines: LINES });
    await stock.beginPayment({ id: 'o1', ttlMs: 20_000 });
    expect(await client.zrange(keys.later, '0', '-1', 'WITHSCORES')).toEqual(['o1', '20000']);
    await stock.extend({ id: 'o1', attempt: 1, ttlMs: 30_000 });
    expect(await client.zrange(keys.later, '0', '-1', 'WITHSCORES')).toEqual(['o1', '30000']);
  });

  it('steps over a record that cannot be read, and says so in the journal', async () => {
    const sale = await newSale(10);
    const { stock, client, keys } = sale;
    for (const id of ['bad', 'bad-body', 'good']) await stock.reserve({ id, owners: ['k'], lines: LINES });
    await stock.reserve({ id: 'bad-later', owners: ['k'], lines: LINES, ttlMs: 5_000 });
    await stock.reserve({ id: 'good-later', owners: ['k'], lines: LINES, ttlMs: 5_000 });
    for (const id of ['bad', 'bad-later']) await client.hset(keys.reservations, id, 'garbage');
    await client.hset(keys.reservations, 'bad-body', 'r10000\u001f\u001fgarbage');
    await sale.advance(20_000);
    const short = await stock.reserve({
      id: 'o2',
      owners: ['k'],
      lines: [{ stockKey: 'EP-100', quantity: 11 }],
    });
    expect(short).toMatchObject({ kind: 'refused', reason: 'insufficient' });
    expect(await stock.expire()).toMatchObject({ kind: 'swept' });
    expect(await client.exists(keys.due, keys.later)).toBe(0);
    // What could be read has lapsed; the units of the others wait for a person.
    expect((await hashOf(client, keys.stock)).get('EP-100')).toBe('10 3 0 0 0 0');
    await expect(stock.status('bad')).rejects.toMatchObject({ code: 'corrupt-state' });
    const journal = JSON.stringify(await client.xrange(keys.journal, '-', '+'));
    for (const id of ['bad', 'bad-body', 'bad-later']) expect(journal).toContain(`k\\u001f${id}`);
  });

  it('is empty after the sweeper, whatever became of its reservations', async () => {
    const sale = await newSale(10);
    const { stock, client, keys } = sale;
    for (const id of ['lapsed', 'released', 'bought', 'paying', 'extended'])
      await stock.reserve({ id, owners: ['k'], lines: LINES });
    for (const id of ['lapsed-2', 'released-2', 'bought-2'])
      await stock.reserve({ id, owners: ['k'], lines: LINES, ttlMs: 5_000 });
    for (const id of ['released', 'released-2']) await stock.release({ id });
    for (const id of ['bought', 'bought-2']) await stock.commit({ id, paymentRef: 'p' });
    await stock.beginPayment({ id: 'paying', ttlMs: 15_000 });
    await stock.extend({ id: 'extended', attempt: 1, ttlMs: 12_000 });
    await sale.advance(20_000);
    expect(await stock.expire()).toEqual({ kind: 'swept', expired: 4, more: false });
    expect(await client.exists(keys.due, keys.later)).toBe(0);
    expect((await hashOf(client, keys.stock)).get('EP-100')).toBe('10 0 2 0 0 0');
    expect(await stock.expire()).toEqual({ kind: 'swept', expired: 0, more: false });
  });

  it('keeps the entry of what is not due', async () => {
    const sale = await newSale(10);
    const { stock, client, keys } = sale;
    await stock.reserve({ id: 'first', owners: ['k'], lines: LINES });
    await sale.advance(5_000);
    await stock.reserve({ id: 'second', owners: ['k'], lines: LINES });
    await sale.advance(5_000);
    expect(await stock.expire()).toEqual({ kind: 'swept', expired: 1, more: false });
    expect(await client.lrange(keys.due, 0, -1)).toEqual(['second']);
    expect(await stock.status('second')).toMatchObject({ reservation: { state: 'reserved' } });
  });

  it('expires at its deadline, not a ms before', async () => {
    const sale = await newSale(1);
    await sale.stock.reserve({ id: 'o1', owners: ['k'], lines: LINES });
    await sale.advance(TTL_MS - 1);
    expect(await sale.stock.expire()).toMatchObject({ expired: 0 });
    await sale.advance(1);
    expect(await sale.stock.expire()).toMatchObject({ expired: 1 });
  });

  it('is looked at in bounded bites: a sweep of two, three times for five', async () => {
    const sale = await newSale(10);
    for (const id of ['a', 'b', 'c']) await sale.stock.reserve({ id, owners: ['k'], lines: LINES });
    for (const id of ['d', 'e']) await sale.stock.reserve({ id, owners: ['k'], lines: LINES, ttlMs: 2_000 });
    await sale.advance(TTL_MS);
    const sweeps = [];
    for (let sweep = 0; sweep < 3; sweep += 1) sweeps.push(await sale.stock.expire({ limit: 2 }));
    expect(sweeps).toEqual([
      { kind: 'swept', expired: 2, more: true },
      { kind: 'swept', expired: 2, more: true },
      { kind: 'swept', expired: 1, more: false },
    ]);
  });
});

describe('the sweep inside a reserve', () => {
  it('frees lapsed units before it says insufficient', async () => {
    const sale = await newSale(2);
    for (const id of ['a', 'b']) await sale.stock.reserve({ id, owners: ['k'], lines: LINES });
    await sale.advance(TTL_MS);
    expect(await sale.stock.reserve({ id: 'c', owners: ['k'], lines: LINES })).toMatchObject({
      kind: 'reserved',
    });
    expect(await sale.client.lrange(sale.keys.due, 0, -1)).toEqual(['c']);
    expect((await hashOf(sale.client, sale.keys.stock)).get('EP-100')).toBe('2 1 0 0 0 0');
  });

  it('looks at 64 reservations, not more', async () => {
    const sale = await newSale(200);
    const owners = ['k'];
    await Promise.all(
      Array.from({ length: 200 }, (_, at) => sale.stock.reserve({ id: `o${at}`, owners, lines: LINES })),
    );
    await sale.advance(TTL_MS);
    const all = [{ stockKey: 'EP-100', quantity: 100 }];
    expect(await sale.stock.reserve({ id: 'much', owners, lines: all })).toMatchObject({
      reason: 'insufficient',
      shortages: [{ requested: 100, available: 64, reserved: 136 }],
    });
    expect(await sale.client.llen(sale.keys.due)).toBe(136);
    expect(await sale.stock.reserve({ id: 'much', owners, lines: all })).toMatchObject({ kind: 'reserved' });
  });

  it('happens once for a whole batch', async () => {
    const sale = await newSale(200);
    const owners = ['k'];
    await Promise.all(
      Array.from({ length: 200 }, (_, at) => sale.stock.reserve({ id: `o${at}`, owners, lines: LINES })),
    );
    await sale.advance(TTL_MS);
    const all = [{ stockKey: 'EP-100', quantity: 65 }];
    const verdicts = await Promise.all(
      ['a', 'b', 'c'].map((id) => sale.stock.reserve({ id, owners, lines: all })),
    );
    for (const verdict of verdicts) expect(verdict).toMatchObject({ reason: 'insufficient' });
    expect(await sale.client.llen(sale.keys.due)).toBe(136);
  });

  it('spares who is paying, also past the deadline; the sweeper does not', async () => {
    const sale = await newSale(1);
    await sale.stock.reserve({ id: 'payer', owners: ['k'], lines: LINES });
    await sale.stock.beginPayment({ id: 'payer', ttlMs: 2_000 });
    await sale.advance(60_000);
    expect(await sale.stock.reserve({ id: 'other', owners: ['k2'], lines: LINES })).toMatchObject({
      reason: 'insufficient',
    });
    expect(await sale.stock.status('payer')).toMatchObject({ reservation: { state: 'paying' } });
    expect(await sale.stock.expire()).toMatchObject({ expired: 1 });
    expect(await sale.stock.reserve({ id: 'other', owners: ['k2'], lines: LINES })).toMatchObject({
      kind: 'reserved',
    });
  });

  it('names the next chance: the first deadline, or none when all is bought', async () => {
    const sale = await newSale(2);
    const start = sale.now();
    await sale.stock.reserve({ id: 'a', owners: ['k'], lines: LINES });
    await sale.advance(1_000);
    await sale.stock.reserve({ id: 'b', owners: ['k'], lines: LINES, ttlMs: 4_000 });
    const order = { owners: ['k'], lines: LINES };
    expect(await sale.stock.reserve({ id: 'c', ...order })).toMatchObject({ nextChanceAt: start + 5_000 });
    await sale.stock.commit({ id: 'b', paymentRef: 'p' });
    expect(await sale.stock.reserve({ id: 'c', ...order })).toMatchObject({ nextChanceAt: start + TTL_MS });
    await sale.stock.commit({ id: 'a', paymentRef: 'p' });
    const sold = await sale.stock.reserve({ id: 'c', ...order });
    expect(sold).toMatchObject({ reason: 'insufficient', shortages: [{ available: 0, reserved: 0 }] });
    expect(sold).toMatchObject({ nextChanceAt: undefined });
  });

  it('names no later chance than there is when the first of the queue was moved on in the same batch', async () => {
    const sale = await newSale(2);
    const start = sale.now();
    for (const id of ['a', 'b']) await sale.stock.reserve({ id, owners: ['k'], lines: LINES, ttlMs: 1_000 });
    const [, refused] = await Promise.all([
      sale.stock.beginPayment({ id: 'a', ttlMs: 5_000 }),
      sale.stock.reserve({ id: 'c', owners: ['k'], lines: LINES }),
    ]);
    expect(refused).toMatchObject({ reason: 'insufficient', nextChanceAt: start + 1_000 });
  });

  it('counts what it freed once when the order takes over the very reservation that lapsed', async () => {
    const sale = await newSale(2);
    await sale.stock.reserve({ id: 'a', owners: ['k'], lines: LINES });
    await sale.stock.reserve({ id: 'b', owners: ['k2'], lines: LINES });
    await sale.stock.commit({ id: 'b', paymentRef: 'p' });
    await sale.advance(TTL_MS);
    const next = { id: 'c', owners: ['k'], lines: [{ stockKey: 'EP-100', quantity: 2 }], previousId: 'a' };
    expect(await sale.stock.supersede(next)).toMatchObject({
      reason: 'insufficient',
      shortages: [{ requested: 2, available: 1, reserved: 0 }],
    });
    expect((await hashOf(sale.client, sale.keys.stock)).get('EP-100')).toBe('2 0 1 0 0 0');
  });
});

describe('a scope with a mode of its own', () => {
  it('stops no order that does not carry it', async () => {
    const sale = await newSale(2);
    await sale.stock.setMode({ mode: 'closed', scope: 'category:Audio', actor: 'kim', reason: 'a test' });
    expect(await sale.stock.reserve({ id: 'a', owners: ['k'], lines: LINES })).toMatchObject({
      kind: 'reserved',
    });
    const audio = { id: 'b', owners: ['k'], lines: LINES, scopes: ['category:Audio'] };
    expect(await sale.stock.reserve(audio)).toMatchObject({ reason: 'mode', scope: 'category:Audio' });
  });
});

function newSale(quantity: number): Promise<TestSale> {
  return openSale(redis.client, { allotments: [{ stockKey: 'EP-100', quantity }], ttlMs: TTL_MS });
}
