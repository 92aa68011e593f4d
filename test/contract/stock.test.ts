import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stockContract } from '../../src/testing/stock/contract/contract.js';
import { SETUPS, startSetupServers, type SetupServers } from '../redis/setups.js';
import { memoryHarness, redisHarness, runTogether, type CheckResults } from './harnesses.js';

describe('the store contract', () => {
  it('has at least 90 checks, each with a name of its own', () => {
    expect(stockContract.length).toBeGreaterThanOrEqual(90);
    expect(new Set(stockContract.map((check) => check.name)).size).toBe(stockContract.length);
  });
});

describe('the memory store', () => {
  it.each(stockContract.map((check) => [check.name, check] as const))('%s', async (_, check) => {
    const harness = memoryHarness();
    await expect(check.run(harness)).resolves.toBeUndefined();
    await harness.dispose();
  });
});

describe('the Redis store', () => {
  let servers: SetupServers;

  beforeAll(async () => {
    servers = await startSetupServers();
  });

  afterAll(async () => {
    await servers.stop();
  });

  describe.each(SETUPS.map((setup) => [setup.name, setup] as const))('on %s', (_, setup) => {
    let results: CheckResults = new Map();

    beforeAll(async () => {
      const harness = redisHarness(setup, servers);
      results = await runTogether(harness);
      await harness.dispose();
    });

    it.each(stockContract.map((check) => [check.name, check] as const))('%s', (__, check) => {
      expect(results.has(check)).toBe(true);
      const breach = results.get(check);
      if (breach !== undefined) throw breach;
    });
  });
});
