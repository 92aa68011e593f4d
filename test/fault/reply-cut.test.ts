import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RedisClient } from '../../src/stores/redis/client.js';
import { saleKeys } from '../../src/stores/redis/keys.js';
import { redisStock } from '../../src/stores/redis/stock-store.js';
import type { StockStore } from '../../src/stock/store.js';
import { startClusterProxies, type ClusterProxies } from '../../src/testing/cluster-proxies.js';
import { startFaultProxy, type FaultProxy } from '../../src/testing/fault-proxy.js';
import type { ProxiedRequest } from '../../src/testing/proxied-request.js';
import { startRedisCluster, type RedisCluster } from '../../src/testing/redis-cluster.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { decrementCounter } from '../support/naive-counter.js';
import { CallLog } from './call-log.js';
import { CLIENTS, closeClients, CLUSTER_CLIENTS, DEFAULTS, RECOMMENDED } from './clients.js';
import { countFrom, tell } from './figures.js';
import { ALL_WELL, judge } from './judge.js';

const FAULT = 'reply cut after execution';
/** For each client set-up. */
const CUTS = countFrom('SALEGUARD_CUTS', 20);
const TEST_TIMEOUT_MS = 60_000 + 2_000 * CUTS;
/** A client that sends again by itself has its answer long before; one that does not leaves each cut to the caller's deadline. */
const DEADLINE_MS = { resending: 1_000, recommended: 150 };
const OWNERS = ['customer-1'];
const LINES = [{ stockKey: 'EP-100', quantity: 1 }];

/** How a reservation comes to the step whose reply is cut, and how many effects it has had when it is over. */
const STEPS = [
  { step: 'reserve', before: [], effects: 1 },
  { step: 'commit', before: ['reserve'], effects: 2 },
  { step: 'release', before: ['reserve'], effects: 2 },
  { step: 'restore', before: ['reserve', 'commit'], effects: 3 },
] as const;

type Step = (typeof STEPS)[number]['step'];

afterEach(closeClients);

function take(log: CallLog, stock: StockStore, step: Step, id: string): Promise<{ readonly kind: string }> {
  switch (step) {
    case 'reserve':
      return log.untilAnswered(stock, step, { id, owners: OWNERS, lines: LINES });
    case 'commit':
      return log.untilAnswered(stock, step, { id, paymentRef: `payment-${id}` });
    case 'release':
      return log.untilAnswered(stock, step, { id });
    case 'restore':
      return log.untilAnswered(stock, step, { id, restoreId: `back-${id}`, to: 'stock' });
  }
}

function isScriptFor(id: string): (request: ProxiedRequest) => boolean {
  return ({ name, arguments: words }) => name.startsWith('EVAL') && words.includes(id);
}

/** Cuts the connection behind single decrements; the number of those that were counted twice. */
async function naiveDoubled(client: RedisClient, proxy: FaultProxy, key: string): Promise<number> {
  const counter = decrementCounter(client, key);
  let doubled = 0;
  for (let cut = 0; cut < CUTS; cut += 1) {
    await client.call('SET', key, 100);
    const armed = proxy.cutAfterExecution('DECRBY');
    expect(await counter.take(1)).toBe(true);
    await armed.done;
    if (Number(await client.call('GET', key)) === 98) doubled += 1;
  }
  return doubled;
}

