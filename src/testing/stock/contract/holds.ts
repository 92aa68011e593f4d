import { check } from './check.js';
import type { StockCheck } from './harness.js';
import { expectSame, expectThat, ofKind, refusedFor } from './expect.js';
import { changeMode, goingOn, holdScope, holdsOf, KIM, LEE, OH } from './people.js';
import { KEY, OTHER_KEY, units, type Shop } from './shop.js';

async function holders(shop: Shop): Promise<readonly (readonly [string, string, string])[]> {
  return (await holdsOf(shop)).map(({ scope, holder, mode }) => [scope, holder, mode]);
}

/** Several people may hold a scope: the strictest counts, and each hold is lifted by itself. */
export const holdChecks: readonly StockCheck[] = [
  check('stays shut until the last of several holds is lifted', async (shop) => {
    await shop.open(5);
    await holdScope(shop, 'drain');
    await holdScope(shop, 'freeze', { actor: LEE });
    expectSame('holds', await holders(shop), [
      ['sale', KIM, 'drain'],
      ['sale', LEE, 'freeze'],
    ]);
    const lifted = ofKind(await changeMode(shop, 'open', { actor: LEE, approver: OH }), 'changed');
    expectSame('modes', [lifted.previous, lifted.mode], ['freeze', 'drain']);
    refusedFor(await shop.reserve('o1'), 'mode');
    const last = ofKind(await changeMode(shop, 'open', { approver: OH }), 'changed');
    expectSame('modes', [last.previous, last.mode], ['drain', 'open']);
    await shop.hold('o1');
  }),
  check('tells who holds what since when, and why', async (shop) => {
    await shop.open(5);
    await holdScope(shop, 'freeze', { actor: LEE, scope: `sku:${KEY}`, reason: '가격 오류' });
    const { seq } = await shop.snapshot();
    const [hold] = await holdsOf(shop);
    expectSame(
      'hold',
      { ...hold, at: 0 },
      {
        scope: `sku:${KEY}`,
        holder: LEE,
        mode: 'freeze',
        seq,
        at: 0,
        reason: '가격 오류',
        sampleLeft: undefined,
      },
    );
    expectThat(typeof hold?.at === 'number' && hold.at > 0, 'the hold does not tell when it was placed');
  }),
  check('lets somebody else lift the only hold, with an approver who is neither of them', async (shop) => {
    await shop.open(5);
    await holdScope(shop, 'closed');
    await shop.unchanged(async () => {
      refusedFor(await changeMode(shop, 'open', { actor: LEE }), 'approver');
      refusedFor(await changeMode(shop, 'open', { actor: LEE, approver: LEE }), 'approver');
      refusedFor(await changeMode(shop, 'open', { actor: LEE, approver: KIM }), 'approver');
    });
    ofKind(await changeMode(shop, 'open', { actor: LEE, approver: OH }), 'changed');
    expectSame('holds', await holders(shop), []);
  }),
  check('lets somebody else loosen the only hold without lifting it', async (shop) => {
    await shop.open(5);
    await holdScope(shop, 'freeze');
    const verdict = ofKind(await changeMode(shop, 'drain', { actor: LEE, approver: OH }), 'changed');
    expectSame('modes', [verdict.previous, verdict.mode], ['freeze', 'drain']);
    expectSame('holds', await holders(shop), [['sale', KIM, 'drain']]);
  }),
  check('asks which hold is meant when several stand', async (shop) => {
    await shop.open(5);
    await holdScope(shop, 'drain');
    await holdScope(shop, 'freeze', { actor: LEE });
    await shop.unchanged(async () => {
      const refusal = refusedFor(await changeMode(shop, 'open', { actor: OH, approver: 'ops.min' }), 'held');
      expectSame(
        'holders',
        refusal.holds.map(({ holder }) => holder),
        [KIM, LEE],
      );
    });
    const named = { actor: OH, approver: 'ops.min', holder: LEE };
    ofKind(await changeMode(shop, 'open', named), 'changed');
    expectSame('holds', await holders(shop), [['sale', KIM, 'drain']]);
  }),
  check(
    'places a hold of its own beside one that is as strict, or stricter when it is named',
    async (shop) => {
      await shop.open(5);
      await holdScope(shop, 'freeze');
      ofKind(await changeMode(shop, 'freeze', { actor: LEE }), 'changed');
      ofKind(await changeMode(shop, 'drain', { actor: OH, holder: OH }), 'changed');
      expectSame('holds', await holders(shop), [
        ['sale', KIM, 'freeze'],
        ['sale', LEE, 'freeze'],
        ['sale', OH, 'drain'],
      ]);
    },
  ),
  check('lets only the holder tighten a hold', async (shop) => {
    await shop.open(5);
    await holdScope(shop, 'drain');
    await shop.unchanged(async () => {
      refusedFor(await changeMode(shop, 'freeze', { actor: LEE, holder: KIM }), 'held');
      refusedFor(await changeMode(shop, 'freeze', { actor: LEE, holder: OH }), 'held');
    });
    ofKind(await changeMode(shop, 'freeze'), 'changed');
    expectSame('holds', await holders(shop), [['sale', KIM, 'freeze']]);
  }),
  check('lifts no hold but the one that was signed for', async (shop) => {
    await shop.open(5);
    await holdScope(shop, 'drain');
    const { seq } = await shop.snapshot();
    const lift = { actor: LEE, approver: OH, holdSeq: seq };
    await holdScope(shop, 'freeze');
    await shop.unchanged(async () => {
      const refusal = refusedFor(await changeMode(shop, 'open', lift), 'held');
      expectSame(
        'modes',
        refusal.holds.map(({ mode }) => mode),
        ['freeze'],
      );
    });
    const now = { ...lift, holdSeq: (await shop.snapshot()).seq };
    ofKind(await changeMode(shop, 'open', now), 'changed');
    expectSame('holds left', refusedFor(await changeMode(shop, 'open', now), 'held').holds, []);
  }),
  check('answers already when the hold is as asked, and when there is none to lift', async (shop) => {
    await shop.open(5);
    await shop.unchanged(async () => {
      ofKind(await changeMode(shop, 'open'), 'already');
      ofKind(await changeMode(shop, 'open', { holder: LEE }), 'already');
      ofKind(await changeMode(shop, 'probe', { sample: 1 }), 'already');
    });
    await holdScope(shop, 'drain');
    await shop.unchanged(async () => {
      ofKind(await changeMode(shop, 'drain'), 'already');
      ofKind(await changeMode(shop, 'drain', { actor: LEE, holder: KIM }), 'already');
    });
  }),
  check('stands still while any hold is a freeze, not a moment longer', async (shop) => {
    await shop.open(5);
    await shop.hold('o1');
    await holdScope(shop, 'freeze');
    await holdScope(shop, 'freeze', { actor: LEE });
    await shop.setMode('open');
    expectSame('mode', (await shop.snapshot()).mode, 'freeze');
    const { expiresAt } = await shop.reservation('o1');
    await shop.harness.clock.advance(1_000);
    const later = (await shop.reservation('o1')).expiresAt;
    expectThat(later > expiresAt, 'a deadline runs on while one freeze is left');
    ofKind(await changeMode(shop, 'open', { actor: LEE, approver: OH }), 'changed');
    const running = (await shop.reservation('o1')).expiresAt;
    await shop.harness.clock.advance(1_000);
    expectSame('deadline', (await shop.reservation('o1')).expiresAt, running);
  }),
  check('takes at most 512 holds', async (shop) => {
    await shop.open(5);
    const people = Array.from({ length: 512 }, (_, at) => `ops.${at}`);
    await Promise.all(people.map(async (actor) => holdScope(shop, 'drain', { actor })));
    refusedFor(await changeMode(shop, 'drain', { actor: 'ops.512' }), 'invalid_request');
    expectSame('holds', (await holdsOf(shop)).length, 512);
  }),
  check('lets exactly the sample through while it probes', async (shop) => {
    await shop.open(9);
    await holdScope(shop, 'freeze');
    ofKind(await changeMode(shop, 'probe', { sample: 2, approver: OH }), 'changed');
    await shop.hold('o1');
    ofKind(await shop.reserve('o1'), 'replayed');
    refusedFor(await shop.reserve('o2', { lines: [units(10)] }), 'insufficient');
    await shop.hold('o3');
    expectSame('sample left', (await holdsOf(shop))[0]?.sampleLeft, 0);
    await shop.unchanged(async () => {
      expectSame('refusal', await shop.reserve('o4'), {
        kind: 'refused',
        reason: 'mode',
        mode: 'probe',
        scope: 'sale',
      });
      const order = { id: 'o5', owners: ['k1.ann'], lines: [units(1)], previousId: 'o1' };
      refusedFor(await shop.store.supersede(order), 'mode');
    });
  }),
  check('lets who was let through finish, also when the sample is used up', async (shop) => {
    await shop.open(9);
    await holdScope(shop, 'drain');
    ofKind(await changeMode(shop, 'probe', { sample: 1, approver: OH }), 'changed');
    await shop.hold('o1');
    ofKind(await shop.store.extend({ id: 'o1', attempt: 1, ttlMs: 70_000 }), 'extended');
    ofKind(await shop.store.beginPayment({ id: 'o1', ttlMs: 70_000 }), 'extended');
    ofKind(await shop.commit('o1'), 'committed');
  }),
  check('asks every probe an order meets, and names the first that is used up', async (shop) => {
    await shop.open(0, { allotments: [units(5), units(5, OTHER_KEY)] });
    const scope = `sku:${OTHER_KEY}`;
    for (const place of [{}, { scope }]) await holdScope(shop, 'drain', place);
    ofKind(await changeMode(shop, 'probe', { sample: 3, approver: OH }), 'changed');
    ofKind(await changeMode(shop, 'probe', { sample: 1, approver: OH, scope }), 'changed');
    await shop.hold('o1', { lines: [units(1), units(1, OTHER_KEY)] });
    const refusal = refusedFor(await shop.reserve('o2', { lines: [units(1, OTHER_KEY)] }), 'mode');
    expectSame('refusal', [refusal.mode, refusal.scope], ['probe', scope]);
    await shop.hold('o2');
    expectSame(
      'samples left',
      (await holdsOf(shop)).map(({ sampleLeft }) => sampleLeft),
      [1, 0],
    );
  }),
  check('does not probe what is held more strictly by somebody else', async (shop) => {
    await shop.open(5);
    await holdScope(shop, 'drain');
    await holdScope(shop, 'freeze', { actor: LEE });
    const verdict = ofKind(await changeMode(shop, 'probe', { sample: 5, approver: OH }), 'changed');
    expectSame('modes', [verdict.previous, verdict.mode], ['freeze', 'freeze']);
    refusedFor(await shop.reserve('o1'), 'mode');
    expectSame('sample', (await holdsOf(shop))[0]?.sampleLeft, 5);
  }),
  check('counts every refusal by its reason', async (shop) => {
    await shop.open(1, { epoch: 7, lossBudgetMinor: 10, keyId: 'k1', key: { perCustomer: 1 } });
    refusedFor(await shop.reserve('o1', { epoch: 8 }), 'epoch');
    refusedFor(await shop.reserve('o1', { owners: ['k2.ann'] }), 'owner_key');
    refusedFor(await shop.reserve('o1', { lines: [units(1, 'nobody')] }), 'unknown_sku');
    refusedFor(await shop.reserve('o1', { markdownMinor: 11 }), 'loss_budget');
    refusedFor(await shop.reserve('o1', { lines: [units(2)] }), 'insufficient');
    refusedFor(await shop.reserve('o1', { lines: [units(2)] }), 'insufficient');
    ofKind(await shop.store.restock({ id: 'a1', lines: [units(5)] }), 'changed');
    refusedFor(await shop.reserve('o1', { lines: [units(2)] }), 'customer_limit');
    await holdScope(shop, 'drain');
    const order = { id: 'o1', owners: ['k1.ann'], lines: [units(1)], previousId: 'o0' };
    refusedFor(await shop.store.supersede(order), 'mode');
    const { seq } = await shop.snapshot();
    const activity = await goingOn(shop);
    expectSame('refused', activity.totals.refused, {
      mode: 1,
      epoch: 1,
      regressed: 0,
      unknown_sku: 1,
      insufficient: 2,
      customer_limit: 1,
      loss_budget: 1,
      owner_key: 1,
    });
    expectSame('sequence', [activity.seq, seq], [3, 3]);
  }),
];
