import { describe, expect, it } from 'vitest';
import { line, openTestSale, order, START_MS } from './test-sale.js';

describe('reserve', () => {
  it('sets units aside until the ttl of the sale, or its own', async () => {
    const { stock, counters, expectSound } = await openTestSale();
    expect(await stock.reserve(order('a'))).toEqual({ kind: 'reserved', expiresAt: START_MS + 60_000 });
    expect(await stock.reserve(order('b', { ttlMs: 5_000 }))).toEqual({
      kind: 'reserved',
      expiresAt: START_MS + 5_000,
    });
    expect(await counters('A')).toMatchObject({ allotment: 10, available: 8, reserved: 2, committed: 0 });
    await expectSound('a', 'b');
  });

  it('sums equal stock keys before it compares them with what is available', async () => {
    const { stock } = await openTestSale();
    const lines = [line('A', 6), line('A', 5)];
    expect(await stock.reserve(order('a', { lines }))).toEqual({
      kind: 'refused',
      reason: 'insufficient',
      shortages: [{ stockKey: 'A', requested: 11, available: 10, reserved: 0 }],
      nextChanceAt: undefined,
    });
  });

  it('names every short line, takes none of them, and says when something may lapse', async () => {
    const { stock, counters, snapshot, expectSound } = await openTestSale();
    await stock.reserve(order('a', { lines: [line('A', 9), line('B', 1)] }));
    const before = await snapshot();
    const lines = [line('B', 5), line('A', 2)];
    expect(await stock.reserve(order('b', { lines }))).toEqual({
      kind: 'refused',
      reason: 'insufficient',
      shortages: [
        { stockKey: 'A', requested: 2, available: 1, reserved: 9 },
        { stockKey: 'B', requested: 5, available: 4, reserved: 1 },
      ],
      nextChanceAt: START_MS + 60_000,
    });
    expect(await snapshot()).toEqual(before);
    expect(await counters('A')).toMatchObject({ available: 1 });
    expect(await stock.status('b')).toEqual({ kind: 'unknown_id' });
    await expectSound('a');
  });

  describe('sent again with the same id', () => {
    it.each([
      ['the same', {}],
      ['lines split', { lines: [line('A', 1), line('B', 1), line('A', 1)] }],
      ['owners in another order and one twice', { owners: ['lee', 'kim', 'lee'] }],
      ['another ttl, which is no content', { ttlMs: 1_000 }],
      ['markdown told as 0', { markdownMinor: 0 }],
    ])('%s is replayed and has no effect', async (_, change) => {
      const { stock, snapshot } = await openTestSale();
      const request = order('a', { owners: ['kim', 'lee'], lines: [line('A', 2), line('B', 1)] });
      const first = await stock.reserve(request);
      const before = await snapshot();
      expect(await stock.reserve({ ...request, ...change })).toEqual({
        ...first,
        kind: 'replayed',
        state: 'reserved',
      });
      expect(await snapshot()).toEqual(before);
    });

    it.each([
      ['lines', { lines: [line('A', 2)] }],
      ['owners', { owners: ['lee'] }],
      ['scopes', { scopes: ['channel:app'] }],
      ['epoch', { epoch: 7 }],
      ['markdownMinor', { markdownMinor: 1 }],
      ['fingerprint', { fingerprint: 'f' }],
    ])('other %s are a conflict', async (field, change) => {
      const { stock, snapshot } = await openTestSale();
      await stock.reserve(order('a'));
      const before = await snapshot();
      expect(await stock.reserve(order('a', change))).toEqual({ kind: 'conflict', fields: [field] });
      expect(await snapshot()).toEqual(before);
    });

    it('names all fields that differ, in their documented order', async () => {
      const { stock } = await openTestSale();
      await stock.reserve(order('a'));
      const other = {
        fingerprint: 'f',
        markdownMinor: 1,
        epoch: 7,
        scopes: ['s'],
        owners: ['lee'],
        lines: [line('B', 1)],
      };
      const fields = ['lines', 'owners', 'scopes', 'epoch', 'markdownMinor', 'fingerprint'];
      expect(await stock.reserve(order('a', other))).toEqual({ kind: 'conflict', fields });
    });

    it('the id of a change of allotments is a conflict of ids', async () => {
      const { stock } = await openTestSale();
      await stock.restock({ id: 'a', lines: [line('A', 1)] });
      expect(await stock.reserve(order('a'))).toEqual({ kind: 'conflict', fields: ['id'] });
    });

    it('is answered before the mode is looked at', async () => {
      const { stock } = await openTestSale();
      await stock.reserve(order('a'));
      await stock.setMode({ mode: 'closed', actor: 'ops', reason: 'test' });
      expect(await stock.reserve(order('a'))).toMatchObject({ kind: 'replayed', state: 'reserved' });
    });

    it('says what became of it', async () => {
      const { stock } = await openTestSale();
      await stock.reserve(order('a'));
      await stock.release({ id: 'a' });
      expect(await stock.reserve(order('a'))).toMatchObject({ kind: 'replayed', state: 'released' });
    });
  });

  it('checks mode, epoch, owner key, stock keys, units, customer limit and loss budget in this order', async () => {
    const { stock } = await openTestSale({ epoch: 7, keyId: 'k1', lossBudgetMinor: 0 });
    const wrong = { epoch: 8, owners: ['k2.x'], lines: [line('X', 1), line('B', 9)], markdownMinor: 1 };
    await stock.setMode({ mode: 'drain', actor: 'ops', reason: 'test' });
    const reasons: string[] = [];
    const ask = async (change: object): Promise<void> => {
      const verdict = await stock.reserve({ ...order('a'), ...wrong, ...change });
      reasons.push('reason' in verdict ? verdict.reason : verdict.kind);
    };
    await ask({});
    await stock.setMode({ mode: 'open', actor: 'ops', approver: 'boss', reason: 'test' });
    await ask({});
    await ask({ epoch: 7 });
    await ask({ epoch: 7, owners: ['k1.x'] });
    await ask({ epoch: 7, owners: ['k1.x'], lines: [line('B', 9)] });
    await ask({ epoch: 7, owners: ['k1.x'], lines: [line('B', 3)] });
    await ask({ epoch: 7, owners: ['k1.x'], lines: [line('B', 2)] });
    await ask({ epoch: 7, owners: ['k1.x'], lines: [line('B', 2)], markdownMinor: 0 });
    expect(reasons).toEqual([
      'mode',
      'epoch',
      'owner_key',
      'unknown_sku',
      'insufficient',
      'customer_limit',
      'loss_budget',
      'reserved',
    ]);
  });

  it('says the epoch of the sale, the key id of the sale, and all unknown stock keys', async () => {
    const { stock } = await openTestSale({ epoch: 7, keyId: 'k1' });
    const mine = { owners: ['k1.x'] };
    expect(await stock.reserve(order('a', { ...mine, epoch: 8 }))).toMatchObject({ epoch: 7 });
    expect(await stock.reserve(order('a', { owners: ['k1.x', 'k11.x'] }))).toMatchObject({ keyId: 'k1' });
    const lines = [line('Y', 1), line('A', 1), line('X', 1)];
    expect(await stock.reserve(order('a', { ...mine, lines }))).toMatchObject({
      reason: 'unknown_sku',
      stockKeys: ['X', 'Y'],
    });
  });

  it('takes a stock key called __proto__ as any other', async () => {
    const { stock, counters } = await openTestSale({
      allotments: [{ stockKey: '__proto__', quantity: 1, perCustomer: 1 }],
    });
    const lines = [line('__proto__', 1)];
    expect(await stock.reserve(order('__proto__', { lines, owners: ['__proto__'] }))).toMatchObject({
      kind: 'reserved',
    });
    expect(await counters('__proto__')).toMatchObject({ available: 0, reserved: 1 });
    expect(await stock.reserve(order('a', { lines: [line('constructor', 1)] }))).toMatchObject({
      reason: 'unknown_sku',
    });
  });
});

