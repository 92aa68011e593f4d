import { createServer } from 'node:net';
import * as fc from 'fast-check';
import { Redis } from 'ioredis';
import { Redis as Redis5 } from 'ioredis5';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFaultProxy, type FaultProxy } from '../../../src/testing/fault-proxy.js';
import { startRedisServer, type RedisServer } from '../../../src/testing/redis-server.js';
import { connectResp, type RespConnection } from '../../../src/testing/resp-connection.js';

let server: RedisServer;
let proxy: FaultProxy;
const clients: { disconnect(): void }[] = [];

beforeAll(async () => {
  server = await startRedisServer();
});

beforeEach(async () => {
  await server.command('FLUSHALL');
  proxy = await startFaultProxy({ target: server });
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await proxy.stop();
});

afterAll(async () => {
  await server.stop();
});

/** The little of a client that is used here; the classes of two versions are not assignable to each other. */
interface Counting {
  set(key: string, value: number): Promise<unknown>;
  incr(key: string): Promise<number>;
  disconnect(): void;
}

async function open(): Promise<RespConnection> {
  const connection = await connectResp({ port: proxy.port });
  clients.push({ disconnect: () => connection.close() });
  return connection;
}

function sleep(ms: number): Promise<'nothing'> {
  return new Promise((resolve) => setTimeout(resolve, ms, 'nothing'));
}

/** The value of each call, or that it failed. */
async function outcomes(calls: readonly Promise<unknown>[]): Promise<unknown[]> {
  const results = await Promise.allSettled(calls);
  return results.map((result) => (result.status === 'fulfilled' ? result.value : 'lost'));
}

describe('cutAfterExecution', () => {
  it.each([
    ['ioredis 6', (port: number): Counting => new Redis({ port })],
    ['ioredis 5', (port: number): Counting => new Redis5({ port })],
  ])('has a client of %s with its defaults count twice and report success', async (_name, connect) => {
    const client = connect(proxy.port);
    clients.push(client);
    await client.set('counter', 0);
    const cut = proxy.cutAfterExecution('incr');
    expect(cut.happened).toBe(false);
    expect(await client.incr('counter')).toBe(2);
    expect(await cut.done).toEqual({ request: { name: 'INCR', arguments: ['counter'] }, reply: 1 });
    expect(cut.happened).toBe(true);
    expect(await server.command('GET', 'counter')).toBe('2');
    expect(proxy.counts()).toMatchObject({ repliesSwallowed: 1, connections: 2, unreadable: 0 });
  });

  it('cuts a pipeline exactly: replies before arrive, the request is executed, later ones are not', async () => {
    const connection = await open();
    const cut = proxy.cutAfterExecution((request) => request.arguments[0] === 'c');
    const calls = ['a', 'b', 'c', 'd'].map((key) => connection.call('INCR', key));
    expect(await outcomes(calls)).toEqual([1, 1, 'lost', 'lost']);
    expect(await cut.done).toMatchObject({ reply: 1 });
    expect(await server.command('MGET', 'a', 'b', 'c', 'd')).toEqual(['1', '1', '1', null]);
    expect(proxy.counts()).toMatchObject({ requests: 3, replies: 2, repliesSwallowed: 1 });
  });

  it('cuts exactly with delays in both directions and replies of many chunks', async () => {
    const connection = await open();
    const large = 'x'.repeat(300_000);
    await server.command('SET', 'large', large);
    proxy.delayRequests(20);
    proxy.delayReplies(40);
    proxy.cutAfterExecution('INCR');
    const calls = [
      connection.call('GET', 'large'),
      connection.call('INCR', 'a'),
      connection.call('GET', 'large'),
    ];
    expect(await outcomes(calls)).toEqual([large, 'lost', 'lost']);
    expect(await server.command('GET', 'a')).toBe('1');
  });

  it('is exact wherever in a pipeline it falls, at either moment', async () => {
    const moment = fc.constantFrom('cutAfterExecution' as const, 'cutBeforeExecution' as const);
    const delays = fc.tuple(fc.nat(3), fc.nat(3));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.nat(39),
        moment,
        delays,
        async (count, at, arm, [to, from]) => {
          await server.command('DEL', 'order');
          proxy.delayRequests(to);
          proxy.delayReplies(from);
          const last = Math.min(at, count - 1);
          const cut = proxy[arm]((request) => request.arguments[1] === String(last));
          const connection = await open();
          const calls = Array.from({ length: count }, (_, index) => connection.call('RPUSH', 'order', index));
          const got = await outcomes(calls);
          await cut.done;
          expect(got).toEqual(calls.map((_, index) => (index < last ? index + 1 : 'lost')));
          expect(await server.command('LLEN', 'order')).toBe(arm === 'cutAfterExecution' ? last + 1 : last);
        },
      ),
      { numRuns: 100 },
    );
    expect(proxy.counts().unreadable).toBe(0);
  });

  it('is for one request; the next one passes', async () => {
    proxy.cutAfterExecution('INCR');
    proxy.cutAfterExecution('INCR');
    for (const expected of ['lost', 'lost', 3]) {
      expect(await outcomes([(await open()).call('INCR', 'a')])).toEqual([expected]);
    }
  });

  it('swallows the answer of a script or transaction whole', async () => {
    const connection = await open();
    const cut = proxy.cutAfterExecution('EXEC');
    const calls = [connection.call('MULTI'), connection.call('INCR', 'a'), connection.call('EXEC')];
    expect(await outcomes(calls)).toEqual(['OK', 'QUEUED', 'lost']);
    expect(await cut.done).toMatchObject({ reply: [1] });
  });

  it('without a match means the next request of all', async () => {
    const connection = await open();
    const cut = proxy.cutAfterExecution();
    expect(await outcomes([connection.call('PING')])).toEqual(['lost']);
    expect(await cut.done).toMatchObject({ request: { name: 'PING' }, reply: 'PONG' });
  });

  it('knows nothing when the server dies before it answers', async () => {
    const own = await startRedisServer();
    const ownProxy = await startFaultProxy({ target: own });
    try {
      const connection = await connectResp({ port: ownProxy.port });
      const cut = ownProxy.cutAfterExecution('BLPOP');
      // Awaited from the start: the connection may break before the kill has been answered.
      const outcome = outcomes([connection.call('BLPOP', 'none', 0)]);
      await untilCounted(ownProxy, 1);
      await own.kill();
      expect(await outcome).toEqual(['lost']);
      expect(await cut.done).toBeUndefined();
      expect(cut.happened).toBe(false);
    } finally {
      await ownProxy.stop();
      await own.stop();
    }
  });

  it('reports although the client gave up before the server answered', async () => {
    const connection = await open();
    await connection.call('PING');
    await server.pause();
    const cut = proxy.cutAfterExecution('INCR');
    const call = outcomes([connection.call('INCR', 'a')]);
    await untilCounted(proxy, 2);
    connection.close();
    expect(await call).toEqual(['lost']);
    expect(cut.happened).toBe(false);
    server.resume();
    expect(await cut.done).toMatchObject({ reply: 1 });
  });
});

