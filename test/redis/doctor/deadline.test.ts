import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { doctor } from '../../../src/stores/redis/doctor/doctor.js';
import { startFaultProxy } from '../../../src/testing/fault-proxy.js';
import { freePort } from '../../../src/testing/free-port.js';
import { startRedisServer, type RedisServer } from '../../../src/testing/redis-server.js';
import { waitUntil } from '../../../src/testing/wait-until.js';
import { CLIENTS, closeClients, findingOf, GOOD_CLIENT, idsOf } from './clients.js';

let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer({ config: { 'busy-reply-threshold': '100' } });
});
afterEach(() => closeClients());
afterAll(() => server.stop());

describe.each(CLIENTS)('the deadline with a client of %s', (_, connect) => {
  it.each([
    ['that waits for ever', { maxRetriesPerRequest: null }],
    ['of defaults', {}],
    ['as recommended', GOOD_CLIENT],
  ])('%s holds for a frozen server', async (_name, options) => {
    const client = connect(server.port, options);
    await waitUntil({ what: 'ready', timeoutMs: 5000 }, () => (client.status === 'ready' ? true : undefined));
    await server.pause();
    const startedAt = performance.now();
    const report = await doctor(client, { deadlineMs: 400 });
    const tookMs = performance.now() - startedAt;
    server.resume();
    expect(findingOf(report, 'server-no-answer').severity).toBe('block');
    expect(tookMs).toBeLessThan(3000);
  });

  it('holds for a server that is not there', async () => {
    const report = await doctor(connect(await freePort('alone'), { maxRetriesPerRequest: null }), {
      deadlineMs: 300,
    });
    expect(findingOf(report, 'server-no-answer').found).toContain('ECONNREFUSED');
  });

  it('holds for a server that stops answering in the middle', async () => {
    const proxy = await startFaultProxy({ target: server });
    const client = connect(proxy.port, GOOD_CLIENT);
    await waitUntil({ what: 'ready', timeoutMs: 5000 }, () => (client.status === 'ready' ? true : undefined));
    const pending = doctor(client, { deadlineMs: 600 });
    // After the first answer, before the others.
    await waitUntil({ what: 'the first reply', timeoutMs: 2000, everyMs: 1 }, () =>
      proxy.counts().replies > 0 ? true : undefined,
    );
    proxy.stall('replies');
    const report = await pending;
    await proxy.stop();
    expect(JSON.stringify(report)).toContain('no answer within the deadline');
  });

  it('is not needed by a client that is still connecting', async () => {
    const report = await doctor(connect(server.port, GOOD_CLIENT));
    expect(idsOf(report)).not.toContain('server-no-answer');
    expect(report.unknown).toEqual([]);
  });

  it('leaves nothing behind on the client', async () => {
    const client = connect(server.port, GOOD_CLIENT);
    const before = client.listenerCount('error');
    await doctor(client);
    expect(client.listenerCount('error')).toBe(before);
    expect(client.listenerCount('node error')).toBe(0);
    expect(await client.call('PING')).toBe('PONG');
  });

  it('names the script everyone waits for', async () => {
    const client = connect(server.port, GOOD_CLIENT);
    await waitUntil({ what: 'ready', timeoutMs: 5000 }, () => (client.status === 'ready' ? true : undefined));
    const endless = server.command('EVAL', 'while true do end', 0).catch(() => undefined);
    await sleep(300);
    const report = await doctor(client, { deadlineMs: 1500 });
    await server.command('SCRIPT', 'KILL');
    await endless;
    expect(findingOf(report, 'server-busy').found).toContain('BUSY');
  });
});

describe('the deadline', () => {
  it.each([99, 60_001, Number.NaN, Number.POSITIVE_INFINITY])('of %d ms is refused', async (deadlineMs) => {
    const [[, connect]] = CLIENTS;
    await expect(doctor(connect(server.port), { deadlineMs })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });
});
