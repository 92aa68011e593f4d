import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { startFaultProxy } from '../../src/testing/fault-proxy.js';
import { startRedisServer } from '../../src/testing/redis-server.js';
import { stopAll } from '../../src/testing/stop-all.js';
import type { LaneControl } from './apply-lane.js';
import { faultText, SoakFigures } from './figures.js';
import { noFaults } from './nemesis.js';
import type { SoakOptions } from './options.js';
import { SoakSale, type SalePlace } from './sale.js';

const APPS = 3;
const SALE_SECONDS = 60;
const PROGRESS_MS = 10_000;
const BREACHES_SHOWN = 20;

/** How long sales go on, from now. */
class Span {
  readonly totalSeconds: number;
  readonly #startedAt = performance.now();

  constructor({ minutes }: SoakOptions) {
    this.totalSeconds = minutes * 60;
  }

  get elapsedSeconds(): number {
    return (performance.now() - this.#startedAt) / 1_000;
  }
}

/**
 * Sales under a nemesis, on a real primary that writes every effect to its AOF before it answers (appendfsync always), so that nothing
 * acknowledged may be lost, whatever is killed, cut, frozen or delayed. Three processes of shoppers, each behind a fault proxy, log every
 * request and answer; after each sale all of it is compared with what the store holds.
 *
 * @returns how many breaches there were; then the logs and the sale's keys are kept, and where is said.
 */
export async function soakSales(options: SoakOptions, control: LaneControl): Promise<number> {
  const span = new Span(options);
  const folder = mkdtempSync(join(tmpdir(), 'saleguard-soak-'));
  console.log(
    `soak: ${options.minutes} minutes in sales of ${Math.ceil(Math.min(SALE_SECONDS, span.totalSeconds))} s, and up to half a minute to judge the last; ` +
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
  const place: SalePlace = { server, proxies, client, folder, seed: options.seed, faults };
  try {
    await runSales(place, figures, { ...control, span });
  } finally {
    client.disconnect();
    await stopAll([...proxies, server]);
  }
  console.log(figures.text(faults, span.elapsedSeconds / 60));
  if (figures.breaches.length > 0)
    console.log(`the logs of every call are in ${folder}; seed ${options.seed}`);
  else rmSync(folder, { recursive: true, force: true });
  return figures.breaches.length;
}

async function runSales(
  place: SalePlace,
  figures: SoakFigures,
  { span, isInterrupted }: LaneControl & { readonly span: Span },
): Promise<void> {
  for (let number = 1; span.elapsedSeconds < span.totalSeconds && !isInterrupted(); number += 1) {
    const seconds = Math.min(SALE_SECONDS, Math.max(5, span.totalSeconds - span.elapsedSeconds));
    const sale = new SoakSale(place, { saleId: `soak-${number}`, seconds });
    const progress = setInterval(() => {
      console.log(`${span.elapsedSeconds.toFixed(0).padStart(5)} s  ${saleText(number, sale, place)}`);
    }, PROGRESS_MS);
    try {
      figures.results.push(await sale.run(isInterrupted));
    } finally {
      clearInterval(progress);
      await sale.kill();
    }
    const { breaches } = figures.results.at(-1) ?? { breaches: [] };
    for (const breach of breaches.slice(0, BREACHES_SHOWN)) console.log(`BREACH ${breach}`);
    if (breaches.length > 0) return;
  }
}

function saleText(number: number, sale: SoakSale, { faults }: SalePlace): string {
  const counts = sale.apps.map((app) => app.counts);
  const sum = (name: 'calls' | 'answered' | 'unknowns'): number =>
    counts.reduce((total, each) => total + each[name], 0);
  return (
    `sale ${number}: ${sum('calls')} calls, ${sum('answered')} answered, ` +
    `${sum('unknowns')} times left open; so far ${faultText(faults)}`
  );
}