describe('the sweep inside reserve', () => {
  it('expires what has lapsed only when units are short', async () => {
    const { stock, clock, find, expectSound } = await openTestSale();
    await stock.reserve(order('a', { lines: [line('A', 9)] }));
    clock.ms += 60_000;
    await stock.reserve(order('b'));
    expect(await find('a')).toMatchObject({ state: 'reserved' });
    expect(await stock.reserve(order('c', { lines: [line('A', 9)] }))).toMatchObject({ kind: 'reserved' });
    expect(await find('a')).toMatchObject({ state: 'expired' });
    await expectSound('a', 'b', 'c');
  });

  it('leaves what lapses 1 ms later', async () => {
    const { stock, clock } = await openTestSale();
    await stock.reserve(order('a', { lines: [line('A', 10)] }));
    clock.ms += 59_999;
    expect(await stock.reserve(order('b'))).toMatchObject({
      reason: 'insufficient',
      nextChanceAt: clock.ms + 1,
    });
  });

  it('never ends a reservation that is at its payment', async () => {
    const { stock, clock, find } = await openTestSale();
    await stock.reserve(order('a', { lines: [line('A', 10)] }));
    await stock.beginPayment({ id: 'a', ttlMs: 60_000 });
    clock.ms += 120_000;
    expect(await stock.reserve(order('b'))).toMatchObject({
      reason: 'insufficient',
      nextChanceAt: undefined,
    });
    expect(await find('a')).toMatchObject({ state: 'paying' });
  });

  it('clears away 64 reservations a request', async () => {
    const { stock, clock, counters } = await openTestSale({ allotments: [{ stockKey: 'A', quantity: 100 }] });
    for (let index = 0; index < 100; index++) await stock.reserve(order(`a-${index}`));
    clock.ms += 60_000;
    expect(await stock.reserve(order('b', { lines: [line('A', 65)] }))).toMatchObject({
      shortages: [{ stockKey: 'A', requested: 65, available: 64, reserved: 36 }],
    });
    expect(await counters('A')).toMatchObject({ available: 64 });
    expect(await stock.reserve(order('b', { lines: [line('A', 65)] }))).toMatchObject({ kind: 'reserved' });
  });
});

