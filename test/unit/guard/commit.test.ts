import { describe, expect, it } from 'vitest';
import type { PriceBookEntry } from '../../../src/catalog/price-book.js';
import { createGuard } from '../../../src/guard/create-guard.js';
import { loadPolicyText } from '../../../src/wire/policy.js';
import { entryOf } from '../book/sample-book.js';
import {
  afterHandlers,
  bookOf,
  ENTRIES,
  handlersOf,
  lineOf,
  makeWorld,
  NOW,
  orderOf,
  type GuardWorld,
} from './guard-world.js';

const HOUR_MS = 3_600_000;
const SWAP = { overlapMs: HOUR_MS, actor: 'minji', reason: 'price correction' };

/** The usual entries with some changed. */
function changed(sku: string, overlay: Partial<PriceBookEntry>): readonly PriceBookEntry[] {
  return ENTRIES.map((entry) => (entry.sku === sku ? { ...entry, ...overlay } : entry));
}

async function admitted(world: GuardWorld, id: string): Promise<string> {
  const verdict = await world.guard.admit(orderOf(id));
  if (verdict.kind !== 'admitted') throw new Error(`not admitted: ${JSON.stringify(verdict)}`);
  return verdict.fingerprint;
}

describe('commit', () => {
  it('compares the prices the shopper agreed to', async () => {
    const world = await makeWorld();
    const fingerprint = await admitted(world, 'order-1');
    const { guard } = world;
    expect(await guard.commit({ id: 'order-1', paymentRef: 'pay-1', fingerprint: 'other' })).toEqual({
      kind: 'price_changed',
      fingerprint,
    });
    expect(await guard.commit({ id: 'order-1', paymentRef: 'pay-1', fingerprint })).toMatchObject({
      kind: 'committed',
    });
  });

  it('compares the order that is charged with the one that was admitted, whatever its lines look like now', async () => {
    const { guard } = await makeWorld();
    const order = orderOf('order-1');
    await guard.admit(order);
    const paid = { id: 'order-1', paymentRef: 'pay-1' };
    const dearer = { ...order, shippingMinor: 1 };
    expect(await guard.commit({ ...paid, order: dearer })).toMatchObject({ kind: 'price_changed' });
    const more = { ...order, lines: order.lines.map((line) => ({ ...line, quantity: line.quantity + 1 })) };
    expect(await guard.commit({ ...paid, order: more })).toMatchObject({ kind: 'price_changed' });
    const renumbered = { ...order, lines: order.lines.map((line) => ({ ...line, lineId: 'x' })) };
    expect(await guard.commit({ ...paid, order: renumbered })).toMatchObject({ kind: 'committed' });
    expect(await guard.commit({ ...paid, order })).toMatchObject({ kind: 'already' });
  });

  it.each([
    [{ order: { ...orderOf('order-2') } }, 'order.id'],
    [{ order: { ...orderOf('order-1'), lines: [] } }, 'order.lines'],
    [{ order: 'order-1' }, 'order'],
    [{ order: orderOf('order-1'), fingerprint: 'x' }, 'fingerprint'],
  ])('refuses an order that cannot be compared (%#)', async (given, field) => {
    const { guard } = await makeWorld();
    await guard.admit(orderOf('order-1'));
    const verdict = await guard.commit({ id: 'order-1', paymentRef: 'pay-1', ...(given as object) });
    expect(verdict).toMatchObject({ kind: 'refused', reason: 'invalid_request', field });
  });

  it('refuses unknown fields and objects whose fields throw', async () => {
    const { guard } = await makeWorld();
    const foreign = { id: 'order-1', paymentRef: 'pay-1', force: true };
    expect(await guard.commit(foreign)).toMatchObject({ reason: 'invalid_request', field: 'force' });
    const hostile = {
      paymentRef: 'pay-1',
      get id(): string {
        throw new Error('planted');
      },
    };
    expect(await guard.commit(hostile)).toMatchObject({ reason: 'invalid_request', field: 'request' });
  });

  it('is refused while the sale is frozen', async () => {
    const world = await makeWorld();
    await admitted(world, 'order-1');
    await world.stock.setMode({ mode: 'freeze', actor: 'minji', reason: 'a look' });
    expect(await world.guard.commit({ id: 'order-1', paymentRef: 'pay-1' })).toMatchObject({
      kind: 'refused',
      reason: 'mode',
    });
  });
});

