import { describe, expect, it } from 'vitest';
import type { ApplyOptions, ApplyProgress, ApplyReport } from '../../../../src/remedy/apply/apply-options.js';
import { applyPlan } from '../../../../src/remedy/apply/apply-plan.js';
import type { ApplyClock, Port, RemedyPorts } from '../../../../src/remedy/apply/ports.js';
import { signPlan } from '../../../../src/remedy/approvals.js';
import type { PlanToApply } from '../../../../src/remedy/apply/scan-plan.js';
import { settleStep } from '../../../../src/remedy/apply/settle-step.js';
import type { PlanRecord } from '../../../../src/remedy/plan.js';
import { stepsOf } from '../../../../src/remedy/steps-of.js';
import { sha256Hex } from '../../../../src/seal/digest.js';
import { memoryLedger, type MemoryLedger } from '../../../../src/stores/memory/ledger.js';
import { fakeShop, type FakeShop } from '../../../support/remedy-apply/fake-shop.js';
import {
  KEY,
  lineOf,
  MADE_AT,
  PERSON,
  planOf,
  POLICY,
  recordOf,
} from '../../../support/remedy-apply/plan-by-hand.js';

interface Given {
  readonly plan: PlanToApply;
  readonly ledger?: MemoryLedger;
  readonly ports?: RemedyPorts;
  readonly options?: Partial<ApplyOptions>;
}

function result(shop: FakeShop, { plan, ledger = memoryLedger(), ports, options = {} }: Given) {
  const all = { policy: POLICY, clock: shop.clock, ...options };
  return shop.clock.until(applyPlan(plan, ports ?? shop.ports(), ledger, all));
}

async function ran(shop: FakeShop, given: Given): Promise<ApplyReport> {
  const answer = await result(shop, given);
  if (answer.kind !== 'ran') throw new Error(`did not run: ${JSON.stringify(answer)}`);
  return answer;
}

function many(
  count: number,
  init: (index: number) => Partial<PlanRecord> = () => ({}),
): readonly PlanRecord[] {
  return Array.from({ length: count }, (_, index) =>
    recordOf({ id: `o-${String(index).padStart(5, '0')}`, ...init(index) }),
  );
}

/** Only a refund: one call an order to one service. */
function refunds(count: number): PlanToApply {
  return planOf(many(count, (index) => ({ lines: [lineOf()], dueAt: MADE_AT + index })));
}

const ABSENT = { kind: 'absent' } as const;

