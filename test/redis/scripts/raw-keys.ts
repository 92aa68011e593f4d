import type { Redis } from 'ioredis';
import type { SaleKeys } from '../../../src/stores/redis/keys.js';

/** What a key holds, in an order that does not hang on the server's own. */
export interface RawKey {
  readonly type: string;
  readonly content: readonly unknown[];
}

/** Every key of the database with its whole content, but for the told time of the tests. */
export async function allKeys(client: Redis): Promise<ReadonlyMap<string, RawKey>> {
  const names = (await client.keys('*')).filter((name) => !name.endsWith(':testNow')).sort();
  const contents = await Promise.all(names.map(async (name) => [name, await rawKey(client, name)] as const));
  return new Map(contents);
}

/** {@link allKeys} without what a sale counts of refusals: the one trace that a refused order leaves. */
export async function allKeysButTotals(client: Redis): Promise<ReadonlyMap<string, RawKey>> {
  const keys = await allKeys(client);
  return new Map(
    [...keys].map(([name, key]) => [
      name,
      name.endsWith(':meta') ? { ...key, content: key.content.filter((field) => !isTotals(field)) } : key,
    ]),
  );
}

function isTotals(field: unknown): boolean {
  return Array.isArray(field) && field[0] === 'totals';
}

async function rawKey(client: Redis, name: string): Promise<RawKey> {
  const type = await client.type(name);
  switch (type) {
    case 'hash':
      return { type, content: [...(await hashOf(client, name))].sort(byName) };
    case 'list':
      return { type, content: await client.lrange(name, 0, -1) };
    case 'zset':
      return { type, content: await client.zrange(name, '0', '-1', 'WITHSCORES') };
    case 'stream':
      return { type, content: await client.xrange(name, '-', '+') };
    case 'set':
      return { type, content: (await client.smembers(name)).sort() };
    default:
      return { type, content: [await client.get(name)] };
  }
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}

/** A hash as a map; by way of a script, because clients turn HGETALL into an object and a field may be called `__proto__`. */
export async function hashOf(client: Redis, key: string): Promise<ReadonlyMap<string, string>> {
  const reply = await client.eval("return redis.call('HGETALL', KEYS[1])", 1, key);
  // HGETALL answers fields and values by turns.
  const list = reply as readonly string[];
  const fields = new Map<string, string>();
  for (let at = 0; at + 1 < list.length; at += 2) fields.set(list[at] ?? '', list[at + 1] ?? '');
  return fields;
}

/** The owners of a sale with the units each holds, by stock key: `RS stock key US units` for each. */
export async function ownersOf(
  client: Redis,
  keys: SaleKeys,
): Promise<ReadonlyMap<string, readonly [string, number][]>> {
  const owners = await hashOf(client, keys.owners);
  return new Map(
    [...owners].map(([owner, text]) => [
      owner,
      text
        .slice(1)
        .split('\x1e')
        .map((entry): [string, number] => {
          const [stockKey = '', units] = entry.split('\x1f');
          return [stockKey, Number(units)];
        }),
    ]),
  );
}

/** One event of the journal: its fields, the first being its letter. */
export type JournalEvent = readonly string[];

/** Every entry of the journal with the seq it ends at and its events. */
export async function journalOf(
  client: Redis,
  keys: SaleKeys,
): Promise<readonly { readonly seq: number; readonly events: readonly JournalEvent[] }[]> {
  const entries = await client.xrange(keys.journal, '-', '+');
  return entries.map(([, [, seq = '', , events = '']]) => ({
    seq: Number(seq),
    events: events.split('\x1d').map((event) => event.split('\x1f')),
  }));
}
