import { hostname } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Redis } from 'ioredis';
import { LedgerBook, type NewEntry } from '../../src/remedy/apply/ledger-book.js';
import type { LedgerEntry, LedgerStore } from '../../src/remedy/apply/ledger.js';
import { ledgerKeys } from '../../src/stores/redis/ledger-keys.js';
import { redisLedger, type RedisLedgerOptions } from '../../src/stores/redis/ledger.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { headerOf } from '../support/remedy-apply/plan-by-hand.js';

let server: RedisServer;
let client: Redis;
let count = 0;
let incidentId: string;

beforeAll(async () => {
  server = await startRedisServer({ config: { appendonly: 'yes', appendfsync: 'always' } });
  client = new Redis(server.port, '127.0.0.1', { maxRetriesPerRequest: 1, retryStrategy: () => 20 });
  client.on('error', () => undefined);
});

afterAll(async () => {
  client.disconnect();
  await server.stop();
});

beforeEach(() => {
  count += 1;
  incidentId = `sale:trip-${count}`;
});

function store(options: Partial<RedisLedgerOptions> = {}): LedgerStore {
  return redisLedger(client, { incidentId, ...options });
}

function entry(number: number): NewEntry {
  return {
    key: String(number).padStart(64, '0'),
    kind: 'refund',
    orderId: `o-${number}`,
    state: 'done',
    fingerprint: 'refund 100 KRW',
    amount: 100,
    attempt: 1,
    note: undefined,
  };
}

async function opened(from: LedgerStore, heard: LedgerEntry[] = []): Promise<LedgerBook> {
  const use = {
    header: headerOf({ incidentId }),
    now: () => 1_000,
    onEntry: (one: LedgerEntry) => heard.push(one),
  };
  const result = await LedgerBook.open(from, use);
  if (result.kind !== 'opened') throw new Error(`busy: ${result.holder}`);
  return result.book;
}

async function kept(numbers: number): Promise<void> {
  const book = await opened(store());
  await book.begin('d'.repeat(64));
  await Promise.all(Array.from({ length: numbers }, (_, index) => book.write(entry(index + 1))));
  await book.close();
}

/** Makes the lease look like that of a process of another machine, which nobody can ask for. */
async function disguise(): Promise<void> {
  const { lease } = ledgerKeys({ incidentId });
  const holder = JSON.stringify({ pid: 7, host: 'another-machine', began: '1', nonce: 'x' });
  await client.hset(lease, 'holder', holder);
}

describe('a ledger on Redis', () => {
  it('tells everything that was kept, in order, to the next process', async () => {
    await kept(1_234);
    const heard: LedgerEntry[] = [];
    await (await opened(store(), heard)).close();
    expect(heard.map(({ number }) => number)).toEqual(Array.from({ length: 1_234 }, (_, index) => index + 1));
  });

  it('is one process at a time', async () => {
    const book = await opened(store());
    expect(await store().open()).toMatchObject({
      kind: 'busy',
      holder: expect.stringContaining(`process ${process.pid}`) as string,
    });
    await book.close();
    await (await opened(store())).close();
  });

  it('belongs to another when its writer is not heard of, and keeps nothing of the old one', async () => {
    const old = await opened(store({ leaseMs: 1_000 }));
    await old.begin('d'.repeat(64));
    await disguise();
    expect(await store().open()).toMatchObject({ kind: 'busy' });
    // As when the old process hangs: its lease is not prolonged, and ends.
    await client.hset(ledgerKeys({ incidentId }).lease, 'ends', '1');
    const young = await opened(store());
    await expect(old.write(entry(1))).rejects.toMatchObject({
      code: 'corrupt-state',
      message: expect.stringContaining('taken over') as string,
    });
    await young.write(entry(2));
    await old.close();
    await young.write(entry(3));
    await young.close();
    const heard: LedgerEntry[] = [];
    await (await opened(store(), heard)).close();
    expect(heard.map(({ orderId }) => orderId)).toEqual(['o-2', 'o-3']);
  });

  it('takes over at once from a process of this machine that is gone', async () => {
    await kept(1);
    const { lease } = ledgerKeys({ incidentId });
    const holder = JSON.stringify({ pid: process.pid, host: hostname(), began: '1', nonce: 'x' });
    await client.hset(lease, 'holder', holder, 'ends', String(Date.now() + 600_000));
    await (await opened(store())).close();
  });

  it('keeps a lease alive while its writer only waits', async () => {
    const book = await opened(store({ leaseMs: 1_000 }));
    await disguise();
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    expect(await store().open()).toMatchObject({ kind: 'busy' });
    await book.close();
  });

  it('keeps a line once, however often its request arrives', async () => {
    const lossy = losing(client);
    const book = await opened(redisLedger(lossy.client, { incidentId, callMs: 100 }));
    await book.begin('d'.repeat(64));
    lossy.loseReplies(2);
    await book.write(entry(1));
    await book.write(entry(2));
    await book.close();
    const heard: LedgerEntry[] = [];
    await (await opened(store(), heard)).close();
    expect(heard.map(({ number }) => number)).toEqual([1, 2]);
    expect(lossy.lost()).toBe(2);
  });

  it('survives a crash of the server, and goes on by itself', async () => {
    const book = await opened(store());
    await book.begin('d'.repeat(64));
    await book.write(entry(1));
    await server.kill();
    const writing = book.write(entry(2));
    await server.restart();
    await writing;
    await book.close();
    const heard: LedgerEntry[] = [];
    await (await opened(store(), heard)).close();
    expect(heard.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('stops when the server lost lines, and when somebody else wrote', async () => {
    const { lines } = ledgerKeys({ incidentId });
    const book = await opened(store());
    await book.begin('d'.repeat(64));
    await client.rpop(lines);
    await expect(book.write(entry(1))).rejects.toMatchObject({ code: 'corrupt-state' });
    await expect(book.write(entry(2))).rejects.toMatchObject({ code: 'corrupt-state' });
    await book.close();
  });

  it('refuses an edited line when it is opened', async () => {
    await kept(3);
    const { lines } = ledgerKeys({ incidentId });
    const [first = ''] = await client.lrange(lines, 3, 3);
    await client.lset(lines, 3, first.replace('o-2', 'o-9'));
    await expect(opened(store())).rejects.toMatchObject({
      code: 'corrupt-state',
      message: expect.stringContaining('line 4') as string,
    });
  });

  it('says so when nobody answers, without the request in the message', async () => {
    const away = new Redis(1, '127.0.0.1', { maxRetriesPerRequest: 0, retryStrategy: () => null });
    away.on('error', () => undefined);
    const error: unknown = await redisLedger(away, { incidentId, callMs: 50, patienceMs: 100 })
      .open()
      .catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'file', transient: true });
    away.disconnect();
  });

  it('refuses ids that would move its keys to another slot', () => {
    expect(() => redisLedger(client, { incidentId: 'a}b' })).toThrow(/incidentId/);
  });
});

/** A client that carries scripts out and forgets to answer. */
function losing(real: Redis) {
  let left = 0;
  let lost = 0;
  return {
    client: {
      call: async (command: string, ...args: (string | number | Buffer)[]): Promise<unknown> => {
        const reply: unknown = await real.call(command, ...args);
        if (left === 0 || !command.startsWith('EVAL')) return reply;
        left -= 1;
        lost += 1;
        return new Promise(() => undefined);
      },
    },
    loseReplies: (count: number): void => {
      left = count;
    },
    lost: (): number => lost,
  };
}
