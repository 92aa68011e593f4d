import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { checkConservation } from '../../src/stock/invariants.js';
import type { Reservation } from '../../src/stock/reservation.js';
import type { StockStore } from '../../src/stock/store.js';
import type { SaleSnapshot } from '../../src/stock/verdict.js';
import { saleKeys, keyList } from '../../src/stores/redis/keys.js';
import { redisStock } from '../../src/stores/redis/stock-store.js';
import type { FaultProxy } from '../../src/testing/fault-proxy.js';
import type { RedisServer } from '../../src/testing/redis-server.js';
import { Random } from '../detection/random.js';
import { AppSlot } from './app-process.js';
import { readCallLog } from './call-log.js';
import type { Call } from './call.js';
import { goodsFor, TTL_MAX_MS } from './goods.js';
import { judge, type Judgement } from './judge.js';
import { Nemesis, type FaultCounts } from './nemesis.js';

/** Where a sale is held, and what is counted over all of them. */
export interface SalePlace {
  readonly server: RedisServer;
  readonly proxies: readonly FaultProxy[];
  /** Straight to the server: who opens and judges is not under soak. */
  readonly client: Redis;
  readonly folder: string;
  readonly seed: string;
  readonly faults: FaultCounts;
}

/** What came of one sale. */
export interface SaleResult extends Judgement {
  readonly calls: number;
  readonly answered: number;
  readonly unknowns: number;
  readonly latestMs: number;
  readonly loopDelayMs: number;
  readonly liveChecks: number;
}

const DEADLINE_MS = 400;
const JUDGE_DEADLINE_MS = 5_000;
const FINISH_MS = 30_000;
const REST_MS = 8 * TTL_MAX_MS;
const LIVE_CHECK_MS = 1_000;

/** One sale from its opening to its judgement, the nemesis at work in between. */
export class SoakSale {
  readonly apps: readonly AppSlot[];
  readonly #place: SalePlace;
  readonly #stock: StockStore;
  readonly #seconds: number;
  readonly #nemesis: Nemesis;
  readonly #liveBreaches: string[] = [];
  #liveChecks = 0;

  constructor(place: SalePlace, plan: { readonly saleId: string; readonly seconds: number }) {
    const { saleId, seconds } = plan;
    this.#place = place;
    this.#seconds = seconds;
    this.#stock = redisStock(place.client, { saleId, deadlineMs: JUDGE_DEADLINE_MS });
    const folder = join(place.folder, saleId);
    mkdirSync(folder, { recursive: true });
    this.apps = place.proxies.map(
      ({ port }, slot) =>
        new AppSlot({
          port,
          saleId,
          seed: place.seed,
          slot,
          deadlineMs: DEADLINE_MS,
          saleSeconds: seconds,
          logPath: join(folder, `app-${slot}.jsonl`),
        }),
    );
    const scene = { server: place.server, proxies: place.proxies, apps: this.apps };
    const random = new Random(`${place.seed}/${saleId}/nemesis`);
    this.#nemesis = new Nemesis({ scene, random, counts: place.faults });
  }

  /** Runs it for its time, or until `isStopped`; judges it; takes its keys away. */
  async run(isStopped: () => boolean): Promise<SaleResult> {
    const { allotments } = goodsFor(this.#seconds);
    const opened = await this.#stock.open({ allotments });
    if (opened.kind !== 'opened') throw new Error(`the sale did not open: ${opened.kind}`);
    const endsAt = performance.now() + this.#seconds * 1_000;
    try {
      for (const app of this.apps) app.start();
      this.#nemesis.start();
      while (performance.now() < endsAt && !isStopped()) {
        await sleep(Math.min(LIVE_CHECK_MS, Math.max(1, endsAt - performance.now())));
        await this.#checkLive();
      }
    } finally {
      await this.#nemesis.stop();
      await this.#nemesis.heal();
    }
    return await this.#judge(await Promise.all(this.apps.map((app) => app.finish(FINISH_MS))));
  }

  /** Ends every process of it, whatever they do. */
  async kill(): Promise<void> {
    await Promise.all(this.apps.map((app) => app.kill()));
  }

  /** Conservation holds at every moment, not only in the end. A store that cannot be asked now is asked the next time. */
  async #checkLive(): Promise<void> {
    const asked = await this.#look();
    if ('unanswered' in asked) {
      if (asked.unanswered.startsWith('GuardError')) this.#liveBreaches.push(asked.unanswered);
      return;
    }
    this.#liveChecks += 1;
    const breaches = asked.snapshot.counters.flatMap((counters) => checkConservation(counters) ?? []);
    this.#liveBreaches.push(...breaches.map((breach) => `during the sale: ${breach}`));
    if (asked.snapshot.regressed) this.#liveBreaches.push('during the sale: it says that writes were lost');
  }