describe('a payment that comes too late', () => {
  it('is told to the shop for a refund', async () => {
    const world = await makeWorld();
    await admitted(world, 'order-1');
    world.clock.now += HOUR_MS;
    expect(await world.guard.commit({ id: 'order-1', paymentRef: 'pay-1' })).toEqual({
      kind: 'expired',
      rescue: undefined,
    });
    await afterHandlers();
    expect(world.heard.latePayments).toEqual([
      { id: 'order-1', paymentRef: 'pay-1', because: 'expired', boughtWith: undefined },
    ]);
    expect(world.heard.shortfalls).toEqual([]);
  });

  it('is rescued where the policy says so and the units are there', async () => {
    const policy = loadPolicyText('version: 1\nguard:\n  late: rescue\n', { file: 'policy.yaml' });
    const world = await makeWorld({ options: { policy } });
    await admitted(world, 'order-1');
    world.clock.now += HOUR_MS;
    expect(await world.guard.commit({ id: 'order-1', paymentRef: 'pay-1' })).toEqual({
      kind: 'committed',
      rescued: true,
    });
  });

  it('is a shortfall where a rescue finds no units', async () => {
    const world = await makeWorld({ entries: [entryOf('EP-100', { allotment: 1 })] });
    await admitted(world, 'order-1');
    world.clock.now += HOUR_MS;
    await admitted(world, 'order-2');
    await world.guard.commit({ id: 'order-1', paymentRef: 'pay-1', late: 'rescue' });
    await afterHandlers();
    expect(world.heard.latePayments).toMatchObject([{ id: 'order-1', because: 'expired' }]);
    expect(world.heard.shortfalls).toMatchObject([
      { because: 'rescue', id: 'order-1', shortages: [{ stockKey: 'EP-100', available: 0 }] },
    ]);
  });

  it('is told when the order was released, restored, or bought with another payment', async () => {
    const world = await makeWorld();
    const { guard, stock, heard } = world;
    for (const id of ['gone', 'returned', 'twice']) await admitted(world, id);
    await guard.release({ id: 'gone' });
    await guard.commit({ id: 'returned', paymentRef: 'pay-1' });
    await stock.restore({ id: 'returned', restoreId: 'restore-1', to: 'stock' });
    await guard.commit({ id: 'twice', paymentRef: 'pay-1' });
    for (const id of ['gone', 'returned', 'twice']) await guard.commit({ id, paymentRef: 'pay-2' });
    await afterHandlers();
    expect(heard.latePayments).toEqual([
      { id: 'gone', paymentRef: 'pay-2', because: 'released', boughtWith: undefined },
      { id: 'returned', paymentRef: 'pay-2', because: 'restored', boughtWith: undefined },
      { id: 'twice', paymentRef: 'pay-2', because: 'duplicate', boughtWith: 'pay-1' },
    ]);
  });
});

