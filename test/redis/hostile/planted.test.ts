import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SaleKeys } from '../../../src/stores/redis/keys.js';
import { META_NUMBERS } from '../scripts/meta-numbers.js';
import { allKeys } from '../scripts/raw-keys.js';
import { restoreKeys, saveKeys, type SavedKeys } from '../scripts/saved-keys.js';
import { serveRedis, type ServedRedis } from '../scripts/server.js';
import type { TestSale } from '../scripts/sale.js';
import { GOOD_CALLS } from './operations.js';
import { mayHaveActed, outcomeOf } from './outcome.js';
import { soldSale } from './sold-sale.js';

/** Makes a key of each type. */
const PLANTS: Readonly<Record<string, (client: Redis, key: string) => Promise<unknown>>> = {
  string: (client, key) => client.set(key, 'planted'),
  list: (client, key) => client.rpush(key, 'planted'),
  set: (client, key) => client.sadd(key, 'planted'),
  zset: (client, key) => client.zadd(key, 1, 'planted'),
  hash: (client, key) => client.hset(key, 'planted', '1'),
  stream: (client, key) => client.xadd(key, '*', 'planted', '1'),
};
const KEY_TYPES: Readonly<Record<keyof SaleKeys, string>> = {
  meta: 'hash',
  stock: 'hash',
  reservations: 'hash',
  owners: 'hash',
  due: 'list',
  later: 'zset',
  journal: 'stream',
  counters: 'hash',
};
/** Calls that have nothing to do with the counters of `EP-100`. */
const READS_NO_STOCK: readonly string[] = [
  'reserve of more than there is',
  'setEpoch',
  'signal',
  'open',
  'status',
  'activity',
  'journal',
  'reservations',
];
const NAMES = Object.keys(KEY_TYPES) as readonly (keyof SaleKeys)[];
const WRONG = NAMES.flatMap((name) =>
  Object.keys(PLANTS)
    .filter((type) => type !== KEY_TYPES[name])
    .map((type) => [name, type] as const),
);

let redis: ServedRedis;
let sale: TestSale;
let saved: SavedKeys;

beforeAll(async () => {
  redis = await serveRedis();
  sale = await soldSale(redis.client);
  saved = await saveKeys(redis.client, sale.keys);
});
afterAll(() => redis.stop());

describe.each(WRONG)('where the key of %s holds a %s', (name, type) => {
  it('no operation has an effect, and each says why', async () => {
    for (const call of GOOD_CALLS) {
      await restoreKeys(redis.client, saved);
      // A process of its own: what another call was acknowledged must not speak here.
      const stock = sale.neighbour();
      await redis.client.del(sale.keys[name]);
      await PLANTS[type]?.(redis.client, sale.keys[name]);
      const before = await allKeys(redis.client);
      const outcome = await outcomeOf(() => call.act(stock));
      expect(await allKeys(redis.client), call.name).toEqual(before);
      if (call.nature === 'reads') continue;
      const isRefused = outcome.kind === 'verdict' && outcome.verdict.kind === 'refused';
      const isThrown = outcome.kind === 'thrown' && outcome.code === 'corrupt-state';
      expect(isRefused || isThrown, `${call.name}: ${JSON.stringify(outcome)}`).toBe(true);
    }
  });
});

/** What stands where a number should: each is refused by whoever reads it. */
const BAD_NUMBERS: readonly string[] = ['', 'x', '-1', '1.5', '1e99', '9007199254740993', 'nan', 'inf', '１'];

describe('garbage in meta', () => {
  it.each(META_NUMBERS)('%s: nothing but a whole number is believed', async (field) => {
    for (const text of BAD_NUMBERS) await expectCorrupt('meta', field, text);
    await expectCorrupt('meta', field, undefined);
  });

  it.each([
    ['mode', ''],
    ['mode', 'OPEN'],
    ['mode', 'paused'],
    ['mode', undefined],
    ['modes', 'channel:web\x1epaused'],
    ['lossBudgetMinor', 'x'],
    ['lossBudgetMinor', '-1'],
    ['version', undefined],
  ] as const)('%s %j is refused', async (field, text) => {
    await expectCorrupt('meta', field, text);
  });

  it('a caller field that is none stops that caller alone', async () => {
    await restoreKeys(redis.client, saved);
    await redis.client.hset(sale.keys.meta, 'caller:shop-1', 'garbage');
    const before = await allKeys(redis.client);
    const order = { id: 'new', owners: ['k1.ann'], lines: [{ stockKey: 'EP-100', quantity: 1 }] };
    const outcome = await outcomeOf(() => sale.neighbour({ callerId: 'shop-1' }).reserve(order));
    expect(outcome).toEqual({ kind: 'thrown', code: 'corrupt-state' });
    expect(await allKeys(redis.client)).toEqual(before);
    expect(await sale.neighbour({ callerId: 'shop-2' }).reserve(order)).toMatchObject({ kind: 'reserved' });
  });
});

