import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisStock } from '../../../src/stores/redis/stock-store.js';
import type { StockStore } from '../../../src/stock/store.js';
import { hashOf } from './raw-keys.js';
import { openSale, type TestSale } from './sale.js';
import { serveRedis, type ServedRedis } from './server.js';

const LINES = [{ stockKey: 'EP-100', quantity: 1 }];
const TTL_MS = 10_000;

let redis: ServedRedis;

beforeAll(async () => {
  redis = await serveRedis();
});
afterAll(() => redis.stop());

describe('the clock of a sale', () => {
  it('stands still while the sale is frozen, and deadlines move on by the pause', async () => {
    const sale = await newSale();
    const start = sale.now();
    await reserve(sale.stock, 'o1');
    await sale.advance(4_000);
    await setMode(sale, 'freeze');
    await sale.advance(3_600_000);
    expect(await sale.stock.expire()).toMatchObject({ expired: 0 });
    expect(await expiresAt(sale, 'o1')).toBe(start + TTL_MS + 3_600_000);
    await setMode(sale, 'open');
    expect(await expiresAt(sale, 'o1')).toBe(start + TTL_MS + 3_600_000);
    await sale.advance(5_999);
    expect(await sale.stock.expire()).toMatchObject({ expired: 0 });
    await sale.advance(1);
    expect(await sale.stock.expire()).toMatchObject({ expired: 1 });
  });

  it('stands still while any scope is frozen, until the last of them goes on', async () => {
    const sale = await newSale();
    await reserve(sale.stock, 'o1');
    await setMode(sale, 'freeze', 'category:Audio');
    await sale.advance(1_000);
    await setMode(sale, 'freeze');
    await sale.advance(1_000);
    await setMode(sale, 'open', 'category:Audio');
    await sale.advance(1_000);
    expect((await hashOf(sale.client, sale.keys.meta)).get('frozenScopes')).toBe('1');
    await setMode(sale, 'open');
    const meta = await hashOf(sale.client, sale.keys.meta);
    expect([meta.get('frozenScopes'), meta.get('frozenAtMs'), meta.get('pausedMs')]).toEqual([
      '0',
      '0',
      '3000',
    ]);
    await sale.advance(TTL_MS - 1);
    expect(await sale.stock.expire()).toMatchObject({ expired: 0 });
    await sale.advance(1);
    expect(await sale.stock.expire()).toMatchObject({ expired: 1 });
  });

  it('goes on when a frozen scope is closed instead: closed lets deadlines run', async () => {
    const sale = await newSale();
    await reserve(sale.stock, 'o1');
    await setMode(sale, 'freeze');
    await sale.advance(1_000);
    await setMode(sale, 'closed');
    await sale.advance(TTL_MS);
    expect(await sale.stock.expire()).toMatchObject({ expired: 1 });
  });

  it('adds up every pause', async () => {
    const sale = await newSale();
    const start = sale.now();
    await reserve(sale.stock, 'o1');
    for (let pause = 0; pause < 5; pause += 1) {
      await setMode(sale, 'freeze');
      await sale.advance(7_000);
      await setMode(sale, 'open');
      await sale.advance(10);
    }
    expect(await expiresAt(sale, 'o1')).toBe(start + TTL_MS + 35_000);
    expect(await reserve(sale.stock, 'o2')).toEqual({ kind: 'reserved', expiresAt: sale.now() + TTL_MS });
  });

  it('does not go back with the clock of the server: nothing is expired twice or anew', async () => {
    const sale = await newSale();
    await reserve(sale.stock, 'o1');
    await sale.advance(TTL_MS);
    expect(await sale.stock.expire()).toMatchObject({ expired: 1 });
    await sale.advance(-3_600_000);
    expect(await sale.stock.expire()).toMatchObject({ expired: 0 });
    await reserve(sale.stock, 'o2');
    const [score] = await deadlinesOf(sale, 'o2');
    expect(score, 'counted from the highest clock that was seen').toBe(2 * TTL_MS);
    expect((await hashOf(sale.client, sale.keys.meta)).get('floorMs')).toBe(String(TTL_MS));
  });

  it('keeps the queue in order over a step back', async () => {
    const sale = await newSale();
    await sale.advance(5_000);
    await reserve(sale.stock, 'before');
    await sale.advance(-4_000);
    await reserve(sale.stock, 'after');
    const deadlines = [...(await deadlinesOf(sale, 'before')), ...(await deadlinesOf(sale, 'after'))];
    expect(deadlines).toEqual([15_000, 15_000]);
    await sale.advance(14_000);
    expect(await sale.stock.expire()).toEqual({ kind: 'swept', expired: 2, more: false });
  });

  it('survives a step back during a freeze', async () => {
    const sale = await newSale();
    await reserve(sale.stock, 'o1');
    await setMode(sale, 'freeze');
    await sale.advance(-60_000);
    await setMode(sale, 'open');
    const meta = await hashOf(sale.client, sale.keys.meta);
    expect(meta.get('pausedMs')).toBe('0');
    expect(await sale.stock.expire()).toMatchObject({ expired: 0 });
    await sale.advance(60_000 + TTL_MS);
    expect(await sale.stock.expire()).toMatchObject({ expired: 1 });
  });

  it('is the clock of the server: a real sale counts its ttl from TIME', async () => {
    const stock = redisStock(redis.client, { saleId: 'real-time', deadlineMs: 20_000 });
    await stock.open({ allotments: [{ stockKey: 'EP-100', quantity: 1 }], ttlMs: 60_000 });
    const before = await serverMs();
    const verdict = await reserve(stock, 'o1');
    const after = await serverMs();
    expect(verdict.kind).toBe('reserved');
    const at = verdict.kind === 'reserved' ? verdict.expiresAt - 60_000 : 0;
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(after);
  });
});

function newSale(): Promise<TestSale> {
  return openSale(redis.client, { allotments: [{ stockKey: 'EP-100', quantity: 10 }], ttlMs: TTL_MS });
}

function reserve(stock: StockStore, id: string): ReturnType<StockStore['reserve']> {
  return stock.reserve({ id, owners: ['k'], lines: LINES });
}

async function setMode(sale: TestSale, mode: 'open' | 'freeze' | 'closed', scope = 'sale'): Promise<void> {
  const verdict = await sale.stock.setMode({ mode, scope, actor: 'kim', approver: 'lee', reason: 'a test' });
  expect(verdict.kind).toBe('changed');
}

async function expiresAt(sale: TestSale, id: string): Promise<number | undefined> {
  const verdict = await sale.stock.status(id);
  return verdict.kind === 'found' ? verdict.reservation.expiresAt : undefined;
}

/** The deadline a record holds, ms of the sale's clock. */
async function deadlinesOf(sale: TestSale, id: string): Promise<readonly number[]> {
  const record = (await hashOf(sale.client, sale.keys.reservations)).get(id) ?? '';
  return [...record.matchAll(/^[a-z](\d+)/g)].map(([, deadline]) => Number(deadline));
}

async function serverMs(): Promise<number> {
  const [seconds, micros] = (await redis.client.time()) as readonly (number | string)[];
  return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
}
