// npm run demo: the product on a realistic electronics sale. No server, no network.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import './build-if-stale.mjs';

if (process.exitCode === undefined || process.exitCode === 0) {
  const demo = fileURLToPath(new URL('../examples/electronics-sale/demo.mjs', import.meta.url));
  const run = spawnSync(process.execPath, [demo, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = run.status ?? 1;
}
