import { describe, expect, it } from 'vitest';
import type { CheckoutOrder } from '../../../src/catalog/order.js';
import { createGuard } from '../../../src/guard/create-guard.js';
import { readNote } from '../../../src/guard/note.js';
import type { AdmitVerdict } from '../../../src/guard/verdict.js';
import type { Reservation } from '../../../src/stock/reservation.js';
import type { StockStore } from '../../../src/stock/store.js';
import { builtInPolicy, loadPolicyText } from '../../../src/wire/policy.js';
import { entryOf } from '../book/sample-book.js';
import {
  bookOf,
  ENTRIES,
  handlersOf,
  lineOf,
  makeWorld,
  NOW,
  orderOf,
  type GuardWorld,
} from './guard-world.js';

async function reservationOf(stock: StockStore, id: string): Promise<Reservation> {
  const status = await stock.status(id);
  if (status.kind !== 'found') throw new Error(`no reservation ${id}`);
  return status.reservation;
}

/** A second process: another guard over the same store. */
function secondGuard({ stock, book, heard, clock }: GuardWorld): ReturnType<typeof createGuard> {
  return createGuard({
    priceBook: book,
    stock,
    policy: builtInPolicy(),
    onStoreFailure: 'reject',
    on: handlersOf(heard),
    now: () => clock.now,
    pollMs: 0,
  });
}

function reasonOf(verdict: AdmitVerdict): string {
  return verdict.kind === 'rejected' ? verdict.reason : verdict.kind;
}

describe('admit of a good order', () => {
  it('sets its units aside and says what it gives away', async () => {
    const { guard, stock } = await makeWorld();
    const verdict = await guard.admit(orderOf('order-1'));
    expect(verdict).toMatchObject({
      kind: 'admitted',
      id: 'order-1',
      epoch: 3,
      state: 'reserved',
      replayed: false,
      markdownMinor: 7_000,
      payableMinor: 12_900,
      findings: [],
    });
    expect(await reservationOf(stock, 'order-1')).toMatchObject({
      lines: [{ stockKey: 'EP-100', quantity: 1 }],
      scopes: ['channel:web'],
      epoch: 3,
      markdownMinor: 7_000,
    });
  });

  it('counts reductions as given away, and shipping as neither goods nor markdown', async () => {
    const { guard } = await makeWorld();
    const reductions = [{ promotionId: 'coupon-1', amountMinor: 1_000 }];
    const lines = [lineOf('EP-100', { quantity: 2, reductions })];
    const verdict = await guard.admit(orderOf('order-1', { lines, shippingMinor: 3_000 }));
    expect(verdict).toMatchObject({ kind: 'admitted', payableMinor: 24_800, markdownMinor: 15_000 });
  });

  it('takes what a bundle is made of, summed with the same goods sold by themselves', async () => {
    const { guard, stock } = await makeWorld();
    const lines = [lineOf('SET', { quantity: 3 }), lineOf('CABLE')];
    await guard.admit(orderOf('order-1', { lines }));
    expect((await reservationOf(stock, 'order-1')).lines).toEqual([
      { stockKey: 'CABLE', quantity: 7 },
      { stockKey: 'EP-100', quantity: 3 },
    ]);
  });

  it('takes the stock key of a bundle too where the book states an allotment for the bundle', async () => {
    const components = [{ stockKey: 'EP-100', quantity: 2 }];
    const pair = entryOf('PAIR', { priceMinor: 20_000, floorMinor: 20_000, allotment: 1, components });
    const { guard, stock } = await makeWorld({ entries: [...ENTRIES, pair] });
    const lines = [lineOf('PAIR', { unitPriceMinor: 20_000 })];
    await guard.admit(orderOf('order-1', { lines }));
    expect((await reservationOf(stock, 'order-1')).lines).toEqual([
      { stockKey: 'EP-100', quantity: 2 },
      { stockKey: 'PAIR', quantity: 1 },
    ]);
    expect(reasonOf(await guard.admit(orderOf('order-2', { lines })))).toBe('sold_out');
  });

  it('names the channel, each category and all that stand above it as scopes', async () => {
    const { guard, stock } = await makeWorld();
    const lines = [
      lineOf('EP-100', { category: 'Audio>Earphones> Wired' }),
      lineOf('CABLE', { category: 'Audio > Cables' }),
    ];
    await guard.admit(orderOf('order-1', { lines }));
    expect((await reservationOf(stock, 'order-1')).scopes).toEqual([
      'category:Audio',
      'category:Audio > Cables',
      'category:Audio > Earphones',
      'category:Audio > Earphones > Wired',
      'channel:web',
    ]);
  });

  it('is stopped by a hold on a category above its own', async () => {
    const { guard, stock } = await makeWorld();
    await stock.setMode({ mode: 'freeze', scope: 'category:Audio', actor: 'minji', reason: 'wrong price' });
    const lines = [lineOf('EP-100', { category: 'Audio > Earphones' })];
    expect(reasonOf(await guard.admit(orderOf('order-1', { lines })))).toBe('sale_closed');
    expect((await guard.admit(orderOf('order-2'))).kind).toBe('admitted');
  });

  it('leaves a note from which the order can be shown again', async () => {
    const { guard, stock } = await makeWorld();
    const reductions = [{ promotionId: 'coupon-1', amountMinor: 500 }];
    const lines = [
      lineOf('VIP-1', { priceList: 'vip', unitPriceMinor: 12_900, quantity: 2, reductions }),
      lineOf('EP-100'),
    ];
    const customer = ['k1.zoe', 'k1.device'];
    await guard.admit(
      orderOf('order-1', { lines, customer, shippingMinor: 2_500, placedAt: 1_700_000_000_000 }),
    );
    const { note, lines: stockLines, owners } = await reservationOf(stock, 'order-1');
    const read = readNote(note, stockLines);
    expect(read).toMatchObject({
      placedAt: 1_700_000_000_000,
      currency: 'KRW',
      taxBasis: 'included',
      shippingMinor: 2_500,
      lines: [
        { sku: 'EP-100', priceList: 'default', quantity: 1, unitPriceMinor: 12_900, payableMinor: 12_900 },
        { sku: 'VIP-1', priceList: 'vip', quantity: 2, unitPriceMinor: 12_900, payableMinor: 25_300 },
      ],
    });
    expect(owners[read?.buyerIndex ?? -1]).toBe('k1.zoe');
  });

  it('takes a full order as an export writes it, payments and status included', async () => {
    const { guard } = await makeWorld();
    const full = { ...orderOf('order-1'), payments: [], status: 'placed' };
    expect((await guard.admit(full)).kind).toBe('admitted');
  });
});

