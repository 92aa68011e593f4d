import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TripRule } from '../../../src/catalog/trip.js';
import type { StockStore } from '../../../src/stock/store.js';
import { memoryStock } from '../../../src/stores/memory/memory-stock.js';
import { newSale } from './sale.js';
import { serveRedis, type ServedRedis } from './server.js';

/** Programs; FAST_CHECK_RUNS asks for another number. */
const RUNS = fc.readConfigureGlobal().numRuns ?? 60;
const SCOPES = ['sale', 'sku:A', 'sku:B', 'channel:app'];

/** More buyers than any rule keeps, and a few who come again and again. */
const buyerArbitrary = fc.oneof(fc.nat({ max: 4 }), fc.nat({ max: 120 }));
const callArbitrary = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('reserve' as const),
      buyer: buyerArbitrary,
      a: fc.nat({ max: 3 }),
      b: fc.nat({ max: 2 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('commit' as const), back: fc.nat({ max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const), back: fc.nat({ max: 30 }) }) },
);
type Step = typeof callArbitrary extends fc.Arbitrary<infer S> ? S : never;

const turnArbitrary = fc.record({
  waitMs: fc.oneof(
    { weight: 8, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.nat({ max: 90_000 }) },
  ),
  calls: fc.array(callArbitrary, { minLength: 1, maxLength: 90, size: 'max' }),
});

const shareArbitrary = fc.record({
  limit: fc.integer({ min: 500, max: 9_000 }),
  minimum: fc.integer({ min: 1, max: 120 }),
});
const rulesArbitrary = fc
  .tuple(shareArbitrary, shareArbitrary, shareArbitrary)
  .map(([first, second, third]) =>
    [
      { id: 'top.sku', measure: 'top-share', scope: 'sku', mode: 'drain', ...first },
      { id: 'top.sale', measure: 'top-share', scope: 'sale', mode: 'drain', ...second },
      { id: 'top.channel', measure: 'top-share', scope: 'channel', mode: 'drain', ...second },
      { id: 'gone.sale', measure: 'share', scope: 'sale', mode: 'drain', ...third, ...GONE },
      { id: 'gone.sku', measure: 'share', scope: 'sku', mode: 'drain', ...third, ...GONE },
      { id: 'sold.sku', measure: 'share', scope: 'sku', mode: 'drain', ...first, ...SOLD },
    ].map((rule): TripRule => ({ events: [], of: [], windowMs: 60_000, ...rule }) as TripRule),
  );
const GONE = { events: ['released'], of: ['committed', 'released'] } as const;
const SOLD = { events: ['committed'], of: ['reserved'] } as const;

let redis: ServedRedis;

beforeAll(async () => {
  redis = await serveRedis();
});
afterAll(() => redis.stop());

describe('a crowd larger than a rule of the largest buyers keeps', () => {
  it('trips the same rules at the same orders in batches on Redis as one by one in memory', async () => {
    const turns = fc.array(turnArbitrary, { minLength: 1, maxLength: 8, size: 'max' });
    let tripped = 0;
    await fc.assert(
      fc.asyncProperty(rulesArbitrary, turns, async (tripRules, script) => {
        const sale = await newSale(redis.client, { batching: 'group' });
        const twin = memoryStock({ saleId: 'twin', now: sale.now });
        for (const stock of [sale.stock, twin]) await stock.open(openRequest(tripRules));
        let next = 0;
        for (const { waitMs, calls } of script) {
          await sale.advance(waitMs);
          const from = next;
          const numbered = calls.map((step) => ({
            step,
            number: step.kind === 'reserve' ? (next += 1) : from,
          }));
          const together = await Promise.all(
            numbered.map(({ step, number }) => call(sale.stock, step, number)),
          );
          const single: unknown[] = [];
          for (const { step, number } of numbered) single.push(await call(twin, step, number));
          expect(together).toEqual(single);
          const activity = await sale.stock.activity();
          expect(activity).toEqual(await twin.activity());
          if (activity.kind === 'found') tripped += activity.activity.trips.length;
          for (const stock of [sale.stock, twin]) await goOn(stock);
        }
      }),
      // A program of hundreds of calls takes longer to make small than anybody waits.
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(tripped).toBeGreaterThan(RUNS);
  }, 120_000);
});

function openRequest(tripRules: readonly TripRule[]): Parameters<StockStore['open']>[0] {
  const allotments = ['A', 'B'].map((stockKey) => ({ stockKey, quantity: 1_000_000 }));
  return { allotments, tripRules };
}

/** The `number`-th order, or one that came `back` orders before. */
function call(stock: StockStore, step: Step, number: number): Promise<unknown> {
  switch (step.kind) {
    case 'reserve': {
      const lines = [
        { stockKey: 'A', quantity: step.a + 1 },
        ...(step.b > 0 ? [{ stockKey: 'B', quantity: step.b }] : []),
      ];
      return stock.reserve({ id: `o${number}`, owners: [`b${step.buyer}`], lines, scopes: ['channel:app'] });
    }
    case 'commit':
      return stock.commit({ id: `o${number - step.back}`, paymentRef: 'paid' });
    case 'release':
      return stock.release({ id: `o${number - step.back}` });
  }
}

/** Lifts whatever tripped, so that the counters begin anew. */
async function goOn(stock: StockStore): Promise<void> {
  for (const scope of SCOPES)
    for (let times = 0; times < 3; times += 1) {
      const verdict = await stock.setMode({
        mode: 'open',
        scope,
        actor: 'kim',
        approver: 'lee',
        reason: 'on',
      });
      if (verdict.kind !== 'changed' && !(verdict.kind === 'refused' && verdict.reason === 'held')) break;
      if (verdict.kind === 'refused') await liftEach(stock, scope);
    }
}

async function liftEach(stock: StockStore, scope: string): Promise<void> {
  for (const rule of ['top.sku', 'top.sale', 'top.channel', 'gone.sale', 'gone.sku', 'sold.sku'])
    await stock.setMode({
      mode: 'open',
      scope,
      actor: 'kim',
      approver: 'lee',
      reason: 'on',
      holder: `trip:${rule}`,
    });
}