describe('applyPlan', () => {
  it('carries out every step of every order once, and says so', async () => {
    const shop = fakeShop('key');
    const coupon = { amountMinor: 13_600, codeSha256: undefined };
    const records = [recordOf({ id: 'o-1', noticeFor: ['o-1'], coupon }), recordOf({ id: 'o-2' })];
    const report = await ran(shop, { plan: planOf(records) });
    expect(report).toMatchObject({ ended: 'finished', isComplete: true, open: [], troubles: [] });
    expect(shop.services.payments.effects.map(({ orderId, amount }) => [orderId, amount])).toEqual([
      ['o-1', 13_600],
      ['o-2', 13_600],
    ]);
    const done = Object.fromEntries(report.books.map(({ kind, done: { count } }) => [kind, count]));
    expect(done).toEqual({ 'hold-order': 2, refund: 2, 'quarantine-stock': 2, 'grant-coupon': 1, notice: 1 });
  });

  it('does nothing twice when it is called again', async () => {
    const shop = fakeShop('ask');
    const ledger = memoryLedger();
    const plan = planOf([recordOf({ id: 'o-1', noticeFor: ['o-1'] })]);
    await ran(shop, { plan, ledger });
    const again = await ran(shop, { plan, ledger });
    expect(again).toMatchObject({ ended: 'finished', isComplete: true, asked: 0 });
    expect(shop.services.payments.effects).toHaveLength(1);
    expect(shop.services.notices.effects).toHaveLength(1);
  });

  it('begins with the oldest deadline, however the plan is sorted and in windows of any size', async () => {
    const shop = fakeShop('key');
    const order = [4, 0, 3, 1, 2];
    const plan = planOf(many(5, (index) => ({ dueAt: MADE_AT + (order[index] ?? 0) })));
    await ran(shop, { plan, options: { canaryOrders: 1, windowRecords: 2, ratePerSecond: 1 } });
    const refunded = shop.services.payments.effects.map(({ orderId }) => orderId);
    expect(refunded).toEqual(['o-00001', 'o-00003', 'o-00004', 'o-00002', 'o-00000']);
  });

  it('asks for an account first, and refunds to it when the customer has named one', async () => {
    const shop = fakeShop('key');
    shop.services.notices.fate = () => 'pending-done';
    const payments = [
      { ref: 'p', method: 'virtual-account', kind: 'account-refund' as const, amountMinor: 13_600 },
    ];
    const ledger = memoryLedger();
    const plan = planOf([recordOf({ payments })]);
    const first = await ran(shop, { plan, ledger, options: { pendingRounds: 0 } });
    expect(first.open.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['request-account', 'pending'],
      ['account-refund', 'after-open-step'],
    ]);
    await shop.clock.until(shop.clock.wait(60_000));
    const second = await ran(shop, { plan, ledger });
    expect(second.isComplete).toBe(true);
    expect(shop.services.payments.effects.map(({ kind }) => kind)).toEqual(['account-refund']);
  });

  it('stops after the first orders when something of them goes wrong, and goes on with others when it is run again', async () => {
    const shop = fakeShop('key');
    let calls = 0;
    shop.services.payments.fate = () => ((calls += 1) <= 2 ? 'rejected' : 'done');
    const ledger = memoryLedger();
    const plan = refunds(20);
    const first = await ran(shop, { plan, ledger, options: { canaryOrders: 3 } });
    expect(first).toMatchObject({ ended: 'canary', isComplete: false });
    expect(shop.services.payments.effects).toHaveLength(1);
    const second = await ran(shop, { plan, ledger, options: { canaryOrders: 3 } });
    expect(second.ended).toBe('finished');
    expect(shop.services.payments.effects).toHaveLength(18);
    expect(second.open).toHaveLength(2);
  });

  it('stops when too much fails', async () => {
    const shop = fakeShop('key');
    shop.services.stock.fate = () => 'rejected';
    const report = await ran(shop, {
      plan: refunds(200),
      options: { canaryOrders: 0, failureLimit: { minimumSteps: 30 } },
    });
    expect(report.ended).toBe('failures');
    expect(shop.services.stock.callsAt.length).toBeLessThan(100);
  });

  it('asks again for what was refused only when it is told to', async () => {
    const shop = fakeShop('key');
    shop.services.payments.fate = () => 'rejected';
    const ledger = memoryLedger();
    const plan = refunds(1);
    await ran(shop, { plan, ledger });
    expect((await ran(shop, { plan, ledger })).asked).toBe(0);
    const other = fakeShop('key');
    const report = await ran(other, { plan, ledger, options: { failed: 'ask-again' } });
    expect(report.isComplete).toBe(true);
    expect(other.services.payments.effects).toHaveLength(1);
  });

  it('pauses by its signal: what is in flight is finished, nothing new begins, and the next call goes on', async () => {
    const shop = fakeShop('ask');
    const ledger = memoryLedger();
    const plan = refunds(50);
    const pause = new AbortController();
    shop.clock.after(2_500, () => pause.abort());
    const paused = await ran(shop, { plan, ledger, options: { signal: pause.signal, canaryOrders: 0 } });
    expect(paused.ended).toBe('paused');
    const before = shop.services.payments.effects.length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(50);
    expect(paused.books.find(({ kind }) => kind === 'refund')).toMatchObject({
      planned: { count: 50 },
      done: { count: before },
      unknown: { count: 0 },
      waiting: { count: 50 - before },
    });
    expect((await ran(shop, { plan, ledger })).isComplete).toBe(true);
    expect(shop.services.payments.effects).toHaveLength(50);
  });

  it('lets no corrected plan pay twice: another amount under the same key is a conflict', async () => {
    const shop = fakeShop('key');
    const ledger = memoryLedger();
    await ran(shop, { plan: refunds(1), ledger });
    const more = [{ ref: 'pay-o-00000', method: 'card', kind: 'refund' as const, amountMinor: 20_000 }];
    const other = [
      { ref: 'pay-o-00000', method: 'card', kind: 'account-refund' as const, amountMinor: 13_600 },
    ];
    for (const payments of [more, other]) {
      const plan = planOf(
        many(1, () => ({ payments })),
        { madeAt: MADE_AT + 1 },
      );
      const report = await ran(shop, { plan, ledger });
      expect(report.open).toContainEqual(expect.objectContaining({ reason: 'conflict', end: 'skipped' }));
      expect(report.isComplete).toBe(false);
    }
    expect(shop.services.payments.effects).toHaveLength(1);
    // The first plan stands as it was.
    expect((await ran(shop, { plan: refunds(1), ledger })).isComplete).toBe(true);
  });

  it('grants one coupon and sends one notice to a customer whom the plan names twice', async () => {
    const shop = fakeShop('key');
    const coupon = { amountMinor: 1_000, codeSha256: undefined };
    const records = many(2, () => ({ customer: 'k1.c', coupon, noticeFor: ['o-00000', 'o-00001'] }));
    const report = await ran(shop, { plan: planOf(records) });
    expect(shop.services.coupons.effects).toHaveLength(1);
    expect(shop.services.notices.effects).toHaveLength(1);
    expect(report.open.map(({ reason }) => reason)).toEqual(['duplicate', 'duplicate']);
    expect(report.isComplete).toBe(false);
  });

  it('keeps what a service knows with another amount for a person', async () => {
    const shop = fakeShop('key');
    shop.services.payments.fate = () => 'lose-reply';
    const ports = shop.ports();
    const payments = ports.payments;
    if (payments === undefined) throw new Error('no port');
    let asked = 0;
    const find = () => Promise.resolve(asked++ === 0 ? ABSENT : { kind: 'done' as const, amount: 1 });
    const lying = { ...payments, find };
    const report = await ran(shop, { plan: refunds(1), ports: { ...ports, payments: lying } });
    expect(report.open.find(({ kind }) => kind === 'refund')).toMatchObject({
      reason: 'unknown',
      note: 'other-amount',
    });
    expect(shop.services.payments.callsAt).toHaveLength(1);
  });

  it('counts what ports throw by name, and repeats nothing of it', async () => {
    const shop = fakeShop('key');
    const ports = shop.ports();
    const orders = ports.orders;
    if (orders === undefined) throw new Error('no port');
    const act = (): never => {
      throw new TypeError('card 4111 1111 1111 1111 of Kim');
    };
    const report = await ran(shop, { plan: refunds(1), ports: { ...ports, orders: { ...orders, act } } });
    expect(report.troubles).toEqual([{ port: 'orders', call: 'act', what: 'TypeError', count: 4 }]);
    expect(JSON.stringify(report)).not.toContain('4111');
  });

  it('keeps no reference that could be something else than one', async () => {
    const shop = fakeShop('key');
    const ports = shop.ports();
    const orders = ports.orders;
    if (orders === undefined) throw new Error('no port');
    const act = () => Promise.resolve({ kind: 'done' as const, ref: 'kim@example.com' });
    const ledger = memoryLedger();
    await ran(shop, { plan: refunds(1), ledger, ports: { ...ports, orders: { ...orders, act } } });
    expect(ledger.lines().join('\n')).not.toContain('kim@');
    expect(ledger.lines().join('\n')).toContain('(not-opaque)');
  });

  it('waits for a busy service, and keeps to the rate of each', async () => {
    const shop = fakeShop('key');
    let calls = 0;
    shop.services.payments.fate = () => ((calls += 1) % 5 === 0 ? 'busy' : 'done');
    const report = await ran(shop, { plan: refunds(100), options: { ratePerSecond: 50, canaryOrders: 0 } });
    expect(report.isComplete).toBe(true);
    expect(shop.services.payments.effects).toHaveLength(100);
  });

  it('reaches 95 % of the rate and never much more, and tells the time left within 10 %', async () => {
    const shop = fakeShop('key');
    const told: { readonly at: number; readonly progress: ApplyProgress }[] = [];
    const from = shop.clock.now();
    const report = await ran(shop, {
      plan: refunds(3_000),
      options: { onProgress: (progress) => told.push({ at: shop.clock.now(), progress }) },
    });
    const tookMs = shop.clock.now() - from;
    expect(report.isComplete).toBe(true);
    expect((3_000 / tookMs) * 1_000).toBeGreaterThan(25 * 0.95);
    for (const { callsAt } of [shop.services.payments, shop.services.stock, shop.services.orders])
      for (let at = 30; at < callsAt.length; at += 1)
        expect((callsAt[at] ?? 0) - (callsAt[at - 29] ?? 0)).toBeGreaterThanOrEqual(999);
    const end = shop.clock.now();
    for (const { at, progress } of told) {
      if (at - from < tookMs * 0.05 || end - at < 5_000) continue;
      expect(Math.abs(progress.leftMs - (end - at))).toBeLessThan((end - at) * 0.1);
    }
    expect(told.length).toBeGreaterThan(50);
  });

  it('does nothing without signatures that count, with other bytes than were signed, or after the plan has expired', async () => {
    const shop = fakeShop('key');
    const plan = refunds(2);
    const unsigned = await result(shop, { plan: { ...plan, approvals: [] } });
    expect(unsigned).toMatchObject({ kind: 'refused', checked: { refusals: ['too-few-signatures'] } });
    const changed = many(2, (index) => ({ dueAt: MADE_AT + index, lines: [lineOf({ sku: 'EP-2' })] }));
    await expect(result(shop, { plan: { ...plan, records: () => changed } })).rejects.toMatchObject({
      code: 'input',
    });
    const fewer = changed.slice(0, 1);
    await expect(result(shop, { plan: { ...plan, records: () => fewer } })).rejects.toMatchObject({
      code: 'input',
    });
    await shop.clock.until(shop.clock.wait(plan.header.expiresAt - shop.clock.now()));
    expect(await result(shop, { plan })).toMatchObject({ kind: 'refused' });
    expect(shop.services.orders.callsAt).toEqual([]);
  });

  it('stops when the records are others the second time they are read', async () => {
    const shop = fakeShop('key');
    const plan = refunds(4);
    const good = many(4, (index) => ({ dueAt: MADE_AT + index }));
    const bad = many(4, (index) => ({ dueAt: MADE_AT + index, customer: 'k1.thief' }));
    let reads = 0;
    const records = () => ((reads += 1) === 1 ? good : bad);
    await expect(result(shop, { plan: { ...plan, records } })).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining('changed while') as string,
    });
    expect(shop.services.orders.callsAt).toEqual([]);
  });

  it('refuses a second executor, ports that are missing or wrong, and codes without their key', async () => {
    const shop = fakeShop('key');
    const plan = refunds(1);
    const ledger = memoryLedger();
    await ledger.open();
    expect(await result(shop, { plan, ledger })).toMatchObject({ kind: 'busy' });
    await expect(result(shop, { plan, ports: {} })).rejects.toThrow(
      'orders (for hold-order); payments (for refund); stock (for quarantine-stock)',
    );
    const ports = { ...shop.ports(), payments: { act: 1 } } as unknown as RemedyPorts;
    await expect(result(shop, { plan, ports })).rejects.toThrow('payments needs two functions');
    const coupon = { amountMinor: 1, codeSha256: sha256Hex('CODE') };
    const coded = planOf(many(1, () => ({ coupon, noticeFor: ['o-00000'] })));
    await expect(result(shop, { plan: coded })).rejects.toThrow('hand in the key');
    await expect(result(shop, { plan: coded, options: { couponCode: () => 'OTHER' } })).rejects.toThrow(
      'not the one',
    );
    const right = await ran(shop, { plan: coded, options: { couponCode: () => 'CODE' } });
    expect(right.isComplete).toBe(true);
  });

  it('asks and does nothing in ask-only mode, and needs no signature for it', async () => {
    const shop = fakeShop('key');
    shop.services.payments.fate = () => 'pending-done';
    const ledger = memoryLedger();
    const plan = refunds(2);
    await ran(shop, { plan, ledger, options: { pendingRounds: 0 } });
    await shop.clock.until(shop.clock.wait(10_000));
    const more = { ...refunds(3), approvals: [] };
    const report = await ran(shop, { plan: more, ledger, options: { mode: 'ask-only' } });
    expect(report.books.find(({ kind }) => kind === 'refund')).toMatchObject({
      done: { count: 2 },
      waiting: { count: 1 },
    });
    expect(shop.services.payments.effects).toHaveLength(2);
  });
});

