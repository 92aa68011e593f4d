import type { Redis } from 'ioredis';
import { connectRedis, readCounters, setCounters, stockKeyName, type RedisPlace } from './connect.js';
import type { Contestant, SaleStock } from './contestant.js';

/** Two commands: look, decrement. No id, no deadline, no limit, no record: a lost reply sold a unit nobody has. */
const ONE_KEY = `
local left = tonumber(redis.call('GET', KEYS[1]))
if left < tonumber(ARGV[1]) then return 0 end
redis.call('DECRBY', KEYS[1], ARGV[1])
return 1
`;

/** The same for an order of several lines: look at all, then decrement all. */
const MANY_KEYS = `
local left = redis.call('MGET', unpack(KEYS))
for i = 1, #KEYS do
  if tonumber(left[i]) < tonumber(ARGV[i]) then return 0 end
end
for i = 1, #KEYS do redis.call('DECRBY', KEYS[i], ARGV[i]) end
return 1
`;

/** The least a script can do without selling a unit twice: what everything else is compared with. */
export async function bareLua(place: RedisPlace, autopipelining: 'on' | 'off'): Promise<Contestant> {
  const client = await connectRedis(place, autopipelining);
  const oneKey = await load(client, ONE_KEY);
  const manyKeys = await load(client, MANY_KEYS);
  let stock: SaleStock = { skus: [], quantity: 0 };
  return {
    id: autopipelining === 'on' ? 'bare-lua' : 'bare-lua-each',
    title: autopipelining === 'on' ? 'bare Lua decrement, autopipelined' : 'bare Lua decrement, call by call',
    async prepare(next) {
      stock = next;
      await setCounters(client, next.skus, next.quantity);
    },
    async reserve({ lines }) {
      const script = lines.length === 1 ? oneKey : manyKeys;
      const keys = lines.map(({ stockKey }) => stockKeyName(stockKey));
      const quantities = lines.map(({ quantity }) => quantity);
      return (await client.evalsha(script, lines.length, ...keys, ...quantities)) === 1;
    },
    left: () => readCounters(client, stock.skus),
    stop: async () => {
      await client.quit();
    },
  };
}

async function load(client: Redis, script: string): Promise<string> {
  // SCRIPT LOAD answers with the digest.
  return (await client.script('LOAD', script)) as string;
}
