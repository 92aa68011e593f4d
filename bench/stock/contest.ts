import { loadavg } from 'node:os';
import { startRedisServer } from '../../src/testing/redis-server.js';
import { machineText } from '../audit/machine.js';
import { connectRedis } from './connect.js';
import type { Contestant } from './contestant.js';
import { BASELINE_ID, startContestant } from './contestants.js';
import { Bench, type LatencyTurns, type MemoryFigures, type ThroughputTurn } from './measure.js';
import type { BenchOptions } from './options.js';
import type { RedisStock } from './product.js';
import { redisVersion } from './redis-figures.js';
import { REDUCED_USES, SALEGUARD, SALEGUARD_EACH, saleguard } from './saleguard.js';

/** One contestant with orders of one length. */
export interface ContestantFigures {
  readonly id: string;
  readonly title: string;
  readonly throughput: readonly ThroughputTurn[];
  readonly latency: LatencyTurns;
  /** Only of contestants that keep reservations: the others hold one counter a SKU. */
  readonly memory: MemoryFigures | undefined;
}

/** One way of using less of the product, beside the baseline and all of it. */
export interface UseFigures {
  readonly id: string;
  readonly title: string;
  readonly throughput: readonly ThroughputTurn[];
  /** Undefined for the baseline, and for one call an order: it leaves the same in the server. */
  readonly memory: MemoryFigures | undefined;
}

/** Everything the report says. */
export interface ContestFigures {
  readonly options: BenchOptions;
  /** What it was measured on, with the load average before. */
  readonly surroundings: string;
  readonly byLines: readonly {
    readonly lineCount: number;
    readonly contestants: readonly ContestantFigures[];
  }[];
  /** One-line orders; empty when the product did not take part. */
  readonly uses: readonly UseFigures[];
  readonly skipped: readonly { readonly id: string; readonly skipped: string }[];
}

/** Tells what is going on. */
export type Progress = (what: string) => void;

/** Runs everything on one private server and stops what it started, whatever happens. */
export async function runContest(
  options: BenchOptions,
  redisStock: RedisStock,
  progress: Progress,
): Promise<ContestFigures> {
  const load = loadavg().map((value) => value.toFixed(2));
  const server = await startRedisServer();
  const place = { host: server.host, port: server.port };
  const admin = await connectRedis(place, 'off');
  const started: Contestant[] = [];
  const skipped: { id: string; skipped: string }[] = [];
  try {
    for (const id of options.contestantIds) {
      const entrant = await startContestant(id, { place, redisStock });
      if ('skipped' in entrant) skipped.push(entrant);
      else started.push(entrant);
    }
    for (const { id, skipped: reason } of skipped) progress(`${id} is left out: ${reason}`);
    const bench = new Bench(options, admin);
    const version = await redisVersion(admin);
    const byLines: ContestFigures['byLines'][number][] = [];
    for (const lineCount of options.lineCounts) {
      byLines.push({ lineCount, contestants: await figuresOf(bench, started, lineCount, progress) });
    }
    const surroundings = `${machineText()}; Redis ${version}; load average before ${load.join(', ')}`;
    const uses = await usesOf(bench, started, (use) => saleguard(redisStock, place, use), progress);
    return { options, surroundings, byLines, uses, skipped };
  } finally {
    for (const contestant of started) await contestant.stop();
    await admin.quit();
    await server.stop();
  }
}

async function figuresOf(
  bench: Bench,
  contestants: readonly Contestant[],
  lineCount: number,
  progress: Progress,
): Promise<ContestantFigures[]> {
  progress(`orders of ${lineCount} lines at full speed`);
  const throughput = await bench.throughput(contestants, lineCount);
  progress(`orders of ${lineCount} lines at the offered load`);
  const latency = await bench.latency(contestants, lineCount, throughput);
  const figures: ContestantFigures[] = [];
  for (const [at, contestant] of contestants.entries()) {
    const { id, title } = contestant;
    const memory = id === SALEGUARD.id ? await bench.memory(contestant, lineCount) : undefined;
    const latencyTurns = latency[at] ?? { ordersPerSecond: NaN, turns: [] };
    figures.push({ id, title, throughput: throughput[at] ?? [], latency: latencyTurns, memory });
  }
  return figures;
}

/** What each check costs: the same sale with less of the product in use. */
async function usesOf(
  bench: Bench,
  contestants: readonly Contestant[],
  start: (use: (typeof REDUCED_USES)[number]) => Promise<Contestant>,
  progress: Progress,
): Promise<UseFigures[]> {
  const full = contestants.filter(({ id }) => id === BASELINE_ID || id === SALEGUARD.id);
  if (full.length < 2) return [];
  progress('what each check costs');
  const reduced: Contestant[] = [];
  try {
    for (const use of REDUCED_USES) reduced.push(await start(use));
    const all = [...full, ...reduced];
    const throughput = await bench.throughput(all, 1);
    const figures: UseFigures[] = [];
    for (const [at, contestant] of all.entries()) {
      const { id, title } = contestant;
      const isWeighed = id !== BASELINE_ID && id !== SALEGUARD_EACH.id;
      const memory = isWeighed ? await bench.memory(contestant, 1) : undefined;
      figures.push({ id, title, throughput: throughput[at] ?? [], memory });
    }
    return figures;
  } finally {
    for (const contestant of reduced) await contestant.stop();
  }
}
