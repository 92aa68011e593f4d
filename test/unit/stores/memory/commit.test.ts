import { describe, expect, it } from 'vitest';
import type { OpenRequest, ReserveRequest } from '../../../../src/stock/request.js';
import { line, openTestSale, order } from './test-sale.js';
import type { TestSale } from './test-sale.js';

/** A sale with one reservation `a`. */
async function withReservation(
  request: Partial<ReserveRequest> = {},
  settings: Partial<OpenRequest> = {},
): Promise<TestSale> {
  const sale = await openTestSale(settings);
  expect(await sale.stock.reserve(order('a', request))).toMatchObject({ kind: 'reserved' });
  return sale;
}

/** As {@link withReservation}, lapsed a moment ago. */
async function withLapsed(
  request: Partial<ReserveRequest> = {},
  settings: Partial<OpenRequest> = {},
): Promise<TestSale> {
  const sale = await withReservation(request, settings);
  sale.clock.ms += 60_000;
  return sale;
}

const PAY = { id: 'a', paymentRef: 'pay-1' } as const;
const RESCUE = { ...PAY, late: 'rescue' } as const;

describe('commit', () => {
  it.each(['reserved', 'paying'])('sells what is %s', async (state) => {
    const { stock, counters, find, expectSound } = await withReservation();
    if (state === 'paying') await stock.beginPayment({ id: 'a', ttlMs: 60_000 });
    expect(await stock.commit(PAY)).toEqual({ kind: 'committed', rescued: false });
    expect(await counters('A')).toMatchObject({ available: 9, reserved: 0, committed: 1 });
    expect(await find('a')).toMatchObject({ state: 'committed', paymentRef: 'pay-1' });
    await expectSound('a');
  });

  it('has one effect, and notices a second payment', async () => {
    const { stock, snapshot } = await withReservation();
    await stock.commit(PAY);
    const before = await snapshot();
    expect(await stock.commit(PAY)).toEqual({ kind: 'already' });
    expect(await stock.commit({ ...PAY, paymentRef: 'pay-2' })).toEqual({
      kind: 'duplicate_payment',
      paymentRef: 'pay-1',
    });
    expect(await snapshot()).toEqual(before);
  });

  it('does not know an id nobody reserved with', async () => {
    const { stock } = await openTestSale();
    await stock.restock({ id: 'a', lines: [line('A', 1)] });
    expect(await stock.commit(PAY)).toEqual({ kind: 'refused', reason: 'unknown_id' });
  });

  it('sells nothing that was released or restored', async () => {
    const { stock } = await withReservation();
    await stock.release({ id: 'a' });
    expect(await stock.commit(RESCUE)).toEqual({ kind: 'released' });
    await stock.reserve(order('b'));
    await stock.commit({ id: 'b', paymentRef: 'p' });
    await stock.restore({ id: 'b', restoreId: 'r', to: 'stock' });
    expect(await stock.commit({ id: 'b', paymentRef: 'p' })).toEqual({ kind: 'refused', reason: 'restored' });
  });

  it.each([
    ['both the same', 'f', 'f', { kind: 'committed', rescued: false }],
    ['only the reservation has one', 'f', undefined, { kind: 'committed', rescued: false }],
    ['only the commit has one', undefined, 'f', { kind: 'committed', rescued: false }],
    ['different', 'f', 'g', { kind: 'price_changed', fingerprint: 'f' }],
  ])('compares the price: %s', async (_, fingerprint, given, verdict) => {
    const { stock } = await withReservation({ fingerprint });
    expect(await stock.commit({ ...PAY, fingerprint: given })).toEqual(verdict);
  });

  it.each([
    ['drain', 'reserved', false],
    ['drain', 'paying', true],
    ['freeze', 'paying', false],
    ['closed', 'paying', false],
  ] as const)('in %s, of a %s order: %s', async (mode, state, sells) => {
    const { stock, counters } = await withReservation();
    if (state === 'paying') await stock.beginPayment({ id: 'a', ttlMs: 60_000 });
    await stock.setMode({ mode, actor: 'ops', reason: 'test' });
    const refusal = { kind: 'refused', reason: 'mode', mode, scope: 'sale' };
    expect(await stock.commit(PAY)).toEqual(sells ? { kind: 'committed', rescued: false } : refusal);
    expect(await counters('A')).toMatchObject({ committed: sells ? 1 : 0 });
  });

  it('names the scope that forbids it', async () => {
    const { stock } = await withReservation({ scopes: ['channel:app'] });
    await stock.setMode({ mode: 'drain', actor: 'ops', reason: 'test' });
    await stock.setMode({ mode: 'closed', scope: 'channel:app', actor: 'ops', reason: 'test' });
    await stock.setMode({ mode: 'closed', scope: 'sku:A', actor: 'ops', reason: 'test' });
    expect(await stock.commit(PAY)).toMatchObject({ mode: 'closed', scope: 'sku:A' });
  });
});

