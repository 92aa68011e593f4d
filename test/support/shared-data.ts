import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../../shared/data/', import.meta.url);

/**
 * The path of a study file in `../shared/data` (beside the repository), or `undefined` when it is not there.
 * The reason of the skip is printed once a file, so that a green run never hides what it did not look at:
 *
 *     const catalog = sharedData('danawa-headphones/catalog.csv');
 *     describe.skipIf(catalog === undefined)('...', ...)
 */
export function sharedData(relativePath: string): string | undefined {
  const url = new URL(relativePath, ROOT);
  if (existsSync(url)) return fileURLToPath(url);
  console.log(`skipped: ../shared/data/${relativePath} is not beside this repository`);
  return undefined;
}
