/**
 * bench/guard: what the guard costs on top of the store. Admit and commit end to end, beside the store alone with the same
 * requests, in one run; and the share of judging prices, alone. It decides what docs/guard.md may claim.
 *
 *   npm run bench:guard                  orders of 1 and 3 lines, books of 1,000 and 1,000,000 entries
 *   npm run bench:guard -- --quick       a look, half a minute
 *
 * Also --lines, --books, --rounds, --in-flight. It starts its own server and stops it. It measures the built package, so build first.
 */
import { loadavg } from 'node:os';
import { startRedisServer } from '../../src/testing/redis-server.js';
import { machineText } from '../audit/machine.js';
import { connectRedis } from '../stock/connect.js';
import { redisVersion } from '../stock/redis-figures.js';
import { markdownTable, plainTable, type Table } from '../stock/tables.js';
import { contestOf } from './contest.js';
import { parseOptions } from './options.js';
import { builtProduct } from './product.js';
import { contestTable } from './tables.js';

const startedAt = performance.now();
const options = parseOptions(process.argv.slice(2));
const product = await builtProduct();
const load = loadavg().map((value) => value.toFixed(2));
const server = await startRedisServer();
const admin = await connectRedis({ host: server.host, port: server.port }, 'off');
try {
  const surroundings = `${machineText()}; Redis ${await redisVersion(admin)}; load average before ${load.join(', ')}`;
  const tables: Table[] = [];
  for (const bookSize of options.bookSizes) {
    for (const lineCount of options.lineCounts) {
      progress(`a book of ${bookSize} entries, orders of ${lineCount} lines`);
      tables.push(contestTable(await contestOf({ product, admin, server, options, bookSize, lineCount })));
    }
  }
  console.log([surroundings, ...tables.map(plainTable)].join('\n\n'));
  console.log(['\n\nThe same in Markdown:', `${surroundings}.`, ...tables.map(markdownTable)].join('\n\n'));
} finally {
  await admin.quit();
  await server.stop();
}
progress('done');

function progress(what: string): void {
  console.error(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${what}`);
}
