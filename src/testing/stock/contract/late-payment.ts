import type { CommitVerdict } from '../../../stock/verdict.js';
import { check } from './check.js';
import type { StockCheck } from './harness.js';
import { expectSame, ofKind, refusedFor } from './expect.js';
import { BOB, type Shop } from './shop.js';

const RESCUE = { late: 'rescue' } as const;
const REFUSED_BEFORE: CommitVerdict = { kind: 'expired', rescue: { reason: 'payment_refused' } };
const SOLD_LATE: CommitVerdict = { kind: 'committed', rescued: true };
/** Late payments of one order that a store remembers. */
const REMEMBERED_MAX = 16;

/** Makes `o1` lapse, has its payment refused while somebody else holds the units, and has these come free again. */
async function refuseOnce(shop: Shop): Promise<void> {
  await shop.lapse('o1', { fingerprint: 'fp-1' });
  await shop.hold('o2', { owners: [BOB] });
  const { rescue } = ofKind(await shop.commit('o1', RESCUE), 'expired');
  expectSame('reason', rescue?.reason, 'insufficient');
  ofKind(await shop.store.release({ id: 'o2' }), 'released');
}

/** What becomes of a late payment that was refused: whoever was told so gives the money back, so nothing may be sold against it. */
export const latePaymentChecks: readonly StockCheck[] = [
  check('never takes a payment that it refused as late, whatever comes free', async (shop) => {
    await shop.open(1);
    await refuseOnce(shop);
    await shop.unchanged(async () => {
      for (let time = 0; time < 3; time += 1)
        expectSame('again', await shop.commit('o1', RESCUE), REFUSED_BEFORE);
      expectSame('another price', await shop.commit('o1', { ...RESCUE, fingerprint: 'x' }), REFUSED_BEFORE);
      expectSame('no rescue', await shop.commit('o1'), { kind: 'expired' });
    });
    expectSame('payment', (await shop.reservation('o1')).paymentRef, undefined);
    await shop.expectState('o1', 'expired');
  }),
  check('takes a new payment for the same order, and names it to the one it refused', async (shop) => {
    await shop.open(1);
    await refuseOnce(shop);
    const paid = { ...RESCUE, paymentRef: 'new' };
    expectSame('new', await shop.commit('o1', paid), SOLD_LATE);
    expectSame('payment', (await shop.reservation('o1')).paymentRef, 'new');
    await shop.unchanged(async () => {
      ofKind(await shop.commit('o1', paid), 'already');
      const refused = await shop.commit('o1', RESCUE);
      expectSame('refused', refused, { kind: 'duplicate_payment', paymentRef: 'new' });
    });
    await shop.expectCounters({ available: 0, reserved: 0, committed: 1 });
  }),
  check('takes no payment later that it refused because nobody asked for a rescue', async (shop) => {
    await shop.open(1);
    await shop.lapse('o1');
    expectSame('first', await shop.commit('o1'), { kind: 'expired' });
    await shop.unchanged(async () => {
      expectSame('again', await shop.commit('o1'), { kind: 'expired' });
      expectSame('rescue', await shop.commit('o1', RESCUE), REFUSED_BEFORE);
    });
    expectSame('new', await shop.commit('o1', { ...RESCUE, paymentRef: 'new' }), SOLD_LATE);
  }),
  check('takes no late payment after the sale was opened again that it refused before', async (shop) => {
    await shop.open(1);
    await shop.lapse('o1');
    await shop.setMode('freeze');
    const { rescue } = ofKind(await shop.commit('o1', RESCUE), 'expired');
    expectSame('rescue', rescue, { reason: 'mode', mode: 'freeze', scope: 'sale' });
    await shop.setMode('open');
    expectSame('again', await shop.commit('o1', RESCUE), REFUSED_BEFORE);
    await shop.expectCounters({ available: 1, committed: 0 });
  }),
  check('takes a payment after the sale was opened again that came in time and had to wait', async (shop) => {
    await shop.open(3);
    await shop.hold('o1');
    await shop.beginToPay('o2');
    await shop.setMode('freeze');
    await shop.unchanged(async () => {
      for (const id of ['o1', 'o2']) {
        refusedFor(await shop.commit(id), 'mode');
        refusedFor(await shop.commit(id, RESCUE), 'mode');
      }
    });
    await shop.setMode('open');
    for (const id of ['o1', 'o2']) ofKind(await shop.commit(id), 'committed');
  }),
  check('takes a late payment or refuses it, however many copies of it come at once', async (shop) => {
    await shop.open(1);
    await shop.lapse('o1');
    const seq = async (): Promise<number> => (await shop.snapshot()).seq;
    ofKind(await shop.store.expire(), 'swept');
    const before = await seq();
    const verdicts = await Promise.all(
      Array.from({ length: 8 }, async (_, at) => shop.commit('o1', at === 0 ? {} : RESCUE)),
    );
    const isSold = verdicts.some(({ kind }) => kind === 'committed');
    const isRefused = verdicts.some(({ kind }) => kind === 'expired');
    expectSame('sold and refused', isSold && isRefused, false);
    expectSame('effects', (await seq()) - before, 1);
  }),
  check('takes no late payment any more when it has refused as many as it remembers', async (shop) => {
    await shop.open(1);
    await shop.lapse('o1');
    const pay = async (at: number): Promise<CommitVerdict> => shop.commit('o1', { paymentRef: `pay-${at}` });
    for (let at = 1; at <= REMEMBERED_MAX; at += 1) expectSame('refused', (await pay(at)).kind, 'expired');
    await shop.unchanged(async () => {
      for (const at of [1, REMEMBERED_MAX, REMEMBERED_MAX + 1]) {
        const verdict = await shop.commit('o1', { ...RESCUE, paymentRef: `pay-${at}` });
        expectSame(`pay-${at}`, verdict, REFUSED_BEFORE);
      }
    });
  }),
];
