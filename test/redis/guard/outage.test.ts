import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Redis } from 'ioredis';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PriceBook } from '../../../src/book/price-book.js';
import type { CheckoutOrder } from '../../../src/catalog/order.js';
import { createGuard } from '../../../src/guard/create-guard.js';
import { GUARD_CHANNELS } from '../../../src/guard/events.js';
import type { Guard } from '../../../src/guard/guard.js';
import type { AdmitVerdict, FailurePolicy } from '../../../src/guard/verdict.js';
import type { StockStore } from '../../../src/stock/store.js';
import { redisStock } from '../../../src/stores/redis/stock-store.js';
import type { RedisDirectives } from '../../../src/testing/redis-config.js';
import { startRedisServer, type RedisServer } from '../../../src/testing/redis-server.js';
import { stopAll } from '../../../src/testing/stop-all.js';
import { waitUntil } from '../../../src/testing/wait-until.js';
import { builtInPolicy } from '../../../src/wire/policy.js';
import { HEADER } from '../../unit/book/sample-book.js';
import {
  allotmentsOf,
  bookOf,
  ENTRIES,
  handlersOf,
  NOW,
  orderOf,
  type Heard,
} from '../../unit/guard/guard-world.js';
import { GOOD_CLIENT } from '../doctor/clients.js';

/** Every write is on the disk before it is acknowledged. */
const KEPT: RedisDirectives = { appendonly: 'yes', appendfsync: 'always' };
const DEADLINE_MS = 400;
/** Far above any deadline: who waits so long hangs. */
const HUNG_MS = 10_000;
/** Earphones there are, and orders for them. */
const ALLOTMENT = 100;
const ORDERS = 140;
const OPEN = { allotments: allotmentsOf(ENTRIES), epoch: HEADER.epoch };

const started: { stop(): Promise<void> }[] = [];
let book: PriceBook;

beforeAll(async () => {
  book = await bookOf(ENTRIES, { lossBudgetMinor: undefined });
});

afterEach(async () => {
  await stopAll(started.splice(0).reverse());
});

async function start(config: RedisDirectives): Promise<RedisServer> {
  const server = await startRedisServer({ config });
  started.push(server);
  return server;
}

interface Process {
  readonly guard: Guard;
  readonly stock: StockStore;
  readonly heard: Heard;
}

/** A process of the shop, its client as `doctor` wants it. */
function startProcess(
  server: RedisServer,
  options: { readonly onStoreFailure: FailurePolicy; readonly pollMs?: number },
): Process {
  const client = new Redis(server.port, server.host, { ...GOOD_CLIENT, retryStrategy: () => 5 });
  // Connections are lost on purpose.
  client.on('error', () => undefined);
  const stock = redisStock(client, { saleId: HEADER.saleId, deadlineMs: DEADLINE_MS });
  const heard: Heard = { trips: [], shortfalls: [], latePayments: [], regressions: [], errors: [] };
  const guard = createGuard({
    priceBook: book,
    stock,
    policy: builtInPolicy(),
    on: handlersOf(heard),
    now: () => NOW,
    pollMs: 0,
    ...options,
  });
  started.push({
    stop: async () => {
      await guard.close();
      client.disconnect();
    },
  });
  return { guard, stock, heard };
}

async function openSale({ stock }: Process): Promise<void> {
  await waitUntil({ what: 'the sale opens', timeoutMs: HUNG_MS }, async () => {
    const { kind } = await stock.open(OPEN);
    return kind === 'opened' || kind === 'already' ? true : undefined;
  });
}

function inTime(call: Promise<AdmitVerdict>): Promise<AdmitVerdict> {
  return Promise.race([
    call,
    new Promise<never>((_, reject) => {
      setTimeout(reject, HUNG_MS, new Error('a call hangs')).unref();
    }),
  ]);
}

/** Orders before, during and after an outage. */
interface Outage {
  readonly all: ReadonlyMap<string, AdmitVerdict>;
  /** Those asked for while there was no server. */
  readonly during: readonly AdmitVerdict[];
}

/** The server is killed while orders are under way, and comes back while others are. */
async function admitThroughOutage({ guard }: Process, server: RedisServer): Promise<Outage> {
  let at = 0;
  const ask = (count: number): Promise<AdmitVerdict>[] =>
    Array.from({ length: count }, () => inTime(guard.admit(orderOfBuyer(`order-${at++}`))));
  const before = await Promise.all(ask(ORDERS / 4));
  const underWay = ask(ORDERS / 4);
  await server.kill();
  const during = await Promise.all(ask(ORDERS / 4));
  const restart = server.restart();
  const rest = ask(ORDERS / 4);
  await restart;
  const all = await Promise.all([...underWay, ...rest]);
  return { all: new Map([...before, ...during, ...all].map((verdict) => [verdict.id, verdict])), during };
}

function orderOfBuyer(id: string): CheckoutOrder {
  return orderOf(id, { customer: [`k1.${id}`] });
}

