import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { redisLedger } from '../../src/stores/redis/ledger.js';
import type { ReserveRequest } from '../../src/stock/request.js';
import { customerRef } from '../../src/stock/customer-ref.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { redisStock } from '../../src/stores/redis/stock-store.js';
import { printOrderJson } from '../../src/wire/order.js';
import type { InProcessRun } from '../cli/in-process.js';
import { incidentOf, orderOf, planWorld } from '../cli/plan-world.js';
import { CANARIES, leaksIn } from '../support/canaries.js';
import { CANARY_ORDER_COUNT, CANARY_PORTS } from '../support/canary-ports.js';
import { MADE_AT, makePayment } from '../unit/remedy/remedy-fixtures.js';

const PASSWORD = 'never-print-this-one';
const world = planWorld();
let server: RedisServer;
let client: Redis;

beforeAll(async () => {
  server = await startRedisServer({ config: { requirepass: PASSWORD, appendonly: 'yes' } });
  client = new Redis(server.port, server.host, { password: PASSWORD });
});

afterAll(async () => {
  client.disconnect();
  await server.stop();
});

beforeEach(async () => {
  await client.flushall();
});

/** Every key with all that it holds, as the server gives it. */
async function everything(): Promise<readonly Buffer[]> {
  const held: Buffer[] = [];
  for (const key of await client.keysBuffer('*')) {
    // A dump may be packed: every type is asked for what it holds instead.
    const type = await client.type(key);
    const read = READERS.get(type);
    if (read === undefined) throw new Error(`a key of type ${type} is not looked into`);
    held.push(key, ...flat(await client.callBuffer(read[0] ?? '', key, ...read.slice(1))));
  }
  return held;
}

const READERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['string', ['GET']],
  ['hash', ['HGETALL']],
  ['list', ['LRANGE', '0', '-1']],
  ['set', ['SMEMBERS']],
  ['zset', ['ZRANGE', '0', '-1', 'WITHSCORES']],
  ['stream', ['XRANGE', '-', '+']],
]);

function flat(reply: unknown): readonly Buffer[] {
  if (Buffer.isBuffer(reply)) return [reply];
  return Array.isArray(reply) ? reply.flatMap((part: unknown) => flat(part)) : [];
}

async function allBytes(): Promise<Buffer> {
  const held = await everything();
  expect(held.length).toBeGreaterThan(2);
  return Buffer.concat(held.flatMap((part) => [part, Buffer.from('\n')]));
}

