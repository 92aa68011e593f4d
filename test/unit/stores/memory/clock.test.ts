import { describe, expect, it } from 'vitest';
import { memoryStock } from '../../../../src/stores/memory/memory-stock.js';
import { openTestSale, order, START_MS } from './test-sale.js';

const OPS = { actor: 'ops', reason: 'test' } as const;

describe('freeze', () => {
  it.each(['sale', 'category:Audio'])('of %s moves every deadline on by the pause', async (scope) => {
    const { stock, clock, find } = await openTestSale();
    await stock.reserve(order('a'));
    clock.ms += 50_000;
    await stock.setMode({ ...OPS, scope, mode: 'freeze' });
    clock.ms += 1_000_000;
    expect(await stock.expire()).toMatchObject({ expired: 0 });
    expect(await find('a')).toMatchObject({ expiresAt: START_MS + 1_060_000 });
    await stock.setMode({ ...OPS, scope, mode: 'open', approver: 'boss' });
    expect(await find('a')).toMatchObject({ expiresAt: START_MS + 1_060_000 });
    clock.ms += 9_999;
    expect(await stock.expire()).toMatchObject({ expired: 0 });
    clock.ms += 1;
    expect(await stock.expire()).toMatchObject({ expired: 1 });
  });

  it('counts overlapping freezes once, until the last one ends', async () => {
    const { stock, clock, find } = await openTestSale();
    await stock.reserve(order('a'));
    await stock.setMode({ ...OPS, mode: 'freeze' });
    clock.ms += 100_000;
    await stock.setMode({ ...OPS, scope: 'x', mode: 'freeze' });
    await stock.setMode({ ...OPS, mode: 'open', approver: 'boss' });
    clock.ms += 100_000;
    await stock.setMode({ ...OPS, scope: 'x', mode: 'closed' });
    expect(await find('a')).toMatchObject({ expiresAt: START_MS + 260_000 });
  });

  it('adds a second pause to the first', async () => {
    const { stock, clock, find } = await openTestSale();
    await stock.reserve(order('a'));
    for (let pause = 0; pause < 2; pause++) {
      await stock.setMode({ ...OPS, mode: 'freeze' });
      clock.ms += 100_000;
      await stock.setMode({ ...OPS, mode: 'open', approver: 'boss' });
    }
    expect(await find('a')).toMatchObject({ expiresAt: START_MS + 260_000 });
  });

  it('does not stop deadlines in closed', async () => {
    const { stock, clock } = await openTestSale();
    await stock.reserve(order('a'));
    await stock.setMode({ ...OPS, mode: 'closed' });
    clock.ms += 60_000;
    expect(await stock.expire()).toMatchObject({ expired: 1 });
  });
});

describe('a clock that goes back', () => {
  it('never brings back what has lapsed before an effect', async () => {
    const { stock, clock } = await openTestSale();
    await stock.reserve(order('a'));
    clock.ms += 60_000;
    await stock.reserve(order('b'));
    clock.ms -= 60_000;
    expect(await stock.commit({ id: 'a', paymentRef: 'p' })).toMatchObject({ kind: 'expired' });
  });

  it('never makes a pause negative', async () => {
    const { stock, clock, find } = await openTestSale();
    await stock.reserve(order('a'));
    clock.ms += 10_000;
    await stock.setMode({ ...OPS, mode: 'freeze' });
    clock.ms -= 5_000;
    await stock.setMode({ ...OPS, mode: 'open', approver: 'boss' });
    expect(await find('a')).toMatchObject({ expiresAt: START_MS + 60_000 });
  });

  it('may stand before the sale was opened', async () => {
    const { stock, clock } = await openTestSale();
    clock.ms = 0;
    expect(await stock.reserve(order('a'))).toMatchObject({ expiresAt: START_MS + 60_000 });
  });
});

describe('a clock that answers nonsense', () => {
  it.each([NaN, Infinity, -1, 2 ** 53, undefined, null, '5'])(
    '%s counts as no time passed',
    async (answer) => {
      let now: unknown = START_MS;
      // What JavaScript may hand in.
      const stock = memoryStock({ saleId: 'sale', now: () => now as number });
      await stock.open({ allotments: [{ stockKey: 'A', quantity: 1 }], ttlMs: 60_000 });
      now = answer;
      expect(await stock.reserve(order('a'))).toEqual({ kind: 'reserved', expiresAt: START_MS + 60_000 });
    },
  );

  it('rejects when there never was a good answer', async () => {
    const stock = memoryStock({ saleId: 'sale', now: () => NaN });
    const request = { allotments: [{ stockKey: 'A', quantity: 1 }] };
    await expect(stock.open(request)).rejects.toMatchObject({ code: 'invalid-argument' });
    expect(await stock.snapshot()).toEqual({ kind: 'refused', reason: 'unknown_sale' });
  });

  it('is read in whole ms', async () => {
    const stock = memoryStock({ saleId: 'sale', now: () => START_MS + 0.9 });
    await stock.open({ allotments: [{ stockKey: 'A', quantity: 1 }], ttlMs: 60_000 });
    expect(await stock.reserve(order('a'))).toEqual({ kind: 'reserved', expiresAt: START_MS + 60_000 });
  });
});
