import { describe, expect, it } from 'vitest';
import { loadPolicyText } from '../../../src/wire/policy.js';
import type { Order } from '../../../src/catalog/order.js';
import { openIncident } from '../../../src/incident/open-incident.js';
import { memorySorter } from '../../../src/remedy/memory-sorter.js';
import type { PlanRecord, PlanTrailer } from '../../../src/remedy/plan.js';
import { planRemediation } from '../../../src/remedy/plan-remediation.js';
import { printOrderJson, readOrderJson } from '../../../src/wire/order.js';
import { MADE_AT, MAKER, NIGHT_INCIDENT, policyText } from '../../../bench/plan/night.js';
import { ordersOf } from '../../../bench/plan/orders.js';
import { newPrivateKeyPem, signingKeyFromPem } from '../../../src/seal/ed25519.js';

/** As the size of the night a multiple of seven: steps between ids that share a divisor with it would repeat them. */
const COUNT = 2_100;
const ORDERS: readonly Order[] = [...ordersOf(COUNT)];

async function planned(orders: readonly Order[]): Promise<{ trailer: PlanTrailer; records: PlanRecord[] }> {
  const publicKey = `ed25519:${signingKeyFromPem(newPrivateKeyPem()).publicKey}`;
  const { remedy } = loadPolicyText(policyText([{ id: 'kim', publicKey }]), { file: 'policy.yaml' });
  if (remedy === undefined) throw new Error('the policy has no section remedy');
  const incident = openIncident({
    id: 'night',
    ...NIGHT_INCIDENT,
  });
  const records: PlanRecord[] = [];
  const input = { incident, orders, policy: remedy, madeAt: MADE_AT, maker: MAKER, sorter: memorySorter() };
  for await (const line of planRemediation(input)) {
    if (line.type === 'order') records.push(line);
    if (line.type === 'end') return { trailer: line, records };
  }
  throw new Error('a plan ends with its trailer');
}

describe('the orders of the plan benchmark', () => {
  it('are the same every time', () => {
    expect([...ordersOf(COUNT)]).toEqual(ORDERS);
  });

  it('have an id each, in no order', () => {
    const ids = ORDERS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(COUNT);
    expect(ids).not.toEqual([...ids].sort());
  });

  it('are read as they are written', () => {
    for (const order of ORDERS.slice(0, 300)) {
      const read = readOrderJson(printOrderJson(order));
      expect(read).toMatchObject({ kind: 'order', order: JSON.parse(JSON.stringify(order)) as object });
    }
  });

  it('are of customers who come back, with mixed carts and every kind of payment', () => {
    const customers = new Set(ORDERS.map(({ customer }) => customer[0]));
    expect(customers.size).toBeLessThan(COUNT / 2);
    expect(ORDERS.filter(({ lines }) => lines.length > 1).length).toBeGreaterThan(COUNT / 3);
    expect(ORDERS.filter(({ payments }) => payments.length > 1).length).toBeGreaterThan(COUNT / 5);
    const methods = new Set(ORDERS.flatMap(({ payments }) => payments.map(({ method }) => method)));
    expect([...methods].sort()).toEqual(['card', 'gift-card', 'phone', 'points', 'virtual-account']);
  });

  it('make a plan that has all of it: refunds, voids, points, coupons, and little that is unclear', async () => {
    const { trailer, records } = await planned(ORDERS);
    const { totals, cohort } = trailer;
    expect(cohort).toMatchObject({ ordersRead: COUNT, repeated: 0 });
    expect(trailer.count).toBeGreaterThan(0.7 * COUNT);
    for (const amount of [totals.refundMinor, totals.voidMinor, totals.points, totals.couponWorstMinor])
      expect(amount).toBeGreaterThan(0);
    expect(totals.ordersBy.review).toBeLessThan(0.25 * trailer.count);
    const kinds = new Set(records.flatMap(({ payments }) => payments.map(({ kind }) => kind)));
    expect([...kinds].sort()).toEqual(['account-refund', 'refund', 'restore-points', 'void']);
    const reasons = new Set(records.flatMap(({ lines }) => lines.flatMap((line) => line.reasons)));
    expect(reasons).not.toContain('payments-do-not-add-up');
    expect(reasons).not.toContain('refund-above-capture');
  });
});
