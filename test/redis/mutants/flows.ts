import fc from 'fast-check';
import type { TripRule } from '../../../src/catalog/trip.js';
import type { OpenRequest, ReserveRequest } from '../../../src/stock/request.js';
import { commandOf, type StockOperation, type StockOperations } from '../../../src/testing/stock/command.js';
import type { StockProgram, StockStep } from '../../../src/testing/stock/program.js';

/**
 * Sales made of short stories: what shoppers and operators do one after the other, each with orders of its own on the same few
 * units. Commands drawn one by one seldom come to the second half of such a story: a reservation that is extended while the one
 * behind it lapses, a payment that comes after the units were sold to others, a page that is looked at during a pause.
 */
export function flowProgramArbitrary(): fc.Arbitrary<StockProgram> {
  return fc.record({
    before: fc.constant([]),
    open: saleArbitrary(),
    steps: fc
      .array(fc.oneof(...STORIES), { minLength: 3, maxLength: 10, size: 'max' })
      .map((stories) => [
        ...stories.flatMap((story, at) => story(`s${at}`)),
        sleep(4 * TTL_MS),
        send('expire', {}),
        ...stories.flatMap((_, at) => [look(`s${at}.a`), look(`s${at}.b`)]),
      ]),
  });
}

/** The steps of one story; its orders are called `<name>.a` and `<name>.b`. */
type Story = (name: string) => readonly StockStep[];

const TTL_MS = 5_000;
const PEOPLE = { actor: 'ops.kim', approver: 'ops.lee', reason: 'a story' };
const SCOPES = ['sale', 'sku:A', 'category:Audio'] as const;

const wait = fc.constantFrom(1, 1_000, 2_500, TTL_MS - 1, TTL_MS);

/** Few units, two for each customer, a budget of a few orders: every limit is near. */
function saleArbitrary(): fc.Arbitrary<OpenRequest> {
  return fc
    .record({
      quantity: fc.constantFrom(2, 4, 8),
      perCustomer: fc.option(fc.constantFrom(2, 3), { nil: undefined }),
      lossBudgetMinor: fc.option(fc.constantFrom(300, 500), { nil: undefined }),
      tripRules: fc.constantFrom<readonly TripRule[]>([], [VELOCITY], [REJECTED], [VELOCITY, REJECTED]),
    })
    .map(({ quantity, perCustomer, lossBudgetMinor, tripRules }) => ({
      tripRules,
      epoch: 7,
      allotments: ['A', 'B'].map((stockKey) => ({ stockKey, quantity, perCustomer, markdownMinor: 100 })),
      ttlMs: TTL_MS,
      lossBudgetMinor,
    }));
}

/** Two windows of a few seconds: stories are long enough for them to slide. */
const VELOCITY: TripRule = {
  id: 'velocity',
  measure: 'count',
  events: ['reserved', 'rejected'],
  of: [],
  scope: 'sku',
  windowMs: 4_000,
  limit: 4,
  minimum: 0,
  mode: 'drain',
};
const REJECTED: TripRule = {
  id: 'rejected',
  measure: 'share',
  events: ['rejected'],
  of: ['judged'],
  scope: 'sale',
  windowMs: 10_000,
  limit: 5_000,
  minimum: 3,
  mode: 'freeze',
};

/** What is ordered; the id is the story's. */
const order: fc.Arbitrary<Omit<ReserveRequest, 'id'>> = fc.record({
  owners: fc.uniqueArray(fc.constantFrom('k1.ann', 'k1.bob', 'k1.device'), { minLength: 1, maxLength: 2 }),
  lines: fc.uniqueArray(
    fc.record({ stockKey: fc.constantFrom('A', 'B'), quantity: fc.constantFrom(1, 1, 2) }),
    { minLength: 1, maxLength: 2, selector: (line) => line.stockKey },
  ),
  markdownMinor: fc.constantFrom(0, 100),
  scopes: fc.constantFrom([], ['category:Audio']),
});
const two = fc.tuple(order, order);

