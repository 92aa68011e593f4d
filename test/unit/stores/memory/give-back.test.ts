import { describe, expect, it } from 'vitest';
import { line, openTestSale, order } from './test-sale.js';
import type { TestSale } from './test-sale.js';

describe('release', () => {
  it.each(['open', 'drain', 'freeze', 'closed'] as const)('gives units back in %s', async (mode) => {
    const { stock, counters, expectSound } = await openTestSale();
    await stock.reserve(order('a', { lines: [line('A', 3), line('B', 2)], markdownMinor: 5 }));
    if (mode !== 'open') await stock.setMode({ mode, actor: 'ops', reason: 'test' });
    expect(await stock.release({ id: 'a' })).toEqual({ kind: 'released' });
    expect(await counters('A')).toMatchObject({ available: 10, reserved: 0 });
    expect(await counters('B')).toMatchObject({ available: 5, reserved: 0 });
    await expectSound('a');
  });

  it('has one effect', async () => {
    const { stock, snapshot } = await openTestSale();
    await stock.reserve(order('a'));
    await stock.release({ id: 'a' });
    const before = await snapshot();
    expect(await stock.release({ id: 'a' })).toEqual({ kind: 'already', state: 'released' });
    expect(await snapshot()).toEqual(before);
  });

  it('gives back what is being paid and what has lapsed unswept', async () => {
    const { stock, clock } = await openTestSale();
    await stock.reserve(order('a'));
    await stock.beginPayment({ id: 'a', ttlMs: 60_000 });
    clock.ms += 120_000;
    expect(await stock.release({ id: 'a' })).toEqual({ kind: 'released' });
  });

  it('says what it cannot give back', async () => {
    const { stock, clock } = await openTestSale();
    expect(await stock.release({ id: 'a' })).toEqual({ kind: 'unknown_id' });
    await stock.restock({ id: 'more', lines: [line('A', 1)] });
    expect(await stock.release({ id: 'more' })).toEqual({ kind: 'unknown_id' });
    await stock.reserve(order('b'));
    clock.ms += 60_000;
    await stock.expire();
    expect(await stock.release({ id: 'b' })).toEqual({ kind: 'already', state: 'expired' });
    await stock.reserve(order('c'));
    await stock.commit({ id: 'c', paymentRef: 'p' });
    expect(await stock.release({ id: 'c' })).toEqual({ kind: 'use_restore' });
    await stock.restore({ id: 'c', restoreId: 'r', to: 'stock' });
    expect(await stock.release({ id: 'c' })).toEqual({ kind: 'use_restore' });
  });
});

/** A sale in which `a` has bought 4 of A and 2 of B, with a markdown of 50. */
async function withBought(): Promise<TestSale> {
  const sale = await openTestSale();
  await sale.stock.reserve(order('a', { lines: [line('B', 2), line('A', 4)], markdownMinor: 50 }));
  await sale.stock.commit({ id: 'a', paymentRef: 'p' });
  return sale;
}