describe('commit of an order that was reserved under another price book', () => {
  /** Reserves by the usual book, puts another in force and pays. */
  async function commitUnder(entries: readonly PriceBookEntry[], sku = 'EP-100'): Promise<unknown> {
    const { guard } = await makeWorld();
    await guard.admit(orderOf('order-1', { lines: [lineOf(sku)] }));
    const replaced = await guard.replacePriceBook(await bookOf(entries, { epoch: 4 }), SWAP);
    if (replaced.kind !== 'replaced') throw new Error(JSON.stringify(replaced));
    return guard.commit({ id: 'order-1', paymentRef: 'pay-1' });
  }

  it('is honoured where its entry is the same', async () => {
    expect(await commitUnder(changed('CABLE', { priceMinor: 4_500 }))).toMatchObject({ kind: 'committed' });
  });

  it('is honoured where only the reference or the allotment of its entry differs', async () => {
    const entries = changed('EP-100', { referenceMinor: 30_000, allotment: 7 });
    expect(await commitUnder(entries)).toMatchObject({ kind: 'committed' });
  });

  it.each<[string, readonly PriceBookEntry[], string]>([
    ['is dearer', changed('EP-100', { priceMinor: 15_900 }), 'EP-100'],
    ['is cheaper', changed('EP-100', { priceMinor: 11_900 }), 'EP-100'],
    [
      'has a floor above what is paid',
      changed('EP-100', { priceMinor: 12_900, floorMinor: 12_900 }),
      'EP-100-reduced',
    ],
    ['is gone', ENTRIES.filter(({ sku }) => sku !== 'EP-100'), 'EP-100'],
    [
      'is made of something else',
      changed('SET', { components: [{ stockKey: 'EP-100', quantity: 2 }] }),
      'SET',
    ],
  ])('is a changed price where its entry %s', async (_, entries, sku) => {
    if (sku !== 'EP-100-reduced') {
      expect(await commitUnder(entries, sku)).toMatchObject({ kind: 'price_changed' });
      return;
    }
    const { guard } = await makeWorld();
    const reductions = [{ promotionId: 'coupon-1', amountMinor: 1_000 }];
    await guard.admit(orderOf('order-1', { lines: [lineOf('EP-100', { reductions })] }));
    await guard.replacePriceBook(await bookOf(entries, { epoch: 4 }), SWAP);
    expect(await guard.commit({ id: 'order-1', paymentRef: 'pay-1' })).toMatchObject({
      kind: 'price_changed',
    });
  });

  it('is honoured by a process that never had the older book', async () => {
    const { guard, stock, heard } = await makeWorld();
    await guard.admit(orderOf('order-1'));
    const later = await bookOf(ENTRIES, { epoch: 4 });
    await guard.replacePriceBook(later, SWAP);
    const options = { priceBook: later, stock, policy: loadPolicyText('version: 1\n', { file: 'p' }) };
    const fresh = createGuard({
      ...options,
      onStoreFailure: 'reject',
      on: handlersOf(heard),
      now: () => NOW,
      pollMs: 0,
    });
    expect(await fresh.commit({ id: 'order-1', paymentRef: 'pay-1' })).toMatchObject({ kind: 'committed' });
  });

  it('is honoured by a process that still has the older book, during the overlap', async () => {
    const { guard, stock, book, heard } = await makeWorld();
    const slow = createGuard({
      priceBook: book,
      stock,
      policy: loadPolicyText('version: 1\n', { file: 'p' }),
      onStoreFailure: 'reject',
      on: handlersOf(heard),
      now: () => NOW,
      pollMs: 0,
    });
    await guard.replacePriceBook(await bookOf(ENTRIES, { epoch: 4 }), SWAP);
    await guard.admit(orderOf('order-1'));
    expect(await slow.commit({ id: 'order-1', paymentRef: 'pay-1' })).toMatchObject({ kind: 'committed' });
  });

  it('answers as the store does where nothing says what it cost', async () => {
    const { guard, stock } = await makeWorld();
    const lines = [{ stockKey: 'EP-100', quantity: 1 }];
    await stock.reserve({ id: 'order-1', owners: ['k1.a'], lines, epoch: 3 });
    await guard.replacePriceBook(await bookOf(ENTRIES, { epoch: 4 }), SWAP);
    expect(await guard.commit({ id: 'order-1', paymentRef: 'pay-1' })).toEqual({
      kind: 'refused',
      reason: 'reserved_under',
      epoch: 3,
    });
  });
});
