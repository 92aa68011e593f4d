import { describe, expect, it } from 'vitest';
import { line, openTestSale, order } from './test-sale.js';
import type { TestSale } from './test-sale.js';

/** A sale in which `kim` has reserved all ten A as `old`. */
async function withOld(): Promise<TestSale> {
  const sale = await openTestSale();
  await sale.stock.reserve(order('old', { lines: [line('A', 10)] }));
  return sale;
}

describe('supersede', () => {
  it('takes the older reservation over in one step', async () => {
    const { stock, find, counters, expectSound } = await withOld();
    const request = { ...order('new', { lines: [line('A', 8)] }), previousId: 'old' };
    expect(await stock.supersede(request)).toMatchObject({ kind: 'reserved' });
    expect(await find('old')).toMatchObject({ state: 'released', supersededBy: 'new' });
    expect(await counters('A')).toMatchObject({ available: 2, reserved: 8 });
    expect(await stock.commit({ id: 'old', paymentRef: 'p' })).toEqual({ kind: 'released' });
    await expectSound('old', 'new');
  });

  it('is replayed when sent again', async () => {
    const { stock, snapshot } = await withOld();
    const request = { ...order('new'), previousId: 'old' };
    await stock.supersede(request);
    const before = await snapshot();
    expect(await stock.supersede(request)).toMatchObject({ kind: 'replayed', state: 'reserved' });
    expect(await stock.supersede({ ...request, previousId: 'another' })).toMatchObject({ kind: 'replayed' });
    expect(await snapshot()).toEqual(before);
  });

  it('counts limit and budget of the older reservation as given back', async () => {
    const { stock, snapshot } = await openTestSale({ lossBudgetMinor: 100 });
    await stock.reserve(order('old', { lines: [line('B', 2)], markdownMinor: 100 }));
    const request = { ...order('new', { lines: [line('B', 2)], markdownMinor: 90 }), previousId: 'old' };
    expect(await stock.supersede(request)).toMatchObject({ kind: 'reserved' });
    expect(await snapshot()).toMatchObject({ lossSpentMinor: 90 });
  });

  it('gives an owner back only what the older reservation was counted for', async () => {
    const { stock } = await openTestSale();
    await stock.reserve(order('old', { owners: ['kim'], lines: [line('B', 2)] }));
    await stock.reserve(order('other', { owners: ['device'], lines: [line('B', 2)] }));
    const request = {
      ...order('new', { owners: ['kim', 'device'], lines: [line('B', 1)] }),
      previousId: 'old',
    };
    expect(await stock.supersede(request)).toMatchObject({
      reason: 'customer_limit',
      limits: [{ stockKey: 'B', limit: 2, used: 2, ownerIndex: 0 }],
    });
  });

  it('changes nothing when it is refused', async () => {
    const { stock, snapshot, find } = await withOld();
    const before = await snapshot();
    const request = { ...order('new', { lines: [line('A', 11)] }), previousId: 'old' };
    expect(await stock.supersede(request)).toMatchObject({
      reason: 'insufficient',
      shortages: [{ stockKey: 'A', requested: 11, available: 10, reserved: 0 }],
    });
    expect(await snapshot()).toEqual(before);
    expect(await find('old')).toMatchObject({ state: 'reserved', supersededBy: undefined });
  });

  it('reserves anew when the older one is gone or never was', async () => {
    const { stock } = await withOld();
    await stock.release({ id: 'old' });
    expect(await stock.supersede({ ...order('b'), previousId: 'old' })).toMatchObject({ kind: 'reserved' });
    expect(await stock.supersede({ ...order('c'), previousId: 'never' })).toMatchObject({ kind: 'reserved' });
  });

  it('does not tell a stranger what became of the older one', async () => {
    const { stock } = await withOld();
    const request = { ...order('new', { owners: ['lee'] }), previousId: 'old' };
    expect(await stock.supersede(request)).toEqual({ kind: 'refused', reason: 'not_owner' });
    await stock.commit({ id: 'old', paymentRef: 'p' });
    expect(await stock.supersede(request)).toEqual({ kind: 'refused', reason: 'not_owner' });
  });

  it('does not take a change of allotments over', async () => {
    const { stock } = await openTestSale();
    await stock.restock({ id: 'more', lines: [line('A', 1)] });
    expect(await stock.supersede({ ...order('new'), previousId: 'more' })).toMatchObject({
      reason: 'not_owner',
    });
  });

  it.each(['committed', 'restored'] as const)('does not take over what was %s', async (state) => {
    const { stock } = await withOld();
    await stock.commit({ id: 'old', paymentRef: 'p' });
    if (state === 'restored') await stock.restore({ id: 'old', restoreId: 'r', to: 'stock' });
    expect(await stock.supersede({ ...order('new'), previousId: 'old' })).toEqual({
      kind: 'refused',
      reason: 'previous',
      state,
    });
  });

  it('looks at the mode before it looks at the older one', async () => {
    const { stock } = await withOld();
    await stock.setMode({ mode: 'drain', actor: 'ops', reason: 'test' });
    const request = { ...order('new', { owners: ['lee'] }), previousId: 'old' };
    expect(await stock.supersede(request)).toMatchObject({ reason: 'mode' });
  });

  it('takes over a lapsed one that no sweep has seen', async () => {
    const { stock, clock, find, expectSound } = await withOld();
    clock.ms += 60_000;
    expect(await stock.supersede({ ...order('new'), previousId: 'old' })).toMatchObject({ kind: 'reserved' });
    expect(await find('old')).toMatchObject({ state: 'released', supersededBy: 'new' });
    await expectSound('old', 'new');
  });

  it('counts units once when its own sweep expires the older one', async () => {
    const { stock, clock, find, counters, expectSound } = await openTestSale();
    await stock.reserve(order('old', { lines: [line('A', 4)] }));
    await stock.reserve(order('other', { lines: [line('A', 6)] }));
    clock.ms += 60_000;
    const request = { ...order('new', { lines: [line('A', 9)] }), previousId: 'old' };
    expect(await stock.supersede(request)).toMatchObject({ kind: 'reserved' });
    expect(await find('old')).toMatchObject({ state: 'expired', supersededBy: undefined });
    expect(await counters('A')).toMatchObject({ available: 1, reserved: 9 });
    await expectSound('old', 'other', 'new');
  });
});
