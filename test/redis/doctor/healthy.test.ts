import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doctor } from '../../../src/stores/redis/doctor/doctor.js';
import { startRedisServer, type RedisServer } from '../../../src/testing/redis-server.js';
import { CLIENTS, closeClients, GOOD_CLIENT } from './clients.js';

let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer({
    config: { maxmemory: '100mb', 'maxmemory-policy': 'noeviction', appendonly: 'yes' },
  });
});
afterAll(async () => {
  closeClients();
  await server.stop();
});

describe.each(CLIENTS)('a server and a client as recommended, %s', (_, connect) => {
  it('have no finding above info, and nothing unknown', async () => {
    const report = await doctor(connect(server.port, GOOD_CLIENT));
    expect(report.findings.filter((finding) => finding.severity !== 'info')).toEqual([]);
    expect(report.unknown).toEqual([]);
  });
});
