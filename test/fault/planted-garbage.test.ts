import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TripRule } from '../../src/catalog/trip.js';
import { isGuardError } from '../../src/core/errors.js';
import { saleKeys, type SaleKeys } from '../../src/stores/redis/keys.js';
import { redisStock } from '../../src/stores/redis/stock-store.js';
import type { StockStore } from '../../src/stock/store.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { META_NUMBERS } from '../redis/scripts/meta-numbers.js';
import { takeByScript } from '../support/naive-counter.js';
import { CallLog } from './call-log.js';
import { closeClients, connect } from './clients.js';
import { tell } from './figures.js';
import { buy, idsOf, kindOf, orderOf, reserveAll, STOCK_KEY, tally } from './orders.js';

const FAULT = 'wrong types and garbage planted';
const SALE_ID = 'planted';
const CALLER = 'caller-1';
const DEADLINE_MS = 1_000;
const KEYS: SaleKeys = saleKeys({ saleId: SALE_ID });
const NAMES = Object.keys(KEYS) as readonly (keyof SaleKeys)[];

/** Counts every order, and is never passed. */
const RULE: TripRule = {
  id: 'velocity',
  measure: 'count',
  events: ['reserved'],
  of: [],
  scope: 'sku',
  windowMs: 60_000,
  limit: 1_000_000,
  minimum: 0,
  mode: 'drain',
};

let server: RedisServer;
let stock: StockStore;
let trials = 0;

beforeAll(async () => {
  server = await startRedisServer();
});

/** A sale with something in every key, and one order in each state. */
beforeEach(async () => {
  await server.command('FLUSHALL');
  stock = redisStock(connect(server.port), { saleId: SALE_ID, deadlineMs: DEADLINE_MS, callerId: CALLER });
  const log = new CallLog(DEADLINE_MS);
  const allotments = [
    { stockKey: STOCK_KEY, quantity: 100, perCustomer: 50 },
    { stockKey: 'EP-200', quantity: 1 },
  ];
  await log.untilAnswered(stock, 'open', { allotments, tripRules: [RULE] });
  await reserveAll(log, stock, ['held-1', 'held-2', 'paying']);
  await log.untilAnswered(stock, 'beginPayment', { id: 'paying', ttlMs: 900_000 });
  await buy(log, stock, 'bought');
});

afterEach(closeClients);

afterAll(async () => {
  await server.stop();
});

/** Every key as bytes. */
async function dumps(): Promise<readonly unknown[]> {
  const connection = await server.connect();
  const all = await Promise.all(NAMES.map((name) => connection.call('DUMP', KEYS[name])));
  connection.close();
  return all;
}

type Operation = (store: StockStore) => Promise<{ readonly kind: string; readonly reason?: string }>;

/** Every operation that could have an effect. */
const OPERATIONS: Readonly<Record<string, Operation | undefined>> = {
  reserve: (store) => store.reserve(orderOf('new')),
  supersede: (store) =>
    store.supersede({ ...orderOf('newer'), owners: ['customer-held-2'], previousId: 'held-2' }),
  beginPayment: (store) => store.beginPayment({ id: 'held-1', ttlMs: 900_000 }),
  extend: (store) => store.extend({ id: 'paying', attempt: 1, ttlMs: 990_000 }),
  commit: (store) => store.commit({ id: 'held-1', paymentRef: 'payment-1' }),
  release: (store) => store.release({ id: 'held-1' }),
  restore: (store) => store.restore({ id: 'bought', restoreId: 'back-1', to: 'stock' }),
  restock: (store) => store.restock({ id: 'more-1', lines: [{ stockKey: STOCK_KEY, quantity: 5 }] }),
  withdraw: (store) => store.withdraw({ id: 'less-1', lines: [{ stockKey: STOCK_KEY, quantity: 5 }] }),
  setMode: (store) => store.setMode({ mode: 'drain', actor: 'actor-1', reason: 'test' }),
};
const ALL = Object.keys(OPERATIONS);

