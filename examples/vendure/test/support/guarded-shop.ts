// The shop with everything around it that a sale needs: a sealed price book and a Redis of its own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import type { StockStore } from 'saleguard';
import { redisStock } from 'saleguard/redis';
import { startRedisServer, type RedisServer } from 'saleguard/testing';
import { startShop, type RunningShop } from './shop-process.js';

const SEAL = fileURLToPath(new URL('../../../scripts/seal.mjs', import.meta.url));
const SALE_ID = 'vendure-example';

export interface GuardedShop extends RunningShop {
  readonly redis: RedisServer;
  /** The stock of the sale, as another process of the shop sees it. */
  readonly stock: StockStore;
}

/** Starts it; `words` as on the command line. */
export async function startGuardedShop(...words: readonly string[]): Promise<GuardedShop> {
  const folder = mkdtempSync(join(tmpdir(), 'saleguard-vendure-'));
  const undo: (() => Promise<unknown> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const sealed = spawnSync(process.execPath, [SEAL, folder], { encoding: 'utf8' });
    if (sealed.status !== 0) throw new Error(`nothing was sealed: ${sealed.stderr}`);
    const redis = await startRedisServer();
    undo.push(() => redis.stop());
    const client = new Redis({ host: redis.host, port: redis.port });
    undo.push(() => client.disconnect());
    const shop = await startShop(words, {
      SALE_FOLDER: folder,
      SALEGUARD_REDIS_URL: `redis://${redis.host}:${redis.port}`,
      SALEGUARD_CUSTOMER_KEY: 'only-for-this-test-and-long-enough-for-it',
    });
    undo.push(() => shop.stop());
    return { ...shop, redis, stock: redisStock(client, { saleId: SALE_ID }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