/** The same behind whole orders, two more of which are in the batch; each call is repeated by its caller until it is answered. */
async function cutStock(
  client: RedisClient,
  proxy: FaultProxy,
  { saleId, deadlineMs }: { readonly saleId: string; readonly deadlineMs: number },
): Promise<CallLog> {
  const stock = redisStock(client, { saleId, deadlineMs });
  const log = new CallLog(deadlineMs);
  await log.untilAnswered(stock, 'open', { allotments: [{ stockKey: 'EP-100', quantity: 10 * CUTS }] });
  // The server knows the script from now on: a cut of the request that asks for it would have no effect to repeat.
  await take(log, stock, 'reserve', 'order-first');
  let effects = 2;
  for (let cut = 0; cut < CUTS; cut += 1) {
    const { step, before, effects: own } = STEPS[cut % STEPS.length] ?? STEPS[0];
    const id = `order-${cut}`;
    for (const earlier of before) await take(log, stock, earlier, id);
    const armed = proxy.cutAfterExecution(isScriptFor(id));
    const beside = [`${id}-beside-1`, `${id}-beside-2`];
    await Promise.all([
      take(log, stock, step, id),
      ...beside.map((other) => take(log, stock, 'reserve', other)),
    ]);
    const report = await armed.done;
    expect(report?.reply).toBeInstanceOf(Array);
    effects += own + beside.length;
  }
  expect(await judge(stock, log)).toEqual(ALL_WELL);
  // Every effect grows the sequence by one: each happened exactly once.
  expect(await stock.snapshot()).toMatchObject({
    snapshot: { seq: effects, regressed: false, mode: 'open' },
  });
  return log;
}

describe('one server', () => {
  let server: RedisServer;
  let proxy: FaultProxy;

  beforeAll(async () => {
    server = await startRedisServer();
    proxy = await startFaultProxy({ target: server });
  });

  afterAll(async () => {
    await proxy.stop();
    await server.stop();
  });

  it.each(CLIENTS)(
    '%s counts each cut once, a decrement twice',
    async (name, connect) => {
      const naive = await naiveDoubled(
        connect(proxy.port),
        proxy,
        `naive-${CLIENTS.findIndex(([one]) => one === name)}`,
      );
      expect(naive).toBe(CUTS);
      const saleId = name.replaceAll(' ', '-');
      const resending = await cutStock(connect(proxy.port, DEFAULTS), proxy, {
        saleId,
        deadlineMs: DEADLINE_MS.resending,
      });
      const recommended = await cutStock(connect(proxy.port, RECOMMENDED), proxy, {
        saleId: `${saleId}-recommended`,
        deadlineMs: DEADLINE_MS.recommended,
      });
      expect(recommended.unknown).toBeGreaterThanOrEqual(CUTS);
      const setup = `${name}, default and recommended options`;
      const also = `${resending.unknown + recommended.unknown} answers unknown, all found by asking again`;
      tell({
        fault: FAULT,
        setup,
        trials: 2 * CUTS,
        naive: `${naive} of ${CUTS} counted twice`,
        ours: ALL_WELL,
        also,
      });
    },
    TEST_TIMEOUT_MS,
  );
});

describe('a Cluster', () => {
  let cluster: RedisCluster;
  let proxies: ClusterProxies;

  beforeAll(async () => {
    cluster = await startRedisCluster();
    proxies = await startClusterProxies(cluster);
  });

  afterAll(async () => {
    await proxies.stop();
    await cluster.stop();
  });

  it.each(CLUSTER_CLIENTS)(
    '%s counts each cut once, a decrement twice',
    async (name, connect) => {
      const saleId = name.replaceAll(' ', '-');
      const client = connect(proxies);
      const naiveKey = `naive-${saleId}`;
      const naive = await naiveDoubled(client, proxies.proxyOf(await cluster.ownerOf(naiveKey)), naiveKey);
      expect(naive).toBe(CUTS);
      const owner = await cluster.ownerOf(saleKeys({ saleId }).meta);
      const log = await cutStock(client, proxies.proxyOf(owner), {
        saleId,
        deadlineMs: DEADLINE_MS.resending,
      });
      const also = `${log.unknown} answers unknown, all found by asking again`;
      tell({
        fault: FAULT,
        setup: name,
        trials: CUTS,
        naive: `${naive} of ${CUTS} counted twice`,
        ours: ALL_WELL,
        also,
      });
    },
    TEST_TIMEOUT_MS,
  );
});
