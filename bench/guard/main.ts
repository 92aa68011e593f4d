/**
 * bench/guard: what the guard costs on top of the store. Admit and commit end to end, beside the store alone with the same
 * requests, in one run; and the share of judging prices, alone. It decides what docs/guard.md may claim.
 *
 * `npm run bench:guard -- --help` says what can be asked for (options.ts).
 */
import { loadavg } from 'node:os';
import { startRedisServer } from '../../src/testing/redis-server.js';
import { machineText } from '../audit/machine.js';
import { connectRedis } from '../stock/connect.js';
import { redisVersion } from '../stock/redis-figures.js';
import { markdownTable, plainTable, type Table } from '../stock/tables.js';
import { contestOf } from './contest.js';
import { parseOptions, USAGE, type GuardBenchOptions } from './options.js';
import { builtProduct } from './product.js';
import { contestTable } from './tables.js';

const startedAt = performance.now();
const options = parseOptions(process.argv.slice(2));
if (options === undefined) console.log(USAGE);
else await measure(options);

async function measure(asked: GuardBenchOptions): Promise<void> {
  const product = await builtProduct();
  const load = loadavg().map((value) => value.toFixed(2));
  const server = await startRedisServer();
  const admin = await connectRedis({ host: server.host, port: server.port }, 'off');
  try {
    const surroundings = `${machineText()}; Redis ${await redisVersion(admin)}; load average before ${load.join(', ')}`;
    const tables: Table[] = [];
    for (const bookSize of asked.bookSizes) {
      for (const lineCount of asked.lineCounts) {
        progress(`a book of ${bookSize} entries, orders of ${lineCount} lines`);
        const contest = { product, admin, server, options: asked, bookSize, lineCount };
        tables.push(contestTable(await contestOf(contest)));
      }
    }
    console.log([surroundings, ...tables.map(plainTable)].join('\n\n'));
    console.log(['\n\nThe same in Markdown:', `${surroundings}.`, ...tables.map(markdownTable)].join('\n\n'));
  } finally {
    await admin.quit();
    await server.stop();
  }
  progress('done');
}

function progress(what: string): void {
  console.error(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${what}`);
}