describe('admit of an order that was sent before', () => {
  it('answers as before and takes nothing twice, also in another process', async () => {
    const world = await makeWorld();
    const first = await world.guard.admit(orderOf('order-1'));
    const again = await world.guard.admit(orderOf('order-1'));
    const elsewhere = await secondGuard(world).admit(orderOf('order-1'));
    expect(again).toEqual({ ...first, replayed: true });
    expect(elsewhere).toEqual({ ...first, replayed: true });
    const snapshot = await world.stock.snapshot({ stockKeys: ['EP-100'] });
    expect(snapshot).toMatchObject({ snapshot: { counters: [{ reserved: 1 }] } });
  });

  it('says that it was bought, also after the sale has ended', async () => {
    const { guard, clock, book } = await makeWorld();
    await guard.admit(orderOf('order-1'));
    await guard.commit({ id: 'order-1', paymentRef: 'pay-1' });
    clock.now = book.header.endsAt;
    expect(await guard.admit(orderOf('order-1'))).toMatchObject({
      kind: 'admitted',
      state: 'committed',
      replayed: true,
    });
    expect(reasonOf(await guard.admit(orderOf('order-2')))).toBe('sale_closed');
  });

  it('is a conflict with other lines, naming what differs', async () => {
    const { guard } = await makeWorld();
    await guard.admit(orderOf('order-1'));
    const verdict = await guard.admit(orderOf('order-1', { lines: [lineOf('EP-100', { quantity: 2 })] }));
    expect(verdict).toMatchObject({ kind: 'rejected', reason: 'conflict', transient: false });
    expect(verdict.kind === 'rejected' && verdict.problem).toContain('lines');
  });

  it('tells a stranger with the same prices that the id is taken', async () => {
    const { guard } = await makeWorld();
    await guard.admit(orderOf('order-1'));
    expect(reasonOf(await guard.admit(orderOf('order-1', { customer: ['k1.stranger'] })))).toBe('conflict');
  });

  it.each(['released', 'expired'] as const)('has ended when it was %s', async (state) => {
    const { guard, clock, stock } = await makeWorld();
    await guard.admit(orderOf('order-1'));
    if (state === 'released') await guard.release({ id: 'order-1' });
    clock.now += 3_600_000;
    await stock.expire();
    expect(await guard.admit(orderOf('order-1'))).toMatchObject({
      kind: 'rejected',
      reason: 'ended',
      problem: `the reservation is ${state}`,
    });
  });
});

