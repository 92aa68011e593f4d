import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { StockStore } from '../../src/stock/store.js';
import { sendTo, storeFrom } from '../../src/testing/stock/store-from.js';
import { readEvidence } from '../../src/testing/stock/oracle/evidence.js';
import { judgeStock } from '../../src/testing/stock/oracle.js';
import { runBuyer, runOperator, runTime, type Buyer, type Ending } from './callers.js';
import { makeRaceWorld, type Mishap } from './race-world.js';

/** Interleavings of all properties of this file together, shared evenly. */
const INTERLEAVINGS = fc.readConfigureGlobal().numRuns ?? 27_000;
const PROPERTIES = 3;
const RUNS = { numRuns: Math.ceil(INTERLEAVINGS / PROPERTIES), verbose: false } as const;

interface Race {
  readonly units: number;
  readonly perCustomer: number | undefined;
  readonly buyers: readonly Buyer[];
  readonly mishaps: readonly Mishap[];
  readonly stops: readonly ('drain' | 'freeze' | 'closed')[];
  readonly leaps: readonly number[];
}

const mishaps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<Mishap>('none') },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Mishap>('request lost', 'reply lost', 'request late', 'sent twice'),
    },
  ),
  { maxLength: 12, size: 'max' },
);

function buyers(ids: readonly string[], endings: readonly Ending[]): fc.Arbitrary<readonly Buyer[]> {
  const buyer = fc.record({
    id: fc.constantFrom(...ids),
    owner: fc.constantFrom('k1.ann', 'k1.bob'),
    quantity: fc.constantFrom(1, 1, 2),
    previousId: fc.option(fc.constantFrom(...ids), { nil: undefined, freq: 1 }),
    ending: fc.constantFrom(...endings),
  });
  return fc.array(buyer, { minLength: 2, maxLength: 5 });
}

function race(changes: Partial<{ readonly [K in keyof Race]: fc.Arbitrary<Race[K]> }>): fc.Arbitrary<Race> {
  return fc.record({
    units: fc.integer({ min: 1, max: 3 }),
    perCustomer: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined, freq: 1 }),
    buyers: buyers(['o1', 'o2', 'o3'], ['commit', 'pay and commit', 'release', 'crash']),
    mishaps,
    stops: fc.constant([]),
    leaps: fc.constant([]),
    ...changes,
  });
}

const seen = { interleavings: 0, calls: 0, unknown: 0 };

/** Runs one race to its end and answers what the oracle has to say. */
async function breachesOf(
  scheduler: fc.Scheduler,
  drawn: Race,
  wrap?: Parameters<typeof makeRaceWorld>[2],
): Promise<readonly string[]> {
  const world = makeRaceWorld(scheduler, drawn.mishaps, wrap);
  const allotment = { stockKey: 'EP-100', quantity: drawn.units, perCustomer: drawn.perCustomer };
  const opening = { operation: 'open', request: { allotments: [allotment], lossBudgetMinor: 500 } } as const;
  const opened = await world.inner.open(opening.request);
  world.calls.push({ ...opening, verdict: opened, sentAt: -1, settledAt: 0 });
  const callers = [
    ...drawn.buyers.map(async (buyer) => runBuyer(world.store, buyer)),
    ...drawn.stops.map(async (mode) => runOperator(world.store, mode)),
    runTime(world, scheduler, drawn.leaps),
  ];
  // Fails when a caller is left waiting for an answer that never comes.
  await scheduler.waitFor(Promise.all(callers));
  while (world.stragglers.length > 0) await scheduler.waitFor(Promise.all(world.stragglers.splice(0)));
  seen.interleavings += 1;
  seen.calls += world.calls.length;
  seen.unknown += world.calls.filter(({ verdict }) => verdict.kind === 'unknown').length;
  return judgeStock(await readEvidence(world.inner, world.calls));
}

describe('callers that race, lose replies, send late and send twice', () => {
  afterAll(() => {
    console.log(
      `race lane: ${seen.interleavings} interleavings, ${seen.calls} calls, ${seen.unknown} of them unknown to their caller`,
    );
  });

  it('never oversell, and find every acknowledged commit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), race({}), async (scheduler, drawn) => {
        expect(await breachesOf(scheduler, drawn)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('give one order one effect, though two processes send it and a third takes it over', async () => {
    const drawn = race({
      buyers: buyers(['o1', 'o2'], ['commit', 'commit and restore', 'release', 'pay and commit']),
    });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), drawn, async (scheduler, one) => {
        expect(await breachesOf(scheduler, one)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('keep the books while the sale is stopped and opened, and deadlines pass', async () => {
    const drawn = race({
      buyers: buyers(['o1', 'o2', 'o3'], ['commit', 'commit late', 'pay and commit', 'commit and restore']),
      stops: fc.array(fc.constantFrom('drain', 'freeze', 'closed'), { maxLength: 2 }),
      leaps: fc.array(fc.constantFrom(500, 1000, 2000), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), drawn, async (scheduler, one) => {
        expect(await breachesOf(scheduler, one)).toEqual([]);
      }),
      RUNS,
    );
  });
});

/** What makes a naive counter oversell: it looks, and takes a moment later what it saw. */
function twoSteps(store: StockStore, scheduler: fc.Scheduler): StockStore {
  return {
    ...storeFrom(store.saleId, sendTo(store)),
    reserve: async (request) => {
      const before = await store.snapshot();
      const wanted = request.lines[0]?.quantity ?? 0;
      const available = before.kind === 'found' ? (before.snapshot.counters[0]?.available ?? 0) : 0;
      await scheduler.schedule(Promise.resolve(), 'a look before the step');
      const verdict = await store.reserve(request);
      if (verdict.kind !== 'refused' || verdict.reason !== 'insufficient' || available < wanted)
        return verdict;
      await store.restock({ id: `blind-${request.id}`, lines: request.lines });
      return store.reserve(request);
    },
  };
}

describe('the race lane', () => {
  it('notices a store that looks first and takes a moment later', async () => {
    const property = fc.asyncProperty(fc.scheduler(), race({}), async (scheduler, drawn) => {
      expect(await breachesOf(scheduler, drawn, twoSteps)).toEqual([]);
    });
    const details = await fc.check(property, { numRuns: 3_000, endOnFailure: true });
    expect(details.failed).toBe(true);
    expect(String(details.errorInstance)).not.toContain('TypeError');
  });
});
