/**
 * What a price book of a million entries costs: seconds and memory of sealing, verifying and loading it, beside a plain
 * JSON.parse of the same bytes, and the time of one look-up.
 *
 *   npm run bench:book                                    prints the tables
 *   npm run bench:book -- --write                         also puts them into docs/price-book.md
 *   npm run bench:book -- --entries 100000 --rounds 3     a quick look
 *
 * It measures the built package, so build first, and do not build meanwhile.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { writeResults } from '../detection/write-results.js';
import { measure } from './measure.js';
import { reportText } from './report.js';

// Compiled to out/bench/bench/book.
const PAGE = new URL('../../../../docs/price-book.md', import.meta.url);

const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false },
  },
});

function countOf(option: 'entries' | 'rounds'): number {
  const value = Number(values[option]);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new RangeError(`--${option} ${values[option]} is not a whole number above 0`);
}

const extent = { entryCount: countOf('entries'), roundCount: countOf('rounds') };
const folder = await mkdtemp(join(tmpdir(), 'saleguard-bench-'));
const startedAt = performance.now();
try {
  const measured = await measure(extent, folder, (what) => {
    console.error(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${what}`);
  });
  const style = await resolveConfig(fileURLToPath(PAGE));
  const results = (await format(reportText(measured), { ...style, parser: 'markdown' })).trimEnd();
  console.log(results);
  if (values.write) writeResults(PAGE, results);
} finally {
  await rm(folder, { recursive: true, force: true });
}
