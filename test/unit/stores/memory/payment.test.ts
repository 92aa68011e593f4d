import { describe, expect, it } from 'vitest';
import type { OpenRequest } from '../../../../src/stock/request.js';
import { line, openTestSale, order, START_MS } from './test-sale.js';
import type { TestSale } from './test-sale.js';

/** What brings a fresh reservation `a` into a state in which nothing is left to extend, and what is answered then. */
const ENDED: readonly [string, (sale: TestSale) => Promise<unknown>, object][] = [
  ['released', ({ stock }) => stock.release({ id: 'a' }), { kind: 'released' }],
  [
    'expired',
    ({ stock, clock }) => {
      clock.ms += 60_000;
      return stock.expire();
    },
    { kind: 'expired' },
  ],
  [
    'committed',
    ({ stock }) => stock.commit({ id: 'a', paymentRef: 'p' }),
    { kind: 'refused', reason: 'committed' },
  ],
  [
    'restored',
    async ({ stock }) => {
      await stock.commit({ id: 'a', paymentRef: 'p' });
      return stock.restore({ id: 'a', restoreId: 'r', to: 'stock' });
    },
    { kind: 'refused', reason: 'restored' },
  ],
];

describe.each(['beginPayment', 'extend'] as const)('%s', (operation) => {
  const ask = ({ stock }: TestSale, id: string): Promise<unknown> =>
    operation === 'extend'
      ? stock.extend({ id, attempt: 1, ttlMs: 90_000 })
      : stock.beginPayment({ id, ttlMs: 90_000 });

  it('moves the deadline', async () => {
    const sale = await openTestSale();
    await sale.stock.reserve(order('a'));
    expect(await ask(sale, 'a')).toEqual({ kind: 'extended', expiresAt: START_MS + 90_000 });
  });

  it('does not know an id nobody reserved with', async () => {
    const sale = await openTestSale();
    await sale.stock.restock({ id: 'more', lines: [line('A', 1)] });
    expect(await ask(sale, 'a')).toEqual({ kind: 'refused', reason: 'unknown_id' });
    expect(await ask(sale, 'more')).toEqual({ kind: 'refused', reason: 'unknown_id' });
  });

  it.each(ENDED)('has nothing to move once %s', async (_, end, verdict) => {
    const sale = await openTestSale();
    await sale.stock.reserve(order('a'));
    await end(sale);
    const before = await sale.snapshot();
    expect(await ask(sale, 'a')).toEqual(verdict);
    expect(await sale.snapshot()).toEqual(before);
  });

  it('expires what has lapsed and gives its units back', async () => {
    const sale = await openTestSale();
    await sale.stock.reserve(order('a'));
    sale.clock.ms += 60_000;
    expect(await ask(sale, 'a')).toEqual({ kind: 'expired' });
    expect(await sale.counters('A')).toMatchObject({ available: 10, reserved: 0 });
    expect(await sale.find('a')).toMatchObject({ state: 'expired' });
    await sale.expectSound('a');
  });

  it.each(['drain', 'freeze', 'closed'] as const)('is refused for a reserved order in %s', async (mode) => {
    const sale = await openTestSale();
    await sale.stock.reserve(order('a'));
    await sale.stock.setMode({ mode, scope: 'sku:A', actor: 'ops', reason: 'test' });
    expect(await ask(sale, 'a')).toEqual({ kind: 'refused', reason: 'mode', mode, scope: 'sku:A' });
  });
});

describe('beginPayment', () => {
  it('never shortens a deadline', async () => {
    const { stock } = await openTestSale();
    await stock.reserve(order('a'));
    expect(await stock.beginPayment({ id: 'a', ttlMs: 1_000 })).toMatchObject({
      expiresAt: START_MS + 60_000,
    });
  });

  it('has one effect, sent again in whatever mode', async () => {
    const { stock, snapshot } = await openTestSale();
    await stock.reserve(order('a'));
    await stock.beginPayment({ id: 'a', ttlMs: 90_000 });
    await stock.setMode({ mode: 'closed', actor: 'ops', reason: 'test' });
    const before = await snapshot();
    expect(await stock.beginPayment({ id: 'a', ttlMs: 500_000 })).toEqual({
      kind: 'extended',
      expiresAt: START_MS + 90_000,
    });
    expect(await snapshot()).toEqual(before);
  });

  it('expires a payment that took too long', async () => {
    const { stock, clock, find } = await openTestSale();
    await stock.reserve(order('a'));
    await stock.beginPayment({ id: 'a', ttlMs: 90_000 });
    clock.ms += 90_000;
    expect(await stock.beginPayment({ id: 'a', ttlMs: 90_000 })).toEqual({ kind: 'expired' });
    expect(await find('a')).toMatchObject({ state: 'expired' });
  });

  it('leaves all extensions to the shopper', async () => {
    const { stock, find } = await openTestSale({ extensionCountMax: 1, extensionTotalMaxMs: 1_000 });
    await stock.reserve(order('a'));
    await stock.beginPayment({ id: 'a', ttlMs: 90_000 });
    expect(await find('a')).toMatchObject({ extensionCount: 0, extendedMs: 0 });
    expect(await stock.extend({ id: 'a', attempt: 1, ttlMs: 91_000 })).toMatchObject({ kind: 'extended' });
  });
});

