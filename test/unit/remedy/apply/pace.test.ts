import { describe, expect, it } from 'vitest';
import type { ApplyProgress } from '../../../../src/remedy/apply/apply-options.js';
import { applyPlan } from '../../../../src/remedy/apply/apply-plan.js';
import type { Port, PortName, RemedyPorts } from '../../../../src/remedy/apply/ports.js';
import type { PlanRecord } from '../../../../src/remedy/plan.js';
import { memoryLedger } from '../../../../src/stores/memory/ledger.js';
import { fakeShop, type FakeShop } from '../../../support/remedy-apply/fake-shop.js';
import { lineOf, MADE_AT, planOf, POLICY, recordOf } from '../../../support/remedy-apply/plan-by-hand.js';
import { PORT_NAMES } from '../../../../src/remedy/apply/ports.js';

/** For how long a busy service here asks to be left alone; see the fake one. */
const CLOSED_MS = 700;

interface Mix {
  readonly orders: number;
  /** They are due far from each other: all first ones, then all second ones... */
  readonly ordersPerCustomer: number;
  readonly rates: Partial<Record<PortName, number>> & { readonly all: number };
  /** Payments say 429 once in so many calls. */
  readonly busyEvery?: number;
}

function recordsOf({ orders, ordersPerCustomer }: Mix): readonly PlanRecord[] {
  const customers = Math.ceil(orders / ordersPerCustomer);
  const idOf = (index: number): string => `o-${String(index).padStart(5, '0')}`;
  return Array.from({ length: orders }, (_, index) => {
    const customer = index % customers;
    const own = Array.from({ length: ordersPerCustomer }, (__, at) => customer + at * customers);
    const isTold = index < customers;
    // Every seventh order is honoured: it has no deadline and its turn comes last.
    const isCancelled = isTold || index % 7 !== 0;
    return recordOf({
      id: idOf(index),
      customer: `k1.c-${customer}`,
      decision: isCancelled ? 'cancel' : 'honour',
      lines: [lineOf({ decision: isCancelled ? 'cancel' : 'honour', cancelledUnits: isCancelled ? 1 : 0 })],
      payments: isCancelled ? [{ ref: `p-${index}`, method: 'card', kind: 'refund', amountMinor: 100 }] : [],
      earnedPoints: isCancelled && index % 2 === 0 ? 10 : 0,
      coupon: isTold ? { amountMinor: 1_000, codeSha256: undefined } : undefined,
      noticeFor: isTold ? own.filter((one) => one < orders).map(idOf) : undefined,
      dueAt: isCancelled ? MADE_AT + index : undefined,
    });
  });
}

function portsOf(shop: FakeShop, { rates, busyEvery }: Mix): RemedyPorts {
  let calls = 0;
  if (busyEvery !== undefined)
    shop.services.payments.fate = () => ((calls += 1) % busyEvery === 0 ? 'busy' : 'done');
  return Object.fromEntries(
    PORT_NAMES.map((name) => [
      name,
      shop.services[name].port({ ratePerSecond: rates[name] ?? rates.all, settleMs: 8_000 }),
    ]),
  );
}

interface Ran {
  readonly tookMs: number;
  /** Of the time of the run that the busiest service was not closed: how much its calls take at its rate. */
  readonly share: number;
  readonly told: readonly (ApplyProgress & { readonly atMs: number })[];
}

async function run(mix: Mix): Promise<Ran> {
  const shop = fakeShop('key');
  const told: (ApplyProgress & { readonly atMs: number })[] = [];
  const records = recordsOf(mix);
  const { clock, services } = shop;
  const from = clock.now();
  const report = await clock.until(
    applyPlan(planOf(records), portsOf(shop, mix), memoryLedger(), {
      policy: POLICY,
      clock,
      onProgress: (progress) => told.push({ ...progress, atMs: clock.now() - from }),
    }),
  );
  expect(report).toMatchObject({ ended: 'finished', isComplete: true });
  const tookMs = clock.now() - from;
  const busiest = Math.max(
    ...PORT_NAMES.map((name) => {
      const { callsAt, effects } = services[name];
      const closed = name === 'payments' && mix.busyEvery !== undefined;
      const closedMs = closed ? Math.floor(effects.length / mix.busyEvery) * CLOSED_MS : 0;
      return (callsAt.length * 1_000) / (mix.rates[name] ?? mix.rates.all) / (tookMs - closedMs);
    }),
  );
  return { tookMs, share: busiest, told };
}

const MIXES: Readonly<Record<string, Mix>> = {
  'all services alike, one order a customer': { orders: 1_000, ordersPerCustomer: 1, rates: { all: 25 } },
  'several orders a customer': { orders: 1_200, ordersPerCustomer: 4, rates: { all: 25 } },
  'two orders a customer, far from each other': { orders: 1_000, ordersPerCustomer: 2, rates: { all: 25 } },
  'fast services': { orders: 4_000, ordersPerCustomer: 2, rates: { all: 200 } },
  'slow payments': { orders: 1_000, ordersPerCustomer: 2, rates: { all: 100, payments: 10 } },
  // All other steps of the orders in the works have passed while their notices wait: that is a tenth of these.
  'slow notices, which come last': { orders: 2_000, ordersPerCustomer: 1, rates: { all: 100, notices: 10 } },
  'busy payments': { orders: 1_200, ordersPerCustomer: 2, rates: { all: 100, payments: 25 }, busyEvery: 100 },
};