async function wordOf(call: Promise<{ readonly kind: string; readonly reason?: string }>): Promise<string> {
  try {
    return kindOf(await call);
  } catch (error) {
    if (isGuardError(error)) return error.code;
    throw error;
  }
}

function ask(name: string): ReturnType<Operation> {
  const operation = OPERATIONS[name];
  if (operation === undefined) throw new Error(`there is no operation ${name}`);
  return operation(stock);
}

/** Sends some operations and expects each to say that the store is corrupt, and every key to be as it was, byte for byte. */
async function expectRefused(names: readonly string[], what: string): Promise<void> {
  const before = await dumps();
  const said: string[] = [];
  for (const name of names) said.push(await wordOf(ask(name)));
  expect([what, tally(said)]).toEqual([what, { 'corrupt-state': names.length }]);
  expect(await dumps()).toEqual(before);
  trials += names.length;
}

/** Plants each value in a field, or takes the field away, and puts it right again. */
async function plantEach(
  place: {
    readonly key: keyof SaleKeys;
    readonly field: string;
    readonly values: readonly (string | undefined)[];
  },
  names: readonly string[],
): Promise<void> {
  const { key, field, values } = place;
  const was = await server.command('HGET', KEYS[key], field);
  if (typeof was !== 'string') throw new Error(`${key} has no field ${field}`);
  for (const value of values) {
    if (value === undefined) await server.command('HDEL', KEYS[key], field);
    else await server.command('HSET', KEYS[key], field, value);
    await expectRefused(names, `${key} ${field} ${value === undefined ? 'missing' : JSON.stringify(value)}`);
    await server.command('HSET', KEYS[key], field, was);
  }
}

const MISSING = undefined;
const NO_NUMBERS = ['garbage', '', '-1', '1.5', '99999999999999999999', MISSING];
const NO_FLAGS = ['garbage', '', '2', 'true', MISSING];

describe('a naive counter', () => {
  it('takes one line of an order and not the other', async () => {
    const client = connect(server.port);
    await client.call('SET', 'naive-1', 10);
    await client.call('LPUSH', 'naive-2', 'garbage');
    const order = ['naive-1', 'naive-2'].map((key) => ({ key, quantity: 1 }));
    await expect(takeByScript(client, order)).rejects.toThrow('WRONGTYPE');
    expect(await server.command('GET', 'naive-1')).toBe('9');
  });
});

describe('a key of the wrong type', () => {
  it.each(NAMES)('%s: every operation says so and changes nothing', async (name) => {
    await server.command('DEL', KEYS[name]);
    await server.command(name === 'due' ? 'SADD' : 'LPUSH', KEYS[name], 'garbage');
    await expectRefused(ALL, name);
    expect(await wordOf(stock.open({ allotments: [{ stockKey: STOCK_KEY, quantity: 1 }] }))).toMatch(
      /^(corrupt-state|conflict)$/,
    );
  });
});

describe('garbage in one field of meta', () => {
  it.each(META_NUMBERS)('%s: every operation says so and changes nothing', async (field) => {
    await plantEach({ key: 'meta', field, values: NO_NUMBERS }, ALL);
  });

  it.each([
    ['mode', ['garbage', '', MISSING]],
    ['modes', ['garbage', 'channel:web\x1egarbage', 'channel:web\x1efreeze\x1e', MISSING]],
    ['regressed', NO_FLAGS],
    ['hasLimits', NO_FLAGS],
    // An empty text is a sale without them.
    ['lossBudgetMinor', ['garbage', '-1', '1.5', MISSING]],
    ['epoch', [MISSING]],
    ['keyId', [MISSING]],
    ['version', [MISSING]],
    [`caller:${CALLER}`, ['garbage', '', '-1 0001', '5']],
  ] as const)('%s: every operation says so and changes nothing', async (field, values) => {
    await plantEach({ key: 'meta', field, values }, ALL);
  });

  it('version: another one is refused by name', async () => {
    await server.command('HSET', KEYS.meta, 'version', '999');
    const before = await dumps();
    expect(await stock.reserve(orderOf('new'))).toEqual({
      kind: 'refused',
      reason: 'version',
      version: '999',
    });
    expect(await dumps()).toEqual(before);
  });

  it('the count of the caller missing: what it was acknowledged is missed, and the sale stops', async () => {
    await server.command('HDEL', KEYS.meta, `caller:${CALLER}`);
    expect(await wordOf(stock.reserve(orderOf('new')))).toBe('regressed');
  });
});

