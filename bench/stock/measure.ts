import type { Redis } from 'ioredis';
import { spreadOf } from '../audit/statistics.js';
import { runClosedLoop } from './closed-loop.js';
import type { Contestant, SaleStock } from './contestant.js';
import { collectGarbage } from './garbage.js';
import { Ledger, requireHonest } from './ledger.js';
import { runOpenLoop } from './open-loop.js';
import type { BenchOptions } from './options.js';
import { OrderStream, skusOf } from './orders.js';
import { latencyFigures, type LatencyFigures } from './quantile.js';
import { keyBytes, redisCpuUs, usedMemory } from './redis-figures.js';
import { runInTurns } from './turns.js';

/** One turn at full speed. */
export interface ThroughputTurn {
  readonly ordersPerSecond: number;
  /** µs of processor time an order. */
  readonly redisCpuUs: number;
  readonly clientCpuUs: number;
  /** Orders the contestant stopped trying, of all it was sent. */
  readonly gaveUpShare: number;
}

/** One turn at the offered load. */
export interface LatencyTurn extends LatencyFigures {
  readonly gaveUp: number;
  readonly overrunMs: number;
}

/** Turns of one contestant with orders of one length. */
export interface LatencyTurns {
  /** What it was offered: less than asked where it cannot take that. */
  readonly ordersPerSecond: number;
  readonly turns: readonly LatencyTurn[];
}

/** What reservations take in the server's memory. */
export interface MemoryFigures {
  readonly orders: number;
  /** Growth of `used_memory` over the reservations. */
  readonly bytesPerOrder: number;
  /** Bytes of each key afterwards. */
  readonly keys: ReadonlyMap<string, number>;
}

/** Measures contestants on one private server; `admin` is a connection of nobody. */
export class Bench {
  readonly #options: BenchOptions;
  readonly #admin: Redis;
  readonly #stock: SaleStock;

  constructor(options: BenchOptions, admin: Redis) {
    this.#options = options;
    this.#admin = admin;
    this.#stock = { skus: skusOf(options.skuCount), quantity: UNITS };
  }

  /** Everyone at full speed, in turns; one round before the first is not counted. */
  throughput(contestants: readonly Contestant[], lineCount: number): Promise<ThroughputTurn[][]> {
    return runInTurns(contestants, { count: this.#options.roundCount, warmUps: 1 }, (contestant) =>
      this.#throughputTurn(contestant, lineCount),
    );
  }

  /** Everyone at the offered load, or at half of what they can do where that is too much. */
  async latency(
    contestants: readonly Contestant[],
    lineCount: number,
    throughput: readonly (readonly ThroughputTurn[])[],
  ): Promise<LatencyTurns[]> {
    const entries = contestants.map((contestant, at) => ({
      contestant,
      ordersPerSecond: bearableLoad(throughput[at] ?? [], this.#options.offeredPerSecond),
    }));
    const rounds = { count: this.#options.roundCount, warmUps: 1 };
    const turns = await runInTurns(entries, rounds, ({ contestant, ordersPerSecond }) =>
      this.#latencyTurn(contestant, lineCount, ordersPerSecond),
    );
    return entries.map(({ ordersPerSecond }, at) => ({ ordersPerSecond, turns: turns[at] ?? [] }));
  }

  /** What many reservations leave in the server. */
  async memory(contestant: Contestant, lineCount: number): Promise<MemoryFigures> {
    const run = await this.#begin(contestant, lineCount);
    await settled();
    const before = await usedMemory(this.#admin);
    const { sold } = await runClosedLoop(contestant, run, {
      inFlight: this.#options.inFlight,
      orderMax: this.#options.memoryOrders,
      durationMs: 300_000,
    });
    await settled();
    const after = await usedMemory(this.#admin);
    await requireHonest(contestant, this.#stock, run.ledger.units());
    return { orders: sold, bytesPerOrder: (after - before) / sold, keys: await keyBytes(this.#admin) };
  }

  async #throughputTurn(contestant: Contestant, lineCount: number): Promise<ThroughputTurn> {
    const run = await this.#begin(contestant, lineCount);
    const cpuBefore = await redisCpuUs(this.#admin);
    const result = await runClosedLoop(contestant, run, {
      inFlight: this.#options.inFlight,
      durationMs: this.#options.throughputMs,
    });
    const cpuUs = (await redisCpuUs(this.#admin)) - cpuBefore;
    await requireHonest(contestant, this.#stock, run.ledger.units());
    return {
      ordersPerSecond: (result.orders / result.elapsedMs) * 1000,
      redisCpuUs: cpuUs / result.orders,
      clientCpuUs: result.clientCpuUs / result.orders,
      gaveUpShare: result.gaveUp / (result.orders + result.gaveUp),
    };
  }

  async #latencyTurn(
    contestant: Contestant,
    lineCount: number,
    ordersPerSecond: number,
  ): Promise<LatencyTurn> {
    const run = await this.#begin(contestant, lineCount);
    const durationMs = this.#options.latencyMs;
    const { latencies, gaveUp, overrunMs } = await runOpenLoop(contestant, run, {
      ordersPerSecond,
      durationMs,
    });
    await requireHonest(contestant, this.#stock, run.ledger.units());
    return { ...latencyFigures(latencies), gaveUp, overrunMs };
  }

  async #begin(
    contestant: Contestant,
    lineCount: number,
  ): Promise<{ readonly orders: OrderStream; readonly ledger: Ledger }> {
    await contestant.prepare(this.#stock);
    const run = { orders: new OrderStream(this.#stock, lineCount), ledger: new Ledger() };
    collectGarbage();
    return run;
  }
}

/** Of each SKU: more than any turn sells, so that every order is a sale. */
const UNITS = 10_000_000;
/** Above the offered load by this much, or the queue in front of the contestant is what is measured. */
const HEADROOM = 1.2;

/** The offered load when the contestant can take it with some headroom, else half of what it can do, in two digits. */
export function bearableLoad(turns: readonly ThroughputTurn[], offeredPerSecond: number): number {
  const { median } = spreadOf(turns.map(({ ordersPerSecond }) => ordersPerSecond));
  if (median >= offeredPerSecond * HEADROOM) return offeredPerSecond;
  const half = Math.min(offeredPerSecond, median / 2);
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(half)) - 1);
  return Math.max(1, Math.floor(half / unit) * unit);
}

/** Connections give their buffers back a little later. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 300));
}