describe('the customer limit', () => {
  it('holds over all orders of a customer, reserved and bought', async () => {
    const { stock } = await openTestSale();
    await stock.reserve(order('a', { lines: [line('B', 1)] }));
    await stock.commit({ id: 'a', paymentRef: 'p' });
    expect(await stock.reserve(order('b', { lines: [line('B', 2)] }))).toEqual({
      kind: 'refused',
      reason: 'customer_limit',
      limits: [{ stockKey: 'B', limit: 2, used: 1, ownerIndex: 0 }],
    });
    expect(await stock.reserve(order('b', { lines: [line('B', 1)] }))).toMatchObject({ kind: 'reserved' });
  });

  it('holds for each identity, and names the one nearest to the limit by its place in the sorted owners', async () => {
    const { stock } = await openTestSale();
    await stock.reserve(order('a', { owners: ['kim'], lines: [line('B', 1)] }));
    await stock.reserve(order('b', { owners: ['zoe'], lines: [line('B', 2)] }));
    expect(await stock.reserve(order('c', { owners: ['zoe', 'ann', 'kim'], lines: [line('B', 1)] }))).toEqual(
      {
        kind: 'refused',
        reason: 'customer_limit',
        limits: [{ stockKey: 'B', limit: 2, used: 2, ownerIndex: 2 }],
      },
    );
  });

  it.each([
    ['release', { kind: 'released' }],
    ['expire', { kind: 'swept', expired: 1, more: false }],
  ] as const)('is given back by %s', async (operation, verdict) => {
    const { stock, clock } = await openTestSale();
    await stock.reserve(order('a', { lines: [line('B', 2)] }));
    clock.ms += 60_000;
    const answer = operation === 'release' ? await stock.release({ id: 'a' }) : await stock.expire();
    expect(answer).toEqual(verdict);
    expect(await stock.reserve(order('b', { lines: [line('B', 2)] }))).toMatchObject({ kind: 'reserved' });
  });
});

describe('the loss budget', () => {
  const allotments = [
    { stockKey: 'A', quantity: 10, markdownMinor: 30 },
    { stockKey: 'B', quantity: 10, markdownMinor: 0 },
  ];

  it('refuses only the order that is above what is left', async () => {
    const { stock, snapshot } = await openTestSale({ allotments, lossBudgetMinor: 100 });
    await stock.reserve(order('a', { markdownMinor: 60 }));
    expect(await stock.reserve(order('b', { markdownMinor: 41 }))).toEqual({
      kind: 'refused',
      reason: 'loss_budget',
      remainingMinor: 40,
    });
    expect(await stock.reserve(order('c', { markdownMinor: 10 }))).toMatchObject({ kind: 'reserved' });
    expect(await snapshot()).toMatchObject({ mode: 'open', lossSpentMinor: 70, lossBudgetMinor: 100 });
  });

  it('drains the sale when less is left than the smallest markdown of a unit', async () => {
    const { stock, snapshot, expectSound } = await openTestSale({ allotments, lossBudgetMinor: 100 });
    await stock.reserve(order('a', { markdownMinor: 70 }));
    expect(await snapshot()).toMatchObject({ mode: 'open' });
    await stock.reserve(order('b', { markdownMinor: 1 }));
    expect(await snapshot()).toMatchObject({ mode: 'drain', lossSpentMinor: 71 });
    await expectSound('a', 'b');
  });

  it('does not drain a sale whose markdowns are not known', async () => {
    const { stock, snapshot } = await openTestSale({ lossBudgetMinor: 1 });
    await stock.reserve(order('a', { markdownMinor: 1 }));
    expect(await snapshot()).toMatchObject({ mode: 'open', lossSpentMinor: 1 });
  });

  it('stays exact without a budget', async () => {
    const { stock } = await openTestSale();
    const markdownMinor = Number.MAX_SAFE_INTEGER - 1;
    await stock.reserve(order('a', { markdownMinor }));
    expect(await stock.reserve(order('b', { markdownMinor: 2 }))).toMatchObject({
      reason: 'loss_budget',
      remainingMinor: 1,
    });
  });
});
