import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doctor } from '../../../src/stores/redis/doctor/doctor.js';
import { startRedisServer, type RedisServer } from '../../../src/testing/redis-server.js';
import { CLIENTS, closeClients, findingOf, GOOD_CLIENT } from './clients.js';

const KEYS = 40;

let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer({
    config: {
      'enable-debug-command': 'yes',
      // Reading each key takes 50 ms, and clients are heard in between.
      'key-load-delay': '50000',
      'loading-process-events-interval-bytes': '1024',
    },
  });
  for (let key = 0; key < KEYS; key += 1) {
    // Random enough to stay longer than the interval when compressed.
    await server.command('SET', `key-${key}`, noise(2000));
  }
});
afterAll(async () => {
  closeClients();
  await server.stop();
});

describe.each(CLIENTS)('a server that reads its data from disk, with %s', (_, connect) => {
  it.each([
    ['a client that just connects', GOOD_CLIENT],
    ['a client that queues', {}],
  ])('is a block, for %s', async (_name, options) => {
    const reload = server.command('DEBUG', 'RELOAD').catch(() => undefined);
    await sleep(200);
    const report = await doctor(connect(server.port, options), { deadlineMs: 1000 });
    await reload;
    expect(findingOf(report, 'server-loading').severity).toBe('block');
    expect(report.unknown.map((one) => one.what)).toContain('rights of the user');
  });
});

function noise(length: number): string {
  let state = length;
  let text = '';
  while (text.length < length) {
    state = (state * 48_271) % 2_147_483_647;
    text += state.toString(36);
  }
  return text.slice(0, length);
}
