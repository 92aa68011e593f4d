import type { StockLine } from '../../stock/reservation.js';
import type { StockCommand } from './command.js';

/** A command with exactly one thing wrong with it: it must answer `invalid_request` and change nothing. */
export interface HostileCommand {
  /** What is wrong, in words. */
  readonly fault: string;
  readonly command: StockCommand;
}

/** Numbers that are no quantity, however they are written. */
const BAD_QUANTITIES: readonly (readonly [string, unknown])[] = [
  ['zero units', 0],
  ['negative units', -5],
  ['minus zero units', -0],
  ['half a unit', 0.5],
  ['2^53 units', 2 ** 53],
  ['a unit more than a line may hold', 1_000_000_001],
  ['no number', Number.NaN],
  ['infinite units', Number.POSITIVE_INFINITY],
  ['units as a text', '1'],
  ['units as a list', [1]],
  ['no units', undefined],
  ['null units', null],
  ['units as a big integer', 1n],
];

/** Texts that are no id. */
const BAD_IDS: readonly (readonly [string, unknown])[] = [
  ['an empty id', ''],
  ['an id with a blank', 'a b'],
  ['an id with braces', '{a}'],
  ['an id with a line break', 'a\nb'],
  ['an id in Hangul', '주문'],
  ['an id of 65 characters', 'x'.repeat(65)],
  ['an id that is a number', 7],
  ['no id', undefined],
  ['an id that is an object', { toString: 'o1' }],
];

/** Texts that are no stock key. */
const BAD_STOCK_KEYS: readonly (readonly [string, unknown])[] = [
  ['an empty stock key', ''],
  ['a stock key with a NUL', 'a\u0000b'],
  ['a stock key with a separator of the wire', 'a\u001fb'],
  ['a stock key with a line break', 'a\nb'],
  ['a stock key of 129 bytes', 'x'.repeat(129)],
  ['a stock key of 129 bytes in Hangul', '가'.repeat(43)],
  ['half of a surrogate pair', 'a\ud800'],
  ['a stock key that is a number', 100],
  ['no stock key', undefined],
];

const BAD_TTLS: readonly (readonly [string, unknown])[] = [
  ['a ttl of 0', 0],
  ['a ttl of 999 ms', 999],
  ['a ttl of more than 7 days', 604_800_001],
  ['a ttl of half a millisecond', 1000.5],
  ['a ttl as a text', '1000'],
];

const LINE: StockLine = { stockKey: 'EP-100', quantity: 1 };
const ORDER = { id: 'hostile', owners: ['k1.ann'], lines: [LINE] };
const MODE = { mode: 'drain', actor: 'ops.kim', reason: 'stop' };

/** Every hostile command of the kit, each one new in every call. */
export function hostileCommands(): readonly HostileCommand[] {
  return [
    ...reserveFaults(),
    ...idFaults(),
    ...paymentFaults(),
    ...adjustFaults(),
    ...openFaults(),
    ...modeFaults(),
    ...readFaults(),
  ];
}

