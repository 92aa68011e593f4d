import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Vitest global setup: tests that start a Redis server of their own find one installed, or the run says what to type. */
export default function ensureRedis(): void {
  const script = fileURLToPath(new URL('../../scripts/ensure-redis.mjs', import.meta.url));
  const run = spawnSync(process.execPath, [script], { stdio: 'inherit' });
  if (run.status !== 0) throw new Error('redis-server is missing: see the line above');
}
