// Builds and packs saleguard from this repository and installs it here, as `npm install saleguard` would from a registry: the example
// runs on the package, not on the sources. With --if-missing it does nothing where it is installed already.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));
const tarball = `${root}out/pack/saleguard.tgz`;

/** Runs a command; stops here, with what it said, when it fails. */
function run(command, words, folder) {
  const { status } = spawnSync(command, words, {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

if (process.argv.includes('--if-missing') && existsSync(`${here}node_modules/saleguard`)) process.exit(0);
if (!existsSync(`${root}node_modules`)) {
  console.error('saleguard is built from the root of the repository: run `npm ci` there first');
  process.exit(1);
}
run(process.execPath, ['scripts/pack.mjs'], root);
// --no-save: the package is made here, so its digest changes with every build and has no place in the lockfile.
run('npm', ['install', '--no-save', '--no-audit', '--no-fund', tarball], here);