function reserveFaults(): readonly HostileCommand[] {
  const make = (fault: string, change: object): HostileCommand => hostile('reserve', fault, ORDER, change);
  const lines = (fault: string, line: object): HostileCommand =>
    make(fault, { lines: [LINE, { ...LINE, ...line }] });
  const supersede = (fault: string, change: object): HostileCommand =>
    hostile('supersede', fault, { ...ORDER, previousId: 'other' }, change);
  return [
    ...BAD_QUANTITIES.map(([fault, quantity]) => lines(fault, { quantity })),
    ...BAD_STOCK_KEYS.map(([fault, stockKey]) => lines(fault, { stockKey })),
    ...BAD_IDS.map(([fault, owner]) => make(`an owner that is ${fault}`, { owners: ['k1.ann', owner] })),
    ...BAD_TTLS.map(([fault, ttlMs]) => make(fault, { ttlMs })),
    make('no lines', { lines: [] }),
    make('lines that are no list', { lines: { length: 1, 0: LINE } }),
    make('a line that is no object', { lines: ['EP-100'] }),
    make('a line with a field nobody knows', { lines: [{ ...LINE, sku: 'EP-100' }] }),
    make('201 lines', { lines: Array.from({ length: 201 }, (_, at) => ({ ...LINE, stockKey: `s${at}` })) }),
    make('201 lines of one stock key', { lines: Array.from({ length: 201 }, () => LINE) }),
    make('lines that sum up to more than a line may hold', {
      lines: [LINE, { ...LINE, quantity: 1_000_000_000 }],
    }),
    make('no owners', { owners: [] }),
    make('nine owners', { owners: Array.from({ length: 9 }, (_, at) => `k1.${at}`) }),
    make('33 scopes', { scopes: Array.from({ length: 33 }, (_, at) => `category:${at}`) }),
    make('an empty scope', { scopes: [''] }),
    make('a scope with a control character', { scopes: ['a\u001eb'] }),
    make('an epoch with a fraction', { epoch: 1.5 }),
    make('a negative markdown', { markdownMinor: -1 }),
    make('a markdown of 2^53', { markdownMinor: 2 ** 53 }),
    make('a fingerprint with a blank', { fingerprint: 'a b' }),
    make('a field nobody knows', { quantity: 1 }),
    supersede('an order that takes over itself', { previousId: ORDER.id }),
    ...BAD_IDS.map(([fault, previousId]) => supersede(`a previous id that is ${fault}`, { previousId })),
  ];
}

/** Each operation that takes an id, with each bad one. */
function idFaults(): readonly HostileCommand[] {
  const bases: readonly (readonly [StockCommand['operation'], object])[] = [
    ['reserve', ORDER],
    ['supersede', { ...ORDER, previousId: 'other' }],
    ['restock', { lines: [LINE] }],
    ['withdraw', { lines: [LINE] }],
    ['beginPayment', { ttlMs: 1000 }],
    ['extend', { attempt: 1, ttlMs: 1000 }],
    ['commit', { paymentRef: 'p1' }],
    ['release', {}],
    ['restore', { restoreId: 'r1', to: 'stock' }],
    ['status', {}],
  ];
  return bases.flatMap(([operation, base]) =>
    BAD_IDS.map(([fault, id]) => hostile(operation, fault, base, { id })),
  );
}

function paymentFaults(): readonly HostileCommand[] {
  const begin = { id: 'hostile', ttlMs: 1000 };
  const extend = { ...begin, attempt: 1 };
  const commit = { id: 'hostile', paymentRef: 'p1' };
  const restore = { id: 'hostile', restoreId: 'r1', to: 'stock' };
  return [
    ...BAD_TTLS.map(([fault, ttlMs]) => hostile('beginPayment', fault, begin, { ttlMs })),
    ...BAD_TTLS.map(([fault, ttlMs]) => hostile('extend', fault, extend, { ttlMs })),
    hostile('extend', 'the extension before the first', extend, { attempt: 0 }),
    hostile('extend', 'an extension and a half', extend, { attempt: 1.5 }),
    ...BAD_IDS.map(([fault, ref]) =>
      hostile('commit', `a payment with ${fault}`, commit, { paymentRef: ref }),
    ),
    hostile('commit', 'a fingerprint with a blank', commit, { fingerprint: 'a b' }),
    hostile('commit', 'a way to be late that nobody knows', commit, { late: 'maybe' }),
    ...BAD_IDS.map(([fault, id]) => hostile('restore', `an act with ${fault}`, restore, { restoreId: id })),
    hostile('restore', 'a place nobody knows', restore, { to: 'shelf' }),
    hostile('restore', 'no lines', restore, { lines: [] }),
    hostile('restore', 'zero units', restore, { lines: [{ ...LINE, quantity: 0 }] }),
  ];
}

