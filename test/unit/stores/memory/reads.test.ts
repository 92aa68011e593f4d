import { describe, expect, it } from 'vitest';
import { line, openTestSale, order, START_MS } from './test-sale.js';

describe('status', () => {
  it('tells everything about a reservation', async () => {
    const { stock } = await openTestSale({ epoch: 7 });
    const content = {
      epoch: 7,
      markdownMinor: 5,
      fingerprint: 'f',
      scopes: ['x', 'a'],
      owners: ['lee', 'kim'],
    };
    await stock.reserve(order('a', { ...content, lines: [line('B', 1), line('A', 2)] }));
    expect(await stock.status('a')).toEqual({
      kind: 'found',
      reservation: {
        id: 'a',
        state: 'reserved',
        lines: [line('A', 2), line('B', 1)],
        owners: ['kim', 'lee'],
        scopes: ['a', 'x'],
        epoch: 7,
        markdownMinor: 5,
        fingerprint: 'f',
        expiresAt: START_MS + 60_000,
        extensionCount: 0,
        extendedMs: 0,
        paymentRef: undefined,
        supersededBy: undefined,
        restored: [],
      },
    });
  });

  it('does not know what is no reservation', async () => {
    const { stock } = await openTestSale();
    await stock.restock({ id: 'more', lines: [line('A', 1)] });
    expect(await stock.status('more')).toEqual({ kind: 'unknown_id' });
    expect(await stock.status('a')).toEqual({ kind: 'unknown_id' });
  });
});

describe('snapshot', () => {
  it('tells everything about a sale', async () => {
    const { stock, snapshot } = await openTestSale({ epoch: 7, lossBudgetMinor: 100 });
    await stock.reserve(order('a', { lines: [line('B', 2)], markdownMinor: 5 }));
    expect(await snapshot()).toEqual({
      mode: 'open',
      scopes: [],
      regressed: false,
      epoch: 7,
      generation: 1,
      seq: 2,
      ttlMs: 60_000,
      lossBudgetMinor: 100,
      lossSpentMinor: 5,
      counters: [
        {
          stockKey: 'A',
          allotment: 10,
          available: 10,
          reserved: 0,
          committed: 0,
          quarantined: 0,
          perCustomer: undefined,
        },
        {
          stockKey: 'B',
          allotment: 5,
          available: 3,
          reserved: 2,
          committed: 0,
          quarantined: 0,
          perCustomer: 2,
        },
      ],
    });
  });

  it('tells only the stock keys asked for, sorted, each once', async () => {
    const { stock } = await openTestSale();
    const verdict = await stock.snapshot({ stockKeys: ['B', 'A', 'B'] });
    expect(verdict).toMatchObject({ snapshot: { counters: [{ stockKey: 'A' }, { stockKey: 'B' }] } });
    expect(await stock.snapshot({ stockKeys: [] })).toMatchObject({ snapshot: { counters: [] } });
  });

  it('names stock keys it does not know', async () => {
    const { stock } = await openTestSale();
    const refusal = { kind: 'refused', reason: 'unknown_sku', stockKeys: ['X', 'Y'] };
    expect(await stock.snapshot({ stockKeys: ['Y', 'A', 'X'] })).toEqual(refusal);
    expect(await stock.availability({ stockKeys: ['Y', 'A', 'X'] })).toEqual(refusal);
  });

  it('grows its sequence by one with every effect and with nothing else', async () => {
    const { stock, clock, snapshot } = await openTestSale();
    const sequences: number[] = [];
    const after = async (done: Promise<unknown>): Promise<void> => {
      await done;
      sequences.push((await snapshot()).seq);
    };
    await after(stock.reserve(order('a')));
    await after(stock.reserve(order('a')));
    await after(stock.reserve(order('b', { lines: [line('A', 11)] })));
    await after(stock.status('a'));
    await after(stock.beginPayment({ id: 'a', ttlMs: 60_000 }));
    await after(stock.commit({ id: 'a', paymentRef: 'p' }));
    await after(stock.restock({ id: 'more', lines: [line('A', 1)] }));
    await after(stock.reserve(order('c')));
    clock.ms += 60_000;
    await after(stock.expire());
    expect(sequences).toEqual([2, 2, 2, 2, 3, 4, 5, 6, 7]);
  });
});

describe('availability', () => {
  it.each([
    [0, {}, 'none'],
    [1, {}, 'last'],
    [2, {}, 'few'],
    [10, {}, 'few'],
    [11, {}, 'many'],
    [5, { lastMax: 5 }, 'last'],
    [6, { lastMax: 5, fewMax: 5 }, 'many'],
    [1, { lastMax: 0, fewMax: 0 }, 'many'],
  ])('of %i units with %o is %s', async (quantity, bands, band) => {
    const { stock } = await openTestSale({ allotments: [line('A', quantity)] });
    expect(await stock.availability(bands)).toEqual({
      kind: 'found',
      availability: [{ stockKey: 'A', band, onlyReserved: false, nextChanceAt: undefined }],
    });
  });

  it('says when all that is left is merely reserved, and when it may lapse', async () => {
    const { stock } = await openTestSale();
    await stock.reserve(order('a', { lines: [line('A', 10)], ttlMs: 90_000 }));
    await stock.reserve(order('b', { lines: [line('B', 1)] }));
    expect(await stock.availability({ stockKeys: ['A'] })).toEqual({
      kind: 'found',
      availability: [{ stockKey: 'A', band: 'none', onlyReserved: true, nextChanceAt: START_MS + 60_000 }],
    });
    await stock.commit({ id: 'a', paymentRef: 'p' });
    await stock.commit({ id: 'b', paymentRef: 'p' });
    expect(await stock.availability({ stockKeys: ['A'] })).toEqual({
      kind: 'found',
      availability: [{ stockKey: 'A', band: 'none', onlyReserved: false, nextChanceAt: undefined }],
    });
  });
});