describe('the pace of a run', () => {
  for (const [name, mix] of Object.entries(MIXES))
    it(`is that of the busiest service, and what is told of the time left is right: ${name}`, async () => {
      const { tookMs, share, told } = await run(mix);
      expect(share).toBeGreaterThanOrEqual(0.95);
      for (const at of [0.25, 0.5, 0.75]) {
        const next = told.find(({ atMs }) => atMs >= at * tookMs);
        if (next === undefined) throw new Error('nothing was told');
        const { atMs, leftMs, steps, stepsTotal } = next;
        const reallyMs = tookMs - atMs;
        expect(Math.abs(leftMs - reallyMs) / reallyMs, `time left at ${at}`).toBeLessThan(0.1);
        expect(Math.abs(steps / stepsTotal - atMs / tookMs), `steps at ${at}`).toBeLessThan(0.1);
      }
    });

  it('tells of each step once, never of more than there are, and of all of them at the end', async () => {
    const { told } = await run({ orders: 120, ordersPerCustomer: 3, rates: { all: 5 } });
    const steps = told.map(({ steps: passed }) => passed);
    expect(steps).toEqual(steps.toSorted((left, right) => left - right));
    expect(told.at(-2)?.steps).toBeLessThanOrEqual(told[0]?.stepsTotal ?? 0);
    expect(told.at(-1)).toMatchObject({ steps: told[0]?.stepsTotal, asked: told[0]?.stepsTotal, leftMs: 0 });
  });
});

describe('orders that wait for others of their customer', () => {
  const told = (shop: FakeShop): readonly string[] =>
    shop.services.notices.effects.map(({ orderId }) => orderId);
  const pair = (gap: number): readonly PlanRecord[] =>
    Array.from({ length: 300 }, (_, index) =>
      recordOf({
        id: `o-${String(index).padStart(3, '0')}`,
        customer: index === gap ? 'k1.c-0' : `k1.c-${index}`,
        noticeFor: index === 0 ? ['o-000', `o-${String(gap).padStart(3, '0')}`] : undefined,
        dueAt: MADE_AT + index,
      }),
    );

  it('go on as soon as those have their money, not after the whole plan', async () => {
    const shop = fakeShop('key');
    const options = { policy: POLICY, clock: shop.clock };
    await shop.clock.until(applyPlan(planOf(pair(20)), shop.ports(), memoryLedger(), options));
    const accepted =
      shop.services.payments.effects.find(({ orderId }) => orderId === 'o-020')?.acceptedAt ?? 0;
    const noticed = shop.services.notices.effects[0]?.acceptedAt ?? Infinity;
    expect(noticed).toBeGreaterThanOrEqual(accepted);
    expect(noticed - accepted).toBeLessThan(2_000);
  });

  it('wait for none that gives no money back', async () => {
    const shop = fakeShop('key');
    const options = { policy: POLICY, clock: shop.clock };
    const kept = { decision: 'honour', lines: [lineOf({ decision: 'honour', cancelledUnits: 0 })] } as const;
    const records = pair(299).map((one) => (one.id === 'o-299' ? { ...one, ...kept, payments: [] } : one));
    await shop.clock.until(applyPlan(planOf(records), shop.ports(), memoryLedger(), options));
    expect(shop.services.notices.effects[0]?.acceptedAt).toBeLessThan(MADE_AT + 5_000);
  });

  it('are all told once, though more of them wait than are held at once', async () => {
    const shop = fakeShop('ask');
    const mix = { orders: 300, ordersPerCustomer: 2, rates: { all: 200 } };
    const options = { policy: POLICY, clock: shop.clock, windowRecords: 1, canaryOrders: 1 };
    const plan = planOf(recordsOf(mix));
    const report = await shop.clock.until(applyPlan(plan, portsOf(shop, mix), memoryLedger(), options));
    expect(report).toMatchObject({ ended: 'finished', isComplete: true, open: [] });
    expect(new Set(told(shop)).size).toBe(150);
    expect(told(shop)).toHaveLength(150);
  });

  it('stay open where one of those fails, and the run does not wait for what cannot come', async () => {
    const shop = fakeShop('key');
    const ports = shop.ports();
    if (ports.payments === undefined) throw new Error('no port');
    const honest = ports.payments;
    const payments: Port = {
      ...honest,
      act: (request) =>
        request.record.id === 'o-150'
          ? Promise.resolve({ kind: 'rejected', reason: 'x' })
          : honest.act(request),
    };
    const heard: ApplyProgress[] = [];
    const options = {
      policy: POLICY,
      clock: shop.clock,
      pendingWaitMs: 3_600_000,
      onProgress: (one: ApplyProgress) => heard.push(one),
    };
    const plan = planOf(pair(150));
    const report = await shop.clock.until(applyPlan(plan, { ...ports, payments }, memoryLedger(), options));
    if (report.kind !== 'ran') throw new Error('did not run');
    expect(report.open.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['notice', 'after-open-order'],
      ['refund', 'failed'],
    ]);
    expect(report.tookMs).toBeLessThan(60_000);
    expect(heard.at(-1)).toMatchObject({ asked: (heard[0]?.stepsTotal ?? 0) - 1, leftMs: 0 });
  });
});
