import { describe, expect, it } from 'vitest';
import type { Order } from '../../../src/catalog/order.js';
import type { RemedyPolicy } from '../../../src/catalog/remedy-policy.js';
import { makeLine, makeOrder, makePolicy, planOf, SOLD_AT } from './remedy-fixtures.js';

/** What one unit of the fixtures gives away. */
const UNIT_MINOR = 136_000 - 13_600;

function policyWith(budgetMinor: number, init: Partial<RemedyPolicy> = {}): RemedyPolicy {
  const policy = makePolicy(init);
  return { ...policy, honour: { ...policy.honour, budgetMinor } };
}

function order(
  id: string,
  init: Partial<Order> & { readonly minute?: number; readonly units?: number } = {},
): Order {
  const { minute = 0, units = 1, ...rest } = init;
  return makeOrder({
    id,
    customer: [`c-${id}`],
    placedAt: SOLD_AT + minute * 60_000,
    lines: [makeLine({ quantity: units })],
    ...rest,
  });
}

/** Ids of the orders that the budget paid for. */
async function honoured(orders: readonly Order[], policy: RemedyPolicy): Promise<readonly string[]> {
  const { records } = await planOf(orders, { policy });
  return records
    .filter(({ lines }) => lines.some(({ reasons }) => reasons.includes('within-honour-budget')))
    .map(({ id }) => id);
}

describe('the honour budget', () => {
  it('goes to the oldest orders first, on a tie by id, and to the last minor unit', async () => {
    const orders = [
      order('d', { minute: 3 }),
      order('c', { minute: 1 }),
      order('b', { minute: 1 }),
      order('a', { minute: 2 }),
    ];
    expect(await honoured(orders, policyWith(2 * UNIT_MINOR))).toEqual(['b', 'c']);
    expect(await honoured(orders, policyWith(2 * UNIT_MINOR - 1))).toEqual(['b']);
    expect(await honoured(orders, policyWith(3 * UNIT_MINOR))).toEqual(['a', 'b', 'c']);
    expect(await honoured(orders, policyWith(0))).toEqual([]);
  });

  it('passes over an order that the rest does not pay for, and asks the next', async () => {
    const orders = [order('a'), order('b', { minute: 1, units: 3 }), order('c', { minute: 2 })];
    expect(await honoured(orders, policyWith(3 * UNIT_MINOR))).toEqual(['a', 'c']);
  });

  it('goes to one order of a customer, the oldest', async () => {
    const customer = ['c-1'];
    const orders = [
      order('a', { minute: 2, customer }),
      order('b', { minute: 1, customer }),
      order('c', { minute: 3 }),
    ];
    expect(await honoured(orders, policyWith(10 * UNIT_MINOR))).toEqual(['b', 'c']);
  });

  it('goes to nobody who has a delivered one already, to nobody with signals or too many units, and to no packed order', async () => {
    const orders = [
      order('a', { customer: ['c-1'], status: 'delivered' }),
      order('b', { customer: ['c-1'] }),
      order('c', { customer: ['c-2'] }),
      order('d', { customer: ['c-2'], signals: ['resale'], minute: 1 }),
      order('e', { units: 5 }),
      order('f', { status: 'packed' }),
      order('g', { currency: 'JPY' }),
      order('h'),
    ];
    const review = { statuses: ['packed' as const], unitsPerCustomerMax: 4 };
    expect(await honoured(orders, policyWith(100 * UNIT_MINOR, { review }))).toEqual(['h']);
  });

  it('pays for nothing but what is wrong: what is kept is neither cancelled nor told', async () => {
    const { records, trailer } = await planOf([order('a')], { policy: policyWith(UNIT_MINOR) });
    expect(records[0]).toMatchObject({
      decision: 'honour',
      payments: [],
      coupon: undefined,
      noticeFor: undefined,
    });
    expect(records[0]?.lines[0]?.reasons).toEqual(['wrong-price', 'within-honour-budget']);
    expect(trailer.totals.honouredMinor).toBe(UNIT_MINOR);
  });
});