describe('applyPlan with a ledger that is not the whole story', () => {
  const refunded = (shop: FakeShop) => shop.services.payments.effects.length;

  it('stops where the ledger was lost, asks services first when it is run again, and pays nothing twice', async () => {
    const shop = fakeShop('ask');
    const plan = refunds(60);
    await ran(shop, { plan });
    const ledger = memoryLedger();
    const stopped = await ran(shop, { plan, ledger });
    expect(stopped).toMatchObject({
      ended: 'other-ledger',
      isComplete: false,
      stranger: { kind: 'hold-order' },
    });
    expect(await ran(shop, { plan, ledger })).toMatchObject({ ended: 'finished', isComplete: true });
    expect(refunded(shop)).toBe(60);
  });

  it('stops where the last lines of the ledger were lost', async () => {
    const shop = fakeShop('ask');
    const plan = refunds(60);
    const whole = memoryLedger();
    await ran(shop, { plan, ledger: whole });
    const ledger = memoryLedger({ lines: whole.lines().slice(0, 200) });
    expect((await ran(shop, { plan, ledger })).ended).toBe('other-ledger');
    expect((await ran(shop, { plan, ledger })).isComplete).toBe(true);
    expect(refunded(shop)).toBe(60);
  });

  it('asks nobody about an empty ledger, and leaves it empty', async () => {
    const shop = fakeShop('key');
    const ledger = memoryLedger();
    const asking = result(shop, { plan: refunds(1), ledger, options: { mode: 'ask-only' } });
    await expect(asking).rejects.toThrow('the ledger is empty');
    expect(ledger.lines()).toEqual([]);
  });
});

