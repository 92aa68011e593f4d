// Builds dist with plain tsc, from nothing (a file that left src must not stay in the package), and puts it in place in
// one step: whoever runs the old dist meanwhile is not left with half of one.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const fresh = at(`out/dist-${process.pid}`);
const old = at(`out/dist-${process.pid}-old`);
const startedAt = new Date();

mkdirSync(at('out'), { recursive: true });
const args = [at('node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json', '--outDir', fresh];
const run = spawnSync(process.execPath, args, { cwd: at('.'), stdio: 'inherit' });

if (existsSync(`${fresh}/cli/main.js`)) {
  // npm makes a bin executable when it installs; this is for a linked or unpacked checkout.
  chmodSync(`${fresh}/cli/main.js`, 0o755);
  // A source that changed while tsc ran is newer than this: build-if-stale will see it.
  utimesSync(`${fresh}/cli/main.js`, startedAt, startedAt);
  if (existsSync(at('dist'))) renameSync(at('dist'), old);
  renameSync(fresh, at('dist'));
}
rmSync(old, { recursive: true, force: true });
rmSync(fresh, { recursive: true, force: true });
process.exitCode = run.status ?? 1;
