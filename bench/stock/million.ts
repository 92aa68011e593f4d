/** A sale with a million open reservations: what they take, and what another client notices while those due are swept. */
import type { Redis } from 'ioredis';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StockStore } from '../../src/stock/store.js';
import { startRedisServer } from '../../src/testing/redis-server.js';
import { machineText } from '../audit/machine.js';
import { connectRedis, type RedisPlace } from './connect.js';
import type { SaleStock } from './contestant.js';
import type { BenchOptions } from './options.js';
import { OrderStream, skusOf } from './orders.js';
import { ProbeProcess, type ProbeReport } from './probe-process.js';
import type { RedisStock } from './product.js';
import { keyBytes, redisCpuUs, redisVersion, usedMemory } from './redis-figures.js';
import { openSale, reserveRequestOf, reserveUntilKnown, SALEGUARD, unitsLeft } from './saleguard.js';
import { readSlowCalls, watchSlowCalls, type SlowCalls } from './slow-calls.js';

/** What was seen. */
export interface MillionFigures {
  readonly surroundings: string;
  readonly openOrders: number;
  readonly bytesPerOrder: number;
  readonly usedMemoryBytes: number;
  /** Bytes of each key with all reservations open. */
  readonly keys: ReadonlyMap<string, number>;
  readonly fillMs: number;
  readonly sweep: SweepFigures;
  readonly probe: ProbeReport;
  /** Script calls while the sweep ran, by Redis's own clock. */
  readonly slowCalls: SlowCalls;
}

/** The sweep of everything due. */
export interface SweepFigures {
  readonly expired: number;
  readonly calls: number;
  readonly elapsedMs: number;
  /** Processor time of Redis a call, ms: what a pause is without the rest of the machine. Holds the other client's requests too. */
  readonly redisCpuMs: number;
}

const SALE_ID = 'million';
const UNITS = 1_000_000_000;
const QUIET_MS = 10_000;

/** Runs it on a private server and stops what it started, whatever happens. */
export async function runMillion(
  options: BenchOptions,
  redisStock: RedisStock,
  progress: (what: string) => void,
): Promise<MillionFigures> {
  const load = loadavg().map((value) => value.toFixed(2));
  const server = await startRedisServer();
  const place = { host: server.host, port: server.port };
  const admin = await connectRedis(place, 'off');
  const client = await connectRedis(place, 'off');
  try {
    const store = redisStock(client, { saleId: SALE_ID, deadlineMs: 20_000 });
    const stock = { skus: skusOf(options.skuCount), quantity: UNITS };
    await openSale(store, stock, SALEGUARD);
    const filled = await fillSale({ store, stock, admin, options, progress });
    const swept = await sweepWatched({ store, admin, place, options, filled, progress });
    await requireConservation(store, stock, options.openOrders - swept.sweep.expired + swept.probe.reserved);
    const surroundings = `${machineText()}; Redis ${await redisVersion(admin)}; load average before ${load.join(', ')}`;
    return { surroundings, openOrders: options.openOrders, ...filled.figures, ...swept };
  } finally {
    await Promise.all([client.quit(), admin.quit()]);
    await server.stop();
  }
}

interface Filled {
  readonly figures: Pick<MillionFigures, 'bytesPerOrder' | 'usedMemoryBytes' | 'keys' | 'fillMs'>;
  /** By `performance.now()`: when the first and the last of those due soon are due. */
  readonly firstDueAt: number;
  readonly allDueAt: number;
}

async function fillSale(init: {
  readonly store: StockStore;
  readonly stock: SaleStock;
  readonly admin: Redis;
  readonly options: BenchOptions;
  readonly progress: (what: string) => void;
}): Promise<Filled> {
  const { store, stock, admin, options, progress } = init;
  const orders = new OrderStream(stock, 1);
  const before = await usedMemory(admin);
  const startedAt = performance.now();
  progress(`reserving ${options.openOrders} orders`);
  const lasting = options.openOrders - options.dueOrders;
  await reserveMany(store, orders, { count: lasting, inFlight: options.inFlight });
  const due = { count: options.dueOrders, inFlight: options.inFlight, ttlMs: options.dueTtlMs };
  const firstDueAt = performance.now() + options.dueTtlMs;
  await reserveMany(store, orders, due);
  const allDueAt = performance.now() + options.dueTtlMs;
  const fillMs = performance.now() - startedAt;
  await sleep(1000);
  const usedMemoryBytes = await usedMemory(admin);
  const bytesPerOrder = (usedMemoryBytes - before) / options.openOrders;
  progress('weighing the keys');
  const keys = await keyBytes(admin);
  return { firstDueAt, allDueAt, figures: { bytesPerOrder, usedMemoryBytes, fillMs, keys } };
}

