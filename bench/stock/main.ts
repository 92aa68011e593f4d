/**
 * bench/stock: what a reservation costs with every check on, beside a bare Lua decrement that checks nothing and other ways of not
 * selling a unit twice. It decides what docs/performance.md may claim.
 *
 *   npm run bench:stock                         every table, under 12 minutes
 *   npm run bench:stock -- --quick              a look at 1-line orders, under a minute
 *   npm run bench:stock -- --lines 1,3          only orders of these lengths
 *   npm run bench:stock -- --only saleguard     only these (names with commas between), beside the bare script
 *   npm run bench:stock -- --million            1,000,000 open reservations: memory, sweep, latency meanwhile
 *
 * Also --rounds, --skus, --in-flight, and --sweep-limit for the last. It starts its own servers and stops them. It measures the built package, so build first.
 */
import { runContest } from './contest.js';
import { contestTables } from './contest-tables.js';
import { runMillion } from './million.js';
import { millionTables } from './million-tables.js';
import { parseOptions } from './options.js';
import { builtRedisStock } from './product.js';
import { markdownTable, plainTable, type Table } from './tables.js';

const startedAt = performance.now();

function progress(what: string): void {
  console.error(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${what}`);
}

function print(surroundings: string, tables: readonly Table[]): void {
  console.log([surroundings, ...tables.map(plainTable)].join('\n\n'));
  console.log(['\n\nThe same in Markdown:', `${surroundings}.`, ...tables.map(markdownTable)].join('\n\n'));
}

const options = parseOptions(process.argv.slice(2));
const redisStock = await builtRedisStock();
if (options.kind === 'million') {
  const figures = await runMillion(options, redisStock, progress);
  print(figures.surroundings, millionTables(figures));
} else {
  const figures = await runContest(options, redisStock, progress);
  print(figures.surroundings, contestTables(figures));
}
progress('done');
