import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Order, OrderPayment } from '../../../src/catalog/order.js';
import type { Allocation } from '../../../src/catalog/remedy-policy.js';
import {
  makeIncident,
  makeLine,
  makeOrder,
  makePayment,
  makePolicy,
  planOf,
  SOLD_AT,
  type WholePlan,
} from './remedy-fixtures.js';

const SEED = 'drawn in public by three people on Friday';

interface Terms {
  readonly units: number;
  readonly allocation?: Allocation;
  readonly partial?: 'allow' | 'refuse';
}

function order(
  id: string,
  init: Partial<Order> & { readonly minute?: number; readonly units?: number } = {},
): Order {
  const { minute = 0, units = 1, ...rest } = init;
  const placedAt = SOLD_AT + minute * 60_000;
  return makeOrder({
    id,
    customer: [`c-${id}`],
    placedAt,
    lines: [makeLine({ quantity: units, unitPriceMinor: 136_000 })],
    payments: [makePayment({ capturedMinor: units * 136_000, at: placedAt })],
    ...rest,
  });
}

function sell(
  orders: readonly Order[],
  { units, allocation = 'reservation-order', partial = 'allow' }: Terms,
): Promise<WholePlan> {
  const shortfalls = [{ sku: 'EP-1', priceList: 'default', allotmentUnits: units }];
  const subject = { ...makeIncident().subject, prices: [], shortfalls };
  const policy = makePolicy({ shortfall: { allocation, partial } });
  return planOf(orders, { incident: makeIncident({ class: 'stock', subject }), policy, lotterySeed: SEED });
}

/** `a 2/3` for 2 of 3 units, one an order. */
async function served(orders: readonly Order[], terms: Terms): Promise<readonly string[]> {
  const { records } = await sell(orders, terms);
  return records.map(({ id, lines }) => {
    const all = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    return `${id} ${lines.reduce((sum, { quantity, cancelledUnits }) => sum + quantity - cancelledUnits, 0)}/${all}`;
  });
}

