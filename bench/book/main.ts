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
import { parseArgs } from 'node:util';
import { countOf, printPage } from '../print-page.js';
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

const { write, ...counts } = values;
const extent = { entryCount: countOf(counts, 'entries'), roundCount: countOf(counts, 'rounds') };
await printPage({
  page: PAGE,
  isWritten: write,
  results: async (folder, progress) => reportText(await measure(extent, folder, progress)),
});