describe('extend', () => {
  it('applies an attempt once', async () => {
    const { stock, clock, find, snapshot } = await openTestSale();
    await stock.reserve(order('a'));
    clock.ms += 30_000;
    const request = { id: 'a', attempt: 1, ttlMs: 60_000 };
    expect(await stock.extend(request)).toEqual({ kind: 'extended', expiresAt: START_MS + 90_000 });
    const before = await snapshot();
    clock.ms += 10_000;
    expect(await stock.extend(request)).toEqual({ kind: 'extended', expiresAt: START_MS + 90_000 });
    expect(await snapshot()).toEqual(before);
    expect(await find('a')).toMatchObject({ extensionCount: 1, extendedMs: 30_000 });
  });

  it('counts an extension that did not move the deadline', async () => {
    const { stock, find } = await openTestSale();
    await stock.reserve(order('a'));
    expect(await stock.extend({ id: 'a', attempt: 1, ttlMs: 1_000 })).toMatchObject({
      expiresAt: START_MS + 60_000,
    });
    expect(await find('a')).toMatchObject({ extensionCount: 1, extendedMs: 0 });
  });

  it('says how many were made when an attempt is skipped', async () => {
    const { stock } = await openTestSale();
    await stock.reserve(order('a'));
    expect(await stock.extend({ id: 'a', attempt: 2, ttlMs: 60_000 })).toEqual({
      kind: 'refused',
      reason: 'extension_order',
      count: 0,
    });
  });

  it.each<[string, Pick<OpenRequest, 'extensionCountMax' | 'extensionTotalMaxMs'>, number]>([
    ['count', { extensionCountMax: 0 }, 1_000],
    ['total time', { extensionTotalMaxMs: 29_999 }, 90_000],
  ])('is bounded in %s', async (_, settings, ttlMs) => {
    const { stock, find } = await openTestSale(settings);
    await stock.reserve(order('a'));
    expect(await stock.extend({ id: 'a', attempt: 1, ttlMs })).toEqual({
      kind: 'refused',
      reason: 'extension_limit',
      countMax: settings.extensionCountMax ?? 3,
      totalMaxMs: settings.extensionTotalMaxMs ?? 3_600_000,
    });
    expect(await find('a')).toMatchObject({ extensionCount: 0, extendedMs: 0 });
  });

  it('reaches the total time exactly', async () => {
    const { stock } = await openTestSale({ extensionTotalMaxMs: 30_000 });
    await stock.reserve(order('a'));
    expect(await stock.extend({ id: 'a', attempt: 1, ttlMs: 90_000 })).toMatchObject({ kind: 'extended' });
  });

  it('goes on in drain for an order that is at its payment', async () => {
    const { stock } = await openTestSale();
    await stock.reserve(order('a'));
    await stock.beginPayment({ id: 'a', ttlMs: 60_000 });
    await stock.setMode({ mode: 'drain', actor: 'ops', reason: 'test' });
    expect(await stock.extend({ id: 'a', attempt: 1, ttlMs: 90_000 })).toMatchObject({ kind: 'extended' });
    await stock.setMode({ mode: 'closed', actor: 'ops', reason: 'test' });
    expect(await stock.extend({ id: 'a', attempt: 2, ttlMs: 90_000 })).toMatchObject({ reason: 'mode' });
  });

  it('keeps the units from being swept until the later deadline', async () => {
    const { stock, clock } = await openTestSale();
    await stock.reserve(order('a', { lines: [line('A', 10)] }));
    await stock.extend({ id: 'a', attempt: 1, ttlMs: 90_000 });
    clock.ms += 89_999;
    expect(await stock.expire()).toEqual({ kind: 'swept', expired: 0, more: false });
    clock.ms += 1;
    expect(await stock.expire()).toEqual({ kind: 'swept', expired: 1, more: false });
  });
});