async function untilCounted(one: FaultProxy, requests: number): Promise<void> {
  for (let look = 0; look < 500 && one.counts().requests < requests; look += 1) await sleep(5);
  expect(one.counts().requests).toBe(requests);
}

describe('cutBeforeExecution', () => {
  it('looks the same to the client and has no effect', async () => {
    const connection = await open();
    const cut = proxy.cutBeforeExecution((request) => request.arguments[0] === 'b');
    const calls = ['a', 'b', 'c'].map((key) => connection.call('INCR', key));
    expect(await outcomes(calls)).toEqual([1, 'lost', 'lost']);
    expect(await cut.done).toEqual({ request: { name: 'INCR', arguments: ['b'] }, reply: undefined });
    expect(await server.command('MGET', 'a', 'b', 'c')).toEqual(['1', null, null]);
  });

  it('lets the default client succeed with one effect', async () => {
    const client = new Redis({ port: proxy.port });
    clients.push(client);
    await client.set('counter', 0);
    proxy.cutBeforeExecution('INCR');
    expect(await client.incr('counter')).toBe(1);
  });
});

describe('delays and stalls', () => {
  it('delays replies after the execution, in order', async () => {
    const connection = await open();
    proxy.delayReplies(300);
    const calls = [connection.call('INCR', 'a'), connection.call('INCR', 'a')];
    expect(await Promise.race([...calls, sleep(60)])).toBe('nothing');
    expect(await server.command('GET', 'a')).toBe('2');
    expect(await outcomes(calls)).toEqual([1, 2]);
  });

  it('delays requests before the execution, and executes them although the client has gone', async () => {
    const connection = await open();
    proxy.delayRequests(150);
    const call = connection.call('INCR', 'a');
    await sleep(30);
    connection.close();
    expect(await outcomes([call])).toEqual(['lost']);
    expect(await server.command('GET', 'a')).toBeNull();
    for (let look = 0; look < 500 && (await server.command('GET', 'a')) === null; look += 1) await sleep(5);
    expect(await server.command('GET', 'a')).toBe('1');
  });

  it.each([
    ['both', null],
    ['requests', null],
    ['replies', '1'],
  ] as const)('holds %s while stalled and hands them on after resume', async (direction, meanwhile) => {
    const connection = await open();
    await connection.call('PING');
    proxy.stall(direction);
    const call = connection.call('INCR', 'a');
    expect(await Promise.race([call, sleep(80)])).toBe('nothing');
    expect(await server.command('GET', 'a')).toBe(meanwhile);
    proxy.resume();
    expect(await call).toBe(1);
  });

  it('hides the end of a server while stalled, as a broken line does', async () => {
    const own = await startRedisServer();
    const ownProxy = await startFaultProxy({ target: own });
    try {
      const connection = await connectResp({ port: ownProxy.port });
      expect(await connection.call('PING')).toBe('PONG');
      ownProxy.stall();
      const call = outcomes([connection.call('PING')]);
      await own.kill();
      expect(await Promise.race([call, sleep(80)])).toBe('nothing');
      ownProxy.resume();
      expect(await call).toEqual(['lost']);
    } finally {
      await ownProxy.stop();
      await own.stop();
    }
  });

  it('passes again after pass: nothing held, nothing armed', async () => {
    const connection = await open();
    const cut = proxy.cutAfterExecution('INCR');
    proxy.delayReplies(60_000);
    proxy.stall();
    proxy.refuse();
    const early = connection.call('GET', 'a');
    expect(await Promise.race([early, sleep(50)])).toBe('nothing');
    proxy.pass();
    expect(await cut.done).toBeUndefined();
    expect(await outcomes([early, connection.call('INCR', 'a'), (await open()).call('PING')])).toEqual([
      null,
      1,
      'PONG',
    ]);
  });

  it.each([-1, 0.5, Number.NaN, 600_001])('refuses a delay of %s', (delayMs) => {
    expect(() => proxy.delayReplies(delayMs)).toThrow('delayMs has to be a whole number');
    expect(() => proxy.delayRequests(delayMs)).toThrow('delayMs has to be a whole number');
  });
});

