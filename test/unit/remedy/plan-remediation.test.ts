import { describe, expect, it } from 'vitest';
import type { Order } from '../../../src/catalog/order.js';
import type { PlanRecord } from '../../../src/remedy/plan.js';
import { memorySorter } from '../../../src/remedy/memory-sorter.js';
import { PlanDigest, planLineText } from '../../../src/remedy/plan-text.js';
import {
  MADE_AT,
  makeIncident,
  makeLine,
  makeOrder,
  makePayment,
  makePolicy,
  planOf,
  recordOf,
  SOLD_AT,
} from './remedy-fixtures.js';

/** The record of one order, planned alone. */
async function recordFor(order: Partial<Order>): Promise<PlanRecord> {
  return recordOf(await planOf([makeOrder(order)]), order.id ?? 'o-1');
}

/** Why a person has to look at the first line. */
function reasonOf(record: PlanRecord): string {
  return `${record.decision}: ${record.lines[0]?.reasons.join(', ') ?? 'none'}`;
}

/** A line at the right price. */
const RIGHT = makeLine({ lineId: '2', sku: 'HP-1', unitPriceMinor: 59_000 });

describe('an order at the wrong price', () => {
  it('is cancelled, given back, told and due three business days after its payment', async () => {
    const plan = await planOf([makeOrder({ shippingMinor: 3_000 })]);
    expect(recordOf(plan, 'o-1')).toEqual({
      type: 'order',
      id: 'o-1',
      customer: 'k1.customer-1',
      receiver: undefined,
      status: 'paid',
      channel: 'app',
      placedAt: SOLD_AT,
      decision: 'cancel',
      lines: [
        {
          lineId: '1',
          sku: 'EP-1',
          priceList: 'default',
          quantity: 1,
          decision: 'cancel',
          cancelledUnits: 1,
          shownMinor: 13_600,
          intendedMinor: 136_000,
          refundMinor: 13_600,
          givenAwayMinor: 0,
          reasons: ['wrong-price'],
        },
      ],
      payments: [{ ref: 'pay-1', method: 'card', kind: 'refund', amountMinor: 16_600 }],
      shippingMinor: 3_000,
      earnedPoints: 0,
      partnerMiles: undefined,
      couponRefs: [],
      coupon: { amountMinor: 13_600, codeSha256: undefined },
      noticeFor: ['o-1'],
      // Paid on Friday, due on Wednesday.
      dueAt: Date.UTC(2026, 7, 12, 15) - 1,
    });
    expect(plan.header).toMatchObject({
      incidentId: 'himart:trip-1',
      maker: 'care-lead',
      expiresAt: MADE_AT + 7 * 86_400_000,
      couponExpiresAt: Date.UTC(2026, 8, 7, 15) - 1,
    });
  });

  it('has a digest over every byte before it', async () => {
    const { header, records, trailer } = await planOf([makeOrder()]);
    const digest = new PlanDigest();
    for (const line of [header, ...records]) digest.add(planLineText(line));
    expect(trailer.digest).toBe(digest.of(trailer));
  });

  it('is kept where it is delivered: what was given away is counted', async () => {
    const plan = await planOf([makeOrder({ status: 'delivered', lines: [makeLine({ quantity: 2 })] })]);
    expect(recordOf(plan, 'o-1')).toMatchObject({ decision: 'honour', payments: [], noticeFor: undefined });
    expect(reasonOf(recordOf(plan, 'o-1'))).toBe('honour: wrong-price, already-delivered');
    expect(plan.trailer.totals.honouredMinor).toBe(2 * (136_000 - 13_600));
  });

  it('is for a person where it is packed, and nothing of it is touched', async () => {
    const record = await recordFor({ status: 'packed' });
    expect(reasonOf(record)).toBe('review: wrong-price, being-packed');
    expect(record).toMatchObject({ payments: [], coupon: undefined, noticeFor: undefined, dueAt: undefined });
  });

  it('leaves out orders of another sale, time, SKU or price, and says how many', async () => {
    const window = { ...makeIncident().subject, from: SOLD_AT, until: SOLD_AT + 10 };
    const plan = await planOf(
      [
        makeOrder({ id: 'in-1', placedAt: SOLD_AT }),
        makeOrder({ id: 'in-2', placedAt: SOLD_AT + 9 }),
        makeOrder({ id: 'early', placedAt: SOLD_AT - 1 }),
        makeOrder({ id: 'late', placedAt: SOLD_AT + 10 }),
        makeOrder({ id: 'late-goods', placedAt: SOLD_AT + 10, lines: [RIGHT] }),
        makeOrder({ id: 'sale', saleId: 'other' }),
        makeOrder({ id: 'goods', lines: [RIGHT] }),
        makeOrder({ id: 'list', lines: [makeLine({ priceList: 'import' })] }),
        makeOrder({ id: 'price', lines: [makeLine({ unitPriceMinor: 136_000 })] }),
        makeOrder({ id: 'back', lines: [makeLine({ returnedQuantity: 1 })] }),
        makeOrder({ id: 'gone', status: 'cancelled', payments: [makePayment({ refundedMinor: 13_600 })] }),
      ],
      { incident: makeIncident({ subject: window }) },
    );
    expect(plan.records.map(({ id }) => id)).toEqual(['in-1', 'in-2']);
    expect(plan.trailer.cohort).toMatchObject({
      ordersRead: 11,
      ordersIn: 2,
      repeated: 0,
      excluded: {
        'other-sale': 1,
        'outside-window': 2,
        'other-time': 1,
        'other-goods': 2,
        'right-price': 1,
        'already-returned': 1,
        'already-cancelled': 1,
      },
      sample: ['in-1', 'in-2'],
    });
  });

  it('is for a person where it was cancelled and its money is still there', async () => {
    const record = await recordFor({ status: 'cancelled' });
    expect(reasonOf(record)).toBe('review: wrong-price, already-cancelled');
    expect(record.payments).toEqual([]);
  });
});