describe('applyPlan after a run that went wrong', () => {
  it('goes on with other orders where nobody can tell about the first ones still', async () => {
    const shop = fakeShop('ask');
    const plan = refunds(80);
    const ledger = memoryLedger();
    const { payments } = shop.services;
    payments.fate = () => 'lose-reply';
    payments.finds = () => (payments.effects.length === 0 ? 'answer' : 'unclear');
    expect((await ran(shop, { plan, ledger })).ended).toBe('canary');
    payments.fate = () => 'done';
    const stuck = new Set(payments.effects.map(({ key }) => key));
    const ports = shop.ports();
    if (ports.payments === undefined) throw new Error('no port');
    const unclear: Port = {
      ...ports.payments,
      find: ({ key }) => Promise.resolve(stuck.has(key) ? { kind: 'unknown' } : ABSENT),
    };
    const again = await ran(shop, { plan, ledger, ports: { ...ports, payments: unclear } });
    expect(again.ended).toBe('finished');
    expect(again.books.find(({ kind }) => kind === 'refund')).toMatchObject({
      done: { count: 80 - stuck.size },
      unknown: { count: stuck.size },
    });
    expect(payments.effects).toHaveLength(80);
  });

  it('tells a step that was asked for in vain from one whose turn did not come', async () => {
    const shop = fakeShop('key');
    shop.services.payments.fate = () => 'lose-request';
    const { open } = await ran(shop, { plan: refunds(1) });
    expect(open.find(({ kind }) => kind === 'refund')?.reason).toBe('in-vain');
  });

  it('says what waits for a step that a person decided against', async () => {
    const shop = fakeShop('key');
    const ledger = memoryLedger();
    const plan = refunds(1);
    shop.services.orders.fate = () => 'rejected';
    await ran(shop, { plan, ledger });
    const key = stepsOf(plan.header, recordOf({ id: 'o-00000' }))[0]?.key ?? '';
    const now = () => shop.clock.now();
    await settleStep(ledger, {
      header: plan.header,
      key,
      outcome: 'skip',
      by: 'kim',
      reason: 'TICKET-1',
      now,
    });
    const { open, isComplete } = await ran(shop, { plan, ledger });
    expect(isComplete).toBe(false);
    expect(open.map(({ reason }) => reason)).toEqual(['after-skipped-step', 'after-skipped-step']);
  });
});