describe('a ledger on Redis', () => {
  const LEDGER = ['--ledger', 'redis', '--redis-file', 'redis.address'];
  const runs: InProcessRun[] = [];

  async function run(...args: readonly string[]): Promise<InProcessRun> {
    const result = await world.run(args, { now: () => MADE_AT + 7_200_000 });
    runs.push(result);
    return result;
  }

  beforeAll(async () => {
    world.write('ports.mjs', CANARY_PORTS);
    world.write('redis.address', `redis://:${PASSWORD}@${server.host}:${server.port}/0\n`, 0o600);
    const rows = Array.from({ length: CANARY_ORDER_COUNT }, (_, index) => {
      const canary = CANARIES[index % CANARIES.length] ?? '';
      const payments = [makePayment({ ref: `pay-${index}` })];
      const order = JSON.parse(printOrderJson(orderOf({ id: `o-${index}`, payments }))) as object;
      return { ...order, customer: [`${canary} ${Math.floor(index / CANARIES.length)}`], tier: canary };
    });
    world.write('shop.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await world.plan(['--orders', 'shop.jsonl', '--customer-key-file', 'customer.key']);
    await world.approve('ann');
    await world.approve('bob');
  });

  it('holds nothing of what customers are called, whatever services answer and people settle', async () => {
    const apply = ['apply', 'plan.jsonl', '--policy', 'policy.json', ...LEDGER];
    const first = await run(...apply, '--ports', 'ports.mjs', '--canary', '0');
    expect(first).toMatchObject({ exitCode: 1, stderr: '' });
    expect(first.stdout).toContain('(not-opaque)');
    const key = /^ {2}([0-9a-f]{16}) {2}refund/m.exec(first.stdout)?.[1] ?? '';
    for (const canary of CANARIES) {
      const settled = await run(...apply, '--settle', `${key}=skip`, '--by', 'ann', '--reason', canary);
      expect(settled.exitCode).toBe(2);
    }
    await run(...apply, '--settle', `${key}=skip`, '--by', 'ann', '--reason', 'TICKET-812');
    await run('followup', 'plan.jsonl', ...LEDGER, '--ports', 'ports.mjs', '--all');
    const held = await allBytes();
    expect(leaksIn(held)).toEqual([]);
    expect(held.includes('by ann: TICKET-812')).toBe(true);
    expect(leaksIn(runs.map(({ stdout, stderr }) => `${stdout}${stderr}`).join(''))).toEqual([]);
  }, 120_000);

  it('is told on a page while somebody else writes it, by a client that may only read', async () => {
    const { id: incidentId } = incidentOf();
    const apply = ['apply', 'plan.jsonl', '--policy', 'policy.json', ...LEDGER];
    expect((await run(...apply, '--ports', 'ports.mjs', '--canary', '0')).exitCode).toBe(1);
    await client.call(
      'ACL',
      'SETUSER',
      'reader',
      'on',
      '>read-only',
      '~*',
      '+@read',
      '+@connection',
      '+info',
    );
    world.write('reader.address', `redis://reader:read-only@${server.host}:${server.port}/0\n`, 0o600);
    const writer = redisLedger(client, { incidentId });
    const opened = await writer.open();
    expect(opened.kind).toBe('opened');
    const before = await allBytes();
    const page = ['plan-report', 'plan.jsonl', '--out', 'plan.html', '--ledger', 'redis'];
    const told = await run(...page, '--redis-file', 'reader.address');
    expect(told).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await allBytes()).equals(before)).toBe(true);
    await writer.close();
    const done = world.read('plan.html');
    expect(leaksIn(done)).toEqual([]);
    await run('plan-report', 'plan.jsonl', '--out', 'bare.html');
    expect(world.read('bare.html')).not.toBe(done);
  }, 120_000);

  it('is not there for a page: said, with what to look at', async () => {
    const page = ['plan-report', 'plan.jsonl', '--out', 'none.html', ...LEDGER];
    const none = await run(...page, '--prefix', 'other');
    expect(none.exitCode).toBe(2);
    expect(none.stderr).toContain(
      'Redis has no ledger of himart:trip-1 under other:ledger:v1:{himart:trip-1}:lines',
    );
    const mixed = await run(
      'plan-report',
      'plan.jsonl',
      '--out',
      'none.html',
      '--redis-file',
      'redis.address',
    );
    expect(mixed).toMatchObject({ exitCode: 2, stdout: '' });
    expect(mixed.stderr).toContain('belong to --ledger redis');
    world.write('nobody.address', 'redis://127.0.0.1:1/0\n', 0o600);
    const away = await run(
      'plan-report',
      'plan.jsonl',
      '--out',
      'none.html',
      '--ledger',
      'redis',
      '--redis-file',
      'nobody.address',
    );
    expect(away.exitCode).toBe(2);
    expect(world.names()).not.toContain('none.html');
    expect(runs.map(({ stdout, stderr }) => `${stdout}${stderr}`).join('')).not.toContain(PASSWORD);
  });
});

describe('a sale on Redis', () => {
  const KEY = { key: 'a secret of at least thirty-two bytes', keyId: 'k1' };

  it('refuses a customer in clear without repeating who it is, and keeps a reference', async () => {
    const stock = redisStock(client, { saleId: 'canary-sale' });
    await stock.open({ allotments: [{ stockKey: 'EP-1', quantity: 100, perCustomer: 1 }] });
    for (const [index, canary] of CANARIES.entries()) {
      const request = (owner: string): ReserveRequest => ({
        id: `o-${index}`,
        owners: [owner],
        lines: [{ stockKey: 'EP-1', quantity: 1 }],
      });
      const refused = await stock.reserve(request(canary));
      expect(refused).toMatchObject({ kind: 'refused', reason: 'invalid_request', field: 'owners[0]' });
      expect(leaksIn(JSON.stringify(refused))).toEqual([]);
      expect(await stock.reserve(request(customerRef(canary, KEY)))).toMatchObject({ kind: 'reserved' });
    }
    const held = await allBytes();
    expect(held.includes(customerRef(CANARIES[0] ?? '', KEY))).toBe(true);
    expect(leaksIn(held)).toEqual([]);
  });
});
