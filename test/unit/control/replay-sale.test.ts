import { describe, expect, it } from 'vitest';
import type { Order } from '../../../src/catalog/order.js';
import type { Trip } from '../../../src/catalog/trip.js';
import type { ReplayPayment } from '../../../src/control/replay-sale.js';
import { entryOf } from '../book/sample-book.js';
import { bookOfSale, MINUTE, OPEN, pastLine, pastOrder, policyOf, reportOf, SECOND } from './replay-world.js';

const ONE_LEFT = [entryOf('EP-100', { allotment: 1 })];

/** Placed, and never paid. */
function unpaid(id: string, overlay: Partial<Order> = {}): Order {
  return pastOrder(id, { payments: [], status: 'placed', ...overlay });
}

async function fates(orders: readonly Order[], options: Parameters<typeof reportOf>[1] = {}) {
  const book = options.book ?? (await bookOfSale(ONE_LEFT));
  const { policy } = await reportOf(orders, { ...options, book });
  const { counts, bought, lapsed, late, stopped, causes } = policy;
  return { ...counts, bought, lapsed, late, stopped, causes: causes.map(({ cause }) => cause) };
}

describe('the stock of a replayed sale', () => {
  it('is bought by what was paid and gone for whoever comes after', async () => {
    const orders = [pastOrder('a'), pastOrder('b', { placedAt: OPEN + 3_600 * SECOND })];
    expect(await fates(orders)).toMatchObject({
      admitted: 1,
      rejected: 1,
      bought: 1,
      lapsed: 0,
      causes: ['sold_out'],
    });
  });

  it('comes back at the end of the time of what was not paid, and not a moment before', async () => {
    const second = (placedAt: number): readonly Order[] => [unpaid('a'), pastOrder('b', { placedAt })];
    expect(await fates(second(OPEN + 10 * MINUTE - 1))).toMatchObject({
      admitted: 1,
      rejected: 1,
      lapsed: 1,
    });
    expect(await fates(second(OPEN + 10 * MINUTE))).toMatchObject({ admitted: 2, bought: 1, lapsed: 1 });
  });

  it('follows the reservation time of the policy', async () => {
    const orders = [unpaid('a'), pastOrder('b', { placedAt: OPEN + 2 * MINUTE })];
    const policy = policyOf('guard: { reservationMinutes: 2 }');
    expect(await fates(orders, { policy })).toMatchObject({ admitted: 2, lapsed: 1 });
  });

  it('is bought by every order where all are taken as paid', async () => {
    const orders = [unpaid('a'), unpaid('b', { placedAt: OPEN + 3_600 * SECOND })];
    expect(await fates(orders, { paid: 'all' })).toMatchObject({ admitted: 1, rejected: 1, bought: 1 });
  });

  it('is bought by an order whose status needs a payment that the file does not have', async () => {
    expect(await fates([unpaid('a', { status: 'shipped' })])).toMatchObject({ bought: 1, lapsed: 0 });
    expect(await fates([unpaid('a', { status: 'cancelled' })])).toMatchObject({ bought: 0, lapsed: 1 });
  });

  it('is kept from an order whose payment came after its time, which is told', async () => {
    const told: ReplayPayment[] = [];
    const paidAt = (at: number): Order =>
      pastOrder('a', { payments: [{ ref: 'p', method: 'card', capturedMinor: 1, at: OPEN + at }] });
    // The channel of the book has ten minutes to pay, as the reservation has.
    expect(await fates([paidAt(10 * MINUTE - 1)])).toMatchObject({ bought: 1, late: 0 });
    const on = { payment: (payment: ReplayPayment) => void told.push(payment) };
    expect(await fates([paidAt(10 * MINUTE)], { on })).toMatchObject({
      admitted: 1,
      bought: 0,
      lapsed: 1,
      late: 1,
    });
    expect(told).toEqual([{ id: 'a', fate: 'late' }]);
    const rescue = policyOf('guard: { late: rescue }');
    expect(await fates([paidAt(10 * MINUTE)], { policy: rescue })).toMatchObject({ bought: 1, late: 0 });
  });

  it('waits for nobody with a held order: its units come back after the time for a review', async () => {
    const policy = policyOf(
      'guard: { reviewMinutes: 3, rules: { unapproved-price: { severityMax: hold }, below-floor: { severityMax: hold } } }',
    );
    const held = pastOrder('a', { lines: [pastLine('EP-100', { unitPriceMinor: 100 })] });
    const after = (ms: number): readonly Order[] => [held, pastOrder('b', { placedAt: OPEN + ms })];
    expect(await fates(after(3 * MINUTE - 1), { policy })).toMatchObject({
      review: 1,
      rejected: 1,
      lapsed: 1,
    });
    expect(await fates(after(3 * MINUTE), { policy })).toMatchObject({ review: 1, admitted: 1, bought: 1 });
  });

  it('holds the limits of customers and the loss budget', async () => {
    const two = await bookOfSale([entryOf('EP-100', { allotment: 9, perCustomerMax: 1 })]);
    const same = ['a', 'b'].map((id) => pastOrder(id, { customer: ['k1.same'] }));
    expect(await fates(same, { book: two })).toMatchObject({ admitted: 1, causes: ['customer_limit'] });
    const poor = await bookOfSale([entryOf('EP-100', { allotment: 9 })], { lossBudgetMinor: 10_000 });
    const trips: Trip[] = [];
    const on = { trip: (trip: Trip) => void trips.push(trip) };
    // The first leaves less than the markdown of one unit: the sale drains before the first has begun to pay, and the second meets it.
    expect(await fates([pastOrder('a'), pastOrder('b')], { book: poor, on })).toMatchObject({
      admitted: 1,
      bought: 0,
      stopped: 1,
      causes: ['mode'],
    });
    expect(trips).toMatchObject([{ ruleId: 'loss_budget', at: OPEN }]);
  });
});

