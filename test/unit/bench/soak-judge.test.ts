import { describe, expect, it } from 'vitest';
import type { Call } from '../../../bench/soak/call.js';
import { judge, type Evidence } from '../../../bench/soak/judge.js';
import type { Reservation } from '../../../src/stock/reservation.js';
import type { SaleSnapshot } from '../../../src/stock/verdict.js';

const LINES = [{ stockKey: 'A', quantity: 2 }];
const ORDER = { id: 'a', owners: ['anna'], lines: LINES };

/** An order that was bought and kept. */
const bought: Reservation = {
  ...ORDER,
  state: 'committed',
  scopes: [],
  epoch: undefined,
  markdownMinor: 0,
  fingerprint: undefined,
  expiresAt: 1,
  extensionCount: 0,
  extendedMs: 0,
  paymentRef: 'pay.a',
  supersededBy: undefined,
  note: undefined,
  restored: [],
};

const reserved: Call = {
  operation: 'reserve',
  request: ORDER,
  answer: { kind: 'reserved', expiresAt: 1 },
  openCount: 0,
};
const committed: Call = {
  operation: 'commit',
  request: { id: 'a', paymentRef: 'pay.a' },
  answer: { kind: 'committed', rescued: false },
  openCount: 0,
};
const released: Call = {
  operation: 'release',
  request: { id: 'a' },
  answer: { kind: 'released' },
  openCount: 0,
};

function snapshotOf(committedUnits: number, change: Partial<SaleSnapshot> = {}): SaleSnapshot {
  const counters = {
    stockKey: 'A',
    allotment: 10,
    available: 10 - committedUnits,
    reserved: 0,
    committed: committedUnits,
    quarantined: 0,
    perCustomer: undefined,
  };
  return {
    mode: 'open',
    scopes: [],
    regressed: false,
    epoch: undefined,
    overlap: undefined,
    generation: 1,
    seq: 2,
    ttlMs: 1000,
    lossBudgetMinor: undefined,
    lossSpentMinor: 0,
    counters: [counters],
    ...change,
  };
}

/** An honest sale of one order, with something about it changed. */
function evidence(change: Partial<Evidence> & { readonly record?: Partial<Reservation> } = {}): Evidence {
  const { record, ...rest } = change;
  return {
    calls: [reserved, committed],
    reservations: new Map([['a', { ...bought, ...record }]]),
    snapshot: snapshotOf(2),
    recordCount: 1,
    ...rest,
  };
}

const nothing = { reservations: new Map<string, Reservation>(), snapshot: snapshotOf(0), recordCount: 0 };
const gone = { snapshot: snapshotOf(0), record: { state: 'expired', paymentRef: undefined } } as const;

describe('the judge of the soak', () => {
  it('finds nothing wrong with an honest sale, and counts what was acknowledged', () => {
    expect(judge(evidence())).toEqual({ breaches: [], orders: 1, acknowledged: 2, found: 2 });
  });

  it('lets a refused order stand that was sent again and got through', () => {
    const refused: Call = {
      ...reserved,
      answer: { kind: 'refused', reason: 'insufficient', shortages: [], nextChanceAt: undefined },
      openCount: 1,
    };
    expect(judge(evidence({ calls: [refused], ...gone })).breaches).toEqual([]);
  });

  it('lets an order be bought by another payment than the one that was told it had expired, and by no other', () => {
    const late: Call = {
      ...committed,
      request: { id: 'a', paymentRef: 'pay.late', late: 'rescue' },
      answer: { kind: 'expired', rescue: undefined },
    };
    expect(judge(evidence({ calls: [reserved, late] })).breaches).toEqual([]);
    const same: Call = { ...late, request: { id: 'a', paymentRef: 'pay.a', late: 'rescue' } };
    expect(judge(evidence({ calls: [reserved, same] })).breaches).toEqual([
      expect.stringMatching(/commit of a was answered "expired"/),
    ]);
  });

  const restoredTwice = [{ stockKey: 'A', quantity: 2 }];
  const part: Call = {
    operation: 'restore',
    request: { id: 'a', restoreId: 'a-part', lines: [{ stockKey: 'A', quantity: 1 }], to: 'stock' },
    answer: { kind: 'restored', remaining: [{ stockKey: 'A', quantity: 1 }] },
    openCount: 0,
  };
  const planted: readonly (readonly [string, Evidence, RegExp])[] = [
    ['an acknowledged order that is not there', evidence(nothing), /reserve of a .* not there/],
    ['an acknowledged payment that expired', evidence(gone), /commit of a .*"committed", but it is expired/],
    [
      'a payment under another reference',
      evidence({ record: { paymentRef: 'pay.b' } }),
      /commit of a was answered "committed"/,
    ],
    [
      'a release that was bought',
      evidence({ calls: [reserved, released] }),
      /"released", but it is committed/,
    ],
    [
      'a call never answered',
      evidence({ calls: [reserved, { ...committed, answer: undefined }] }),
      /never answered/,
    ],
    ['a counter that is not the sum', evidence({ snapshot: snapshotOf(3) }), /committed is 3/],
    ['a false alarm', evidence({ snapshot: snapshotOf(2, { regressed: true }) }), /writes were lost/],
    ['a mode nobody set', evidence({ snapshot: snapshotOf(2, { mode: 'drain' }) }), /mode drain/],
    ['a record nobody sent', evidence({ recordCount: 2 }), /holds 2 records/],
    ['an order nobody reserved', evidence({ calls: [committed] }), /nobody reserved it/],
    [
      'an order with other lines',
      evidence({
        calls: [{ ...reserved, request: { ...ORDER, lines: [{ stockKey: 'A', quantity: 1 }] } }, committed],
      }),
      /differs from its order in lines/,
    ],
    [
      'an order that was surely refused',
      evidence({
        calls: [{ ...reserved, answer: { kind: 'refused', reason: 'customer_limit', limits: [] } }],
        ...gone,
      }),
      /but was refused/,
    ],
    [
      'an order still open at the end',
      evidence({ calls: [reserved], record: { state: 'paying', paymentRef: undefined } }),
      /paying long after every deadline/,
    ],
    [
      'units given back twice for one act',
      evidence({
        calls: [reserved, committed, part],
        snapshot: snapshotOf(0),
        record: { state: 'restored', restored: restoredTwice },
      }),
      /2 units restored, acknowledged 1, asked for 1/,
    ],
    [
      'units not given back',
      evidence({ calls: [reserved, committed, part] }),
      /0 units restored, acknowledged 1/,
    ],
    [
      'an answer that has no place here',
      evidence({ calls: [reserved, { ...committed, answer: { kind: 'refused', reason: 'regressed' } }] }),
      /"refused regressed"/,
    ],
    [
      'an older order that was bought although it was taken over',
      evidence({
        calls: [
          reserved,
          committed,
          {
            operation: 'supersede',
            request: { ...ORDER, id: 'b', previousId: 'a' },
            answer: { kind: 'reserved', expiresAt: 1 },
            openCount: 0,
          },
        ],
        reservations: new Map([
          ['a', bought],
          ['b', { ...bought, id: 'b', state: 'expired', paymentRef: undefined }],
        ]),
        recordCount: 2,
      }),
      /supersede of b/,
    ],
  ];

  it.each(planted)('names %s', (_, found, said) => {
    expect(judge(found).breaches.join('\n')).toMatch(said);
  });
});
