import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Vitest global setup: tests that run the command or the package find a fresh `dist`. */
export default function buildOnce(): void {
  const script = fileURLToPath(new URL('../../scripts/build-if-stale.mjs', import.meta.url));
  const run = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  if (run.status === 0) return;
  const said = `${run.stdout}${run.stderr}`;
  // `npm test` has built strictly before; here a type error elsewhere need not stop the tests that do run.
  if (existsSync(fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url)))) console.warn(said);
  else throw new Error(`dist could not be built:\n${said}`);
}