describe('connections', () => {
  it('cuts all at once and takes new ones', async () => {
    const [left, right] = [await open(), await open()];
    await left.call('PING');
    await right.call('PING');
    expect(proxy.counts().openConnections).toBe(2);
    proxy.stall();
    const calls = outcomes([left.call('PING'), right.call('PING')]);
    proxy.cutAll();
    expect(await calls).toEqual(['lost', 'lost']);
    proxy.resume();
    expect(await (await open()).call('PING')).toBe('PONG');
    expect(proxy.counts()).toMatchObject({ connections: 3, openConnections: 1 });
  });

  it('refuses new ones and leaves the others alone', async () => {
    const connection = await open();
    await connection.call('PING');
    proxy.refuse();
    const refused = await open().then(
      (late) => outcomes([late.call('PING')]),
      () => ['lost'],
    );
    expect(refused).toEqual(['lost']);
    expect(await connection.call('PING')).toBe('PONG');
    expect(proxy.counts().refused).toBe(1);
    proxy.accept();
    expect(await (await open()).call('PING')).toBe('PONG');
  });

  it('closes the client connection when the server is down', async () => {
    const own = await startRedisServer();
    const ownProxy = await startFaultProxy({ target: own });
    await own.stop();
    try {
      const lost = await connectResp({ port: ownProxy.port }).then(
        (connection) => outcomes([connection.call('PING')]),
        () => ['lost'],
      );
      expect(lost).toEqual(['lost']);
    } finally {
      await ownProxy.stop();
    }
  });

  it('cuts and counts what is not RESP', async () => {
    const stranger = await startFaultProxy({ target: await startStranger() });
    try {
      const connection = await connectResp({ port: stranger.port });
      expect(await outcomes([connection.call('PING')])).toEqual(['lost']);
      expect(stranger.counts().unreadable).toBe(1);
    } finally {
      await stranger.stop();
    }
  });

  it('hands on subscriptions and RESP3 pushes, and counts on behind a push', async () => {
    const subscriber = new Redis({ port: proxy.port });
    const publisher = new Redis({ port: proxy.port });
    clients.push(subscriber, publisher);
    const heard = new Promise((resolve) => subscriber.on('message', (_channel, message) => resolve(message)));
    await subscriber.subscribe('sale');
    await publisher.publish('sale', 'open');
    expect(await heard).toBe('open');

    const tracking = await open();
    const hello = await tracking.call('HELLO', 3);
    expect(hello).toBeInstanceOf(Map);
    await tracking.call('CLIENT', 'TRACKING', 'ON');
    await tracking.call('GET', 'a');
    await publisher.set('a', 1);
    // The invalidation pushed in between is no reply: the counting stays right, and so does the cut.
    expect(await tracking.call('PING')).toBe('PONG');
    const cut = proxy.cutAfterExecution('INCR');
    expect(await outcomes([tracking.call('GET', 'a'), tracking.call('INCR', 'a')])).toEqual(['1', 'lost']);
    expect(await cut.done).toMatchObject({ reply: 2 });
    expect(proxy.counts().unreadable).toBe(0);
  });
});

/** A server that speaks HTTP. */
async function startStranger(): Promise<{ port: number }> {
  const listener = createServer((socket) =>
    socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
  );
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  listener.unref();
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port };
}
