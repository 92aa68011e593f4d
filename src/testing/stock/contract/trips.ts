import type { CountedEvent, Trip, TripRule } from '../../../catalog/trip.js';
import { tripHolder } from '../../../stock/mode.js';
import type { OpenRequest, SignalRequest } from '../../../stock/request.js';
import { check } from './check.js';
import type { StockCheck } from './harness.js';
import { expectSame, expectThat, ofKind, refusedFor } from './expect.js';
import { changeMode, goingOn, holdScope, LEE, OH } from './people.js';
import { KEY, OTHER_KEY, units, type Shop } from './shop.js';

/** A window that no check outlives, and one that passes. */
const LONG_MS = 600_000;
const SHORT_WINDOW_MS = 1_000;

/** A rule that counts reservations of the whole sale unless told. */
function rule(change: Partial<TripRule>): TripRule {
  return {
    id: 'rule',
    measure: 'count',
    events: ['reserved'],
    of: [],
    scope: 'sale',
    windowMs: LONG_MS,
    limit: 2,
    minimum: 0,
    mode: 'drain',
    ...change,
  };
}

async function openWith(
  shop: Shop,
  change: Partial<TripRule>,
  others: Partial<OpenRequest> = {},
): Promise<void> {
  await shop.open(1_000, { tripRules: [rule(change)], ...others });
}

async function tripsOf(shop: Shop): Promise<readonly Trip[]> {
  return (await goingOn(shop)).trips;
}

/** Runs steps that must not trip, then one that must. @returns the trip. */
async function tripsAtLast(shop: Shop, steps: readonly (() => Promise<void>)[]): Promise<Trip> {
  for (const [at, step] of steps.entries()) {
    expectSame(`trips before step ${at + 1}`, (await tripsOf(shop)).length, 0);
    await step();
  }
  const [trip, ...others] = await tripsOf(shop);
  if (trip === undefined) throw new Error('nothing tripped');
  expectSame('other trips', others.length, 0);
  return trip;
}

/** Tells of orders that nobody reserves. */
async function signal(shop: Shop, change: Partial<SignalRequest> = {}): Promise<void> {
  ofKind(await shop.store.signal({ id: 's1', scopes: [], ...change }), 'counted');
}

/** What a trip measured, without what every sale tells otherwise. */
function told({ number, ruleId, scope, mode, measured, sample, limit }: Trip): unknown {
  return { number, ruleId, scope, mode, measured, sample, limit };
}

const STORY: Readonly<Partial<Record<CountedEvent, (shop: Shop, id: string) => Promise<void>>>> = {
  judged: async (shop, id) => shop.hold(id),
  reserved: async (shop, id) => shop.hold(id),
  flagged: async (shop, id) => shop.hold(id, { counted: { flagged: true } }),
  deep: async (shop, id) => shop.hold(id, { counted: { deepScopes: ['sale'] } }),
  rejected: async (shop) => signal(shop, { rejected: true }),
  committed: async (shop, id) => shop.sell(id),
  released: async (shop, id) => {
    await shop.hold(id);
    ofKind(await shop.store.release({ id }), 'released');
  },
};

