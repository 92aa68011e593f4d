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
const REVIEW = { decision: 'accept', actor: 'ops.kim', reason: 'looked at it' };
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
    ...tripRuleFaults(),
    ...guardFaults(),
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
    make('a review that is false', { review: false }),
    make('an empty note', { note: '' }),
    make('a note of 2,001 characters', { note: 'n'.repeat(2001) }),
    make('a note in Hangul', { note: '주문' }),
    make('a note with a line break', { note: 'a\nb' }),
    make('a count that is no object', { counted: true }),
    make('a count with a field nobody knows', { counted: { deep: true } }),
    make('a flag that is a text', { counted: { flagged: 'yes' } }),
    make('a buyer who is no owner', { counted: { buyer: 'k1.bob' } }),
    make('a deep scope that is none of its own', { counted: { deepScopes: ['sku:other'] } }),
    make('deep scopes that are no list', { counted: { deepScopes: 'sale' } }),
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
    ['signal', { scopes: [] }],
    ['resolveReview', REVIEW],
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
    hostile('commit', 'a negative epoch', commit, { epoch: -1 }),
    hostile('commit', 'an older book without the one it was compared with', commit, { reservedUnder: 1 }),
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
    hostile('setMode', 'an actor who is a rule', MODE, { actor: 'trip:velocity' }),
    hostile('setMode', 'an approver who is a rule', MODE, { approver: 'trip:velocity' }),
    hostile('setMode', 'a holder with a blank', MODE, { holder: 'Kim Y' }),
    hostile('setMode', 'a holder that is a rule without a name', MODE, { holder: 'trip:' }),
    hostile('setMode', 'a negative sequence', MODE, { holdSeq: -1 }),
    hostile('setMode', 'a sample without a probe', MODE, { sample: 1 }),
    hostile('setMode', 'a probe without a sample', MODE, { mode: 'probe' }),
    hostile('setMode', 'a probe of nothing', MODE, { mode: 'probe', sample: 0 }),
    hostile('setMode', 'a probe of 10,001', MODE, { mode: 'probe', sample: 10_001 }),
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

function tripRuleFaults(): readonly HostileCommand[] {
  const rule = {
    id: 'velocity',
    measure: 'count',
    events: ['reserved'],
    of: [],
    scope: 'sale',
    windowMs: 60_000,
    limit: 10,
    minimum: 0,
    mode: 'drain',
  };
  const base = { allotments: [{ stockKey: 'EP-100', quantity: 1 }] };
  const one = (fault: string, change: object): HostileCommand =>
    hostile('open', `a trip rule with ${fault}`, base, { tripRules: [{ ...rule, ...change }] });
  const share = { measure: 'share', of: ['judged'], minimum: 1 };
  return [
    ...BAD_IDS.map(([fault, id]) => one(fault, { id })),
    one('the name of a built-in one', { id: 'loss_budget' }),
    one('a measure nobody knows', { measure: 'median' }),
    one('a measure that every object has', { measure: 'constructor' }),
    one('an event nobody knows', { events: ['paid'] }),
    one('an event twice', { events: ['reserved', 'reserved'] }),
    one('no events', { events: [] }),
    one('a whole that it does not share', { of: ['judged'] }),
    one('a share of nothing', { ...share, of: [] }),
    one('a share of any sample', { ...share, minimum: 0 }),
    one('a share of 100 %', { ...share, limit: 10_000 }),
    one('a count of a minimum', { minimum: 1 }),
    one('distinct values of events', { measure: 'distinct' }),
    one('257 distinct values', { measure: 'distinct', events: [], limit: 257 }),
    one('a budget with a window', { measure: 'budget-share', events: [] }),
    one('a budget of one stock key', { measure: 'budget-share', events: [], windowMs: 0, scope: 'sku' }),
    one('a scope nobody knows', { scope: 'owner' }),
    one('a window of 999 ms', { windowMs: 999 }),
    one('a window that is no multiple of 10', { windowMs: 1005 }),
    one('a window of more than an hour', { windowMs: 3_600_010 }),
    one('a negative limit', { limit: -1 }),
    one('a mode that stops nothing', { mode: 'probe' }),
    one('a field nobody knows', { window: 1 }),
    hostile('open', 'the same trip rule twice', base, { tripRules: [rule, rule] }),
    hostile('open', '33 trip rules', base, {
      tripRules: Array.from({ length: 33 }, (_, at) => ({ ...rule, id: `r${at}` })),
    }),
    hostile('open', 'trip rules that are no list', base, { tripRules: rule }),
  ];
}

/** What a guard sends beside orders. */
function guardFaults(): readonly HostileCommand[] {
  const signal = { id: 'hostile', scopes: ['channel:app'] };
  const review = { id: 'hostile', ...REVIEW };
  const epoch = { epoch: 8, overlapMs: 0, actor: 'ops.kim', reason: 'a new book' };
  return [
    hostile('signal', 'no scopes', signal, { scopes: undefined }),
    hostile('signal', '233 scopes', signal, {
      scopes: Array.from({ length: 233 }, (_, at) => `category:${at}`),
    }),
    hostile('signal', 'a rejection that is false', signal, { rejected: false }),
    hostile('signal', 'a value in a scope it does not name', signal, {
      values: [{ scope: 'channel:web', value: 'v' }],
    }),
    hostile('signal', 'a value with a blank', signal, { values: [{ scope: 'sale', value: 'a b' }] }),
    hostile('signal', '201 values', signal, {
      values: Array.from({ length: 201 }, (_, at) => ({ scope: 'sale', value: `v${at}` })),
    }),
    hostile('signal', 'a field nobody knows', signal, { count: 2 }),
    ...BAD_TTLS.map(([fault, ttlMs]) => hostile('resolveReview', fault, review, { ttlMs })),
    hostile('resolveReview', 'a decision nobody knows', review, { decision: 'maybe' }),
    hostile('resolveReview', 'time for a rejected order', review, { decision: 'reject', ttlMs: 1000 }),
    hostile('resolveReview', 'no actor', review, { actor: undefined }),
    hostile('resolveReview', 'an empty reason', review, { reason: '' }),
    hostile('setEpoch', 'no epoch', epoch, { epoch: undefined }),
    hostile('setEpoch', 'a negative epoch', epoch, { epoch: -1 }),
    hostile('setEpoch', 'an overlap of more than 7 days', epoch, { overlapMs: 604_800_001 }),
    hostile('setEpoch', 'no overlap', epoch, { overlapMs: undefined }),
    hostile('setEpoch', 'an actor with a blank', epoch, { actor: 'Kim Y' }),
    hostile('setEpoch', 'an empty reason', epoch, { reason: '' }),
    hostile('setEpoch', 'an added stock key without units', epoch, { added: [{ stockKey: 'new' }] }),
    hostile('setEpoch', 'a field nobody knows', epoch, { approver: 'ops.lee' }),
    hostile('journal', 'a page of nothing', {}, { limit: 0 }),
    hostile('journal', 'a page of 1,001', {}, { limit: 1001 }),
    hostile('journal', 'a position of another kind', {}, { after: '7' }),
    hostile('reservations', 'a page of nothing', {}, { limit: 0 }),
    hostile('reservations', 'a cursor of another kind', {}, { cursor: 'o1' }),
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