describe('orders that are in doubt', () => {
  it('in another currency are for a person, whatever the number on them', async () => {
    const plan = await planOf([
      makeOrder({ id: 'o-1', currency: 'JPY' }),
      makeOrder({ id: 'o-2', currency: 'JPY', lines: [makeLine({ unitPriceMinor: 1 })] }),
    ]);
    expect(plan.records.map(reasonOf)).toEqual(['review: other-currency', 'review: other-currency']);
    // What was meant is no amount of theirs.
    expect(plan.records.map(({ lines }) => lines[0]?.intendedMinor)).toEqual([undefined, undefined]);
  });

  it('that come twice and say the same are one, in whatever order their fields stand', async () => {
    const order = makeOrder();
    const turned = Object.fromEntries(Object.entries(order).reverse()) as unknown as Order;
    const plan = await planOf([order, turned, { ...order }]);
    expect(plan.trailer.cohort).toMatchObject({ ordersRead: 3, ordersIn: 1, repeated: 2 });
    expect(recordOf(plan, 'o-1').decision).toBe('cancel');
  });

  it('that come twice and contradict each other are one for a person, also where one is not in the cohort', async () => {
    const plan = await planOf([
      makeOrder({ id: 'o-1' }),
      makeOrder({ id: 'o-1', shippingMinor: 3_000 }),
      makeOrder({ id: 'o-2' }),
      makeOrder({ id: 'o-2', saleId: 'other' }),
    ]);
    expect(plan.records.map(reasonOf)).toEqual([
      'review: wrong-price, duplicate-order',
      'review: wrong-price, duplicate-order',
    ]);
  });

  it('of a price that was too high are for a person', async () => {
    const subject = {
      ...makeIncident().subject,
      prices: [{ sku: 'EP-1', priceList: 'default', shownMinor: [13_600], intendedMinor: 1_360 }],
    };
    const plan = await planOf([makeOrder()], { incident: makeIncident({ subject }) });
    expect(reasonOf(recordOf(plan, 'o-1'))).toBe('review: wrong-price, amounts-unclear');
  });

  it('of a customer with signals are for a person, all of them; what is delivered stays delivered', async () => {
    const plan = await planOf([
      makeOrder({ id: 'o-1', signals: ['hoarding'] }),
      makeOrder({ id: 'o-2' }),
      makeOrder({ id: 'o-3', status: 'delivered' }),
      makeOrder({ id: 'o-4', customer: ['k1.customer-2'] }),
    ]);
    expect(plan.records.map(({ decision }) => decision)).toEqual(['review', 'review', 'honour', 'cancel']);
    expect(recordOf(plan, 'o-2').lines[0]?.reasons).toEqual(['wrong-price', 'flagged']);
  });

  it('are in no plan for signals alone: at the right price, or of another customer, nothing of them changes', async () => {
    const signals = ['hoarding', 'resale', 'bot'];
    const right = makeOrder({ id: 'o-1', lines: [RIGHT], signals });
    const other = makeOrder({ id: 'o-2', customer: ['k1.customer-2'] });
    const plan = await planOf([right, other]);
    expect(plan.records.map(({ id, decision }) => [id, decision])).toEqual([['o-2', 'cancel']]);
    expect(plan.trailer.cohort.excluded['other-goods']).toBe(1);
    expect(recordOf(plan, 'o-2')).toEqual(recordOf(await planOf([other]), 'o-2'));
  });

  it('that are for somebody else are decided by their buyer: a receiver is flagged by nothing, and given nothing', async () => {
    const plan = await planOf([
      makeOrder({ id: 'o-1', receiver: 'k1.friend', signals: ['resale'] }),
      makeOrder({ id: 'o-2', customer: ['k1.friend'], receiver: 'k1.customer-3' }),
      makeOrder({ id: 'o-3', customer: ['k1.customer-3'], receiver: 'k1.customer-1' }),
    ]);
    expect(plan.records.map(({ id, decision, receiver }) => [id, decision, receiver])).toEqual([
      ['o-1', 'review', 'k1.friend'],
      ['o-2', 'cancel', 'k1.customer-3'],
      ['o-3', 'cancel', 'k1.customer-1'],
    ]);
    expect(plan.records.map(({ noticeFor }) => noticeFor)).toEqual([undefined, ['o-2'], ['o-3']]);
    expect(recordOf(plan, 'o-2').coupon).toMatchObject({ amountMinor: 13_600 });
    expect(plan.trailer.totals).toMatchObject({ customers: 3, coupons: 2, notices: 2 });
  });

  it('of a customer with more units than the policy lets pass are for a person', async () => {
    const policy = makePolicy({ review: { statuses: [], unitsPerCustomerMax: 3 } });
    const two = [makeLine({ quantity: 2 })];
    const plan = await planOf(
      [
        makeOrder({ id: 'o-1', lines: two }),
        makeOrder({ id: 'o-2', lines: two }),
        makeOrder({ id: 'o-3', customer: ['k1.customer-2'], lines: [makeLine({ quantity: 3 })] }),
      ],
      { policy },
    );
    expect(plan.records.map(reasonOf)).toEqual([
      'review: wrong-price, many-units',
      'review: wrong-price, many-units',
      'cancel: wrong-price',
    ]);
  });
});