const STORIES: readonly fc.Arbitrary<Story>[] = [
  // Time passes and the sweeper comes by.
  fc
    .tuple(two, wait, fc.constantFrom(1, 500))
    .map(([pair, ms, limit]) => (name) => [...reserve(name, pair), sleep(ms), send('expire', { limit })]),
  // One asks for more time, the one behind it does not.
  fc
    .tuple(two, fc.constantFrom(1, 2), wait)
    .map(([pair, attempt, ms]) => (name) => [
      ...reserve(name, pair),
      sleep(1_000),
      send('extend', { id: `${name}.a`, attempt, ttlMs: 2 * TTL_MS }),
      sleep(ms),
      send('expire', {}),
    ]),
  // Somebody pays, in time or not, while another one wants the units.
  fc
    .tuple(two, wait, fc.constantFrom('refund' as const, 'rescue' as const))
    .map(([[one, other], ms, late]) => (name) => [
      send('reserve', { id: `${name}.a`, ...one }),
      send('beginPayment', { id: `${name}.a`, ttlMs: 3_000 }),
      sleep(ms),
      send('reserve', { id: `${name}.b`, ...other }),
      send('commit', { id: `${name}.a`, paymentRef: 'pay', late }),
    ]),
  // A payment that comes after everything; the units, or what a customer may have, may be somebody else's by now.
  fc
    .tuple(two, fc.constantFrom('refund' as const, 'rescue' as const), fc.boolean())
    .map(([[one, other], late, isSameAgain]) => (name) => [
      send('reserve', { id: `${name}.a`, ...one }),
      sleep(TTL_MS),
      send('expire', {}),
      send('reserve', { id: `${name}.b`, ...(isSameAgain ? one : other) }),
      send('commit', { id: `${name}.a`, paymentRef: 'pay', late }),
    ]),
  // A new attempt takes over, in time or not, and what it freed is asked for.
  fc
    .tuple(two, order, wait)
    .map(([[one, next], other, ms]) => (name) => [
      send('reserve', { id: `${name}.a`, ...one }),
      sleep(ms),
      send('supersede', { id: `${name}.b`, ...next, owners: one.owners, previousId: `${name}.a` }),
      send('reserve', { id: `${name}.c`, ...other }),
      send('commit', { id: `${name}.a`, paymentRef: 'pay' }),
    ]),
  // A cancellation, whole or in part, once or by two people, and somebody who waited for the units.
  fc
    .tuple(two, fc.constantFrom('stock' as const, 'quarantine' as const), fc.boolean(), fc.boolean())
    .map(([[one, other], to, isPart, isTwice]) => (name) => [
      send('reserve', { id: `${name}.a`, ...one }),
      send('commit', { id: `${name}.a`, paymentRef: 'pay' }),
      send('restore', {
        id: `${name}.a`,
        restoreId: 'r1',
        to,
        lines: isPart ? [{ stockKey: one.lines[0]?.stockKey ?? 'A', quantity: 1 }] : undefined,
      }),
      ...(isTwice ? [send('restore', { id: `${name}.a`, restoreId: 'r2', to })] : []),
      send('reserve', { id: `${name}.b`, ...other }),
    ]),
  // A pause: nothing lapses in it, and what is shown moves on with it.
  fc
    .tuple(two, wait, fc.constantFrom(...SCOPES))
    .map(([pair, ms, scope]) => (name) => [
      ...reserve(name, pair),
      send('setMode', { mode: 'freeze', scope, ...PEOPLE }),
      sleep(ms),
      send('reserve', { id: `${name}.a`, ...pair[0] }),
      look(`${name}.a`),
      send('commit', { id: `${name}.b`, paymentRef: 'pay' }),
      send('expire', {}),
      send('setMode', { mode: 'open', scope, ...PEOPLE }),
      look(`${name}.a`),
      sleep(1),
      send('expire', {}),
    ]),
  // The end of the sale: only who is paying may finish.
  fc
    .tuple(two, fc.constantFrom('drain' as const, 'closed' as const), fc.constantFrom(...SCOPES))
    .map(([pair, mode, scope]) => (name) => [
      ...reserve(name, pair),
      send('beginPayment', { id: `${name}.a`, ttlMs: TTL_MS }),
      send('setMode', { mode, scope, ...PEOPLE }),
      send('commit', { id: `${name}.a`, paymentRef: 'pay' }),
      send('commit', { id: `${name}.b`, paymentRef: 'pay' }),
      send('reserve', { id: `${name}.c`, ...pair[0] }),
      send('setMode', { mode: 'open', scope, ...PEOPLE }),
    ]),
  // A person looks at an order, in time or not, and somebody tries to buy it before and after.
  fc
    .tuple(two, wait, fc.constantFrom('accept' as const, 'reject' as const))
    .map(([[one, other], ms, decision]) => (name) => [
      send('reserve', { id: `${name}.a`, ...one, review: true }),
      send('commit', { id: `${name}.a`, paymentRef: 'early' }),
      sleep(ms),
      send('resolveReview', { id: `${name}.a`, decision, actor: 'care.kim', reason: 'a story' }),
      send('reserve', { id: `${name}.b`, ...other }),
      send('commit', { id: `${name}.a`, paymentRef: 'pay' }),
    ]),
  // After a stop a few are let through; the sale opens by a signature that may be for another hold.
  fc
    .tuple(two, order, fc.constantFrom(...SCOPES), fc.constantFrom(1, 2), fc.constantFrom(undefined, 3))
    .map(([[one, other], third, scope, sample, holdSeq]) => (name) => [
      send('setMode', { mode: 'freeze', scope, ...PEOPLE }),
      send('setMode', { mode: 'probe', scope, sample, ...PEOPLE, actor: 'ops.joe' }),
      send('reserve', { id: `${name}.a`, ...one }),
      send('reserve', { id: `${name}.b`, ...other }),
      send('reserve', { id: `${name}.c`, ...third }),
      send('setMode', { mode: 'open', scope, ...PEOPLE, approver: 'ops.kim', actor: 'ops.joe' }),
      send('setMode', { mode: 'open', scope, ...PEOPLE, holdSeq }),
      send('setMode', { mode: 'open', scope, ...PEOPLE }),
    ]),
  // Another price book: orders of the one before are taken for a while, and bought when their prices were compared.
  fc
    .tuple(two, order, wait, fc.constantFrom(0, 1_000, TTL_MS))
    .map(([[one, other], third, ms, overlapMs]) => (name) => [
      send('reserve', { id: `${name}.a`, ...one, epoch: 7 }),
      send('setEpoch', { epoch: 8, overlapMs, actor: 'ops.kim', reason: 'a story' }),
      send('reserve', { id: `${name}.b`, ...other, epoch: 7 }),
      send('commit', { id: `${name}.a`, paymentRef: 'pay', epoch: 8 }),
      sleep(ms),
      send('reserve', { id: `${name}.c`, ...third, epoch: 7 }),
      send('commit', { id: `${name}.a`, paymentRef: 'pay', epoch: 8, reservedUnder: 7 }),
      send('commit', { id: `${name}.b`, paymentRef: 'pay', epoch: 7 }),
      send('setEpoch', { epoch: 7, overlapMs: 0, actor: 'ops.kim', reason: 'a story' }),
    ]),
  // Bad prices come in, between good orders, for as long as somebody knocks.
  fc
    .tuple(two, fc.constantFrom(1, 2, 3, 5), wait, fc.boolean())
    .map(([[one, other], count, ms, isRejected]) => (name) => [
      send('reserve', { id: `${name}.a`, ...one }),
      ...Array.from({ length: count }, (_, at) =>
        send('signal', {
          id: `${name}.s${at}`,
          scopes: ['sku:A'],
          ...(isRejected ? { rejected: true as const } : {}),
        }),
      ),
      sleep(ms),
      send('reserve', { id: `${name}.b`, ...other }),
      send('signal', { id: `${name}.s`, scopes: ['sku:A'], rejected: true }),
      send('commit', { id: `${name}.a`, paymentRef: 'pay' }),
      send('setMode', { mode: 'open', scope: 'sku:A', holder: 'trip:velocity', ...PEOPLE }),
      send('setMode', { mode: 'open', holder: 'trip:rejected', ...PEOPLE }),
    ]),
  // One stock key is stopped, the crowd goes on knocking at it, and the others are still on sale.
  order.map((other) => (name) => [
    send('setMode', { mode: 'drain', scope: 'sku:A', ...PEOPLE }),
    ...['s1', 's2', 's3', 's4'].map((at) =>
      send('signal', { id: `${name}.${at}`, scopes: ['sku:A'], rejected: true }),
    ),
    send('reserve', { id: `${name}.a`, ...other, lines: [{ stockKey: 'B', quantity: 1 }] }),
    send('setMode', { mode: 'open', scope: 'sku:A', ...PEOPLE }),
  ]),
  // Somebody thinks better of it.
  fc
    .tuple(two, wait)
    .map(([[one, other], ms]) => (name) => [
      send('reserve', { id: `${name}.a`, ...one }),
      sleep(ms),
      send('release', { id: `${name}.a` }),
      send('reserve', { id: `${name}.b`, ...other }),
    ]),
];

function reserve(
  name: string,
  [one, other]: readonly [Omit<ReserveRequest, 'id'>, Omit<ReserveRequest, 'id'>],
): StockStep[] {
  return [send('reserve', { id: `${name}.a`, ...one }), send('reserve', { id: `${name}.b`, ...other })];
}

function look(id: string): StockStep {
  return send('status', { id });
}

function sleep(ms: number): StockStep {
  return { kind: 'wait', ms };
}

function send<K extends StockOperation>(operation: K, request: StockOperations[K]['request']): StockStep {
  return { kind: 'send', command: commandOf(operation, request) };
}
