import { describe, expect, it } from 'vitest';
import type { SetModeRequest } from '../../../../src/stock/request.js';
import { line, openTestSale, order, START_MS } from './test-sale.js';

const OPS = { actor: 'ops', reason: 'test' } as const;

describe('open', () => {
  const allotments = [line('B', 1), line('A', 2)];

  it('sent again is already done, in whatever order and with defaults told', async () => {
    const { stock, snapshot } = await openTestSale({ allotments });
    const before = await snapshot();
    const again = { allotments: [line('A', 2), line('B', 1)], ttlMs: 60_000, extensionCountMax: 3 };
    expect(await stock.open(again)).toEqual({ kind: 'already' });
    expect(await snapshot()).toEqual(before);
  });

  it('compares with what was opened, not with what was restocked', async () => {
    const { stock } = await openTestSale({ allotments });
    await stock.restock({ id: 'more', lines: [line('A', 1)] });
    expect(await stock.open({ allotments, ttlMs: 60_000 })).toEqual({ kind: 'already' });
  });

  it('names all fields that differ, in their documented order', async () => {
    const { stock } = await openTestSale();
    const other = {
      allotments,
      epoch: 1,
      ttlMs: 1_000,
      keyId: 'k',
      lossBudgetMinor: 1,
      extensionCountMax: 1,
      extensionTotalMaxMs: 1,
    };
    expect(await stock.open(other)).toEqual({
      kind: 'conflict',
      fields: [
        'epoch',
        'ttlMs',
        'keyId',
        'lossBudgetMinor',
        'extensionCountMax',
        'extensionTotalMaxMs',
        'allotments',
      ],
    });
  });

  it.each([
    ['quantity', { quantity: 11 }],
    ['perCustomer', { perCustomer: 1 }],
    ['markdownMinor', { markdownMinor: 1 }],
    ['stockKey', { stockKey: 'C' }],
  ])('compares %s of an allotment', async (_, change) => {
    const one = { stockKey: 'A', quantity: 10 };
    const { stock } = await openTestSale({ allotments: [one] });
    const request = { allotments: [{ ...one, ...change }], ttlMs: 60_000 };
    expect(await stock.open(request)).toEqual({ kind: 'conflict', fields: ['allotments'] });
  });
});

describe('restock and withdraw', () => {
  it('change the allotment once for one id', async () => {
    const { stock, counters } = await openTestSale();
    const more = { id: 'more', lines: [line('A', 5)] };
    expect(await stock.restock(more)).toEqual({ kind: 'changed' });
    expect(await stock.restock(more)).toEqual({ kind: 'already' });
    expect(await counters('A')).toMatchObject({ allotment: 15, available: 15 });
    expect(await stock.withdraw({ id: 'less', lines: [line('A', 15)] })).toEqual({ kind: 'changed' });
    expect(await counters('A')).toMatchObject({ allotment: 0, available: 0 });
  });

  it.each(['drain', 'freeze', 'closed'] as const)('are possible in %s', async (mode) => {
    const { stock } = await openTestSale();
    await stock.setMode({ ...OPS, mode });
    expect(await stock.restock({ id: 'more', lines: [line('A', 5)] })).toEqual({ kind: 'changed' });
    expect(await stock.withdraw({ id: 'less', lines: [line('A', 5)] })).toEqual({ kind: 'changed' });
  });

  it('tell ids that were used for something else', async () => {
    const { stock } = await openTestSale();
    await stock.reserve(order('a'));
    await stock.restock({ id: 'more', lines: [line('A', 5)] });
    expect(await stock.restock({ id: 'a', lines: [line('A', 5)] })).toEqual({
      kind: 'conflict',
      fields: ['id'],
    });
    expect(await stock.withdraw({ id: 'more', lines: [line('A', 5)] })).toEqual({
      kind: 'conflict',
      fields: ['id'],
    });
    expect(await stock.restock({ id: 'more', lines: [line('A', 6)] })).toEqual({
      kind: 'conflict',
      fields: ['lines'],
    });
  });

  it('know only stock keys of the sale', async () => {
    const { stock } = await openTestSale();
    expect(await stock.restock({ id: 'more', lines: [line('Y', 1), line('A', 1), line('X', 1)] })).toEqual({
      kind: 'refused',
      reason: 'unknown_sku',
      stockKeys: ['X', 'Y'],
    });
  });

  it('take only what is available, all lines or none, lapsed units included', async () => {
    const { stock, clock, counters, snapshot, expectSound } = await openTestSale();
    await stock.reserve(order('a', { lines: [line('A', 3)] }));
    const before = await snapshot();
    const less = { id: 'less', lines: [line('B', 1), line('A', 8)] };
    expect(await stock.withdraw(less)).toEqual({
      kind: 'refused',
      reason: 'insufficient',
      shortages: [{ stockKey: 'A', requested: 8, available: 7, reserved: 3 }],
      nextChanceAt: START_MS + 60_000,
    });
    expect(await snapshot()).toEqual(before);
    clock.ms += 60_000;
    expect(await stock.withdraw(less)).toEqual({ kind: 'changed' });
    expect(await counters('A')).toMatchObject({ allotment: 2, available: 2 });
    await expectSound('a');
  });

  it('never let an allotment grow past 10^9', async () => {
    const { stock, counters } = await openTestSale();
    const lines = [line('A', 999_999_991)];
    expect(await stock.restock({ id: 'more', lines })).toMatchObject({
      reason: 'invalid_request',
      field: 'lines',
    });
    expect(await counters('A')).toMatchObject({ allotment: 10 });
    expect(await stock.restock({ id: 'more', lines: [line('A', 999_999_990)] })).toEqual({ kind: 'changed' });
  });
});

