import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STOCK_LIMITS } from '../../../src/stock/limits.js';
import { hashOf, journalOf } from './raw-keys.js';
import { openSale, type TestSale } from './sale.js';
import { serveRedis, type ServedRedis } from './server.js';

const ORDER = { id: 'o1', owners: ['k1.ann'], lines: [{ stockKey: 'EP-100', quantity: 1 }], note: 'n' };
const RESCUE = { id: 'o1', paymentRef: 'p1', late: 'rescue' } as const;
const REFUSED_BEFORE = { kind: 'expired', rescue: { reason: 'payment_refused' } };
const US = '\x1f';
const RS = '\x1e';
const FS = '\x1c';

let redis: ServedRedis;

beforeAll(async () => {
  redis = await serveRedis({ config: { 'maxmemory-policy': 'noeviction' } });
});
afterAll(() => redis.stop());

/** An order that has lapsed. */
async function lapsed(): Promise<TestSale> {
  const sale = await openSale(redis.client);
  await sale.stock.reserve({ ...ORDER, ttlMs: 1_000 });
  await sale.advance(1_000);
  return sale;
}

async function recordOf({ client, keys }: TestSale): Promise<string | undefined> {
  return (await hashOf(client, keys.reservations)).get('o1');
}

const BODY = ['', '', '', '', 'k1.ann', `1${RS}EP-100`].join(US);

describe('a late payment that was refused', () => {
  it('stands in the record of its order, beside those before it, and in the journal', async () => {
    const sale = await lapsed();
    for (const paymentRef of ['p1', 'p2', 'p1']) await sale.stock.commit({ id: 'o1', paymentRef });
    const extra = ['', '', `p1${FS}p2`, '', '', 'n', ''].join(RS);
    expect(await recordOf(sale)).toBe(`e1000${US}${extra}${US}${BODY}`);
    const told = (await journalOf(sale.client, sale.keys)).flatMap(({ events }) => events);
    expect(told.slice(2)).toEqual([
      ['e', 'o1'],
      ['l', 'o1', 'p1'],
      ['l', 'o1', 'p2'],
    ]);
    expect(await sale.stock.status('o1')).toMatchObject({
      reservation: { state: 'expired', paymentRef: undefined, note: 'n' },
    });
  });

  it('is refused by every process, also in one batch', async () => {
    const sale = await lapsed();
    const other = sale.neighbour();
    await sale.stock.commit({ id: 'o1', paymentRef: 'p1' });
    expect(await other.commit(RESCUE)).toEqual(REFUSED_BEFORE);
    const together = await Promise.all([
      other.commit({ id: 'o1', paymentRef: 'p2' }),
      other.commit({ ...RESCUE, paymentRef: 'p2' }),
    ]);
    expect(together).toEqual([{ kind: 'expired', rescue: undefined }, REFUSED_BEFORE]);
  });

  it('is refused by a server that was out of memory when it came', async () => {
    const sale = await lapsed();
    await redis.client.config('SET', 'maxmemory', '1mb');
    try {
      expect(await sale.stock.commit(RESCUE)).toMatchObject({ rescue: { reason: 'unavailable' } });
    } finally {
      await redis.client.config('SET', 'maxmemory', '0');
    }
    expect(await sale.stock.commit(RESCUE)).toEqual(REFUSED_BEFORE);
  });

  it('gives way to the payment that buys the order', async () => {
    const sale = await lapsed();
    await sale.stock.commit({ id: 'o1', paymentRef: 'p1' });
    expect(await sale.stock.commit({ ...RESCUE, paymentRef: 'p2' })).toMatchObject({ kind: 'committed' });
    const extra = ['', '', 'p2', '', '', 'n', ''].join(RS);
    expect(await recordOf(sale)).toBe(`c1000${US}${extra}${US}${BODY}`);
  });

  it('makes a record no longer than the documented number of references', async () => {
    const sale = await lapsed();
    const long = (at: number): string => `${at}-`.padEnd(STOCK_LIMITS.idLengthMax, 'x');
    const most = STOCK_LIMITS.refusedPaymentsMax;
    for (let at = 0; at < most; at += 1) await sale.stock.commit({ id: 'o1', paymentRef: long(at) });
    const full = await recordOf(sale);
    expect(full).toContain(long(most - 1));
    expect(await sale.stock.commit({ ...RESCUE, paymentRef: long(most) })).toEqual(REFUSED_BEFORE);
    expect(await recordOf(sale)).toBe(full);
  });
});

describe('an order that is bought in time', () => {
  it('has the record it always had', async () => {
    const sale = await openSale(redis.client);
    const { note: _, ...plain } = ORDER;
    await sale.stock.reserve({ ...plain, ttlMs: 1_000 });
    expect(await recordOf(sale)).toBe(`r1000${US}${US}${BODY}`);
    await sale.stock.commit({ id: 'o1', paymentRef: 'p1' });
    expect(await recordOf(sale)).toBe(`c1000${US}${['', '', 'p1', '', '', '', ''].join(RS)}${US}${BODY}`);
  });

  it('costs the same few commands: nothing is looked up for payments that come late', async () => {
    const sale = await openSale(redis.client);
    await sale.stock.reserve({ ...ORDER, ttlMs: 1_000 });
    await redis.client.config('RESETSTAT');
    await sale.stock.commit({ id: 'o1', paymentRef: 'p1' });
    expect(await commandsRun()).toEqual({ hlen: 3, hmget: 3, hset: 3, llen: 1, xadd: 1, xlen: 1, zcard: 1 });
  });
});

/** How often each command on a key ran since the statistics were reset. */
async function commandsRun(): Promise<Readonly<Record<string, number>>> {
  const text = await redis.client.info('commandstats');
  const found = [...text.matchAll(/cmdstat_((?:[hlzx]|rp|lp)[a-z]+):calls=(\d+)/g)];
  return Object.fromEntries(found.map(([, name = '', calls = '']) => [name, Number(calls)]));
}
