import { beforeAll, describe, expect, it } from 'vitest';
import type { Reservation } from '../../src/stock/reservation.js';
import type { SaleSnapshot, StockCounters } from '../../src/stock/verdict.js';
import { callOf, sendCommand, type StockCall, type StockCommand } from '../../src/testing/stock/command.js';
import { judgeStock } from '../../src/testing/stock/oracle.js';
import { readEvidence, type StockEvidence } from '../../src/testing/stock/oracle/evidence.js';
import { clockedMemory } from './harnesses.js';

const ANN = ['k1.ann'];
const A = (quantity: number): { stockKey: string; quantity: number } => ({ stockKey: 'A', quantity });
const B = (quantity: number): { stockKey: string; quantity: number } => ({ stockKey: 'B', quantity });

/** A small sale in which everything happens once. */
const STORY: readonly StockCommand[] = [
  {
    operation: 'open',
    request: { allotments: [{ ...A(5), perCustomer: 2 }, B(3)], epoch: 7, lossBudgetMinor: 1000 },
  },
  {
    operation: 'reserve',
    request: {
      id: 'o1',
      owners: ANN,
      lines: [A(1), B(1)],
      markdownMinor: 100,
      fingerprint: 'fp-1',
      epoch: 7,
    },
  },
  { operation: 'commit', request: { id: 'o1', paymentRef: 'p1', fingerprint: 'fp-1' } },
  { operation: 'reserve', request: { id: 'o2', owners: ['k1.bob'], lines: [A(1)] } },
  { operation: 'release', request: { id: 'o2' } },
  { operation: 'reserve', request: { id: 'o3', owners: ['k1.bob'], lines: [A(2)], markdownMinor: 50 } },
  { operation: 'beginPayment', request: { id: 'o3', ttlMs: 5000 } },
  { operation: 'reserve', request: { id: 'o4', owners: ANN, lines: [B(9)] } },
  { operation: 'restock', request: { id: 'a1', lines: [B(2)] } },
  { operation: 'reserve', request: { id: 'o5', owners: ANN, lines: [B(2)] } },
  { operation: 'commit', request: { id: 'o5', paymentRef: 'p5' } },
  { operation: 'restore', request: { id: 'o5', restoreId: 'r1', lines: [B(1)], to: 'quarantine' } },
  { operation: 'reserve', request: { id: 'o6', owners: ['k1.cho'], lines: [B(1)] } },
  {
    operation: 'supersede',
    request: { id: 'o7', previousId: 'o6', owners: ['k1.cho'], lines: [B(1)] },
  },
  { operation: 'setMode', request: { mode: 'freeze', actor: 'ops.kim', reason: 'stop' } },
];

let good: StockEvidence;

beforeAll(async () => {
  const { store } = clockedMemory();
  const calls: StockCall[] = [];
  for (const [at, command] of STORY.entries()) {
    const verdict = await sendCommand(store, command);
    calls.push(callOf(command, verdict, { sentAt: 2 * at, settledAt: 2 * at + 1 }));
  }
  good = await readEvidence(store, calls);
});

/** The evidence with one reservation told otherwise; undefined: not there. */
function told(id: string, change: Partial<Reservation> | undefined): StockEvidence {
  const reservations = new Map(good.reservations);
  const found = reservations.get(id);
  if (found === undefined && change !== undefined) throw new Error(`the story has no ${id}`);
  reservations.set(id, found === undefined || change === undefined ? undefined : { ...found, ...change });
  return { ...good, reservations };
}

function shown(change: Partial<SaleSnapshot>): StockEvidence {
  return { ...good, snapshot: { ...good.snapshot, ...change } };
}

function counted(stockKey: string, change: Partial<StockCounters>): StockEvidence {
  const counters = good.snapshot.counters.map((one) =>
    one.stockKey === stockKey ? { ...one, ...change } : one,
  );
  return shown({ counters });
}

/** The evidence with one more call, sent after all others. */
function called(command: StockCommand, verdict: StockCall['verdict']): StockEvidence {
  const at = 2 * STORY.length;
  // The cases below pair each command with a verdict of its own.
  const call = callOf(command, verdict, { sentAt: at, settledAt: at + 1 });
  return { ...good, calls: [...good.calls, call] };
}

const RESERVED = { kind: 'reserved', expiresAt: 1 } as const;
const COMMITTED = { kind: 'committed', rescued: false } as const;

