import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TripRule } from '../../src/catalog/trip.js';
import type { StockStore } from '../../src/stock/store.js';
import { SCRIPTS, type ScriptSet } from '../../src/stores/redis/script-set.js';
import { DESIGN_MUTANTS } from '../redis/mutants/design-mutants.js';
import { mutated } from '../redis/mutants/mutant.js';
import { newSale } from '../redis/scripts/sale.js';
import { serveRedis, type ServedRedis } from '../redis/scripts/server.js';
import { makeRaceWorld } from './race-world.js';
import { eventsOf, judgeTrips, type TripEvidence } from './trip-judge.js';

/** Interleavings in all; the network of a real server is dearer than a scheduler. */
const INTERLEAVINGS = fc.readConfigureGlobal().numRuns ?? 10_000;
const ON_REDIS = Math.ceil(INTERLEAVINGS / 10);
const TIMEOUT_MS = 600_000;

const KEYS = ['A', 'B'] as const;
/** What the shoppers of one race do, all at the same time, in no order that anybody decides but the race. */
const STEPS = ['commit', 'pay', 'pay and commit', 'reserve', 'signal', 'release', 'thaw'] as const;

interface Race {
  readonly rules: readonly TripRule[];
  /** Orders that stand when the race begins, and whether each is at its payment. */
  readonly paying: readonly boolean[];
  readonly steps: readonly { readonly step: (typeof STEPS)[number]; readonly order: number }[];
}

const rule: fc.Arbitrary<TripRule> = fc.record({
  id: fc.constantFrom('velocity', 'rejected'),
  measure: fc.constant('count' as const),
  events: fc.constantFrom(['reserved'] as const, ['rejected'] as const, ['committed', 'released'] as const),
  of: fc.constant([]),
  scope: fc.constantFrom('sale' as const, 'sku' as const),
  windowMs: fc.constant(60_000),
  limit: fc.constantFrom(0, 1, 2, 3, 4),
  minimum: fc.constant(0),
  mode: fc.constantFrom('drain' as const, 'freeze' as const),
});

const race: fc.Arbitrary<Race> = fc.record({
  rules: fc.uniqueArray(rule, { minLength: 1, maxLength: 2, selector: ({ id }) => id }),
  paying: fc.array(fc.boolean(), { minLength: 2, maxLength: 6 }),
  steps: fc.array(fc.record({ step: fc.constantFrom(...STEPS), order: fc.nat({ max: 5 }) }), {
    minLength: 3,
    maxLength: 14,
    size: 'max',
  }),
});

const seen = { interleavings: 0, trips: 0, paidThroughDrain: 0 };
let redis: ServedRedis;

beforeAll(async () => {
  redis = await serveRedis();
});
afterAll(async () => {
  console.log(`trip race: ${JSON.stringify(seen)}`);
  await redis.stop();
});

describe('a breaker that trips while commits are in flight', () => {
  it(
    'lets nothing through after a freeze, and only payers through a drain: in memory',
    async () => {
      await fc.assert(
        fc.asyncProperty(race, fc.scheduler(), async (given, scheduler) => {
          const world = makeRaceWorld(scheduler, []);
          await openRace(world.inner, given);
          const steps = runSteps(() => world.store, given);
          await scheduler.waitFor(steps);
          note(judgeTrips(await eventsOf(world.inner)));
        }),
        { numRuns: INTERLEAVINGS - ON_REDIS },
      );
    },
    TIMEOUT_MS,
  );

  it(
    'lets nothing through after a freeze, and only payers through a drain: on Redis, from two processes',
    async () => {
      await fc.assert(
        fc.asyncProperty(race, fc.array(fc.nat({ max: 3 }), { maxLength: 20 }), async (given, pauses) => {
          note(await raceOnRedis(SCRIPTS, given, pauses.values()));
        }),
        { numRuns: ON_REDIS },
      );
      expect(seen.interleavings).toBe(INTERLEAVINGS);
      expect(seen.trips).toBeGreaterThan(INTERLEAVINGS / 10);
      expect(seen.paidThroughDrain).toBeGreaterThan(INTERLEAVINGS / 100);
    },
    TIMEOUT_MS,
  );

  it('is caught by the judge when a commit does not look at the mode', async () => {
    const fault = DESIGN_MUTANTS.find(({ name }) => name === 'no mode check in commit');
    if (fault === undefined) throw new Error('the mutant is gone');
    const scripts = mutated(SCRIPTS, fault);
    const given = fc.sample(race, { numRuns: 60, seed: 1 });
    const breaches: string[] = [];
    for (const one of given) breaches.push(...(await raceOnRedis(scripts, one, [].values())).breaches);
    expect(breaches.some((breach) => breach.includes('was committed in'))).toBe(true);
  });
});

function note({ breaches, trips, paidThroughDrain }: TripEvidence): void {
  expect(breaches).toEqual([]);
  seen.interleavings += 1;
  seen.trips += trips;
  seen.paidThroughDrain += paidThroughDrain;
}

/** One process gathers its calls into batches, the other sends each by itself; `pauses` are turns of the event loop. */
async function raceOnRedis(
  scripts: ScriptSet,
  given: Race,
  pauses: Iterator<number, undefined>,
): Promise<TripEvidence> {
  const sale = await newSale(redis.client, { batching: 'group' }, scripts);
  const other = sale.neighbour({ batching: 'off' });
  await openRace(sale.stock, given);
  await runSteps(
    (at) => (at % 2 === 0 ? sale.stock : other),
    given,
    async () => {
      const turns = pauses.next().value ?? 0;
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    },
  );
  return judgeTrips(await eventsOf(sale.stock));
}

async function openRace(store: StockStore, { rules, paying }: Race): Promise<void> {
  const allotments = KEYS.map((stockKey) => ({ stockKey, quantity: 100 }));
  await store.open({ allotments, ttlMs: 60_000, tripRules: rules });
  for (const [at, isPaying] of paying.entries()) {
    await store.reserve(order(`o${at}`, at));
    if (isPaying) await store.beginPayment({ id: `o${at}`, ttlMs: 60_000 });
  }
}

async function runSteps(
  storeOf: (at: number) => StockStore,
  { steps }: Race,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await Promise.all(
    steps.map(async ({ step, order: number }, at) => {
      await pause();
      await runStep(storeOf(at), step, { number, at });
    }),
  );
}

async function runStep(
  store: StockStore,
  step: (typeof STEPS)[number],
  { number, at }: { readonly number: number; readonly at: number },
): Promise<void> {
  const id = `o${number}`;
  switch (step) {
    case 'commit':
      await store.commit({ id, paymentRef: `pay-${id}` });
      return;
    case 'pay':
      await store.beginPayment({ id, ttlMs: 60_000 });
      return;
    case 'pay and commit':
      await store.beginPayment({ id, ttlMs: 60_000 });
      await store.commit({ id, paymentRef: `pay-${id}` });
      return;
    case 'reserve':
      await store.reserve(order(`n${at}`, number));
      return;
    case 'signal':
      await store.signal({ id: `s${at}`, scopes: [`sku:${keyOf(number)}`], rejected: true });
      return;
    case 'release':
      await store.release({ id });
      return;
    case 'thaw':
      await store.setMode({ mode: 'open', actor: 'ops.kim', approver: 'ops.lee', reason: 'all well' });
  }
}

function keyOf(number: number): (typeof KEYS)[number] {
  return number % 2 === 0 ? 'A' : 'B';
}

function order(id: string, number: number): Parameters<StockStore['reserve']>[0] {
  return { id, owners: ['k1.ann'], lines: [{ stockKey: keyOf(number), quantity: 1 }] };
}
