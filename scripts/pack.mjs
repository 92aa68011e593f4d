// Packs the built package to out/pack/saleguard.tgz, for the tools that judge it the way an installer sees it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import './build-if-stale.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = new URL('../out/pack/', import.meta.url);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

// Built above: the package's own prepack would build once more.
const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', 'out/pack'];
const run = spawnSync('npm', args, { cwd: root, stdio: 'inherit' });
for (const name of readdirSync(folder)) renameSync(new URL(name, folder), new URL('saleguard.tgz', folder));
if (run.status !== 0) process.exitCode = 1;
