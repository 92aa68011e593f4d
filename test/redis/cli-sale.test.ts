import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doctorCommand } from '../../src/cli/commands/doctor.js';
import { exportCommand } from '../../src/cli/commands/export.js';
import { freezeCommand } from '../../src/cli/commands/freeze.js';
import { openCommand } from '../../src/cli/commands/open.js';
import { restockCommand } from '../../src/cli/commands/restock.js';
import { resumeCommand } from '../../src/cli/commands/resume.js';
import { statusCommand } from '../../src/cli/commands/status.js';
import { sweepCommand } from '../../src/cli/commands/sweep.js';
import { watchCommand } from '../../src/cli/commands/watch.js';
import { withdrawCommand } from '../../src/cli/commands/withdraw.js';
import { connectRedis } from '../../src/cli/sale/redis-connection.js';
import { parseRedisAddress } from '../../src/cli/sale/redis-address.js';
import { openRedis } from '../../src/cli/sale/sale-session.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { saleWorld, type MakeCommand, type SaleRun, type SaleWorld } from '../unit/cli/sale/sale-world.js';

const PASSWORD = 'never-print-this-one';

let server: RedisServer;
let world: SaleWorld;

beforeAll(async () => {
  server = await startRedisServer({ config: { requirepass: PASSWORD } });
  world = await saleWorld();
  world.openStore = openRedis;
  world.now = Date.now();
  world.write('redis.address', `redis://:${PASSWORD}@${server.host}:${server.port}/0\n`, 0o600);
});

afterAll(async () => {
  await server.stop();
});

const runs: SaleRun[] = [];

async function as(
  person: 'kim' | 'lee' | 'boss',
  make: MakeCommand,
  ...args: readonly string[]
): Promise<SaleRun> {
  const run = await world.runAs(person, make, ['--redis-file', world.file('redis.address'), ...args]);
  runs.push(run);
  return run;
}

describe('a sale on Redis, by the command line', () => {
  it('is opened, watched, stopped, resumed and told', async () => {
    const now = ['--now', '2026-09-20T00:00:00Z'];
    const opened = await as('boss', openCommand, '--book', world.file('book.jsonl'), ...now);
    expect(opened).toMatchObject({ exit: 0, error: undefined });
    expect(opened.stdout).toContain(`opened: chuseok-2026 at redis://${server.host}:${server.port}`);
    expect((await as('boss', openCommand, '--book', world.file('book.jsonl'), ...now)).stdout).toContain(
      'already open',
    );
    expect(await as('kim', restockCommand, 'EP-100=20')).toMatchObject({ exit: 0 });
    expect(await as('kim', withdrawCommand, 'TV-1=1')).toMatchObject({ exit: 0 });
    expect(await as('kim', freezeCommand, '--sku', 'TV-1', '--reason', 'wrong price')).toMatchObject({
      exit: 0,
    });
    const held = await as('lee', statusCommand);
    expect([held.exit, held.stdout]).toEqual([
      1,
      expect.stringContaining('! sku:TV-1: FREEZE by kim: wrong price'),
    ]);
    const own = await as('kim', resumeCommand, '--sku', 'TV-1', '--reason', 'x');
    expect([own.exit, own.stderr]).toEqual([1, expect.stringContaining('whoever placed a hold')]);
    expect(await as('lee', resumeCommand, '--sku', 'TV-1', '--reason', 'mended')).toMatchObject({
      exit: 0,
      stderr: '',
    });
    const open = await as('lee', statusCommand);
    expect([open.exit, open.stdout]).toEqual([0, expect.stringMatching(/EP-100 +120 /)]);
    expect((await as('kim', sweepCommand, '--once')).stdout).toBe('gave back 0 reservations\n');
    expect((await as('kim', watchCommand, '--times', '1', '--lang', 'ko')).stdout).toContain('판매 중');
    const exported = await as(
      'kim',
      exportCommand,
      '--orders',
      world.file('o.jsonl'),
      '--incidents',
      world.file('i'),
    );
    expect([exported.exit, world.read('o.jsonl')]).toEqual([0, '']);
  });

  it('examines the server it is connected to', async () => {
    const run = await as('kim', doctorCommand);
    expect(run.error).toBeUndefined();
    expect([0, 1]).toContain(run.exit);
    expect(run.stdout).toMatch(/\d+ block, \d+ hold, \d+ warn, \d+ info/);
    expect(run.stdout).not.toContain('client-offline-queue');
  });

  it('is not let in with a wrong password, and prints none', async () => {
    world.write('wrong.address', `redis://:${PASSWORD}-not@${server.host}:${server.port}`, 0o600);
    const run = await world.runAs('kim', statusCommand, ['--redis-file', world.file('wrong.address')]);
    expect(run.error).toMatch(
      /^store-configuration: redis:\/\/127\.0\.0\.1:\d+ does not let this user in: WRONGPASS/,
    );
    for (const { stdout, stderr, error } of [...runs, run])
      expect(`${stdout}${stderr}${error ?? ''}`).not.toContain(PASSWORD);
  });

  it('says within the time that nobody answers', async () => {
    const address = parseRedisAddress('redis://127.0.0.1:1', 'test');
    const before = performance.now();
    await expect(connectRedis(address, { withinMs: 400 })).rejects.toThrow(
      /no connection to redis:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/,
    );
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});