describe('applyPlan against odd services and clocks', () => {
  const withPayments = (shop: FakeShop, init: Partial<Port>): RemedyPorts => {
    const ports = shop.ports();
    if (ports.payments === undefined) throw new Error('no port');
    return { ...ports, payments: { ...ports.payments, ...init } };
  };

  it('keeps for a person what a service says it did with another amount', async () => {
    const shop = fakeShop('key');
    const act = () => Promise.resolve({ kind: 'done' as const, amount: 136_000 });
    const report = await ran(shop, { plan: refunds(1), ports: withPayments(shop, { act }) });
    expect(report.open.find(({ kind }) => kind === 'refund')).toMatchObject({ note: 'other-amount' });
    expect(report.isComplete).toBe(false);
  });

  it('takes an answer that throws when it is read for none', async () => {
    const shop = fakeShop('key');
    const bad = {
      get kind(): 'done' {
        throw new Error('kim@example.com');
      },
    };
    const report = await ran(shop, {
      plan: refunds(1),
      ports: withPayments(shop, { act: () => Promise.resolve(bad) }),
    });
    expect(report.troubles).toMatchObject([{ port: 'payments', what: 'no-answer-of-the-contract' }]);
  });

  it('keeps its pace and waits no longer when the clock is set back by an hour', async () => {
    const shop = fakeShop('ask');
    const from = shop.clock.now();
    let calls = 0;
    const clock: ApplyClock = {
      now: () => shop.clock.now() - (shop.clock.now() - from > 1_000 ? 3_600_000 : 0),
      wait: (ms, signal) => shop.clock.wait(ms, signal),
    };
    shop.services.payments.fate = () => ((calls += 1) % 10 === 0 ? 'lose-request' : 'done');
    const report = await ran(shop, { plan: refunds(100), options: { clock } });
    expect(report.isComplete).toBe(true);
    expect(shop.clock.now() - from).toBeLessThan(120_000);
  });

  it('believes no start of a call in the future: the clock of an earlier run was wrong', async () => {
    const shop = fakeShop('ask');
    const plan = refunds(1);
    const early = memoryLedger();
    shop.services.payments.fate = () => 'lose-request';
    const ahead: ApplyClock = {
      now: () => shop.clock.now() + 86_400_000,
      wait: (ms, signal) => shop.clock.wait(ms, signal),
    };
    // A clock that is a day ahead: the refund stands in the ledger as begun tomorrow.
    const pause = new AbortController();
    shop.clock.after(1_000, () => pause.abort());
    await ran(shop, { plan, ledger: early, options: { clock: ahead, signal: pause.signal } });
    shop.services.payments.fate = () => 'done';
    const from = shop.clock.now();
    expect((await ran(shop, { plan, ledger: early })).isComplete).toBe(true);
    expect(shop.clock.now() - from).toBeLessThan(60_000);
  });

  it('stops when too few signatures are good any more', async () => {
    const shop = fakeShop('key');
    const plan = refunds(200);
    const signed = signPlan({ ...plan, signer: PERSON, key: KEY, now: MADE_AT, validHours: 1 });
    await shop.clock.until(shop.clock.wait(3_600_000 - 2_000));
    const report = await ran(shop, { plan: { ...plan, approvals: [signed] } });
    expect(report.ended).toBe('expired');
    expect(report.isComplete).toBe(false);
  });
});

