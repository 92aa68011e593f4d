import { describe, expect, it } from 'vitest';
import { breaches, checkConservation } from '../../../src/stock/invariants.js';
import type { Reservation } from '../../../src/stock/reservation.js';
import type { SaleSnapshot, StockCounters } from '../../../src/stock/verdict.js';

const COUNTERS: StockCounters = {
  stockKey: 'A',
  allotment: 20,
  available: 9,
  reserved: 5,
  committed: 4,
  quarantined: 2,
  perCustomer: 5,
};

const SNAPSHOT: SaleSnapshot = {
  mode: 'open',
  scopes: [],
  regressed: false,
  epoch: undefined,
  overlap: undefined,
  generation: 1,
  seq: 9,
  ttlMs: 60_000,
  lossBudgetMinor: 100,
  lossSpentMinor: 60,
  counters: [COUNTERS],
};

function reservation(id: string, change: Partial<Reservation>): Reservation {
  return {
    id,
    state: 'reserved',
    lines: [{ stockKey: 'A', quantity: 1 }],
    owners: [id],
    scopes: [],
    epoch: undefined,
    markdownMinor: 10,
    fingerprint: undefined,
    expiresAt: 0,
    extensionCount: 0,
    extendedMs: 0,
    paymentRef: undefined,
    supersededBy: undefined,
    note: undefined,
    restored: [],
    ...change,
  };
}

const units = (quantity: number): Reservation['lines'] => [{ stockKey: 'A', quantity }];

/** 5 reserved (one of them paying), 4 committed of 5, 3 restored to stock or quarantine, the rest ended. */
const RESERVATIONS: readonly Reservation[] = [
  reservation('r1', { lines: units(3), markdownMinor: 30 }),
  reservation('r2', { lines: units(2), state: 'paying', markdownMinor: 20 }),
  reservation('c1', { lines: units(5), state: 'committed', paymentRef: 'p', restored: units(1) }),
  reservation('b1', { lines: units(2), state: 'restored', paymentRef: 'p', restored: units(2) }),
  reservation('e1', { lines: units(9), state: 'expired' }),
  reservation('e2', { lines: units(9), state: 'released' }),
];

/** The sound state with one reservation replaced. */
function withReservation(id: string, change: Partial<Reservation>): readonly Reservation[] {
  return RESERVATIONS.map((one) => (one.id === id ? { ...one, ...change } : one));
}

describe('breaches', () => {
  it('finds none in a sound state', () => {
    expect(breaches(SNAPSHOT, RESERVATIONS)).toEqual([]);
  });

  it.each<[string, Partial<StockCounters>, readonly string[]]>([
    [
      'a unit is added to available',
      { available: 10 },
      ['A: the allotment is 20, but available 10 + reserved 5 + committed 4 + quarantined 2 = 21'],
    ],
    [
      'a unit moved from reserved to committed',
      { reserved: 4, committed: 5 },
      ['A: reserved is 4, but reservations add up to 5', 'A: committed is 5, but reservations add up to 4'],
    ],
    [
      'a unit moved from reserved to available',
      { reserved: 4, available: 10 },
      ['A: reserved is 4, but reservations add up to 5'],
    ],
    [
      'more is in quarantine than was given back',
      { quarantined: 4, available: 7 },
      ['A: quarantined is 4, but only 3 units were ever restored'],
    ],
    ['available is below zero', { available: -1, allotment: 10 }, ['A: available is -1, no number of units']],
    ['a counter is no number', { allotment: NaN }, ['A: allotment is NaN, no number of units']],
  ])('are told when %s', (_, change, told) => {
    expect(breaches({ ...SNAPSHOT, counters: [{ ...COUNTERS, ...change }] }, RESERVATIONS)).toEqual(told);
  });

  it('tell a customer above the limit, over all of their reservations', () => {
    const reservations = withReservation('r1', { owners: ['c1', 'x'] });
    expect(breaches(SNAPSHOT, reservations)).toEqual(['A: owner c1 has 7 units, but the limit is 5']);
  });

  it.each<[string, Partial<SaleSnapshot>, string]>([
    ['is not the sum', { lossSpentMinor: 70 }, 'loss budget: 70 is spent, but reservations add up to 60'],
    ['is above the budget', { lossBudgetMinor: 59 }, 'loss budget: 60 is spent, but the budget is 59'],
  ])('tell a loss that %s', (_, change, told) => {
    expect(breaches({ ...SNAPSHOT, ...change }, RESERVATIONS)).toEqual([told]);
  });

  it('tell one id on two reservations', () => {
    const twin = reservation('e1', { state: 'expired' });
    expect(breaches(SNAPSHOT, [...RESERVATIONS, twin])).toEqual([
      'e1: 2 reservations have this id, expected 1',
    ]);
  });

  it('tell units of a stock key without counters', () => {
    const stray = reservation('s', { lines: [{ stockKey: 'X', quantity: 3 }], markdownMinor: 0 });
    expect(breaches(SNAPSHOT, [...RESERVATIONS, stray])).toEqual([
      'X: reservations hold 3 units, but it has no counters',
    ]);
  });

  it.each<[string, string, Partial<Reservation>, string]>([
    ['bought without a payment', 'c1', { paymentRef: undefined }, 'c1: committed without a payment'],
    ['restored and never bought', 'e1', { restored: units(1) }, 'e1: units were restored, but it is expired'],
    [
      'restored beyond what was bought',
      'b1',
      { lines: units(1) },
      'b1: 2 units of A were restored, but 1 were bought',
    ],
    ['restored only in part', 'b1', { restored: units(1) }, 'b1: restored, but 1 units are still bought'],
    [
      'committed with nothing left',
      'c1',
      { restored: units(5) },
      'c1: committed, but 0 units are still bought',
    ],
  ])('tell a reservation that is %s', (_, id, change, told) => {
    expect(breaches(SNAPSHOT, withReservation(id, change))).toContain(told);
  });

  it('tell a lost and a doubled reservation', () => {
    expect(breaches(SNAPSHOT, RESERVATIONS.slice(1))).toContain(
      'A: reserved is 5, but reservations add up to 2',
    );
    const doubled = [...RESERVATIONS, reservation('r3', { lines: units(3) })];
    expect(breaches(SNAPSHOT, doubled)).toContain('A: reserved is 5, but reservations add up to 8');
  });

  it('are not fooled by a stock key called __proto__', () => {
    const counters = [{ ...COUNTERS, stockKey: '__proto__' }];
    const reservations = RESERVATIONS.map((one) => ({
      ...one,
      lines: one.lines.map((line) => ({ ...line, stockKey: '__proto__' })),
      restored: one.restored.map((line) => ({ ...line, stockKey: '__proto__' })),
    }));
    expect(breaches({ ...SNAPSHOT, counters }, reservations)).toEqual([]);
  });
});

describe('checkConservation', () => {
  it.each(['allotment', 'available', 'reserved', 'committed', 'quarantined'] as const)(
    'breaks when %s is one off',
    (name) => {
      expect(checkConservation(COUNTERS)).toBeUndefined();
      expect(checkConservation({ ...COUNTERS, [name]: COUNTERS[name] + 1 })).toContain('A: the allotment is');
      expect(checkConservation({ ...COUNTERS, [name]: -1 })).toBe(`A: ${name} is -1, no number of units`);
    },
  );
});