describe('garbage in one field of another key', () => {
  const counters = [
    'garbage',
    '',
    '-1',
    '100 3 1 0 50',
    '100 3 1 0 50 0 0',
    '1 2 0 0 0 0',
    '100 -3 1 0 50 0',
    '1.5 0 0 0 0 0',
  ];
  const records = [
    'garbage',
    '',
    '-1',
    'r',
    'r99',
    'z99\x1f\x1f',
    'r99\x1f\x1f',
    'r-9\x1f\x1fbody',
    'r99\x1f5\x1fbody',
  ];
  const usages = ['garbage', '', '-1', `${STOCK_KEY}\x1e-1`, `${STOCK_KEY}\x1e`];

  it('stock: whatever needs the stock key says so', async () => {
    const names = ALL.filter((name) => name !== 'setMode');
    await plantEach({ key: 'stock', field: STOCK_KEY, values: counters }, names);
  });

  it.each([
    ['held-1', ['beginPayment', 'commit', 'release']],
    ['held-2', ['supersede']],
    ['paying', ['extend']],
    ['bought', ['restore']],
  ] as const)('the reservation %s: whatever needs it says so', async (id, names) => {
    await plantEach({ key: 'reservations', field: id, values: records }, names);
    await plantEach({ key: 'owners', field: `customer-${id}`, values: usages }, names);
  });

  it('status and snapshot say so as well', async () => {
    await server.command('HSET', KEYS.reservations, 'held-1', 'garbage');
    await server.command('HSET', KEYS.stock, STOCK_KEY, 'garbage');
    expect(await wordOf(stock.status('held-1'))).toBe('corrupt-state');
    expect(await wordOf(stock.snapshot())).toBe('corrupt-state');
    expect(await wordOf(stock.availability())).toBe('corrupt-state');
  });
});

describe('one bad record among the orders of a batch', () => {
  const ids = idsOf('order', 10);
  const expected = ids.map((_, index) => (index === 4 ? 'corrupt-state' : 'committed'));

  it.each([
    ['enough memory', '0'],
    ['too little memory', '1'],
  ])('stops its own order only, with %s', async (_, maxmemory) => {
    await reserveAll(new CallLog(DEADLINE_MS), stock, ids);
    await server.command('HSET', KEYS.reservations, 'order-5', 'garbage');
    await server.command('CONFIG', 'SET', 'maxmemory', maxmemory);
    const said = await Promise.all(
      ids.map((id) => wordOf(stock.commit({ id, paymentRef: `payment-${id}` }))),
    );
    await server.command('CONFIG', 'SET', 'maxmemory', '0');
    expect(said).toEqual(expected);
    expect(await stock.snapshot({ stockKeys: [STOCK_KEY] })).toMatchObject({
      snapshot: { counters: [{ committed: 1 + 9, reserved: 3 + 1 }] },
    });
    trials += ids.length;
  });
});

afterAll(() => {
  tell({
    fault: FAULT,
    setup: `${NAMES.length} keys, every field`,
    trials,
    naive: 'one line of an order taken and not the other',
    ours: { doubled: 0, lost: 0, oversold: 0, hung: 0 },
    also: 'each said so as corrupt-state, every key as it was byte for byte',
  });
});