/** A sale stops itself: at the limit of a rule and not before, in its scope, with a trip that says what was measured. */
export const tripChecks: readonly StockCheck[] = [
  // The record's names are those of the events.
  ...(Object.entries(STORY) as readonly [CountedEvent, (shop: Shop, id: string) => Promise<void>][]).map(
    ([event, happen]) =>
      check(`trips when more ${event} orders are counted than the limit, and not before`, async (shop) => {
        await openWith(shop, { events: [event], limit: 2 });
        const step = (id: string) => async (): Promise<void> => happen(shop, id);
        const trip = await tripsAtLast(shop, [step('o1'), step('o2'), step('o3')]);
        expectSame('trip', told(trip), {
          number: 1,
          ruleId: 'rule',
          scope: 'sale',
          mode: 'drain',
          measured: 3,
          sample: 0,
          limit: 2,
        });
      }),
  ),
  check('stops what comes after the order that tripped, which stands', async (shop) => {
    await openWith(shop, { limit: 0, mode: 'freeze' });
    await shop.hold('o1');
    await shop.expectState('o1', 'reserved');
    const refusal = refusedFor(await shop.reserve('o2'), 'mode');
    expectSame('refusal', [refusal.mode, refusal.scope], ['freeze', 'sale']);
    refusedFor(await shop.commit('o1'), 'mode');
    const { seq, mode } = await shop.snapshot();
    expectSame('the sale', [seq, mode], [3, 'freeze']);
    const { holds } = await goingOn(shop);
    expectSame(
      'hold',
      holds.map(({ scope, holder, mode: held, reason, seq: made }) => [scope, holder, held, reason, made]),
      [['sale', tripHolder('rule'), 'freeze', tripHolder('rule'), 3]],
    );
  }),
  check('counts nothing for replays and refusals', async (shop) => {
    await openWith(shop, { events: ['judged', 'reserved'], limit: 2 });
    await shop.hold('o1');
    for (let time = 0; time < 3; time += 1) ofKind(await shop.reserve('o1'), 'replayed');
    for (let time = 0; time < 3; time += 1)
      refusedFor(await shop.reserve('o2', { lines: [units(2_000)] }), 'insufficient');
    expectSame('trips', await tripsOf(shop), []);
    await shop.hold('o2');
    expectSame('trips', (await tripsOf(shop)).length, 1);
  }),
  check('counts what lapses', async (shop) => {
    await openWith(shop, { events: ['expired'], limit: 0 });
    await shop.lapse('o1');
    expectSame('trips', (await tripsOf(shop)).length, 0);
    ofKind(await shop.store.expire(), 'swept');
    expectSame('trips', (await tripsOf(shop)).length, 1);
  }),
  check('takes no order whose search for units has stopped the sale', async (shop) => {
    await shop.open(1, { tripRules: [rule({ events: ['expired'], limit: 0 })] });
    await shop.lapse('o1');
    refusedFor(await shop.reserve('o2'), 'mode');
    await shop.expectState('o1', 'expired');
    expectSame('status', (await shop.store.status('o2')).kind, 'unknown_id');
  }),
  check('trips by a share when the sample is large enough and the limit is passed', async (shop) => {
    await openWith(shop, {
      measure: 'share',
      events: ['rejected'],
      of: ['judged'],
      limit: 5_000,
      minimum: 4,
    });
    const bad = async (): Promise<void> => signal(shop, { rejected: true });
    const good = async (): Promise<void> => signal(shop);
    // 3 of 3, too few; 3 of 4 passes... but 2 of 4 is the limit itself.
    const trip = await tripsAtLast(shop, [bad, good, bad, good, bad]);
    expectSame('trip', told(trip), {
      number: 1,
      ruleId: 'rule',
      scope: 'sale',
      mode: 'drain',
      measured: 6_000,
      sample: 5,
      limit: 5_000,
    });
  }),
  check('trips by different values, each counted once', async (shop) => {
    await openWith(shop, { measure: 'distinct', events: [], limit: 2 });
    const tell =
      (...values: readonly string[]): (() => Promise<void>) =>
      async () =>
        signal(shop, { values: values.map((value) => ({ scope: 'sale', value })) });
    const trip = await tripsAtLast(shop, [tell('a'), tell('a', 'b'), tell('b'), tell('c')]);
    expectSame('measured', [trip.measured, trip.sample], [3, 0]);
  }),
  check('counts a value in the scope it names and in the sale', async (shop) => {
    const scope = `sku:${KEY}`;
    await openWith(shop, { measure: 'distinct', events: [], limit: 0, scope: 'sku' });
    await signal(shop, { scopes: [scope], values: [{ scope: 'sale', value: 'a' }] });
    expectSame('trips', await tripsOf(shop), []);
    await signal(shop, { scopes: [scope], values: [{ scope, value: 'a' }] });
    expectSame(
      'scope',
      (await tripsOf(shop)).map((trip) => trip.scope),
      [scope],
    );
  }),
  check('trips when few buyers take most units', async (shop) => {
    await openWith(shop, { measure: 'top-share', events: [], limit: 9_000, minimum: 12 });
    const buy =
      (id: string, buyer = id) =>
      async (): Promise<void> =>
        shop.hold(id, { owners: [`k1.${buyer}`] });
    // 10 of 11 buyers have 90.9 %, of too few units.
    const eleven = Array.from({ length: 11 }, (_, at) => buy(`b${at}`));
    const trip = await tripsAtLast(shop, [...eleven, buy('again', 'b0')]);
    expectSame('measured', [trip.measured, trip.sample], [9_166, 12]);
  }),
  check('trips by the spend that crosses a share of the loss budget', async (shop) => {
    await openWith(
      shop,
      { measure: 'budget-share', events: [], windowMs: 0, limit: 5_000 },
      { lossBudgetMinor: 100 },
    );
    const spend =
      (id: string, markdownMinor: number): (() => Promise<void>) =>
      async () =>
        shop.hold(id, { markdownMinor });
    const trip = await tripsAtLast(shop, [spend('o1', 50), spend('o2', 0), spend('o3', 1)]);
    expectSame('measured', [trip.measured, trip.sample, trip.limit], [5_100, 0, 5_000]);
    ofKind(await changeMode(shop, 'open', { actor: LEE, approver: OH }), 'changed');
    await shop.hold('o4', { markdownMinor: 10 });
    expectSame('trips', (await tripsOf(shop)).length, 1);
  }),
  check('drains itself by its loss budget with a trip', async (shop) => {
    await shop.open(5, { lossBudgetMinor: 100, key: { markdownMinor: 30 } });
    await shop.hold('o1', { markdownMinor: 71 });
    const [trip] = await tripsOf(shop);
    expectSame('trip', trip === undefined ? undefined : told(trip), {
      number: 1,
      ruleId: 'loss_budget',
      scope: 'sale',
      mode: 'drain',
      measured: 71,
      sample: 0,
      limit: 100,
    });
    expectSame('holder', (await goingOn(shop)).holds[0]?.holder, tripHolder('loss_budget'));
  }),
  check('stops the stock key, category or channel that a rule watches, and no other', async (shop) => {
    const kinds = ['sku', 'category', 'channel'] as const;
    const tripRules = kinds.map((scope) => rule({ id: scope, scope, limit: 0 }));
    await shop.open(0, { allotments: [units(9), units(9, OTHER_KEY)], tripRules });
    await shop.hold('o1', { scopes: ['category:Audio', 'channel:app', 'other'] });
    expectSame(
      'scopes',
      (await tripsOf(shop)).map(({ number, ruleId, scope }) => [number, ruleId, scope]),
      [
        [1, 'sku', `sku:${KEY}`],
        [2, 'category', 'category:Audio'],
        [3, 'channel', 'channel:app'],
      ],
    );
    await shop.hold('o2', { lines: [units(1, OTHER_KEY)], scopes: ['category:Video', 'other'] });
  }),
  check('counts an order as deep in the scopes it names and in no other', async (shop) => {
    const tripRules = [rule({ events: ['deep'], limit: 0, scope: 'sku' })];
    await shop.open(0, { allotments: [units(9), units(9, OTHER_KEY)], tripRules });
    const lines = [units(1), units(1, OTHER_KEY)];
    await shop.hold('o1', { lines, counted: { deepScopes: ['sale'] } });
    expectSame('trips', await tripsOf(shop), []);
    const scope = `sku:${OTHER_KEY}`;
    await shop.hold('o2', { lines, counted: { deepScopes: [scope] } });
    expectSame(
      'scopes',
      (await tripsOf(shop)).map((trip) => trip.scope),
      [scope],
    );
  }),
  check('counts only what happened within the window', async (shop) => {
    await openWith(shop, { windowMs: SHORT_WINDOW_MS, limit: 1 });
    await shop.hold('o1');
    await shop.harness.clock.advance(SHORT_WINDOW_MS + 50);
    await shop.hold('o2');
    expectSame('trips', await tripsOf(shop), []);
  }),
  check(
    'starts from nothing after a trip: the first order after a resume does not stop it again',
    async (shop) => {
      await openWith(shop, { events: ['released'], limit: 1 });
      const giveBack = async (...ids: readonly string[]): Promise<void> => {
        for (const id of ids) ofKind(await shop.store.release({ id }), 'released');
      };
      for (let at = 1; at <= 6; at += 1) await shop.hold(`o${at}`);
      await giveBack('o1', 'o2');
      expectSame('trips', (await tripsOf(shop)).length, 1);
      // What is counted while the rule holds the sale is forgotten as well.
      await giveBack('o3', 'o4');
      ofKind(await changeMode(shop, 'open', { actor: LEE, approver: OH }), 'changed');
      await giveBack('o5');
      expectSame('trips', (await tripsOf(shop)).length, 1);
      await giveBack('o6');
      expectSame(
        'trips',
        (await tripsOf(shop)).map(({ number }) => number),
        [1, 2],
      );
    },
  ),
  check('does not stop the sale by the refusals of a stock key that it has stopped', async (shop) => {
    const rejected = { events: ['rejected'] as const, limit: 2 };
    await shop.open(9, { tripRules: [rule({ ...rejected, id: 'sku', scope: 'sku' }), rule(rejected)] });
    const scope = `sku:${KEY}`;
    await holdScope(shop, 'drain', { scope });
    for (let time = 0; time < 4; time += 1) await signal(shop, { scopes: [scope], rejected: true });
    expectSame('trips', await tripsOf(shop), []);
    expectSame('rejected', (await goingOn(shop)).totals.rejected, 4);
    for (let time = 0; time < 3; time += 1) await signal(shop, { rejected: true });
    expectSame(
      'scopes',
      (await tripsOf(shop)).map((trip) => trip.scope),
      ['sale'],
    );
  }),
  check('does not trip where a person holds it as strictly', async (shop) => {
    await openWith(shop, { events: ['released'], limit: 0 });
    await shop.hold('o1');
    await holdScope(shop, 'drain');
    ofKind(await shop.store.release({ id: 'o1' }), 'released');
    const seq = 4;
    expectSame('trips', await tripsOf(shop), []);
    expectSame('sequence', (await shop.snapshot()).seq, seq);
  }),
  check('trips from a probe, which lets less and less through', async (shop) => {
    await openWith(shop, { id: 'other', limit: 0, mode: 'freeze' });
    await holdScope(shop, 'drain');
    ofKind(await changeMode(shop, 'probe', { sample: 5, approver: OH }), 'changed');
    await shop.hold('o1');
    expectSame('mode', (await shop.snapshot()).mode, 'freeze');
  }),
  check('keeps its rules: they are part of what a sale is opened with', async (shop) => {
    const tripRules = [rule({}), rule({ id: 'second', scope: 'sku' })];
    const allotments = [units(5)];
    ofKind(await shop.store.open({ allotments, tripRules }), 'opened');
    ofKind(await shop.store.open({ allotments, tripRules }), 'already');
    const turned = await shop.store.open({ allotments, tripRules: [...tripRules].reverse() });
    expectSame('conflict', ofKind(turned, 'conflict').fields, ['tripRules']);
    expectSame('rules', (await goingOn(shop)).tripRules, tripRules);
  }),
  check('tells of a signal in its totals and has no other effect', async (shop) => {
    await shop.open(5);
    const { seq } = await shop.snapshot();
    await signal(shop);
    await signal(shop, { rejected: true, flagged: true, values: [{ scope: 'sale', value: 'v1' }] });
    const { totals } = await goingOn(shop);
    expectSame('totals', [totals.signalled, totals.rejected], [2, 1]);
    expectSame('sequence', (await shop.snapshot()).seq, seq);
    expectThat((await goingOn(shop)).trips.length === 0, 'a sale without rules tripped');
  }),
];
