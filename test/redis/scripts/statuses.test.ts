import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSale } from './sale.js';
import { serveRedis, type ServedRedis } from './server.js';

let redis: ServedRedis;

beforeAll(async () => {
  redis = await serveRedis();
});
afterAll(() => redis.stop());

describe('a crowd that asks what became of its orders', () => {
  it('costs one script call for each 64 of one turn, and everybody hears of their own', async () => {
    const { stock } = await openSale(redis.client, { allotments: [{ stockKey: 'A', quantity: 100 }] });
    const ids = Array.from({ length: 100 }, (_, at) => `o${at}`);
    const lines = [{ stockKey: 'A', quantity: 1 }];
    await Promise.all(ids.map((id) => stock.reserve({ id, owners: ['k1.ann'], lines })));
    await stock.restock({ id: 'a1', lines });
    await stock.status('o1');
    await redis.client.config('RESETSTAT');
    const verdicts = await Promise.all([...ids, 'nobody', 'a1'].map((id) => stock.status(id)));
    expect(verdicts.slice(0, 100)).toMatchObject(ids.map((id) => ({ kind: 'found', reservation: { id } })));
    expect(verdicts.slice(100)).toEqual([{ kind: 'unknown_id' }, { kind: 'unknown_id' }]);
    expect(await redis.client.info('commandstats')).toMatch(/cmdstat_evalsha:calls=2,/);
  });
});
