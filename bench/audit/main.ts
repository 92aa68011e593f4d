/**
 * bench/audit: how long an audit of a million offers takes and how much memory, beside the same rules in DuckDB and in
 * csv-parse with json-rules-engine. It decides what docs/performance.md may claim.
 *
 *   npm run bench:audit                                   prints the tables
 *   npm run bench:audit -- --write                        also puts them into docs/performance.md
 *   npm run bench:audit -- --rows 50000 --sample 2000     a quick look
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

// Compiled to out/bench/bench/audit.
const PAGE = new URL('../../../../docs/performance.md', import.meta.url);

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    sample: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '7' },
    processes: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
});

function countOf(option: Exclude<keyof typeof values, 'write'>): number {
  const value = Number(values[option]);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new RangeError(`--${option} ${values[option]} is not a whole number above 0`);
}

const extent = {
  rowCount: countOf('rows'),
  sampleRowCount: countOf('sample'),
  roundCount: countOf('rounds'),
  processCount: countOf('processes'),
};
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
console.error(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  done`);