/** Ten orders a second apart, the first `wrong` of them at an unapproved price. */
function shopperAfterShopper(wrong: number, count: number): Order[] {
  return Array.from({ length: count }, (_, index) =>
    pastOrder(`o${index}`, {
      placedAt: OPEN + index * SECOND,
      lines: [pastLine('EP-100', { unitPriceMinor: index < wrong ? 1_290 : 12_900 })],
    }),
  );
}

describe('the trips of a replayed sale', () => {
  const policy = policyOf('breaker: { rules: { rejected-share: { minimum: 4, limit: 5000 } } }');

  it('happen at the order that passes the limit, and stop what comes after', async () => {
    const { policy: replayed } = await reportOf(shopperAfterShopper(4, 10), { policy });
    expect(replayed).toMatchObject({ tripCount: 1, counts: { admitted: 0, rejected: 10 } });
    expect(replayed.trips).toMatchObject([
      {
        refusedCount: 6,
        trip: { ruleId: 'rejected-share.sku', scope: 'sku:EP-100', mode: 'freeze', at: OPEN + 3 * SECOND },
      },
    ]);
    expect(replayed.causes[0]).toMatchObject({ cause: 'mode', orderCount: 6 });
  });

  it('are lifted after the time told, and the sale goes on', async () => {
    const { policy: replayed } = await reportOf(shopperAfterShopper(4, 10), {
      policy,
      resumeAfterMs: 3 * SECOND,
    });
    // Tripped with the fourth order at 3 s, lifted at 6 s: the orders at 4 and 5 s are refused.
    expect(replayed).toMatchObject({ tripCount: 1, counts: { admitted: 4, rejected: 6 }, bought: 4 });
  });

  it('stop payments as well, unless the freeze ends', async () => {
    const good = pastOrder('first', { placedAt: OPEN });
    const orders = [good, ...shopperAfterShopper(9, 9)];
    const { policy: stuck } = await reportOf(orders, { policy });
    expect(stuck).toMatchObject({ tripCount: 1, bought: 0, stopped: 1 });
    const { policy: resumed } = await reportOf(orders, { policy, resumeAfterMs: 5 * MINUTE });
    expect(resumed).toMatchObject({ bought: 1, stopped: 0, late: 0 });
  });

  it('stretch the time of what is reserved while the sale is frozen', async () => {
    const orders = [unpaid('first'), ...shopperAfterShopper(9, 9)];
    const { policy: resumed } = await reportOf(orders, { policy, resumeAfterMs: 5 * MINUTE });
    expect(resumed).toMatchObject({ lapsed: 1 });
    const { policy: stuck } = await reportOf(orders, { policy });
    expect(stuck).toMatchObject({ lapsed: 0 });
  });

  it('do not happen where prices alone are judged', async () => {
    const { policy: replayed } = await reportOf(shopperAfterShopper(4, 10), { policy, stock: 'ignored' });
    expect(replayed).toMatchObject({ tripCount: 0, counts: { admitted: 6, rejected: 4 } });
  });
});