function adjustFaults(): readonly HostileCommand[] {
  const base = { id: 'hostile', lines: [LINE] };
  return (['restock', 'withdraw'] as const).flatMap((operation) => [
    ...BAD_QUANTITIES.map(([fault, quantity]) =>
      hostile(operation, fault, base, { lines: [{ ...LINE, quantity }] }),
    ),
    hostile(operation, 'no lines', base, { lines: [] }),
    hostile(operation, 'a field nobody knows', base, { quantity: 1 }),
  ]);
}

function openFaults(): readonly HostileCommand[] {
  const allotment = { stockKey: 'EP-100', quantity: 1 };
  const base = { allotments: [allotment] };
  const one = (fault: string, change: object): HostileCommand =>
    hostile('open', fault, base, { allotments: [{ ...allotment, ...change }] });
  return [
    ...BAD_STOCK_KEYS.map(([fault, stockKey]) => one(fault, { stockKey })),
    ...BAD_TTLS.map(([fault, ttlMs]) => hostile('open', fault, base, { ttlMs })),
    one('a negative allotment', { quantity: -1 }),
    one('an allotment of half a unit', { quantity: 0.5 }),
    one('an allotment of more than 10^9', { quantity: 1_000_000_001 }),
    one('a customer limit of 0', { perCustomer: 0 }),
    one('a negative markdown', { markdownMinor: -1 }),
    hostile('open', 'no allotments', base, { allotments: [] }),
    hostile('open', 'a stock key twice', base, { allotments: [allotment, allotment] }),
    hostile('open', 'a negative epoch', base, { epoch: -1 }),
    hostile('open', 'a negative loss budget', base, { lossBudgetMinor: -1 }),
    hostile('open', '21 extensions', base, { extensionCountMax: 21 }),
    hostile('open', 'a key id with a dot', base, { keyId: 'k1.' }),
    hostile('open', 'a field nobody knows', base, { limit: 1 }),
  ];
}

function modeFaults(): readonly HostileCommand[] {
  return [
    hostile('setMode', 'a mode nobody knows', MODE, { mode: 'paused' }),
    hostile('setMode', 'no actor', MODE, { actor: undefined }),
    hostile('setMode', 'an actor with a blank', MODE, { actor: 'Kim Y' }),
    hostile('setMode', 'an empty reason', MODE, { reason: '' }),
    hostile('setMode', 'a reason of 201 bytes', MODE, { reason: 'x'.repeat(201) }),
    hostile('setMode', 'a reason with a line break', MODE, { reason: 'a\nb' }),
    hostile('setMode', 'an empty scope', MODE, { scope: '' }),
    hostile('setMode', 'an approver with a blank', MODE, { approver: 'Lee S' }),
  ];
}

function readFaults(): readonly HostileCommand[] {
  return [
    hostile('expire', 'a sweep of nothing', {}, { limit: 0 }),
    hostile('expire', 'a sweep of more than 2,000', {}, { limit: 2001 }),
    hostile('expire', 'a sweep of half a reservation', {}, { limit: 0.5 }),
    hostile('snapshot', 'an empty stock key', {}, { stockKeys: [''] }),
    hostile('snapshot', 'stock keys that are no list', {}, { stockKeys: 'EP-100' }),
    hostile('availability', 'an empty stock key', {}, { stockKeys: [''] }),
    hostile('availability', 'a band below zero', {}, { fewMax: -1 }),
    hostile('availability', 'a last band above the few', {}, { fewMax: 2, lastMax: 3 }),
  ];
}

function hostile(
  operation: StockCommand['operation'],
  fault: string,
  base: object,
  change: object,
): HostileCommand {
  // What no type allows is what this table is for: a caller without types can send it.
  const command = { operation, request: { ...base, ...change } } as unknown as StockCommand;
  return { fault: `${operation} with ${fault}`, command };
}
