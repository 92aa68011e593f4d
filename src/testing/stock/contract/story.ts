import type { JournalEntry, JournalEvent } from '../../../stock/journal.js';
import type { Reservation } from '../../../stock/reservation.js';
import { readEvidence } from '../oracle/evidence.js';
import { judgeJournal } from '../oracle/journal.js';
import { check } from './check.js';
import type { StockCheck } from './harness.js';
import { expectSame, expectThat, ofKind } from './expect.js';
import { changeMode, goingOn, holdScope, KIM, OH } from './people.js';
import { ANN, KEY, SHORT_MS, units, type Shop } from './shop.js';

async function readJournal(shop: Shop, limit = 1_000): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (;;) {
    const after = entries.at(-1)?.position;
    const page = ofKind(
      await shop.store.journal({ limit, ...(after === undefined ? {} : { after }) }),
      'found',
    );
    entries.push(...page.entries);
    if (!page.more) return entries;
    expectThat(page.entries.length > 0, 'a page of the journal is empty, and there are more');
  }
}

async function eventsOf(shop: Shop): Promise<readonly JournalEvent[]> {
  return (await readJournal(shop)).flatMap(({ events }) => events);
}

async function readReservations(shop: Shop, limit: number): Promise<readonly Reservation[]> {
  const found: Reservation[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 1_000; page += 1) {
    const verdict = ofKind(
      await shop.store.reservations({ limit, ...(cursor === undefined ? {} : { cursor }) }),
      'found',
    );
    found.push(...verdict.reservations);
    cursor = verdict.next;
    if (cursor === undefined) return found;
  }
  throw new Error('the pages of reservations do not end');
}

const PERSON = { actor: KIM, reason: 'looked at it' };

/** Everything that can happen to a sale, once. */
async function live(shop: Shop): Promise<void> {
  const { store } = shop;
  await shop.open(20, { epoch: 1, lossBudgetMinor: 1_000, key: { markdownMinor: 900 } });
  await shop.sell('o1', { markdownMinor: 10 });
  await shop.hold('o2', { scopes: ['channel:app'] });
  ofKind(await store.extend({ id: 'o2', attempt: 1, ttlMs: 90_000 }), 'extended');
  ofKind(await store.release({ id: 'o2' }), 'released');
  await shop.hold('o3');
  ofKind(await store.supersede({ id: 'o4', owners: [ANN], lines: [units(2)], previousId: 'o3' }), 'reserved');
  await shop.hold('o5', { review: true });
  ofKind(await store.resolveReview({ id: 'o5', decision: 'accept', ...PERSON }), 'resolved');
  await shop.hold('o6', { review: true });
  ofKind(await store.resolveReview({ id: 'o6', decision: 'reject', ...PERSON }), 'resolved');
  await shop.lapse('o7');
  ofKind(await shop.commit('o7', { late: 'rescue' }), 'committed');
  ofKind(await store.restore({ id: 'o7', restoreId: 'r1', lines: [units(1)], to: 'quarantine' }), 'restored');
  ofKind(await store.restock({ id: 'a1', lines: [units(3)] }), 'changed');
  ofKind(await store.withdraw({ id: 'a2', lines: [units(1)] }), 'changed');
  ofKind(await store.setEpoch({ epoch: 2, overlapMs: 5_000, ...PERSON }), 'changed');
  await shop.beginToPay('o8');
  await shop.hold('o9', { markdownMinor: 100 });
  ofKind(await changeMode(shop, 'probe', { holder: 'trip:loss_budget', sample: 3, approver: OH }), 'changed');
}

const TOLD: readonly (readonly [JournalEvent['type'], string | undefined])[] = [
  ['opened', undefined],
  ['reserved', 'o1'],
  ['committed', 'o1'],
  ['reserved', 'o2'],
  ['extended', 'o2'],
  ['released', 'o2'],
  ['reserved', 'o3'],
  ['superseded', 'o3'],
  ['reserved', 'o4'],
  ['reserved', 'o5'],
  ['reviewed', 'o5'],
  ['reserved', 'o6'],
  ['reviewed', 'o6'],
  ['reserved', 'o7'],
  ['expired', 'o7'],
  ['committed', 'o7'],
  ['restored', 'o7'],
  ['restocked', 'a1'],
  ['withdrawn', 'a2'],
  ['epoch', undefined],
  ['reserved', 'o8'],
  ['paying', 'o8'],
  ['reserved', 'o9'],
  ['tripped', undefined],
  ['mode', undefined],
];