describe('a payment after the reservation lapsed', () => {
  it('expires it and says so', async () => {
    const { stock, counters, find, expectSound } = await withLapsed();
    expect(await stock.commit(PAY)).toEqual({ kind: 'expired', rescue: undefined });
    expect(await find('a')).toMatchObject({ state: 'expired', paymentRef: undefined });
    expect(await counters('A')).toMatchObject({ available: 10 });
    expect(await stock.commit(PAY)).toEqual({ kind: 'expired', rescue: undefined });
    await expectSound('a');
  });

  it('commits it 1 ms before', async () => {
    const { stock, clock } = await withLapsed();
    clock.ms -= 1;
    expect(await stock.commit(PAY)).toMatchObject({ kind: 'committed' });
  });

  it.each(['not swept', 'swept'])('is rescued when units are left: %s', async (swept) => {
    const { stock, counters, find, expectSound } = await withLapsed({
      lines: [line('B', 2)],
      markdownMinor: 5,
    });
    if (swept === 'swept') await stock.expire();
    expect(await stock.commit(RESCUE)).toEqual({ kind: 'committed', rescued: true });
    expect(await find('a')).toMatchObject({ state: 'committed', paymentRef: 'pay-1' });
    expect(await counters('B')).toMatchObject({ available: 3, reserved: 0, committed: 2 });
    expect(await stock.commit(RESCUE)).toEqual({ kind: 'already' });
    await expectSound('a');
  });

  it('cannot be rescued when the units are gone', async () => {
    const { stock, counters } = await withLapsed();
    await stock.reserve(order('b', { lines: [line('A', 10)] }));
    expect(await counters('A')).toMatchObject({ available: 0 });
    expect(await stock.commit(RESCUE)).toMatchObject({
      kind: 'expired',
      rescue: {
        reason: 'insufficient',
        shortages: [{ stockKey: 'A', requested: 1, available: 0, reserved: 10 }],
      },
    });
  });

  it('is not rescued by the payment that was refused, and is by another one', async () => {
    const { stock, snapshot, find, expectSound } = await withLapsed();
    expect(await stock.commit(PAY)).toEqual({ kind: 'expired', rescue: undefined });
    const before = await snapshot();
    expect(await stock.commit(RESCUE)).toEqual({ kind: 'expired', rescue: { reason: 'payment_refused' } });
    expect(await snapshot()).toEqual(before);
    expect(await stock.commit({ ...RESCUE, paymentRef: 'pay-2' })).toEqual({
      kind: 'committed',
      rescued: true,
    });
    expect(await find('a')).toMatchObject({ paymentRef: 'pay-2' });
    await expectSound('a');
  });

  it('cannot be rescued past a customer limit', async () => {
    const { stock } = await withLapsed({ lines: [line('B', 1)] });
    await stock.expire();
    await stock.reserve(order('b', { lines: [line('B', 2)] }));
    expect(await stock.commit(RESCUE)).toEqual({
      kind: 'expired',
      rescue: { reason: 'customer_limit', limits: [{ stockKey: 'B', limit: 2, used: 2, ownerIndex: 0 }] },
    });
  });

  it('cannot be rescued past the loss budget', async () => {
    const { stock } = await withLapsed({ markdownMinor: 60 }, { lossBudgetMinor: 100 });
    await stock.expire();
    await stock.reserve(order('b', { markdownMinor: 50 }));
    expect(await stock.commit(RESCUE)).toEqual({
      kind: 'expired',
      rescue: { reason: 'loss_budget', remainingMinor: 50 },
    });
  });

  it.each(['drain', 'freeze', 'closed'] as const)('cannot be rescued in %s', async (mode) => {
    const { stock } = await withLapsed();
    await stock.expire();
    await stock.setMode({ mode, actor: 'ops', reason: 'test' });
    expect(await stock.commit(RESCUE)).toEqual({
      kind: 'expired',
      rescue: { reason: 'mode', mode, scope: 'sale' },
    });
  });

  it('compares the price before it is rescued', async () => {
    const { stock } = await withLapsed({ fingerprint: 'f' });
    await stock.expire();
    expect(await stock.commit({ ...RESCUE, fingerprint: 'g' })).toEqual({
      kind: 'price_changed',
      fingerprint: 'f',
    });
    expect(await stock.commit({ ...PAY, fingerprint: 'g' })).toEqual({ kind: 'expired', rescue: undefined });
  });

  it('drains the sale when the rescue spends the loss budget', async () => {
    const allotments = [{ stockKey: 'A', quantity: 10, markdownMinor: 50 }];
    const { stock, snapshot } = await withLapsed({ markdownMinor: 50 }, { allotments, lossBudgetMinor: 99 });
    expect(await snapshot()).toMatchObject({ mode: 'drain' });
    await stock.expire();
    await stock.setMode({ mode: 'open', actor: 'ops', approver: 'boss', reason: 'test' });
    expect(await stock.commit(RESCUE)).toEqual({ kind: 'committed', rescued: true });
    expect(await snapshot()).toMatchObject({ mode: 'drain', lossSpentMinor: 50 });
  });
});