describe('customers', () => {
  it('of up to 1,000 orders are told once, of all of them', async () => {
    const orders = Array.from({ length: 1_000 }, (_, number) =>
      makeOrder({ id: `o-${String(number).padStart(4, '0')}` }),
    );
    const plan = await planOf(orders);
    expect(plan.trailer.totals).toMatchObject({ notices: 1, coupons: 1, couponWorstMinor: 100_000 });
    expect(recordOf(plan, 'o-0000').noticeFor).toHaveLength(1_000);
  });

  it('of more, a shared guest account for one, are for a person', async () => {
    const orders = Array.from({ length: 20_001 }, (_, number) =>
      makeOrder({ id: `o-${number}`, customer: ['guest'] }),
    );
    const plan = await planOf([...orders, makeOrder({ id: 'p-1' })]);
    expect(plan.trailer.totals).toMatchObject({
      notices: 1,
      coupons: 1,
      ordersBy: { review: 20_001, cancel: 1 },
    });
    expect(reasonOf(recordOf(plan, 'o-7'))).toBe('review: wrong-price, too-many-orders');
  });
});

describe('a wrong promotion', () => {
  const subject = { ...makeIncident().subject, prices: [], promotions: [{ promotionId: 'half' }] };
  const line = makeLine({
    sku: 'ANY',
    quantity: 2,
    unitPriceMinor: 50_000,
    reductions: [
      { promotionId: 'half', amountMinor: 50_000 },
      { promotionId: 'app', amountMinor: 1_000 },
    ],
  });

  it('cancels the lines it was used on, and is not given back itself', async () => {
    const coupons = [
      { ref: 'c-1', promotionId: 'half' },
      { ref: 'c-2', promotionId: 'app' },
    ];
    const plan = await planOf(
      [makeOrder({ lines: [line], coupons }), makeOrder({ id: 'o-2', lines: [RIGHT] })],
      {
        incident: makeIncident({ subject }),
      },
    );
    expect(plan.records).toHaveLength(1);
    expect(recordOf(plan, 'o-1')).toMatchObject({
      decision: 'cancel',
      couponRefs: ['c-2'],
      lines: [{ refundMinor: 49_000, intendedMinor: undefined, reasons: ['wrong-promotion'] }],
      // Meant to cost 99,000: what was paid and what the promotion took.
      coupon: { amountMinor: 9_900 },
    });
  });

  it('gives away what it took off where the order is kept', async () => {
    const plan = await planOf([makeOrder({ lines: [line], status: 'collected' })], {
      incident: makeIncident({ subject }),
    });
    expect(plan.trailer.totals.honouredMinor).toBe(50_000);
  });
});

