import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doctor } from '../../../src/stores/redis/doctor/doctor.js';
import { startRedisServer, type RedisServer } from '../../../src/testing/redis-server.js';
import { CLIENTS, closeClients, findingOf, GOOD_CLIENT, idsOf } from './clients.js';

let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(async () => {
  closeClients();
  await server.stop();
});

describe.each(CLIENTS)('a client of %s', (name, connect) => {
  const good = (options: Readonly<Record<string, unknown>>): ReturnType<typeof connect> =>
    connect(server.port, { ...GOOD_CLIENT, ...options });

  it('with nothing but defaults is told what resends, queues and hangs', async () => {
    const report = await doctor(connect(server.port));
    const ids = idsOf(report).filter((id) => id.startsWith('client'));
    expect(ids.sort()).toEqual([
      'client-half-open',
      'client-no-command-timeout',
      'client-offline-queue',
      'client-resends',
      'client-stays-on-old-primary',
    ]);
    expect(findingOf(report, 'client-resends')).toMatchObject({
      severity: 'warn',
      found: 'autoResendUnfulfilledCommands true',
      fix: 'new Redis({ autoResendUnfulfilledCommands: false })',
    });
    expect(findingOf(report, 'client-resends')).not.toHaveProperty('node');
  });

  it.each([
    [{ autoResendUnfulfilledCommands: true }, 'client-resends', 'warn'],
    [{ enableOfflineQueue: true }, 'client-offline-queue', 'warn'],
    [{ maxRetriesPerRequest: null }, 'client-waits-forever', 'hold'],
    [{ retryStrategy: null }, 'client-gives-up', 'hold'],
    [{ commandTimeout: undefined }, 'client-no-command-timeout', 'info'],
    [{ socketTimeout: undefined }, 'client-half-open', 'warn'],
    [{ reconnectOnError: null }, 'client-stays-on-old-primary', 'warn'],
    [{ readOnly: true }, 'client-asks-replica', 'hold'],
    [{ keyPrefix: '{}:' }, 'client-prefix-breaks-slot', 'warn'],
    [{ keyPrefix: '{shop}:' }, 'client-prefix-one-slot', 'info'],
  ])('with %o has %s and no other', async (option, id, severity) => {
    const report = await doctor(good(option));
    expect(idsOf(report).filter((one) => one.startsWith('client'))).toEqual([id]);
    expect(findingOf(report, id).severity).toBe(severity);
  });

  it.each([[{ keyPrefix: 'shop:' }], [{ keyPrefix: 'a}b:' }], [{ lazyConnect: true }], [{ db: 3 }]])(
    'with %o has nothing to hear about it',
    async (option) => {
      const report = await doctor(good(option));
      expect(idsOf(report).filter((id) => id.startsWith('client'))).toEqual([]);
      expect(report.unknown).toEqual([]);
    },
  );

  it('whose replies come as numbers in text or as maps is understood', async () => {
    const report = await doctor(good({ stringNumbers: true, replyMapping: 'resp3', protocol: 3 }));
    expect(report.unknown).toEqual([]);
    expect(idsOf(report)).toContain('persistence-off');
  });

  it('that pipelines by itself is understood', async () => {
    expect((await doctor(good({ enableAutoPipelining: true }))).unknown).toEqual([]);
  });

  it('that has ended is a block, at once', async () => {
    const client = good({});
    client.disconnect();
    await untilStatus(client, 'end');
    const report = await doctor(client, { deadlineMs: 60_000 });
    expect(findingOf(report, 'client-ended').severity).toBe('block');
  });

  it('that listens to channels is a block', async () => {
    // RESP2: with RESP3 a connection can listen and ask at once, and is no block.
    const client = good({ protocol: 2, enableOfflineQueue: true });
    await client.subscribe('news');
    expect(findingOf(await doctor(client), 'client-subscriber').found).toBe('mode subscriber');
  });

  it('that monitors is a block', async () => {
    const monitor = await good({ enableOfflineQueue: true }).monitor();
    expect(findingOf(await doctor(monitor), 'client-subscriber').found).toBe('mode monitor');
    monitor.disconnect();
  });

  it('that asked a name whose server became a replica is refused for ever, unless told to reconnect', async () => {
    const [stays, returns] = [good({ reconnectOnError: null }), good({})];
    await Promise.all([stays, returns].map((client) => untilStatus(client, 'ready')));
    const before = await Promise.all([stays, returns].map((client) => client.client('ID')));
    await server.command('REPLICAOF', '127.0.0.1', '1');
    for (let attempt = 0; attempt < 3; attempt += 1) {
      for (const client of [stays, returns]) {
        await expect(client.set('key', 'value')).rejects.toThrow(/READONLY|writeable|closed/);
      }
      await sleep(150);
    }
    await server.command('REPLICAOF', 'NO', 'ONE');
    await untilStatus(returns, 'ready');
    const after = await Promise.all([stays, returns].map((client) => client.client('ID')));
    expect(after[0], `${name} keeps the connection`).toBe(before[0]);
    expect(after[1], `${name} makes a new connection`).not.toBe(before[1]);
  });
});

async function untilStatus(client: { readonly status: string }, status: string): Promise<void> {
  for (let look = 0; look < 200 && client.status !== status; look += 1) await sleep(25);
  expect(client.status).toBe(status);
}