/** What a sale tells of itself: its journal, its totals, its reservations, and what a shop wrote beside them. */
export const storyChecks: readonly StockCheck[] = [
  check('tells in its journal whatever happened, in order', async (shop) => {
    await live(shop);
    const events = (await eventsOf(shop)).map((event) => [event.type, 'id' in event ? event.id : undefined]);
    expectSame('events', events, TOLD);
  }),
  check('comes by its journal to what it shows', async (shop) => {
    await live(shop);
    const asked = ['o1', 'o2', 'o3', 'o4', 'o5', 'o6', 'o7', 'o8', 'o9'].map((id) => ({
      operation: 'release' as const,
      request: { id },
      verdict: { kind: 'unknown_id' } as const,
      sentAt: 0,
      settledAt: 1,
    }));
    expectSame('breaches', judgeJournal(await readEvidence(shop.store, asked)), []);
  }),
  check('tells nothing of what had no effect', async (shop) => {
    await shop.open(1);
    await shop.hold('o1');
    const before = await readJournal(shop);
    ofKind(await shop.reserve('o1'), 'replayed');
    ofKind(await shop.reserve('o2'), 'refused');
    ofKind(await shop.store.signal({ id: 's1', scopes: [], rejected: true }), 'counted');
    ofKind(await shop.store.expire(), 'swept');
    ofKind(await changeMode(shop, 'open'), 'already');
    expectSame('journal', await readJournal(shop), before);
  }),
  check('tells all of an event', async (shop) => {
    await shop.open(5, { epoch: 1, lossBudgetMinor: 50 });
    await shop.hold('o1', { lines: [units(1), units(1)], markdownMinor: 7, review: true });
    ofKind(await shop.store.resolveReview({ id: 'o1', decision: 'accept', ...PERSON }), 'resolved');
    ofKind(await shop.commit('o1'), 'committed');
    ofKind(await shop.store.restore({ id: 'o1', restoreId: 'r1', to: 'stock' }), 'restored');
    await holdScope(shop, 'drain', { scope: `sku:${KEY}` });
    ofKind(await shop.store.setEpoch({ epoch: 2, overlapMs: 9_000, ...PERSON }), 'changed');
    expectSame('events', await eventsOf(shop), [
      { type: 'opened', epoch: 1, lossBudgetMinor: 50 },
      { type: 'reserved', id: 'o1', lines: [units(2)], markdownMinor: 7, reviewing: true },
      { type: 'reviewed', id: 'o1', decision: 'accept', ...PERSON },
      { type: 'committed', id: 'o1', paymentRef: 'pay-o1', rescued: false },
      { type: 'restored', id: 'o1', restoreId: 'r1', lines: [units(2)], to: 'stock' },
      {
        type: 'mode',
        scope: `sku:${KEY}`,
        holder: KIM,
        mode: 'drain',
        actor: KIM,
        approver: undefined,
        reason: 'a check of the contract',
      },
      { type: 'epoch', epoch: 2, previous: 1, overlapMs: 9_000, ...PERSON },
    ]);
  }),
  check('tells of a late payment that it refused, once', async (shop) => {
    await shop.open(5);
    await shop.lapse('o1');
    for (let time = 0; time < 2; time += 1) ofKind(await shop.commit('o1'), 'expired');
    ofKind(await shop.commit('o1', { paymentRef: 'new', late: 'rescue' }), 'committed');
    expectSame('events', (await eventsOf(shop)).slice(2), [
      { type: 'expired', id: 'o1' },
      { type: 'payment_refused', id: 'o1', paymentRef: 'pay-o1' },
      { type: 'committed', id: 'o1', paymentRef: 'new', rescued: true },
    ]);
    const asked = {
      operation: 'commit' as const,
      request: { id: 'o1', paymentRef: 'new' },
      verdict: { kind: 'committed', rescued: true } as const,
      sentAt: 0,
      settledAt: 1,
    };
    expectSame('breaches', judgeJournal(await readEvidence(shop.store, [asked])), []);
  }),
  check('hands its journal out in pages, each entry once', async (shop) => {
    await shop.open(50);
    for (let at = 0; at < 25; at += 1) await shop.hold(`o${at}`);
    const whole = await readJournal(shop);
    expectSame('pages', await readJournal(shop, 7), whole);
    expectSame('one by one', await readJournal(shop, 1), whole);
    const last = whole.at(-1);
    const end = await shop.store.journal({ after: last?.position ?? '' });
    expectSame('after the last', end, { kind: 'found', entries: [], more: false });
    expectSame('sequence', last?.seq, (await shop.snapshot()).seq);
  }),
  check('hands out every reservation, whatever became of it', async (shop) => {
    await shop.open(500);
    await Promise.all(
      Array.from({ length: 60 }, async (_, at) => shop.hold(`o${at}`, { note: `note ${at}` })),
    );
    ofKind(await shop.store.release({ id: 'o0' }), 'released');
    ofKind(await shop.commit('o1'), 'committed');
    ofKind(await shop.store.restock({ id: 'a1', lines: [units(1)] }), 'changed');
    for (const limit of [1, 7, 1_000]) {
      const found = new Map((await readReservations(shop, limit)).map((one) => [one.id, one]));
      expectSame('reservations', found.size, 60);
      for (const id of ['o0', 'o1', 'o59']) expectSame(id, found.get(id), await shop.reservation(id));
    }
  }),
  check('keeps the note of an order, the first one', async (shop) => {
    await shop.open(5);
    const note = ` ~${'n'.repeat(1_998)}`;
    await shop.hold('o1', { note });
    ofKind(await shop.reserve('o1', { note: 'another' }), 'replayed');
    expectSame('note', (await shop.reservation('o1')).note, note);
    ofKind(await shop.commit('o1'), 'committed');
    expectSame('note', (await shop.reservation('o1')).note, note);
    await shop.hold('o2');
    expectSame('no note', (await shop.reservation('o2')).note, undefined);
  }),
  check('replays an order whatever a retry tells trip rules of it', async (shop) => {
    await shop.open(5);
    await shop.hold('o1', { counted: { flagged: true, deepScopes: ['sale'] } });
    ofKind(await shop.reserve('o1'), 'replayed');
    ofKind(await shop.reserve('o1', { review: true }), 'replayed');
    await shop.expectState('o1', 'reserved');
  }),
  check('counts what happened since it opened', async (shop) => {
    await live(shop);
    const { totals, seq, mode, holds, trips, lossBudgetMinor, lossSpentMinor } = await goingOn(shop);
    expectSame(
      'totals',
      { ...totals, refused: undefined },
      {
        reserved: 9,
        reviewing: 2,
        paying: 1,
        committed: 2,
        released: 3,
        expired: 1,
        restored: 1,
        signalled: 0,
        rejected: 0,
        refused: undefined,
      },
    );
    expectSame('sequence', seq, (await shop.snapshot()).seq);
    expectSame('mode', mode, 'probe');
    expectSame('loss', [lossBudgetMinor, lossSpentMinor], [1_000, 110]);
    expectSame(
      'holds',
      holds.map(({ holder, sampleLeft }) => [holder, sampleLeft]),
      [['trip:loss_budget', 3]],
    );
    expectSame(
      'trips',
      trips.map(({ number, ruleId }) => [number, ruleId]),
      [[1, 'loss_budget']],
    );
  }),
  check('shows a lapsed order as it was left until somebody sweeps', async (shop) => {
    await shop.open(5);
    await shop.lapse('o1', { ttlMs: SHORT_MS });
    const [found] = await readReservations(shop, 10);
    expectSame('state', found?.state, 'reserved');
  }),
];
