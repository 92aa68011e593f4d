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
import { parseArgs } from 'node:util';
import { countOf, printPage } from '../print-page.js';
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

const { write, ...counts } = values;
const extent = {
  rowCount: countOf(counts, 'rows'),
  sampleRowCount: countOf(counts, 'sample'),
  roundCount: countOf(counts, 'rounds'),
  processCount: countOf(counts, 'processes'),
};
await printPage({
  page: PAGE,
  isWritten: write,
  results: async (folder, progress) => reportText(await measure(extent, folder, progress)),
});