describe('admit of an order whose price is wrong', () => {
  it('rejects it with the finding, sets nothing aside and tells the trip rules once', async () => {
    const world = await makeWorld();
    const lines = [lineOf('EP-100', { unitPriceMinor: 1_290 })];
    const verdict = await world.guard.admit(orderOf('order-1', { lines }));
    expect(verdict).toMatchObject({ kind: 'rejected', reason: 'price', epoch: 3, transient: false });
    expect(verdict.kind === 'rejected' && verdict.findings.map(({ ruleId }) => ruleId)).toContain(
      'unapproved-price',
    );
    await world.guard.admit(orderOf('order-1', { lines }));
    await world.guard.admit(orderOf('order-2', { lines }));
    await world.guard.close();
    const activity = await world.stock.activity();
    expect(activity).toMatchObject({ activity: { totals: { reserved: 0, signalled: 2, rejected: 2 } } });
  });

  it('trips the breaker on prices that nobody approved', async () => {
    const tripRule = {
      id: 'unapproved',
      measure: 'distinct',
      events: [],
      of: [],
      scope: 'sku',
      windowMs: 60_000,
      limit: 1,
      minimum: 0,
      mode: 'freeze',
    } as const;
    const { guard, stock } = await makeWorld({ open: { tripRules: [tripRule] } });
    await guard.admit(orderOf('order-1', { lines: [lineOf('EP-100', { unitPriceMinor: 1_290 })] }));
    await guard.admit(orderOf('order-2', { lines: [lineOf('EP-100', { unitPriceMinor: 1_291 })] }));
    await guard.close();
    expect(await stock.activity()).toMatchObject({
      activity: { trips: [{ ruleId: 'unapproved', scope: 'sku:EP-100' }] },
    });
    expect(reasonOf(await guard.admit(orderOf('order-3')))).toBe('sale_closed');
    expect((await guard.admit(orderOf('order-4', { lines: [lineOf('CABLE')] }))).kind).toBe('admitted');
  });

  it('rejects what the price book does not hold', async () => {
    const { guard } = await makeWorld();
    expect(reasonOf(await guard.admit(orderOf('order-1', { lines: [lineOf('NEW-1')] })))).toBe('price');
    const currency = 'USD';
    expect(reasonOf(await guard.admit(orderOf('order-2', { currency })))).toBe('price');
  });

  it('counts nothing against the sale when a shopper comes before it opens', async () => {
    const { guard, stock, clock, book } = await makeWorld();
    clock.now = book.header.startsAt - 1;
    expect(reasonOf(await guard.admit(orderOf('order-1')))).toBe('sale_closed');
    await guard.close();
    expect(await stock.activity()).toMatchObject({ activity: { totals: { signalled: 0 } } });
  });
});

describe('admit of an order that a person must see', () => {
  const lines = [lineOf('EP-100', { quantity: 60 })];

  it('sets its units aside and lets nobody pay before the review', async () => {
    const { guard } = await makeWorld();
    const verdict = await guard.admit(orderOf('order-1', { lines }));
    expect(verdict).toMatchObject({ kind: 'review', reserved: true, onStoreFailure: undefined, epoch: 3 });
    expect(await guard.commit({ id: 'order-1', paymentRef: 'pay-1' })).toEqual({
      kind: 'refused',
      reason: 'review',
    });
    const person = { actor: 'minji', reason: 'called the buyer' };
    const resolved = await guard.resolveReview({ id: 'order-1', decision: 'accept', ...person });
    expect(resolved).toMatchObject({ kind: 'resolved', state: 'reserved' });
    expect(await guard.admit(orderOf('order-1', { lines }))).toMatchObject({
      kind: 'admitted',
      replayed: true,
    });
    expect(await guard.commit({ id: 'order-1', paymentRef: 'pay-1' })).toMatchObject({ kind: 'committed' });
  });

  it('waits as long as the policy says', async () => {
    const policy = loadPolicyText('version: 1\nguard:\n  reviewMinutes: 90\n', {
      file: 'policy.yaml',
    });
    const { guard } = await makeWorld({ options: { policy } });
    expect(await guard.admit(orderOf('order-1', { lines }))).toMatchObject({
      kind: 'review',
      expiresAt: NOW + 90 * 60_000,
    });
  });
});

