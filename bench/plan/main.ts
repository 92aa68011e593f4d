/**
 * bench/plan: what a plan of remedy costs. Planning beside reading the same file with the same reader, the memory of both, and how near
 * carrying it out gets to the rate of services. It decides what docs/plan-performance.md may claim.
 *
 * `npm run bench:plan -- --help` says what can be asked for (options.ts).
 */
import { printPage } from '../print-page.js';
import { measure } from './measure.js';
import { parseOptions, USAGE } from './options.js';
import { reportText } from './report.js';

// Compiled to out/bench/bench/plan.
const PAGE = new URL('../../../../docs/plan-performance.md', import.meta.url);

const options = parseOptions(process.argv.slice(2));
if (options === undefined) console.log(USAGE);
else
  await printPage({
    page: PAGE,
    isWritten: options.isWritten,
    results: async (folder, progress) => reportText(await measure(options, folder, progress)),
  });
