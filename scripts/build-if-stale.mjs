// Builds dist when it is missing or older than a source; does nothing otherwise.
import { readdirSync, statSync } from 'node:fs';

const SOURCES = ['src', 'tsconfig.base.json', 'tsconfig.build.json', 'package.json'];

const builtAt = modifiedAt('dist/cli/main.js');
if (builtAt === undefined || SOURCES.some((path) => newest(path) > builtAt)) await import('./build.mjs');

/** The newest change below a path. Folders count too: a file that was removed changes its folder. */
function newest(path) {
  const at = modifiedAt(path) ?? 0;
  if (!isFolder(path)) return at;
  return readdirSync(url(path)).reduce((latest, name) => Math.max(latest, newest(`${path}/${name}`)), at);
}

function modifiedAt(path) {
  return statSync(url(path), { throwIfNoEntry: false })?.mtimeMs;
}

function isFolder(path) {
  return statSync(url(path), { throwIfNoEntry: false })?.isDirectory() === true;
}

function url(path) {
  return new URL(`../${path}`, import.meta.url);
}
