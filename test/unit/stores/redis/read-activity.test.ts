import { describe, expect, it } from 'vitest';
import type { TripRule } from '../../../../src/catalog/trip.js';
import { readActivity } from '../../../../src/stores/redis/read-activity.js';
import { GS, RS, US } from '../../../../src/stores/redis/separators.js';
import { decodeTripRules, encodeTripRules } from '../../../../src/stores/redis/trip-rules.js';
import { expectGuardError } from '../../money/expect-guard-error.js';

const RULES: readonly TripRule[] = [
  {
    id: 'velocity',
    measure: 'count',
    events: ['deep'],
    of: [],
    scope: 'sku',
    windowMs: 60_000,
    limit: 20,
    minimum: 0,
    mode: 'drain',
  },
  {
    id: 'abandon-rate',
    measure: 'share',
    events: ['released', 'expired'],
    of: ['judged', 'flagged', 'rejected', 'reserved', 'committed'],
    scope: 'sale',
    windowMs: 600_000,
    limit: 8_000,
    minimum: 100,
    mode: 'freeze',
  },
];
const HEAD = ['drain', '42', '', '300', '7'].join(US);
const TOTALS = Array.from({ length: 17 }, (_, at) => at + 1).join(' ');

describe('trip rules', () => {
  it('read back as they were written, and none as none', () => {
    expect(decodeTripRules(encodeTripRules(RULES))).toEqual(RULES);
    expect(decodeTripRules(encodeTripRules([]))).toEqual([]);
  });

  it.each([
    ['velocity', 'average', 'd', '', 'sku', '60000', '20', '0', 'drain'],
    ['velocity', 'count', 'z', '', 'sku', '60000', '20', '0', 'drain'],
    ['velocity', 'count', 'd', '', 'shop', '60000', '20', '0', 'drain'],
    ['velocity', 'count', 'd', '', 'sku', '60000', '20', '0', 'closed'],
  ])('of other words are corrupt: %s %s %s %s %s', (...fields) => {
    expectGuardError(() => decodeTripRules(fields.join(RS)), 'corrupt-state');
  });
});

describe('the activity of a sale', () => {
  it('reads back with its holds sorted, and each total by its name', () => {
    const holds = [
      ['sku:A', 'lee', 'freeze', '9', '1800000000000', '', 'a look'].join(US),
      ['sku:A', 'kim', 'probe', '8', '1800000000000', '0', 'a look'].join(US),
      ['sale', 'trip:velocity', 'drain', '7', '1800000000000', '', 'trip:velocity'].join(US),
    ].join(GS);
    const activity = readActivity([HEAD, holds, '', TOTALS, encodeTripRules(RULES)], 1_800_000_000_001);
    expect(activity).toMatchObject({
      at: 1_800_000_000_001,
      mode: 'drain',
      seq: 42,
      trips: [],
      tripRules: RULES,
      uncountedScopes: 7,
      lossBudgetMinor: undefined,
      lossSpentMinor: 300,
    });
    expect(activity.holds.map(({ scope, holder, sampleLeft }) => [scope, holder, sampleLeft])).toEqual([
      ['sale', 'trip:velocity', undefined],
      ['sku:A', 'kim', 0],
      ['sku:A', 'lee', undefined],
    ]);
    expect(activity.totals).toEqual({
      reserved: 1,
      reviewing: 2,
      paying: 3,
      committed: 4,
      released: 5,
      expired: 6,
      restored: 7,
      signalled: 8,
      rejected: 9,
      refused: {
        mode: 10,
        epoch: 11,
        regressed: 12,
        unknown_sku: 13,
        insufficient: 14,
        customer_limit: 15,
        loss_budget: 16,
        owner_key: 17,
      },
    });
  });

  it.each(['', '1 2 3', `${TOTALS} 18`, TOTALS.replace('5', '-5'), TOTALS.replace('5', 'x')])(
    'with the totals %j is corrupt',
    (totals) => {
      expectGuardError(() => readActivity([HEAD, '', '', totals, ''], 0), 'corrupt-state');
    },
  );
});