describe('setMode', () => {
  it('says what it was before, and when it is so already', async () => {
    const { stock, snapshot } = await openTestSale();
    expect(await stock.setMode({ ...OPS, mode: 'drain' })).toEqual({
      kind: 'changed',
      previous: 'open',
      mode: 'drain',
    });
    const before = await snapshot();
    expect(await stock.setMode({ ...OPS, mode: 'drain' })).toEqual({ kind: 'already' });
    expect(await snapshot()).toEqual(before);
  });

  it.each<[string, Partial<SetModeRequest>, string]>([
    ['no approver', {}, 'refused'],
    ['the actor as approver', { approver: 'ops' }, 'refused'],
    ['a second person', { approver: 'boss' }, 'changed'],
  ])('to a less strict mode, with %s', async (_, change, kind) => {
    const { stock, snapshot } = await openTestSale();
    await stock.setMode({ ...OPS, mode: 'closed' });
    expect(await stock.setMode({ ...OPS, mode: 'drain', ...change })).toMatchObject({ kind });
    expect(await snapshot()).toMatchObject({ mode: kind === 'changed' ? 'drain' : 'closed' });
  });

  it('asks for an approver whenever a regression is accepted', async () => {
    const { stock } = await openTestSale();
    const request = { ...OPS, mode: 'closed', regression: 'accepted' } as const;
    expect(await stock.setMode(request)).toEqual({ kind: 'refused', reason: 'approver' });
    expect(await stock.setMode({ ...request, approver: 'boss' })).toMatchObject({ kind: 'changed' });
  });

  it('forgets a scope that is open again', async () => {
    const { stock, snapshot } = await openTestSale();
    await stock.setMode({ ...OPS, mode: 'drain', scope: 'sku:B' });
    await stock.setMode({ ...OPS, mode: 'closed', scope: 'category:Audio' });
    expect((await snapshot()).scopes).toEqual([
      { scope: 'category:Audio', mode: 'closed' },
      { scope: 'sku:B', mode: 'drain' },
    ]);
    await stock.setMode({ ...OPS, mode: 'open', scope: 'sku:B', approver: 'boss' });
    expect((await snapshot()).scopes).toEqual([{ scope: 'category:Audio', mode: 'closed' }]);
  });

  it('keeps at most 256 scopes with a mode of their own', async () => {
    const { stock, snapshot } = await openTestSale();
    await stock.setMode({ ...OPS, mode: 'drain' });
    for (let index = 0; index < 256; index++)
      await stock.setMode({ ...OPS, mode: 'drain', scope: `s-${index}` });
    expect(await stock.setMode({ ...OPS, mode: 'drain', scope: 'one-more' })).toMatchObject({
      reason: 'invalid_request',
      field: 'scope',
    });
    expect(await stock.setMode({ ...OPS, mode: 'closed', scope: 's-0' })).toMatchObject({ kind: 'changed' });
    expect((await snapshot()).scopes).toHaveLength(256);
  });
});

describe('the strictest mode of an order', () => {
  it.each<[string, readonly (readonly [string, SetModeRequest['mode']])[], object]>([
    [
      'the sale on a tie',
      [
        ['sale', 'drain'],
        ['sku:A', 'drain'],
        ['x', 'drain'],
      ],
      { mode: 'drain', scope: 'sale' },
    ],
    [
      'the first stock key on a tie',
      [
        ['sku:B', 'closed'],
        ['sku:A', 'closed'],
        ['a', 'closed'],
      ],
      { mode: 'closed', scope: 'sku:A' },
    ],
    [
      'the first of its scopes on a tie',
      [
        ['x', 'freeze'],
        ['a', 'freeze'],
      ],
      { mode: 'freeze', scope: 'a' },
    ],
    [
      'the strictest, wherever it is',
      [
        ['sale', 'drain'],
        ['sku:A', 'freeze'],
        ['x', 'closed'],
      ],
      { mode: 'closed', scope: 'x' },
    ],
  ])('is that of %s', async (_, modes, told) => {
    const { stock } = await openTestSale();
    for (const [scope, mode] of modes) await stock.setMode({ ...OPS, scope, mode });
    const request = order('a', { lines: [line('B', 1), line('A', 1)], scopes: ['x', 'a'] });
    expect(await stock.reserve(request)).toEqual({ kind: 'refused', reason: 'mode', ...told });
  });

  it('leaves orders of other scopes alone', async () => {
    const { stock } = await openTestSale();
    await stock.setMode({ ...OPS, scope: 'sku:B', mode: 'closed' });
    expect(await stock.reserve(order('a'))).toMatchObject({ kind: 'reserved' });
  });
});
