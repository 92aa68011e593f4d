import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReplicaPair, type ReplicaPair } from '../../../src/testing/redis-replica-pair.js';

describe('startReplicaPair', () => {
  let pair: ReplicaPair;

  beforeAll(async () => {
    pair = await startReplicaPair();
  });

  afterAll(async () => {
    await pair.stop();
  });

  it('hands a write on to the replica, which takes none of its own', async () => {
    expect(await pair.primary.command('SET', 'stock', 100)).toBe('OK');
    await pair.untilInSync();
    expect(await pair.replica.command('GET', 'stock')).toBe('100');
    expect(await pair.replica.command('SET', 'stock', 1)).toMatchObject({ code: 'READONLY' });
  });

  it('holds writes up while the link is stalled, and catches up afterwards', async () => {
    pair.stallLink();
    const connection = await pair.primary.connect();
    expect(await connection.call('DECR', 'stock')).toBe(99);
    // How many replicas have this connection's writes within 200 ms.
    expect(await connection.call('WAIT', 1, 200)).toBe(0);
    expect(await pair.replica.command('GET', 'stock')).toBe('100');
    pair.resumeLink();
    expect(await connection.call('WAIT', 1, 5000)).toBe(1);
    connection.close();
    expect(await pair.replica.command('GET', 'stock')).toBe('99');
  });

  it('loses what was acknowledged behind a stalled link when the replica is promoted, restart included', async () => {
    pair.stallLink();
    for (let left = 98; left >= 49; left -= 1) expect(await pair.primary.command('DECR', 'stock')).toBe(left);
    await pair.promoteReplica();
    expect(await pair.replica.command('GET', 'stock')).toBe('99');
    expect(await pair.replica.command('DECR', 'stock')).toBe(98);
    expect(await pair.primary.command('GET', 'stock')).toBe('49');
    await pair.replica.restart();
    expect(await pair.replica.command('SET', 'still', 'primary')).toBe('OK');
  });

  it('stops at once although the link is stalled', async () => {
    const pids = [pair.primary.pid, pair.replica.pid];
    await pair.stop();
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
