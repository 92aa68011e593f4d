import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TripCounters } from '../../src/breaker/trip-counters.js';
import { TRIP_BUCKETS } from '../../src/catalog/trip.js';
import { effectOf, ruleOf } from '../unit/breaker/trip-rule.js';

const WINDOW_MS = 1_000;
const BUCKET_MS = WINDOW_MS / TRIP_BUCKETS;

interface Step {
  readonly afterMs: number;
  readonly value: number;
}

const steps = fc.array(
  fc.record({ afterMs: fc.oneof(fc.nat(30), fc.nat(400), fc.nat(5_000)), value: fc.nat(60) }),
  { minLength: 1, maxLength: 120 },
);

/** Runs the steps, each with its instant and what is still within the window: the ten newest buckets. */
function* walk(all: readonly Step[]): Generator<{ now: number; value: number; seen: readonly number[] }> {
  let now = 0;
  const past: { bucket: number; value: number }[] = [];
  for (const { afterMs, value } of all) {
    now += afterMs;
    const bucket = Math.floor(now / BUCKET_MS);
    past.push({ bucket, value });
    const seen = past.filter((each) => each.bucket > bucket - TRIP_BUCKETS).map((each) => each.value);
    yield { now, value, seen };
  }
}

describe('windowed counters', () => {
  it('count exactly what the last ten buckets hold', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const rule = ruleOf({ windowMs: WINDOW_MS, limit: 0 });
        const counters = new TripCounters([rule], { countersMax: 1 });
        for (const { now, seen } of walk(all))
          expect(counters.raise(now, effectOf())).toEqual([
            { rule, scope: 'sale', measured: seen.length, sample: 0 },
          ]);
      }),
    );
  });

  it('pass a share exactly when the fraction of the window does', () => {
    fc.assert(
      fc.property(steps, fc.nat(9_999), fc.integer({ min: 1, max: 10 }), (all, limit, minimum) => {
        const rule = ruleOf({
          measure: 'share',
          events: ['rejected'],
          of: ['judged'],
          windowMs: WINDOW_MS,
          limit,
          minimum,
        });
        const counters = new TripCounters([rule], { countersMax: 1 });
        const isBad = (value: number): boolean => value % 3 === 0;
        for (const { now, value, seen } of walk(all)) {
          const events = isBad(value) ? (['judged', 'rejected'] as const) : (['judged'] as const);
          const part = seen.filter(isBad).length;
          const shouldPass = seen.length >= minimum && 10_000 * part > limit * seen.length;
          expect(counters.raise(now, effectOf({ events })).length).toBe(shouldPass ? 1 : 0);
        }
      }),
    );
  });

  it('pass different values exactly when the window holds too many', () => {
    fc.assert(
      fc.property(steps, fc.nat(20), (all, limit) => {
        const rule = ruleOf({ measure: 'distinct', events: [], windowMs: WINDOW_MS, limit });
        const counters = new TripCounters([rule], { countersMax: 1 });
        for (const { now, value, seen } of walk(all)) {
          const passed = counters.raise(now, effectOf({ events: [], values: [`v-${value}`] }));
          const isOver = new Set(seen).size > limit;
          // Beyond the limit one more value is all that is kept, so what is left later may be too few: never too many.
          if (passed.length > 0) expect(isOver).toBe(true);
          if (!isOver) expect(passed).toEqual([]);
        }
      }),
    );
  });

  it('never see a larger share of ten buyers than there is, and see it exactly while there are few buyers', () => {
    const purchases = fc.array(
      fc.record({ buyer: fc.oneof(fc.nat(8), fc.nat(200)), units: fc.integer({ min: 1, max: 50 }) }),
      { minLength: 1, maxLength: 300 },
    );
    fc.assert(
      fc.property(purchases, (all) => {
        const rule = ruleOf({ measure: 'top-share', events: [], windowMs: 1_000, limit: 0, minimum: 1 });
        const counters = new TripCounters([rule], { countersMax: 1 });
        const units = new Map<number, number>();
        for (const { buyer, units: bought } of all) {
          units.set(buyer, (units.get(buyer) ?? 0) + bought);
          const [passed] = counters.raise(0, effectOf({ buyer: `b-${buyer}`, units: bought }));
          const sorted = [...units.values()].sort((left, right) => right - left);
          const total = sorted.reduce((sum, each) => sum + each, 0);
          const top = sorted.slice(0, 10).reduce((sum, each) => sum + each, 0);
          const exact = Math.floor((10_000 * top) / total);
          const measured = passed?.measured ?? 0;
          if (units.size <= 32) expect(measured).toBe(exact);
          expect(measured).toBeLessThanOrEqual(exact);
        }
      }),
    );
  });

  it('say the same of the same effects, and forget with a reset all that was before it', () => {
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        const rules = [ruleOf({ windowMs: WINDOW_MS }), ruleOf({ id: 'b', windowMs: 60_000, limit: 10 })];
        const reset = new TripCounters(rules, { countersMax: 2 });
        let start = 0;
        for (const { now } of walk(before)) {
          reset.raise(now, effectOf());
          start = now;
        }
        for (const { id } of rules) reset.reset(id, 'sale');
        const fresh = new TripCounters(rules, { countersMax: 2 });
        for (const { now } of walk(after))
          expect(reset.raise(start + now, effectOf())).toEqual(fresh.raise(start + now, effectOf()));
      }),
    );
  });
});
