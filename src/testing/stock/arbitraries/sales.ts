import * as fc from 'fast-check';
import { COUNTED_EVENTS, TRIP_SCOPES, type CountedEvent, type TripRule } from '../../../catalog/trip.js';
import type { Allotment, OpenRequest } from '../../../stock/request.js';
import { EPOCH, rarely, STOCK_KEYS, ttlArbitrary, usually } from './values.js';

/**
 * Sales of a few stock keys and few units, so that orders meet: limits, loss budgets, a pinned key, short deadlines, trip rules
 * that few orders pass, each sometimes there.
 */
export function stockSaleArbitrary(): fc.Arbitrary<OpenRequest> {
  const others = fc.subarray(STOCK_KEYS.slice(2));
  const rows = fc.array(allotmentRow(), { minLength: STOCK_KEYS.length, maxLength: STOCK_KEYS.length });
  const allotments = fc.tuple(others, rows).map(([keys, drawn]): readonly Allotment[] =>
    drawn.slice(0, 2 + keys.length).map((row, at) => ({
      stockKey: [STOCK_KEYS[0], STOCK_KEYS[1], ...keys][at] ?? '',
      ...row,
    })),
  );
  return fc.record(
    {
      allotments,
      epoch: usually(fc.constant(EPOCH)),
      ttlMs: ttlArbitrary(),
      keyId: rarely(fc.constant('k1')),
      lossBudgetMinor: rarely(fc.constantFrom(0, 400, 1000, 3000)),
      extensionCountMax: fc.nat(3),
      extensionTotalMaxMs: fc.constantFrom(0, 5000, 3_600_000),
      tripRules: tripRulesArbitrary(),
    },
    { requiredKeys: ['allotments', 'epoch'] },
  );
}

/** What one stock key is put on sale with. */
export function allotmentRow(): fc.Arbitrary<Omit<Allotment, 'stockKey'>> {
  return fc.record(
    {
      quantity: fc.oneof(
        { weight: 10, arbitrary: fc.nat(9) },
        { weight: 1, arbitrary: fc.constant(1_000_000_000) },
      ),
      perCustomer: rarely(fc.integer({ min: 1, max: 3 })),
      markdownMinor: fc.constantFrom(0, 100, 300),
    },
    { requiredKeys: ['quantity'] },
  );
}

/** Half of the sales have none: they may not pay for what they do not use. */
function tripRulesArbitrary(): fc.Arbitrary<readonly TripRule[]> {
  const some = fc.uniqueArray(tripRuleArbitrary(), {
    minLength: 1,
    maxLength: 4,
    selector: ({ id }) => id,
  });
  return fc.oneof(fc.constant([]), some);
}

/** Rules with small windows and small limits. Their ids are few, so that a hold of one can be named by chance. */
export function tripRuleArbitrary(): fc.Arbitrary<TripRule> {
  const base = {
    id: fc.constantFrom('velocity', 'shares', 'prices', 'crowd', 'spent'),
    scope: fc.constantFrom(...TRIP_SCOPES),
    windowMs: fc.constantFrom(1000, 1010, 5000, 60_000),
    mode: fc.constantFrom('drain' as const, 'freeze' as const),
  };
  const none = fc.constant([]);
  const zero = fc.constant(0);
  const bps = fc.constantFrom(0, 3333, 5000, 9999);
  const few = fc.integer({ min: 1, max: 4 });
  const small = fc.nat(4);
  const rule = (
    measure: TripRule['measure'],
    change: Partial<{ readonly [K in keyof TripRule]: fc.Arbitrary<TripRule[K]> }>,
  ): fc.Arbitrary<TripRule> =>
    fc.record({
      ...base,
      measure: fc.constant(measure),
      events: none,
      of: none,
      limit: small,
      minimum: zero,
      ...change,
    });
  return fc.oneof(
    { weight: 4, arbitrary: rule('count', { events: eventsArbitrary() }) },
    {
      weight: 4,
      arbitrary: rule('share', {
        events: eventsArbitrary(),
        of: eventsArbitrary(),
        limit: bps,
        minimum: few,
      }),
    },
    { weight: 2, arbitrary: rule('distinct', {}) },
    { weight: 2, arbitrary: rule('top-share', { limit: bps, minimum: few }) },
    {
      weight: 1,
      arbitrary: rule('budget-share', { windowMs: zero, limit: bps, scope: fc.constant('sale' as const) }),
    },
  );
}

function eventsArbitrary(): fc.Arbitrary<readonly CountedEvent[]> {
  return fc.uniqueArray(fc.constantFrom(...COUNTED_EVENTS), { minLength: 1, maxLength: 3 });
}