describe('settleStep', () => {
  async function stuck(): Promise<{ shop: FakeShop; plan: PlanToApply; ledger: MemoryLedger; key: string }> {
    const shop = fakeShop('ask');
    shop.services.payments.fate = () => 'lose-reply';
    shop.services.payments.finds = () => 'unclear';
    const ledger = memoryLedger();
    const plan = refunds(1);
    const report = await ran(shop, { plan, ledger });
    const key = report.open.find(({ reason }) => reason === 'unknown')?.key ?? '';
    expect(key).toHaveLength(64);
    return { shop, plan, ledger, key };
  }

  const person = { by: 'kim', reason: 'TICKET-812', now: () => MADE_AT };

  it('ends what nobody can tell, with who and why, and no call is made for it any more', async () => {
    for (const outcome of ['done', 'skip'] as const) {
      const { shop, plan, ledger, key } = await stuck();
      const settled = await settleStep(ledger, {
        header: plan.header,
        key: key.slice(0, 12),
        outcome,
        ...person,
      });
      expect(settled).toMatchObject({ kind: 'settled', before: { state: 'unknown', kind: 'refund' } });
      expect(ledger.lines().at(-1)).toContain('by kim: TICKET-812');
      const calls = shop.services.payments.callsAt.length;
      const report = await ran(shop, { plan, ledger });
      expect(report.isComplete).toBe(true);
      expect(shop.services.payments.callsAt).toHaveLength(calls);
    }
  });

  it('has a step asked for again', async () => {
    const { plan, ledger, key } = await stuck();
    await settleStep(ledger, { header: plan.header, key, outcome: 'retry', ...person });
    const shop = fakeShop('ask');
    expect((await ran(shop, { plan, ledger })).isComplete).toBe(true);
    expect(shop.services.payments.effects).toHaveLength(1);
  });

  it('refuses what is done, what is no step, and reasons with contact data', async () => {
    const { plan, ledger, key } = await stuck();
    const request = { header: plan.header, key, outcome: 'done' as const, ...person };
    const hold = stepsOf(plan.header, recordOf({ id: 'o-00000' }))[0]?.key ?? '';
    await expect(settleStep(ledger, { ...request, key: hold })).rejects.toMatchObject({ code: 'input' });
    await expect(settleStep(ledger, { ...request, key: 'f'.repeat(64) })).rejects.toThrow('no step');
    const stories = [
      'kim@example.com',
      'call 010-1234-5678',
      'tel:01012345678',
      'Kim Min called',
      'Kim',
      '김민',
      'a\n1',
    ];
    for (const reason of [...stories, '', '1'.repeat(81), '4111-1111-1111-1111'])
      await expect(settleStep(ledger, { ...request, reason })).rejects.toThrow('the reason is');
    await expect(settleStep(ledger, { ...request, by: 'Kim Min' })).rejects.toThrow('named by an id');
    expect(ledger.lines().join('\n')).not.toContain('010-');
  });
});
