/**
 * bench/soak: sales under a nemesis, on a real primary that writes every effect to its AOF before it answers (appendfsync always), so
 * that nothing acknowledged may be lost, whatever is killed, cut, frozen or delayed. Three processes of shoppers, each behind a fault
 * proxy, log every request and answer; after each sale all of it is compared with what the store holds.
 *
 *   npm run soak                            60 minutes
 *   npm run soak -- --minutes 5             shorter; also a part of a minute, 0.2
 *   npm run soak -- --seed 7                the same random numbers; when they meet which call is up to the machine
 *
 * Ctrl-C ends the running sale and judges it. Exit code 1 on any breach; then the logs and the sale's keys are kept, and where is said.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { startFaultProxy } from '../../src/testing/fault-proxy.js';
import { startRedisServer } from '../../src/testing/redis-server.js';
import { stopAll } from '../../src/testing/stop-all.js';
import { faultText, SoakFigures } from './figures.js';
import { noFaults } from './nemesis.js';
import { parseOptions } from './options.js';
import { SoakSale, type SalePlace } from './sale.js';

const APPS = 3;
const SALE_SECONDS = 60;
const PROGRESS_MS = 10_000;
const BREACHES_SHOWN = 20;

const options = parseOptions(process.argv.slice(2));
const startedAt = performance.now();
const totalSeconds = options.minutes * 60;
let isInterrupted = false;
process.on('SIGINT', () => {
  if (!isInterrupted) console.log('interrupted: this sale is brought to its end and judged');
  isInterrupted = true;
});

function elapsedSeconds(): number {
  return (performance.now() - startedAt) / 1_000;
}

async function runSales(place: SalePlace, figures: SoakFigures): Promise<void> {
  for (let number = 1; elapsedSeconds() < totalSeconds && !isInterrupted; number += 1) {
    const seconds = Math.min(SALE_SECONDS, Math.max(5, totalSeconds - elapsedSeconds()));
    const sale = new SoakSale(place, { saleId: `soak-${number}`, seconds });
    const progress = setInterval(() => {
      console.log(progressLine(number, sale, place));
    }, PROGRESS_MS);
    try {
      figures.results.push(await sale.run(() => isInterrupted));
    } finally {
      clearInterval(progress);
      await sale.kill();
    }
    const { breaches } = figures.results.at(-1) ?? { breaches: [] };
    for (const breach of breaches.slice(0, BREACHES_SHOWN)) console.log(`BREACH ${breach}`);
    if (breaches.length > 0) return;
  }
}

function progressLine(number: number, sale: SoakSale, { faults }: SalePlace): string {
  const counts = sale.apps.map((app) => app.counts);
  const sum = (name: 'calls' | 'answered' | 'unknowns'): number =>
    counts.reduce((total, each) => total + each[name], 0);
  return (
    `${elapsedSeconds().toFixed(0).padStart(5)} s  sale ${number}: ${sum('calls')} calls, ${sum('answered')} answered, ` +
    `${sum('unknowns')} times left open; so far ${faultText(faults)}`
  );
}

const folder = mkdtempSync(join(tmpdir(), 'saleguard-soak-'));
console.log(
  `soak: ${options.minutes} minutes in sales of ${Math.ceil(Math.min(SALE_SECONDS, totalSeconds))} s, and up to half a minute to judge the last; ` +
    `${APPS} apps; seed ${options.seed}`,
);
const server = await startRedisServer({
  config: { appendonly: 'yes', appendfsync: 'always' },
  startTimeoutMs: 60_000,
});
const proxies = await Promise.all(Array.from({ length: APPS }, () => startFaultProxy({ target: server })));
const client = new Redis({ host: server.host, port: server.port });
// The server is killed on purpose; calls on this connection are repeated by who makes them.
client.on('error', () => undefined);
const figures = new SoakFigures();
const faults = noFaults();
try {
  await runSales({ server, proxies, client, folder, seed: options.seed, faults }, figures);
} finally {
  client.disconnect();
  await stopAll([...proxies, server]);
}
console.log(figures.text(faults, elapsedSeconds() / 60));
if (figures.breaches.length > 0) {
  console.log(`the logs of every call are in ${folder}; seed ${options.seed}`);
  process.exitCode = 1;
} else {
  rmSync(folder, { recursive: true, force: true });
}