async function reserveMany(
  store: StockStore,
  orders: OrderStream,
  { count, inFlight, ttlMs }: { readonly count: number; readonly inFlight: number; readonly ttlMs?: number },
): Promise<void> {
  let sent = 0;
  const shopper = async (): Promise<void> => {
    while (sent < count) {
      sent += 1;
      const order = orders.next();
      const request = reserveRequestOf(order, SALEGUARD);
      const isReserved = await reserveUntilKnown(
        store,
        order,
        ttlMs === undefined ? request : { ...request, ttlMs },
      );
      if (!isReserved) throw new Error(`${order.id} was sold out`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, shopper));
}

async function sweepWatched(init: {
  readonly store: StockStore;
  readonly admin: Redis;
  readonly place: RedisPlace;
  readonly options: BenchOptions;
  readonly filled: Filled;
  readonly progress: (what: string) => void;
}): Promise<Pick<MillionFigures, 'sweep' | 'probe' | 'slowCalls'>> {
  const { store, admin, place, options, filled, progress } = init;
  const probe = await ProbeProcess.start(place, SALE_ID, options.skuCount);
  try {
    await sleep(1000);
    progress('another client, nothing due');
    probe.tell('before');
    await sleep(QUIET_MS);
    probe.tell('between');
    if (performance.now() > filled.firstDueAt) {
      throw new Error(
        `some were due while nothing should be: this machine is too slow for ${options.dueTtlMs} ms`,
      );
    }
    await sleep(filled.allDueAt - performance.now() + 500);
    await watchSlowCalls(admin);
    progress('another client, sweeping');
    probe.tell('sweep');
    const cpuBefore = await redisCpuUs(admin);
    const swept = await sweepAll(store, options);
    probe.tell('between');
    const redisCpuMs = ((await redisCpuUs(admin)) - cpuBefore) / swept.calls / 1000;
    const sweep = { ...swept, redisCpuMs };
    const slowCalls = await readSlowCalls(admin);
    return { sweep, probe: await probe.finish(), slowCalls };
  } finally {
    probe.kill();
  }
}

/** Calls `expire` again and again without a pause: the worst a sweeper can do to others. */
async function sweepAll(
  store: StockStore,
  { dueOrders, sweepLimit }: Pick<BenchOptions, 'dueOrders' | 'sweepLimit'>,
): Promise<Omit<SweepFigures, 'redisCpuMs'>> {
  const request = sweepLimit === undefined ? {} : { limit: sweepLimit };
  const startedAt = performance.now();
  let expired = 0;
  // A call that finds nothing although there is more would go on for ever.
  for (let calls = 1; calls <= dueOrders + 1; calls++) {
    const verdict = await store.expire(request);
    if (verdict.kind !== 'swept') throw new Error(`expire was answered with ${JSON.stringify(verdict)}`);
    expired += verdict.expired;
    if (verdict.more) continue;
    if (expired !== dueOrders) throw new Error(`${expired} expired where ${dueOrders} were due`);
    return { expired, calls, elapsedMs: performance.now() - startedAt };
  }
  throw new Error(`${dueOrders + 1} calls expired ${expired} of ${dueOrders}`);
}

async function requireConservation(store: StockStore, stock: SaleStock, open: number): Promise<void> {
  let held = 0;
  for (const left of (await unitsLeft(store, stock.skus)).values()) held += stock.quantity - left;
  if (held !== open) throw new Error(`${open} one-unit reservations are open, and ${held} units are held`);
}