describe('restore', () => {
  it('gives everything back to stock', async () => {
    const { stock, counters, find, snapshot, expectSound } = await withBought();
    const request = { id: 'a', restoreId: 'r', to: 'stock' } as const;
    expect(await stock.restore(request)).toEqual({ kind: 'restored', remaining: [] });
    expect(await counters('A')).toMatchObject({ available: 10, committed: 0, quarantined: 0 });
    expect(await find('a')).toMatchObject({ state: 'restored', restored: [line('A', 4), line('B', 2)] });
    expect(await snapshot()).toMatchObject({ lossSpentMinor: 0 });
    await expectSound('a');
  });

  it('sets units aside in quarantine, where nobody can buy them', async () => {
    const { stock, counters, expectSound } = await withBought();
    const request = { id: 'a', restoreId: 'r', lines: [line('A', 3)], to: 'quarantine' } as const;
    expect(await stock.restore(request)).toEqual({
      kind: 'restored',
      remaining: [line('A', 1), line('B', 2)],
    });
    expect(await counters('A')).toMatchObject({ available: 6, committed: 1, quarantined: 3 });
    await expectSound('a');
  });

  it('keeps the loss spent until the last unit is back', async () => {
    const { stock, snapshot, find, expectSound } = await withBought();
    await stock.restore({ id: 'a', restoreId: '1', lines: [line('A', 4)], to: 'stock' });
    expect(await snapshot()).toMatchObject({ lossSpentMinor: 50 });
    expect(await find('a')).toMatchObject({ state: 'committed', restored: [line('A', 4)] });
    await stock.restore({ id: 'a', restoreId: '2', to: 'stock' });
    expect(await snapshot()).toMatchObject({ lossSpentMinor: 0 });
    expect(await find('a')).toMatchObject({ state: 'restored' });
    await expectSound('a');
  });

  it('gives the customer limit back', async () => {
    const { stock } = await withBought();
    await stock.restore({ id: 'a', restoreId: 'r', lines: [line('B', 1)], to: 'quarantine' });
    expect(await stock.reserve(order('b', { lines: [line('B', 1)] }))).toMatchObject({ kind: 'reserved' });
    expect(await stock.reserve(order('c', { lines: [line('B', 1)] }))).toMatchObject({
      reason: 'customer_limit',
    });
  });

  it('has one effect for one restore id', async () => {
    const { stock, snapshot } = await withBought();
    const request = { id: 'a', restoreId: 'r', lines: [line('A', 2)], to: 'stock' } as const;
    await stock.restore(request);
    const before = await snapshot();
    const split = { ...request, lines: [line('A', 1), line('A', 1)] };
    expect(await stock.restore(split)).toEqual({ kind: 'already', remaining: [line('A', 2), line('B', 2)] });
    expect(await snapshot()).toEqual(before);
  });

  it.each([
    [['lines'], { lines: [line('A', 1)] }],
    [['lines'], { lines: undefined }],
    [['to'], { to: 'quarantine' as const }],
    [['lines', 'to'], { lines: [line('B', 1)], to: 'quarantine' as const }],
  ])('calls other %s under one restore id a conflict', async (fields, change) => {
    const { stock } = await withBought();
    const request = { id: 'a', restoreId: 'r', lines: [line('A', 2)], to: 'stock' } as const;
    await stock.restore(request);
    expect(await stock.restore({ ...request, ...change })).toEqual({ kind: 'conflict', fields });
  });

  it.each([
    ['more than was bought', [line('A', 5)]],
    ['what was not bought', [line('C', 1)]],
    ['one line too many', [line('A', 1), line('B', 3)]],
  ])('refuses %s, with what remains', async (_, lines) => {
    const { stock, snapshot } = await withBought();
    const before = await snapshot();
    expect(await stock.restore({ id: 'a', restoreId: 'r', lines, to: 'stock' })).toEqual({
      kind: 'refused',
      reason: 'exceeds_committed',
      remaining: [line('A', 4), line('B', 2)],
    });
    expect(await snapshot()).toEqual(before);
  });

  it('refuses everything when nothing remains', async () => {
    const { stock } = await withBought();
    await stock.restore({ id: 'a', restoreId: '1', to: 'stock' });
    expect(await stock.restore({ id: 'a', restoreId: '2', to: 'stock' })).toEqual({
      kind: 'refused',
      reason: 'exceeds_committed',
      remaining: [],
    });
  });

  it('refuses what was not bought', async () => {
    const { stock } = await openTestSale();
    const request = { id: 'a', restoreId: 'r', to: 'stock' } as const;
    expect(await stock.restore(request)).toEqual({ kind: 'refused', reason: 'unknown_id' });
    await stock.reserve(order('a'));
    expect(await stock.restore(request)).toEqual({
      kind: 'refused',
      reason: 'not_committed',
      state: 'reserved',
    });
  });

  it('takes 200 restores of one reservation', async () => {
    const { stock } = await openTestSale({ allotments: [{ stockKey: 'A', quantity: 300 }] });
    await stock.reserve(order('a', { lines: [line('A', 300)] }));
    await stock.commit({ id: 'a', paymentRef: 'p' });
    const one = (restoreId: string): Promise<unknown> =>
      stock.restore({ id: 'a', restoreId, lines: [line('A', 1)], to: 'stock' });
    for (let index = 1; index <= 200; index++)
      expect(await one(`r-${index}`)).toMatchObject({ kind: 'restored' });
    expect(await one('r-201')).toMatchObject({ reason: 'invalid_request', field: 'restoreId' });
    expect(await one('r-200')).toMatchObject({ kind: 'already' });
  });
});

describe('expire', () => {
  it('takes the earliest deadlines first, at most as many as told', async () => {
    const { stock, clock, find, counters, expectSound } = await openTestSale();
    await stock.reserve(order('late', { ttlMs: 3_000 }));
    await stock.reserve(order('early', { ttlMs: 1_000 }));
    await stock.reserve(order('paying', { ttlMs: 1_000 }));
    await stock.beginPayment({ id: 'paying', ttlMs: 2_000 });
    await stock.reserve(order('standing'));
    clock.ms += 3_000;
    expect(await stock.expire({ limit: 2 })).toEqual({ kind: 'swept', expired: 2, more: true });
    expect(await find('early')).toMatchObject({ state: 'expired' });
    expect(await find('paying')).toMatchObject({ state: 'expired' });
    expect(await find('late')).toMatchObject({ state: 'reserved' });
    expect(await stock.expire()).toEqual({ kind: 'swept', expired: 1, more: false });
    expect(await stock.expire()).toEqual({ kind: 'swept', expired: 0, more: false });
    expect(await counters('A')).toMatchObject({ reserved: 1 });
    await expectSound('late', 'early', 'paying', 'standing');
  });

  it('returns units once', async () => {
    const { stock, clock, counters } = await openTestSale();
    await stock.reserve(order('a'));
    await stock.release({ id: 'a' });
    clock.ms += 60_000;
    expect(await stock.expire()).toEqual({ kind: 'swept', expired: 0, more: false });
    expect(await counters('A')).toMatchObject({ available: 10 });
  });

  it('sweeps 100,000 lapsed reservations', async () => {
    const COUNT = 100_000;
    const { stock, clock, counters } = await openTestSale({
      allotments: [{ stockKey: 'A', quantity: COUNT }],
    });
    for (let index = 0; index < COUNT; index++) {
      await stock.reserve(order(`a-${index}`, { ttlMs: 1_000 + ((index * 7_919) % 50_000) }));
    }
    clock.ms += 60_000;
    let expired = 0;
    for (let round = 0; round <= COUNT / 2_000; round++) {
      const verdict = await stock.expire({ limit: 2_000 });
      if (verdict.kind === 'swept') expired += verdict.expired;
    }
    expect(expired).toBe(COUNT);
    expect(await counters('A')).toMatchObject({ available: COUNT, reserved: 0 });
  });
});