describe('what a plan refuses', () => {
  it('is an incident that names nothing, or another currency than the policy', async () => {
    const nothing = { ...makeIncident().subject, prices: [] };
    await expect(planOf([], { incident: makeIncident({ subject: nothing }) })).rejects.toThrow(
      'names no price',
    );
    await expect(planOf([], { incident: makeIncident({ currency: 'USD' }) })).rejects.toThrow('in USD');
  });

  it('is an incident that is known only after the plan is made', async () => {
    const known = (knownAt: number) => planOf([makeOrder()], { incident: makeIncident({ knownAt }) });
    await expect(known(MADE_AT + 60_000)).resolves.toBeDefined();
    await expect(known(MADE_AT + 60_001)).rejects.toThrow('after this plan is made');
  });

  it('is a maker who is a name', async () => {
    await expect(planOf([], { maker: 'Hong Gil-dong' })).rejects.toThrow('no name and no address');
  });

  it.each([
    ['customer', { customer: ['hong@example.com'] }, 'customer[0]'],
    ['receiver', { receiver: '010-1234-5678 Hong' }, 'receiver'],
    ['payment', { payments: [makePayment({ ref: 'hong@example.com' })] }, 'payments[0].ref'],
    ['coupon', { coupons: [{ ref: 'hong@example.com', promotionId: 'p' }] }, 'coupons[0].ref'],
    ['amount', { payments: [makePayment({ capturedMinor: -1 })] }, 'payments[0].capturedMinor'],
    ['units', { lines: [makeLine({ returnedQuantity: 2 })] }, 'lines[0].returnedQuantity'],
    ['line', { lines: [makeLine({ quantity: 0 })], payments: [] }, 'lines[0].quantity'],
  ])('is an order with a %s that is none, without repeating it', async (_, init, field) => {
    const asked = planOf([makeOrder({ id: 'o-0' }), makeOrder(init)]);
    await expect(asked).rejects.toThrow(
      `order 2: ${field}: expected`.replace('quantity: expected', 'quantity: got'),
    );
    await expect(asked).rejects.not.toThrow('hong@example.com');
  });

  it('lets go of every row it put down, whatever happens', async () => {
    const sorter = memorySorter();
    let open = 0;
    const counting = {
      open() {
        const run = sorter.open();
        open += 1;
        let isOpen = true;
        return {
          add: run.add.bind(run),
          sorted: run.sorted.bind(run),
          close: () => {
            if (isOpen) open -= 1;
            isOpen = false;
            return run.close();
          },
        };
      },
    };
    await planOf([makeOrder()], { sorter: counting });
    await expect(planOf([makeOrder(), makeOrder({ id: '' })], { sorter: counting })).rejects.toThrow(
      'order 2',
    );
    expect(open).toBe(0);
  });
});
