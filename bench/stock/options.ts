import { parseArgs } from 'node:util';
import { wholeOf, wholesOf } from '../whole-of.js';
import { BASELINE_ID, CONTESTANT_IDS } from './contestants.js';

/** How much is measured. */
export interface BenchOptions {
  readonly kind: 'contest' | 'million';
  /** Lines of an order, one table each. */
  readonly lineCounts: readonly number[];
  /** Who takes part; the baseline always does. */
  readonly contestantIds: readonly string[];
  readonly roundCount: number;
  readonly skuCount: number;
  readonly inFlight: number;
  /** Ms of one turn at full speed, and of one turn at the offered load. */
  readonly throughputMs: number;
  readonly latencyMs: number;
  readonly offeredPerSecond: number;
  /** Reservations made before the memory is looked at. */
  readonly memoryOrders: number;
  /** Open reservations of the long run, and those of them that are due at once. */
  readonly openOrders: number;
  readonly dueOrders: number;
  /** Ms these stand: long enough to make them, weigh the keys and look at the quiet sale before the first is due. */
  readonly dueTtlMs: number;
  /** Reservations one call of the sweep looks at; what the store takes unless told. */
  readonly sweepLimit: number | undefined;
}

const FULL = {
  lines: '1,3,10',
  rounds: 7,
  throughputMs: 600,
  latencyMs: 1000,
  memoryOrders: 200_000,
  openOrders: 1_000_000,
  dueTtlMs: 60_000,
};
const QUICK = {
  lines: '1',
  rounds: 2,
  throughputMs: 150,
  latencyMs: 250,
  memoryOrders: 20_000,
  openOrders: 100_000,
  dueTtlMs: 30_000,
};
const OFFERED_PER_SECOND = 20_000;

/** @throws when the command line says something else than documented in main.ts. */
export function parseOptions(words: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      quick: { type: 'boolean', default: false },
      million: { type: 'boolean', default: false },
      lines: { type: 'string' },
      only: { type: 'string' },
      rounds: { type: 'string' },
      skus: { type: 'string', default: '100' },
      'sweep-limit': { type: 'string' },
      'in-flight': { type: 'string', default: '512' },
    },
  });
  const extent = values.quick ? QUICK : FULL;
  const skuCount = wholeOf('--skus', values.skus);
  const lineCounts = wholesOf('--lines', values.lines ?? extent.lines);
  const tooMany = lineCounts.find((count) => count > skuCount);
  if (tooMany !== undefined)
    throw new RangeError(`--lines ${tooMany} needs as many SKUs: --skus ${tooMany} or more`);
  return {
    kind: values.million ? 'million' : 'contest',
    lineCounts,
    contestantIds: contestantsOf(values.only),
    roundCount: optionalWholeOf('--rounds', values.rounds) ?? extent.rounds,
    skuCount,
    inFlight: wholeOf('--in-flight', values['in-flight']),
    throughputMs: extent.throughputMs,
    latencyMs: extent.latencyMs,
    offeredPerSecond: OFFERED_PER_SECOND,
    memoryOrders: extent.memoryOrders,
    openOrders: extent.openOrders,
    dueOrders: extent.openOrders / 10,
    dueTtlMs: extent.dueTtlMs,
    sweepLimit: optionalWholeOf('--sweep-limit', values['sweep-limit']),
  };
}

function contestantsOf(only: string | undefined): readonly string[] {
  if (only === undefined) return CONTESTANT_IDS;
  const asked = new Set([BASELINE_ID, ...only.split(',')]);
  const known: readonly string[] = CONTESTANT_IDS;
  for (const id of asked) {
    if (!known.includes(id)) throw new RangeError(`--only ${id}: there are ${CONTESTANT_IDS.join(', ')}`);
  }
  return known.filter((id) => asked.has(id));
}

function optionalWholeOf(option: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeOf(option, text);
}