const CASES: readonly (readonly [string, () => StockEvidence, RegExp])[] = [
  ['a counter that is below zero', () => counted('A', { available: -1 }), /available of 'A' is -1/],
  ['units that do not add up', () => counted('A', { available: 9 }), /the units of 'A' add up to/],
  [
    'units reserved for nobody',
    () => counted('A', { reserved: 3, available: 1 }),
    /3 of 'A' are reserved, open reservations hold 2/,
  ],
  [
    'units sold to nobody',
    () => counted('A', { committed: 2, available: 1 }),
    /2 of 'A' are committed, orders hold 1/,
  ],
  [
    'units set aside by nobody',
    () => counted('B', { quarantined: 2, available: 0 }),
    /2 of 'B' are in quarantine/,
  ],
  [
    'an allotment nobody released',
    () => counted('A', { allotment: 6, available: 3 }),
    /the allotment of 'A' is 6, 5 to 5/,
  ],
  ['a loss nobody caused', () => shown({ lossSpentMinor: 99 }), /the loss spent is 99/],
  ['a loss above the budget', () => shown({ lossBudgetMinor: 120 }), /of a budget of 120/],
  [
    'a sold order that is gone',
    () => told('o1', undefined),
    /'o1' was acknowledged as committed at commit and is not there/,
  ],
  [
    'a reserved order that is gone',
    () => told('o3', undefined),
    /'o3' was acknowledged as reserved and is not there/,
  ],
  ['a sold order that lapsed', () => told('o1', { state: 'expired' }), /'o1' was acknowledged as committed/],
  ['another payment', () => told('o1', { paymentRef: 'p2' }), /'o1' was sold to 'p1' and shows 'p2'/],
  ['half an order', () => told('o1', { lines: [A(1)] }), /'o1' does not hold what was acknowledged/],
  [
    'an order of somebody else',
    () => told('o1', { owners: ['k1.eve'] }),
    /'o1' does not hold what was acknowledged/,
  ],
  [
    'a released order that came back',
    () => told('o2', { state: 'reserved' }),
    /'o2' was acknowledged as released and is reserved/,
  ],
  [
    'an order nobody pays for that is paying',
    () => told('o7', { state: 'paying' }),
    /'o7' is paying though nobody began to pay/,
  ],
  [
    'an order nobody bought that is sold',
    () => told('o7', { state: 'committed' }),
    /'o7' is committed though nobody committed it/,
  ],
  [
    'an order nobody released',
    () => told('o7', { state: 'released' }),
    /'o7' is released though nobody released it/,
  ],
  ['a stranger who took over', () => told('o6', { supersededBy: 'o1' }), /'o1' never took it over/],
  [
    'more given back than was held',
    () => told('o5', { restored: [B(3)] }),
    /'o5' gave back more of 'B' than it held/,
  ],
  [
    'units given back by nobody',
    () => told('o1', { restored: [A(1)] }),
    /'o1' gave back units nobody restored/,
  ],
  [
    'a customer with too much',
    () => told('o3', { lines: [A(3)] }),
    /'k1.bob' holds 3 of 'A', the limit is 2/,
  ],
  ['an order with another price book', () => told('o1', { epoch: 8 }), /'o1' was reserved with epoch 8/],
  [
    'a second effect',
    () => called({ operation: 'commit', request: { id: 'o1', paymentRef: 'p1' } }, COMMITTED),
    /'o1' was committed 2 times/,
  ],
  [
    'a sale to a payment that was told to come too late',
    () =>
      called(
        { operation: 'commit', request: { id: 'o1', paymentRef: 'p1', late: 'rescue' } },
        { kind: 'expired', rescue: undefined },
      ),
    /'o1' was sold to 'p1', which was told to come too late/,
  ],
  [
    'a sale at another price',
    () =>
      called(
        { operation: 'commit', request: { id: 'o1', paymentRef: 'p1', fingerprint: 'fp-2' } },
        COMMITTED,
      ),
    /'o1' was sold at 'fp-2', reserved at 'fp-1'/,
  ],
  [
    'a sale while all is frozen',
    () => called({ operation: 'commit', request: { id: 'o3', paymentRef: 'p3' } }, COMMITTED),
    /'o3' was sold after sale was set to freeze/,
  ],
  [
    'a reservation while all is frozen',
    () => called({ operation: 'reserve', request: { id: 'o8', owners: ANN, lines: [B(1)] } }, RESERVED),
    /'o8' was reserved after sale was set to freeze/,
  ],
  [
    'a sale of what was taken over',
    () => called({ operation: 'commit', request: { id: 'o6', paymentRef: 'p6' } }, COMMITTED),
    /'o6' was sold after 'o7' had taken it over/,
  ],
  [
    'a refused order that is there',
    () => {
      const reservations = new Map(good.reservations);
      const o1 = reservations.get('o1');
      if (o1 !== undefined) reservations.set('o4', { ...o1, id: 'o4', lines: [B(9)] });
      return { ...good, reservations };
    },
    /'o4' is there, though no call that could make it/,
  ],
  [
    'more sold than was ever on sale',
    () => ({
      ...good,
      calls: good.calls.filter((call) => call.operation !== 'open'),
    }),
    /1 of 'A' were sold beyond its allotment/,
  ],
];

describe('the oracle', () => {
  it('has nothing to say about a sale in which all is well', () => {
    expect(good.calls.map((call) => call.verdict.kind)).toEqual([
      'opened',
      'reserved',
      'committed',
      'reserved',
      'released',
      'reserved',
      'extended',
      'refused',
      'changed',
      'reserved',
      'committed',
      'restored',
      'reserved',
      'reserved',
      'changed',
    ]);
    expect(judgeStock(good)).toEqual([]);
  });

  it.each(CASES)('names %s', (_, doctored, sentence) => {
    expect(judgeStock(doctored()).join('\n')).toMatch(sentence);
  });
});