describe('garbage in the counters of a stock key', () => {
  it.each([
    '',
    'x',
    '50',
    '50 8 2 0 40',
    '50 8 2 0 40 100 7',
    '50 -1 2 0 40 100',
    '50 8.5 2 0 40 100',
    '50 49 2 0 40 100',
    '5 8 2 0 40 100',
    ' 50 8 2 0 40 100',
    '50 8 2 0 40 100 ',
    '50\x008 2 0 40 100',
  ])('%j stops the orders of it', async (text) => {
    await restoreKeys(redis.client, saved);
    await redis.client.hset(sale.keys.stock, 'EP-100', text);
    const before = await allKeys(redis.client);
    for (const call of GOOD_CALLS.filter(({ name }) => !READS_NO_STOCK.includes(name))) {
      const stock = sale.neighbour();
      const outcome = await outcomeOf(() => call.act(stock));
      if (call.name === 'setMode' || call.name === 'expire') {
        await restoreKeys(redis.client, saved);
        await redis.client.hset(sale.keys.stock, 'EP-100', text);
        continue;
      }
      // A field that holds nothing is shown as one that is not there.
      if (call.nature === 'reads' && text === '')
        expect(outcome, call.name).toMatchObject({ verdict: { kind: 'refused', reason: 'unknown_sku' } });
      else expect(outcome, call.name).toEqual({ kind: 'thrown', code: 'corrupt-state' });
      expect(await allKeys(redis.client), call.name).toEqual(before);
    }
  });
});

describe('garbage in the record of a reservation', () => {
  it.each([
    '',
    'x',
    'garbage',
    'z123\x1f\x1f\x1f\x1f\x1f\x1fk1.ann\x1f1\x1eEP-100',
    'r\x1f\x1f\x1f\x1f\x1f\x1fk1.ann\x1f1\x1eEP-100',
    'r12x\x1f\x1f\x1f\x1f\x1f\x1fk1.ann\x1f1\x1eEP-100',
    'r-12\x1f\x1f\x1f\x1f\x1f\x1fk1.ann\x1f1\x1eEP-100',
    'r99999999\x1f',
    'r99999999\x1f\x1f',
    'r99999999\x1f\x1f\x1f\x1f\x1f\x1fk1.ann\x1f',
    'r99999999\x1f\x1f\x1f\x1f\x1f\x1fk1.ann\x1fEP-100',
    'r99999999\x1f\x1f\x1f\x1f\x1f\x1fk1.ann\x1fx\x1eEP-100',
    'r99999999\x1f1\x1e2\x1f\x1f\x1f\x1f\x1fk1.ann\x1f1\x1eEP-100',
    'r99999999\x1fx\x1e\x1e\x1e\x1e\x1f\x1f\x1f\x1f\x1fk1.ann\x1f1\x1eEP-100',
  ])('%j is not taken for one', async (text) => {
    for (const call of GOOD_CALLS) {
      await restoreKeys(redis.client, saved);
      for (const id of ['reserved', 'paying', 'bought', 'lapsed'])
        await redis.client.hset(sale.keys.reservations, id, text);
      const before = await allKeys(redis.client);
      const stock = sale.neighbour();
      const outcome = await outcomeOf(() => call.act(stock));
      // A shortage sweeps first, and drops the entry of a record that is no longer what it was queued as.
      if (!mayHaveActed(outcome) && call.name !== 'reserve of more than there is')
        expect(await allKeys(redis.client), call.name).toEqual(before);
      // A field that holds nothing is shown as one that is not there.
      if (call.name === 'status' && text === '') continue;
      const touches = [
        'supersede',
        'beginPayment',
        'extend',
        'commit',
        'late commit',
        'release',
        'restore',
        'status',
      ];
      if (touches.includes(call.name))
        expect(outcome, call.name).toEqual({ kind: 'thrown', code: 'corrupt-state' });
    }
  });
});

describe('garbage in the units of an owner', () => {
  it.each(['', 'x', 'EP-100', '\x1eEP-100\x1f', '\x1eEP-100\x1fx', '\x1e\x1f6', 'EP-100\x1f6'])(
    '%j is not taken for none',
    async (text) => {
      await restoreKeys(redis.client, saved);
      await redis.client.hset(sale.keys.owners, 'k1.ann', text);
      const before = await allKeys(redis.client);
      const touching = GOOD_CALLS.filter(({ name }) =>
        ['reserve', 'supersede', 'release', 'restore', 'late commit'].includes(name),
      );
      for (const call of touching) {
        const stock = sale.neighbour();
        const outcome = await outcomeOf(() => call.act(stock));
        expect(outcome, call.name).toEqual({ kind: 'thrown', code: 'corrupt-state' });
        expect(await allKeys(redis.client), call.name).toEqual(before);
      }
    },
  );
});

describe('garbage in the queues', () => {
  it('is dropped by the sweeper and hides nothing that is due', async () => {
    await restoreKeys(redis.client, saved);
    await redis.client.lpush(sale.keys.due, 'nobody', '', '__proto__', 'reserved\x1f');
    await redis.client.zadd(sale.keys.later, -5, 'nobody', 0, '', 1, 'bought');
    const stock = sale.neighbour();
    await sale.advance(10_000_000);
    const swept = await stock.expire();
    expect(swept).toEqual({ kind: 'swept', expired: 4, more: false });
    expect(await redis.client.exists(sale.keys.due, sale.keys.later)).toBe(0);
    await sale.advance(-10_000_000);
  });
});

async function expectCorrupt(name: keyof SaleKeys, field: string, text: string | undefined): Promise<void> {
  await restoreKeys(redis.client, saved);
  if (text === undefined) await redis.client.hdel(sale.keys[name], field);
  else await redis.client.hset(sale.keys[name], field, text);
  const before = await allKeys(redis.client);
  const stock = sale.neighbour();
  for (const call of GOOD_CALLS.filter((one) => one.name !== 'open')) {
    const outcome = await outcomeOf(() => call.act(stock));
    expect(outcome, `${field} ${JSON.stringify(text)} ${call.name}`).toEqual({
      kind: 'thrown',
      code: 'corrupt-state',
    });
  }
  expect(await allKeys(redis.client)).toEqual(before);
}