describe('what the store refuses', () => {
  it('is sold out when there are too few units', async () => {
    const { guard } = await makeWorld();
    const lines = [lineOf('VIP-1', { priceList: 'vip', unitPriceMinor: 12_900, quantity: 11 })];
    const verdict = await guard.admit(orderOf('order-1', { lines }));
    expect(verdict).toMatchObject({
      kind: 'rejected',
      reason: 'sold_out',
      transient: true,
      refusal: { reason: 'insufficient' },
    });
  });

  it("is the customer limit of the book, over all of a customer's references", async () => {
    const entries = [entryOf('EP-100', { allotment: 10, perCustomerMax: 1 })];
    const { guard } = await makeWorld({ entries });
    await guard.admit(orderOf('order-1', { customer: ['k1.a', 'k1.device'] }));
    const again = orderOf('order-2', { customer: ['k1.b', 'k1.device'] });
    expect(reasonOf(await guard.admit(again))).toBe('customer_limit');
  });

  it('is the loss budget when an order gives away more than is left', async () => {
    const { guard } = await makeWorld({ header: { lossBudgetMinor: 10_000 } });
    expect((await guard.admit(orderOf('order-1'))).kind).toBe('admitted');
    expect(reasonOf(await guard.admit(orderOf('order-2')))).toBe('loss_budget');
  });

  it('is a closed sale while an operator holds it', async () => {
    const { guard, stock } = await makeWorld();
    await stock.setMode({ mode: 'drain', actor: 'minji', reason: 'a look' });
    expect(await guard.admit(orderOf('order-1'))).toMatchObject({
      kind: 'rejected',
      reason: 'sale_closed',
      transient: true,
      refusal: { reason: 'mode', mode: 'drain', scope: 'sale' },
    });
  });

  it('is a closed sale when another price book is in force', async () => {
    const { guard, stock } = await makeWorld();
    await stock.setEpoch({ epoch: 4, overlapMs: 0, actor: 'minji', reason: 'price correction' });
    expect(reasonOf(await guard.admit(orderOf('order-1')))).toBe('sale_closed');
  });

  it.each<[string, Parameters<typeof makeWorld>[0]]>([
    ['stock keys the sale does not count', { open: { allotments: [{ stockKey: 'OTHER', quantity: 1 }] } }],
    ['references of another key', { open: { keyId: 'k2' } }],
  ])('is the set-up for %s', async (_, init) => {
    const { guard } = await makeWorld(init);
    const verdict = await guard.admit(orderOf('order-1'));
    expect(verdict).toMatchObject({ kind: 'rejected', reason: 'set_up', transient: false });
  });
});

describe('a policy that lowers rules', () => {
  it('never sells what the price book does not hold', async () => {
    const policy = loadPolicyText(
      'version: 1\nguard:\n  rules:\n    unapproved-price: { severityMax: warn }\n',
      { file: 'policy.yaml' },
    );
    const { guard } = await makeWorld({ options: { policy } });
    const cheap = [lineOf('EP-100', { unitPriceMinor: 12_000 })];
    expect((await guard.admit(orderOf('order-1', { lines: cheap }))).kind).toBe('admitted');
    expect(reasonOf(await guard.admit(orderOf('order-2', { lines: [lineOf('NEW-1')] })))).toBe('price');
  });
});

describe('a guard whose parts fail', () => {
  it('rejects an order whose judgement throws, and tells of the error', async () => {
    const book = await bookOf();
    const broken = new Proxy(book, {
      get: (target, member) => {
        if (member === 'priceMinorAt')
          return () => {
            throw new Error('planted');
          };
        const value: unknown = Reflect.get(target, member, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    const { guard, stock } = await makeWorld({ options: { priceBook: broken } });
    const verdict = await guard.admit(orderOf('order-1'));
    expect(verdict).toMatchObject({ kind: 'rejected', reason: 'price', findings: [{ severity: 'block' }] });
    expect(await stock.status('order-1')).toEqual({ kind: 'unknown_id' });
  });

  it('sells nothing by a clock that gives no time', async () => {
    const { guard } = await makeWorld({ options: { now: () => Number.NaN } });
    expect(await guard.admit(orderOf('order-1'))).toMatchObject({ kind: 'rejected', reason: 'set_up' });
  });

  it('refuses a channel whose deadline nobody states', async () => {
    const { guard } = await makeWorld();
    const order: CheckoutOrder = orderOf('order-1', { channel: 'fax' });
    expect(await guard.admit(order)).toMatchObject({ kind: 'rejected', reason: 'invalid_order' });
  });
});