describe('a shortfall', () => {
  it('goes by the time of the order, on a tie by id, and gives the last one a part', async () => {
    const orders = [
      order('c', { units: 2 }),
      order('b', { units: 2, minute: 1 }),
      order('a', { units: 2, minute: 1 }),
    ];
    expect(await served(orders, { units: 3 })).toEqual(['a 1/2', 'b 0/2', 'c 2/2']);
    const { records } = await sell(orders, { units: 3 });
    expect(
      records.map(({ decision, lines }) => [decision, lines[0]?.reasons.join(), lines[0]?.refundMinor]),
    ).toEqual([
      ['partial', 'not-enough-units', 136_000],
      ['cancel', 'not-enough-units', 272_000],
      ['honour', 'was-there-first', 0],
    ]);
  });

  it('passes over whom the rest cannot serve whole, where a part is refused', async () => {
    const orders = [order('a', { units: 2 }), order('b', { units: 3, minute: 1 }), order('c', { minute: 2 })];
    expect(await served(orders, { units: 3, partial: 'refuse' })).toEqual(['a 2/2', 'b 0/3', 'c 1/1']);
  });

  it('leaves what is packed or out of the shop with whom it is, though it be more than there was', async () => {
    const orders = [
      order('a'),
      order('b', { status: 'packed', minute: 1 }),
      order('c', { status: 'shipped', minute: 2 }),
      order('d', { status: 'delivered', minute: 3 }),
    ];
    expect(await served(orders, { units: 4 })).toEqual(['a 1/1', 'b 1/1', 'c 1/1', 'd 1/1']);
    expect(await served(orders, { units: 3 })).toEqual(['a 0/1', 'b 1/1', 'c 1/1', 'd 1/1']);
    expect(await served(orders, { units: 0 })).toEqual(['a 0/1', 'b 1/1', 'c 1/1', 'd 1/1']);
  });

  it('goes by the first payment where the policy says so, to unpaid orders last', async () => {
    const paidAt = (minute: number): Partial<Order> => ({
      payments: [makePayment({ capturedMinor: 136_000, at: SOLD_AT + minute * 60_000 })],
    });
    const orders = [
      order('a', { payments: [] }),
      order('b', paidAt(9)),
      order('c', { minute: 5, ...paidAt(8) }),
    ];
    const decisions = async (units: number): Promise<readonly string[]> =>
      (await sell(orders, { units, allocation: 'paid-order' })).records.map(({ decision }) => decision);
    expect(await decisions(1)).toEqual(['review', 'cancel', 'honour']);
    expect(await decisions(2)).toEqual(['review', 'honour', 'honour']);
    expect(await decisions(3)).toEqual(['honour', 'honour', 'honour']);
  });

  it('is not paid by an account that was named and that nobody has paid into; a card that is authorised is', async () => {
    const paidBy = (method: string, init: Partial<OrderPayment>): Partial<Order> => ({
      payments: [makePayment({ method, capturedMinor: 136_000, ...init })],
    });
    const minute = (count: number): number => SOLD_AT + count * 60_000;
    const orders = [
      order('a', paidBy('virtual-account', { state: 'authorised', at: minute(1) })),
      order('b', paidBy('virtual-account', { at: minute(4) })),
      order('c', paidBy('card', { state: 'authorised', at: minute(3) })),
      order('d', {
        payments: [
          makePayment({ ref: 'p', method: 'points', capturedMinor: 1_000, at: minute(2) }),
          makePayment({
            ref: 'v',
            method: 'virtual-account',
            state: 'authorised',
            capturedMinor: 135_000,
            at: minute(2),
          }),
        ],
      }),
    ];
    const terms = { allocation: 'paid-order' } as const;
    expect(await served(orders, { ...terms, units: 1 })).toEqual(['a 0/1', 'b 0/1', 'c 1/1', 'd 0/1']);
    expect(await served(orders, { ...terms, units: 2 })).toEqual(['a 0/1', 'b 1/1', 'c 1/1', 'd 0/1']);
    expect(await served(orders, { ...terms, units: 3 })).toEqual(['a 1/1', 'b 1/1', 'c 1/1', 'd 0/1']);
  });

  it('goes by lot where the policy says so: anybody can work out who wins', async () => {
    const ids = Array.from({ length: 30 }, (_, number) => `o-${number}`);
    const ticket = (id: string): string =>
      createHmac('sha256', SEED).update(`["EP-1","default","${id}"]`).digest('hex');
    const winners = ids.toSorted((one, other) => (ticket(one) < ticket(other) ? -1 : 1)).slice(0, 7);
    const plan = await sell(
      ids.map((id) => order(id)),
      { units: 7, allocation: 'seeded-lottery' },
    );
    const kept = plan.records.filter(({ decision }) => decision === 'honour');
    expect(kept.map(({ id }) => id)).toEqual(winners.toSorted());
    expect(kept[0]?.lines[0]?.reasons).toEqual(['drawn-by-lot']);
    expect(plan.trailer.lotteries).toHaveLength(1);
    expect(plan.trailer.lotteries[0]?.seed).toBe(SEED);
  });

  it('is not drawn without a seed', async () => {
    const subject = {
      ...makeIncident().subject,
      shortfalls: [{ sku: 'EP-1', priceList: 'default', allotmentUnits: 1 }],
    };
    const policy = makePolicy({ shortfall: { allocation: 'seeded-lottery', partial: 'allow' } });
    await expect(planOf([], { incident: makeIncident({ subject }), policy })).rejects.toThrow(
      'hand in the seed',
    );
  });

  it('gives each tier its share of the units, and goes by time within it', async () => {
    const tiered = ['gold', 'gold', 'silver', 'silver', 'silver', 'silver'].map((tier, minute) =>
      order(`o-${minute}`, { tier, minute }),
    );
    // 3 of 6 units: one for two of gold, two for four of silver.
    expect(await served(tiered, { units: 3, allocation: 'tier-weighted' })).toEqual([
      'o-0 1/1',
      'o-1 0/1',
      'o-2 1/1',
      'o-3 1/1',
      'o-4 0/1',
      'o-5 0/1',
    ]);
    expect(await served(tiered, { units: 6, allocation: 'tier-weighted' })).toHaveLength(6);
  });

  it('hands on what a tier cannot use, where a part is refused', async () => {
    const orders = [
      order('a', { tier: 'gold', units: 4 }),
      order('b', { tier: 'silver', units: 2, minute: 1 }),
      order('c', { tier: 'silver', units: 2, minute: 2 }),
    ];
    // Half of 5 units each: gold gets 3 (largest remainder, first by name), too few for its 4; silver gets 2.
    const refused = { units: 5, allocation: 'tier-weighted', partial: 'refuse' } as const;
    expect(await served(orders, refused)).toEqual(['a 0/4', 'b 2/2', 'c 2/2']);
    expect(await served(orders, { ...refused, partial: 'allow' })).toEqual(['a 3/4', 'b 2/2', 'c 0/2']);
  });

  it('is only of what is left after wrong prices are cancelled', async () => {
    const shortfalls = [{ sku: 'EP-1', priceList: 'default', allotmentUnits: 1 }];
    const subject = { ...makeIncident().subject, shortfalls };
    const orders = [
      makeOrder({ id: 'wrong', customer: ['c-1'] }),
      order('right', { minute: 1 }),
      order('late', { minute: 2 }),
    ];
    const plan = await planOf(orders, { incident: makeIncident({ subject }) });
    expect(plan.records.map(({ id, lines }) => `${id}: ${lines[0]?.reasons.join() ?? ''}`)).toEqual([
      'late: not-enough-units',
      'right: was-there-first',
      'wrong: wrong-price',
    ]);
  });

  it('has to have a unit for an honoured price, too', async () => {
    const shortfalls = [{ sku: 'EP-1', priceList: 'default', allotmentUnits: 0 }];
    const subject = { ...makeIncident().subject, shortfalls };
    const policy = makePolicy();
    const plan = await planOf([makeOrder()], {
      incident: makeIncident({ subject }),
      policy: { ...policy, honour: { ...policy.honour, budgetMinor: 1_000_000 } },
    });
    expect(plan.records[0]?.lines[0]).toMatchObject({
      decision: 'cancel',
      givenAwayMinor: 0,
      reasons: ['wrong-price', 'within-honour-budget', 'not-enough-units'],
    });
  });

  it('counts each line of an order, and sets units aside for what a person looks at', async () => {
    const twice = order('a', {
      lines: ['1', '2'].map((lineId) => makeLine({ lineId, unitPriceMinor: 136_000 })),
      payments: [makePayment({ capturedMinor: 272_000 })],
    });
    expect(await served([twice, order('b', { minute: 1 })], { units: 1 })).toEqual(['a 1/2', 'b 0/1']);
    const flagged = order('a', { signals: ['resale'] });
    const { records } = await sell([flagged, order('b', { minute: 1 })], { units: 1 });
    expect(records.map(({ decision }) => decision)).toEqual(['review', 'cancel']);
  });
});
