/**
 * One process of the shop under soak: shoppers, a sweeper, a connection through its own fault proxy. Told what to do by `AppPlan` as its
 * first message, told to end by `finish`; may be killed at any moment.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Redis as Redis5 } from 'ioredis5';
import { redisStock } from '../../src/stores/redis/stock-store.js';
import { startSweeper } from '../../src/stores/sweeper.js';
import { Random } from '../detection/random.js';
import type { AppReport } from './app-process.js';
import { Asker } from './asker.js';
import { CallLog, readCallLog } from './call-log.js';
import { goodsFor } from './goods.js';
import { hearOrders } from './orders-heard.js';
import { Shopper } from './shopper.js';

const SHOPPERS = 16;
const PAUSE_MAX_MS = 60;
const REPORT_MS = 500;

// A Ctrl-C reaches every process of a terminal: the run ends in order, by its own word.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(1));

const heard = hearOrders(process);
const plan = await heard.plan;

/** The options `doctor` asks for. */
const RECOMMENDED = {
  autoResendUnfulfilledCommands: false,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  commandTimeout: 2_000,
  socketTimeout: 5_000,
};

/** Three shops: options as `doctor` recommends them, ioredis 6 as it comes, ioredis 5 as it comes with autopipelining. */
function connect(): Redis | Redis5 {
  const place = { host: '127.0.0.1', port: plan.port };
  if (plan.slot % 3 === 0) return new Redis({ ...place, ...RECOMMENDED });
  return plan.slot % 3 === 1 ? new Redis(place) : new Redis5({ ...place, enableAutoPipelining: true });
}

const client = connect();
// Lost connections are what this run is for; the calls on them say so themselves.
client.on('error', () => undefined);
const stock = redisStock(client, { saleId: plan.saleId, deadlineMs: plan.deadlineMs });
const random = new Random(`${plan.seed}/${plan.saleId}/${plan.slot}/${plan.incarnation}`);
const { pending } = readCallLog(plan.logPath);
const log = new CallLog(plan.logPath);
const asker = new Asker({ stock, log, random, deadlineMs: plan.deadlineMs });
// Only to tell a call that hangs from a process that was not given the processor.
const loopDelay = monitorEventLoopDelay({ resolution: 10 });
loopDelay.enable();
let idCount = 0;

function report(): AppReport {
  return { ...asker.counts, loopDelayMs: loopDelay.max / 1e6, finished: false };
}

async function shopUntilToldToFinish(): Promise<void> {
  const nextId = (): string => `${plan.slot}.${plan.incarnation}.${(idCount += 1)}`;
  const shopper = new Shopper({ asker, random, nextId, goods: goodsFor(plan.saleSeconds) });
  while (!heard.isFinishing()) {
    await sleep(random.below(PAUSE_MAX_MS));
    await shopper.shop();
  }
}

async function run(): Promise<void> {
  const sweeper = startSweeper(stock, {
    everyMs: 300,
    onError: (trouble) => {
      if (trouble.kind === 'thrown') log.breach(`the sweeper threw ${String(trouble.error)}`);
    },
  });
  await asker.resume(pending);
  await Promise.all(Array.from({ length: SHOPPERS }, shopUntilToldToFinish));
  await sweeper.stop();
}

const reporting = setInterval(() => process.send?.(report()), REPORT_MS);
try {
  await run();
} catch (error) {
  log.breach(`an app threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}
clearInterval(reporting);
client.disconnect();
process.send?.({ ...report(), finished: true }, () => process.exit(0));