  async #look(): Promise<{ readonly snapshot: SaleSnapshot } | { readonly unanswered: string }> {
    try {
      const verdict = await this.#stock.snapshot();
      return verdict.kind === 'found' ? verdict : { unanswered: JSON.stringify(verdict) };
    } catch (error) {
      return { unanswered: String(error) };
    }
  }

  async #judge(finished: readonly boolean[]): Promise<SaleResult> {
    const unfinished = finished.flatMap((isFinished, slot) =>
      isFinished ? [] : [`app ${slot} did not end within ${FINISH_MS} ms after everything was mended`],
    );
    const records = this.apps.map(({ logPath }) => readCallLog(logPath));
    const calls = records.flatMap((record) => record.calls);
    const judgement = await this.#compare(calls);
    const seen = records.flatMap((record) => record.breaches);
    const counts = this.apps.map((app) => app.counts);
    return {
      ...judgement,
      breaches: [...unfinished, ...seen, ...this.#liveBreaches, ...judgement.breaches],
      calls: calls.length,
      answered: calls.filter(({ answer }) => answer !== undefined).length,
      unknowns: calls.reduce((sum, { openCount }) => sum + openCount, 0),
      latestMs: Math.max(...counts.map(({ latestMs }) => latestMs)),
      loopDelayMs: Math.max(...counts.map(({ loopDelayMs }) => loopDelayMs)),
      liveChecks: this.#liveChecks,
    };
  }

  /** The judgement, and the keys taken away when there is nothing to look at in them. */
  async #compare(calls: readonly Call[]): Promise<Judgement> {
    const snapshot = await this.#atRest();
    if (typeof snapshot === 'string') {
      const breach = `no reservation may stand this long after its deadline, but the store says: ${snapshot}`;
      return { breaches: [breach], orders: 0, acknowledged: 0, found: 0 };
    }
    const { client } = this.#place;
    const reservations = await this.#reservations(new Set(calls.map(({ request }) => request.id)));
    const keys = saleKeys({ saleId: this.#stock.saleId });
    const recordCount = await client.hlen(keys.reservations);
    const judgement = judge({ calls, reservations, snapshot, recordCount });
    if (judgement.breaches.length === 0) await client.unlink(...keyList(keys));
    return judgement;
  }

  /** Sweeps until nobody holds anything that is not bought; what the store says instead, when that does not happen. */
  async #atRest(): Promise<SaleSnapshot | string> {
    const endsAt = performance.now() + REST_MS;
    for (;;) {
      const swept = await this.#stock.expire({ limit: 2_000 }).catch(String);
      const asked = await this.#look();
      if ('snapshot' in asked && asked.snapshot.counters.every(({ reserved }) => reserved === 0))
        return asked.snapshot;
      if (performance.now() > endsAt) return JSON.stringify({ swept, asked });
      await sleep(200);
    }
  }

  async #reservations(ids: ReadonlySet<string>): Promise<ReadonlyMap<string, Reservation>> {
    const found = new Map<string, Reservation>();
    const all = [...ids];
    for (let from = 0; from < all.length; from += 100) {
      const part = all.slice(from, from + 100).map(async (id) => {
        const verdict = await this.#stock.status(id);
        if (verdict.kind === 'found') found.set(id, verdict.reservation);
        else if (verdict.kind !== 'unknown_id') throw new Error(`status of ${id}: ${verdict.kind}`);
      });
      await Promise.all(part);
    }
    return found;
  }
}
