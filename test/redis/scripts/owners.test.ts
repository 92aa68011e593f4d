import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf, ownersOf } from './raw-keys.js';
import { openSale, type TestSale } from './sale.js';
import { serveRedis, type ServedRedis } from './server.js';

const LIMITED = { stockKey: 'A', quantity: 100, perCustomer: 3 };
const FREE = { stockKey: 'B', quantity: 100 };

let redis: ServedRedis;

beforeAll(async () => {
  redis = await serveRedis();
});
afterAll(() => redis.stop());

describe('the units of an owner', () => {
  it('are kept for limited stock keys alone', async () => {
    const sale = await newSale();
    await sale.stock.reserve({ id: 'o1', owners: ['ann', 'device'], lines: [of('A', 2), of('B', 5)] });
    expect(await ownersOf(sale.client, sale.keys)).toEqual(holding({ ann: 2, device: 2 }));
  });

  it('are not kept at all when nothing is limited', async () => {
    const sale = await openSale(redis.client, { allotments: [FREE] });
    await sale.stock.reserve({ id: 'o1', owners: ['ann'], lines: [of('B', 5)] });
    expect(await sale.client.exists(sale.keys.owners)).toBe(0);
    expect((await hashOf(sale.client, sale.keys.meta)).get('owners')).toBe('0');
  });

  it.each([
    ['release', async ({ stock }: TestSale) => stock.release({ id: 'o1' })],
    [
      'expiry',
      async (sale: TestSale) => {
        await sale.advance(600_000);
        return sale.stock.expire();
      },
    ],
    [
      'a full restore',
      async ({ stock }: TestSale) => {
        await stock.commit({ id: 'o1', paymentRef: 'p' });
        return stock.restore({ id: 'o1', restoreId: 'r', to: 'stock' });
      },
    ],
    [
      'a full restore to quarantine',
      async ({ stock }: TestSale) => {
        await stock.commit({ id: 'o1', paymentRef: 'p' });
        return stock.restore({ id: 'o1', restoreId: 'r', to: 'quarantine' });
      },
    ],
  ])('are gone after %s, and their count with them', async (_, end) => {
    const sale = await newSale();
    await sale.stock.reserve({ id: 'o1', owners: ['ann', 'device'], lines: [of('A', 2)] });
    expect((await hashOf(sale.client, sale.keys.meta)).get('owners')).toBe('2');
    await end(sale);
    expect(await sale.client.exists(sale.keys.owners)).toBe(0);
    expect((await hashOf(sale.client, sale.keys.meta)).get('owners')).toBe('0');
    expect(await sale.stock.reserve({ id: 'o2', owners: ['ann'], lines: [of('A', 3)] })).toMatchObject({
      kind: 'reserved',
    });
  });

  it('stay with what is still bought after a partial restore', async () => {
    const sale = await newSale();
    await sale.stock.reserve({ id: 'o1', owners: ['ann'], lines: [of('A', 3)] });
    await sale.stock.commit({ id: 'o1', paymentRef: 'p' });
    await sale.stock.restore({ id: 'o1', restoreId: 'r', to: 'stock', lines: [of('A', 1)] });
    expect(await ownersOf(sale.client, sale.keys)).toEqual(holding({ ann: 2 }));
  });

  it('pass from the old reservation to the one that takes it over', async () => {
    const sale = await newSale();
    await sale.stock.reserve({ id: 'o1', owners: ['ann', 'phone'], lines: [of('A', 3)] });
    const next = { id: 'o2', owners: ['ann', 'laptop'], lines: [of('A', 2)], previousId: 'o1' };
    expect(await sale.stock.supersede(next)).toMatchObject({ kind: 'reserved' });
    expect(await ownersOf(sale.client, sale.keys)).toEqual(holding({ ann: 2, laptop: 2 }));
    expect((await hashOf(sale.client, sale.keys.meta)).get('owners')).toBe('2');
  });

  it('are counted right when one batch gives back the last unit and takes new ones', async () => {
    const sale = await newSale();
    await sale.stock.reserve({ id: 'o1', owners: ['ann'], lines: [of('A', 3)] });
    const [released, reserved] = await Promise.all([
      sale.stock.release({ id: 'o1' }),
      sale.stock.reserve({ id: 'o2', owners: ['ann'], lines: [of('A', 1)] }),
    ]);
    expect([released.kind, reserved.kind]).toEqual(['released', 'reserved']);
    expect(await ownersOf(sale.client, sale.keys)).toEqual(holding({ ann: 1 }));
    await Promise.all([
      sale.stock.reserve({ id: 'o3', owners: ['bob'], lines: [of('A', 1)] }),
      sale.stock.release({ id: 'o3' }),
    ]);
    expect(await ownersOf(sale.client, sale.keys)).toEqual(holding({ ann: 1 }));
    expect((await hashOf(sale.client, sale.keys.meta)).get('owners')).toBe('1');
    expect(await sale.stock.snapshot()).toMatchObject({ snapshot: { regressed: false } });
  });
});

function newSale(): Promise<TestSale> {
  return openSale(redis.client, { allotments: [LIMITED, FREE] });
}

function of(stockKey: string, quantity: number): { stockKey: string; quantity: number } {
  return { stockKey, quantity };
}

/** Owners that hold units of `A`. */
function holding(units: Readonly<Record<string, number>>): ReadonlyMap<string, readonly [string, number][]> {
  return new Map(Object.entries(units).map(([owner, count]) => [owner, [['A', count]]]));
}
