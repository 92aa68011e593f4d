import type { Redis } from 'ioredis';
import type { SaleKeys } from '../../../src/stores/redis/keys.js';

/** The keys of a sale as they were, for a test that loses what came after. */
export type SavedKeys = ReadonlyMap<string, Buffer | null>;

/** Copies every key of a sale. */
export async function saveKeys(client: Redis, keys: SaleKeys): Promise<SavedKeys> {
  const names: readonly string[] = Object.values(keys);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await client.dumpBuffer(name)] as const)),
  );
}

/** Puts every key back to what it was: what a promoted replica or an old file does. */
export async function restoreKeys(client: Redis, saved: SavedKeys): Promise<void> {
  for (const [name, dump] of saved) {
    if (dump === null) await client.del(name);
    else await client.restore(name, 0, dump, 'REPLACE');
  }
}
