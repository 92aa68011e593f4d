import type { ResolveReviewRequest } from '../../../stock/request.js';
import type { ResolveReviewVerdict } from '../../../stock/verdict.js';
import { check } from './check.js';
import type { StockCheck } from './harness.js';
import { expectSame, expectThat, ofKind, refusedFor } from './expect.js';
import { changeMode, goingOn, holdScope, KIM, OH } from './people.js';
import { PAST_SHORT_MS, SHORT_MS, units, type Shop } from './shop.js';

async function resolve(
  shop: Shop,
  id: string,
  change: Partial<ResolveReviewRequest> = {},
): Promise<ResolveReviewVerdict> {
  return shop.store.resolveReview({ id, decision: 'accept', actor: KIM, reason: 'looked at it', ...change });
}

const REVIEW = { review: true } as const;

/** A reservation that a person has to look at first. */
export const reviewChecks: readonly StockCheck[] = [
  check('holds the units of an order under review, and does not sell them', async (shop) => {
    await shop.open(2, { key: { perCustomer: 1 }, lossBudgetMinor: 100 });
    await shop.hold('o1', { ...REVIEW, markdownMinor: 60 });
    await shop.expectState('o1', 'reviewing');
    await shop.expectCounters({ available: 1, reserved: 1 });
    await shop.unchanged(async () => {
      refusedFor(await shop.commit('o1'), 'review');
      refusedFor(await shop.store.beginPayment({ id: 'o1', ttlMs: 60_000 }), 'review');
      refusedFor(await shop.store.extend({ id: 'o1', attempt: 1, ttlMs: 60_000 }), 'review');
      refusedFor(await shop.reserve('o2'), 'customer_limit');
      refusedFor(await shop.reserve('o2', { owners: ['k1.bob'], markdownMinor: 41 }), 'loss_budget');
    });
    expectSame(
      'replay',
      ofKind(await shop.reserve('o1', { markdownMinor: 60 }), 'replayed').state,
      'reviewing',
    );
    const { totals } = await goingOn(shop);
    expectSame('totals', [totals.reserved, totals.reviewing], [1, 1]);
  }),
  check('sells what a person has accepted, with time of its own', async (shop) => {
    await shop.open(2);
    const { expiresAt } = ofKind(await shop.reserve('o1', { ...REVIEW, ttlMs: 5_000 }), 'reserved');
    const verdict = ofKind(await resolve(shop, 'o1', { ttlMs: 60_000 }), 'resolved');
    expectSame('state', verdict.state, 'reserved');
    expectThat((verdict.expiresAt ?? 0) > expiresAt, 'the accepted order has no more time than before');
    expectSame('already', await resolve(shop, 'o1'), { kind: 'already', state: 'reserved' });
    ofKind(await shop.commit('o1'), 'committed');
    expectSame('already', await resolve(shop, 'o1'), { kind: 'already', state: 'committed' });
  }),
  check('never shortens a deadline by accepting', async (shop) => {
    await shop.open(2);
    const { expiresAt } = ofKind(await shop.reserve('o1', { ...REVIEW, ttlMs: 600_000 }), 'reserved');
    expectSame(
      'deadline',
      ofKind(await resolve(shop, 'o1', { ttlMs: 1_000 }), 'resolved').expiresAt,
      expiresAt,
    );
  }),
  check('gives the units of a rejected order back', async (shop) => {
    await shop.open(2, { key: { perCustomer: 1 }, lossBudgetMinor: 100 });
    await shop.hold('o1', { ...REVIEW, markdownMinor: 60 });
    expectSame('rejected', await resolve(shop, 'o1', { decision: 'reject' }), {
      kind: 'resolved',
      state: 'released',
      expiresAt: undefined,
    });
    await shop.expectState('o1', 'released');
    await shop.expectCounters({ available: 2, reserved: 0 });
    expectSame('loss', (await shop.snapshot()).lossSpentMinor, 0);
    expectSame('already', await resolve(shop, 'o1'), { kind: 'already', state: 'released' });
    expectSame('commit', await shop.commit('o1'), { kind: 'released' });
    expectSame('released', (await goingOn(shop)).totals.released, 1);
    await shop.hold('o2');
  }),
  check('lapses under review like any other, and is never sold after that', async (shop) => {
    await shop.open(1);
    await shop.lapse('o1', REVIEW);
    await shop.lapse('o2', { ...REVIEW });
    expectSame('resolved', await resolve(shop, 'o2'), { kind: 'expired' });
    await shop.expectState('o1', 'expired');
    expectSame('commit', await shop.commit('o2', { late: 'rescue' }), {
      kind: 'expired',
      rescue: { reason: 'review' },
    });
    await shop.unchanged(async () => {
      expectSame('again', await resolve(shop, 'o2', { decision: 'reject' }), { kind: 'expired' });
    });
  }),
  check('rescues what was accepted before it lapsed', async (shop) => {
    await shop.open(1);
    await shop.hold('o1', { ...REVIEW, ttlMs: SHORT_MS });
    ofKind(await resolve(shop, 'o1', { ttlMs: SHORT_MS }), 'resolved');
    await shop.harness.clock.advance(PAST_SHORT_MS);
    expectSame('commit', await shop.commit('o1', { late: 'rescue' }), { kind: 'committed', rescued: true });
  }),
  check('releases and takes over an order under review', async (shop) => {
    await shop.open(2);
    await shop.hold('o1', REVIEW);
    ofKind(await shop.store.release({ id: 'o1' }), 'released');
    await shop.hold('o2', REVIEW);
    const order = { id: 'o3', owners: ['k1.ann'], lines: [units(2)], previousId: 'o2' };
    ofKind(await shop.store.supersede(order), 'reserved');
    await shop.expectState('o2', 'released');
  }),
  check('accepts only while orders may go on, and rejects in every mode', async (shop) => {
    await shop.open(5);
    for (const id of ['o1', 'o2', 'o3']) await shop.hold(id, REVIEW);
    await holdScope(shop, 'drain');
    await shop.unchanged(async () => {
      refusedFor(await resolve(shop, 'o1'), 'mode');
    });
    ofKind(await resolve(shop, 'o3', { decision: 'reject' }), 'resolved');
    ofKind(await changeMode(shop, 'probe', { sample: 1, approver: OH }), 'changed');
    ofKind(await resolve(shop, 'o1'), 'resolved');
    ofKind(await resolve(shop, 'o2'), 'resolved');
    expectSame('sample left', (await goingOn(shop)).holds[0]?.sampleLeft, 1);
  }),
  check('resolves nothing that nobody set aside', async (shop) => {
    await shop.open(5);
    refusedFor(await resolve(shop, 'o1'), 'unknown_id');
    await shop.hold('o1');
    expectSame('already', await resolve(shop, 'o1', { decision: 'reject' }), {
      kind: 'already',
      state: 'reserved',
    });
  }),
];
