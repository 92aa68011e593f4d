import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runClosedLoop } from '../../bench/stock/closed-loop.js';
import { connectRedis, readCounters, setCounters, stockKeyName } from '../../bench/stock/connect.js';
import type { Contestant, SaleStock } from '../../bench/stock/contestant.js';
import { CONTESTANT_IDS, startContestant } from '../../bench/stock/contestants.js';
import { Ledger, requireHonest } from '../../bench/stock/ledger.js';
import { OrderStream, skusOf } from '../../bench/stock/orders.js';
import { REDUCED_USES, saleguard } from '../../bench/stock/saleguard.js';
import { redisStock } from '../../src/stores/redis/stock-store.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';

let server: RedisServer;

beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(async () => {
  await server.stop();
});

const STOCK: SaleStock = { skus: skusOf(3), quantity: 20 };

/** Sells until long after the stock is gone. @returns units sold of each SKU, in the order of the stock. */
async function stampede(contestant: Contestant, lineCount: number): Promise<number[]> {
  await contestant.prepare(STOCK);
  const ledger = new Ledger();
  const orders = new OrderStream(STOCK, lineCount);
  await runClosedLoop(contestant, { orders, ledger }, { inFlight: 32, orderMax: 200, durationMs: 30_000 });
  const units = ledger.units();
  await requireHonest(contestant, STOCK, units);
  return STOCK.skus.map((sku) => units.get(sku) ?? 0);
}

async function requireExactSales(contestant: Contestant): Promise<void> {
  try {
    const all = STOCK.skus.map(() => STOCK.quantity);
    expect(await stampede(contestant, 1)).toEqual(all);
    // Every order wants every SKU: nobody can be left with a part of one.
    expect(await stampede(contestant, 3)).toEqual(all);
    for (const units of await stampede(contestant, 2)) expect(units).toBeLessThanOrEqual(STOCK.quantity);
  } finally {
    await contestant.stop();
  }
}

describe('the contestants', () => {
  it.each(CONTESTANT_IDS)('%s sells exactly the stock and never more', async (id) => {
    const entrant = await startContestant(id, { place: server, redisStock });
    if (!('skipped' in entrant)) await requireExactSales(entrant);
    // The one that needs a server of another kind may be missing, and then says why.
    else expect([id, entrant.skipped]).toEqual(['postgres', expect.stringMatching(/PostgreSQL|initdb/)]);
  });

  it.each(REDUCED_USES)('saleguard with $title sells exactly the stock and never more', async (use) => {
    await requireExactSales(await saleguard(redisStock, server, use));
  });

  it('are refused when they read, compare and write without a guard', async () => {
    const client = await connectRedis(server, 'on');
    const naive: Contestant = {
      id: 'naive',
      title: 'naive',
      prepare: ({ skus, quantity }) => setCounters(client, skus, quantity),
      async reserve({ lines }) {
        const key = stockKeyName(lines[0]?.stockKey ?? '');
        const left = Number(await client.get(key));
        if (left > 0) await client.set(key, left - 1);
        return left > 0;
      },
      left: () => readCounters(client, STOCK.skus),
      stop: async () => {
        await client.quit();
      },
    };
    try {
      await expect(stampede(naive, 1)).rejects.toThrow(/^naive: of 20 units of EP-\d+ it sold \d{2,3} and/);
    } finally {
      await naive.stop();
    }
  });
});