/** What an order may hear while the store is away, by the failure policy. */
function isOutageAnswer(verdict: AdmitVerdict, policy: FailurePolicy): boolean {
  if (verdict.kind === 'unknown') return verdict.onStoreFailure === policy;
  if (verdict.kind === 'rejected' && verdict.reason === 'store_failure')
    return policy === 'reject' && verdict.transient && verdict.onStoreFailure === 'reject';
  return verdict.kind === 'review' && policy === 'review' && !verdict.reserved;
}

async function untilAnswered(guard: Guard, id: string): Promise<AdmitVerdict> {
  const order = orderOfBuyer(id);
  return waitUntil({ what: `an answer for ${id}`, timeoutMs: HUNG_MS }, async () => {
    const verdict = await inTime(guard.admit(order));
    const isFinal = verdict.kind === 'admitted' || (verdict.kind === 'rejected' && !!verdict.refusal);
    return isFinal && !isOutageAnswer(verdict, 'reject') && !isOutageAnswer(verdict, 'review')
      ? verdict
      : undefined;
  });
}

describe('Redis killed and restarted while orders are admitted', () => {
  it.each<FailurePolicy>(['reject', 'review'])(
    'answers each by the policy %s, loses none, and sells what is there and no more',
    async (onStoreFailure) => {
      const server = await start(KEPT);
      const first = startProcess(server, { onStoreFailure });
      const second = startProcess(server, { onStoreFailure });
      await openSale(first);
      const { all, during } = await admitThroughOutage(first, server);
      expect(during.filter((verdict) => !isOutageAnswer(verdict, onStoreFailure))).toEqual([]);
      const others = [...all.values()].filter((verdict) => !isOutageAnswer(verdict, onStoreFailure));
      expect(new Set(others.map(({ kind }) => kind))).toEqual(new Set(['admitted']));

      // Sent again with the same id, in another process: what was admitted stands, the others get their answer.
      let admitted = 0;
      for (const [id, before] of all) {
        const after = await untilAnswered(second.guard, id);
        if (after.kind === 'admitted') admitted += 1;
        if (before.kind === 'admitted') expect(after).toMatchObject({ kind: 'admitted', replayed: true });
        else if (after.kind === 'rejected') expect(after.reason).toBe('sold_out');
      }
      expect(admitted).toBe(ALLOTMENT);
      expect(await second.stock.snapshot({ stockKeys: ['EP-100'] })).toMatchObject({
        snapshot: { counters: [{ allotment: ALLOTMENT, reserved: ALLOTMENT, committed: 0, available: 0 }] },
      });
      expect([...first.heard.regressions, ...second.heard.regressions]).toEqual([]);
    },
  );
});

/** The next event of a guard. */
function once(channel: string): Promise<void> {
  return new Promise((resolve) => {
    const hear = (): void => {
      unsubscribe(channel, hear);
      resolve();
    };
    subscribe(channel, hear);
  });
}

describe('Redis that comes back with nothing', () => {
  it('takes no order, and the regression handler of every process that saw the sale hears of it', async () => {
    const server = await start({});
    const shop = startProcess(server, { onStoreFailure: 'review', pollMs: 100 });
    await openSale(shop);
    const polled = once(GUARD_CHANNELS.activity);
    expect(await shop.guard.admit(orderOf('order-1'))).toMatchObject({ kind: 'admitted' });
    await polled;
    await server.kill();
    await server.restart();
    const after = await waitUntil({ what: 'the store answers', timeoutMs: HUNG_MS }, async () => {
      const verdict = await inTime(shop.guard.admit(orderOf('order-2')));
      return verdict.kind === 'rejected' ? verdict : undefined;
    });
    expect(after).toMatchObject({ reason: 'set_up', refusal: { reason: 'unknown_sale' } });
    const hears = { what: 'the regression is heard', timeoutMs: HUNG_MS };
    await waitUntil(hears, () => (shop.heard.regressions.length > 0 ? true : undefined));
    expect(shop.heard.regressions).toHaveLength(1);
  });

  it('and is opened again is stopped by the first call of a process that knows better', async () => {
    const server = await start({});
    const shop = startProcess(server, { onStoreFailure: 'reject' });
    await openSale(shop);
    await shop.guard.admit(orderOf('order-1'));
    expect(await shop.guard.commit({ id: 'order-1', paymentRef: 'pay-1' })).toMatchObject({
      kind: 'committed',
    });
    await server.kill();
    await server.restart();
    const fresh = startProcess(server, { onStoreFailure: 'reject' });
    await openSale(fresh);
    const after = await waitUntil({ what: 'the store answers', timeoutMs: HUNG_MS }, async () => {
      const verdict = await inTime(shop.guard.admit(orderOf('order-2')));
      return isOutageAnswer(verdict, 'reject') ? undefined : verdict;
    });
    expect(after).toMatchObject({ reason: 'sale_closed', refusal: { reason: 'regressed' } });
    expect(await fresh.guard.admit(orderOf('order-3'))).toMatchObject({ reason: 'sale_closed' });
  });
});
