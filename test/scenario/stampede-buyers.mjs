// One process of the stampede: thousands of buyers at once, on the built package. Started by stampede.test.ts, which sends the plan;
// says `ready`, waits for `go`, writes one line for each buyer whose business is settled, and ends by itself.
import { once } from 'node:events';
import { openSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startSweeper } from 'saleguard';
import { redisStock } from 'saleguard/redis';

process.on('disconnect', () => process.exit(1));
const [plan] = await once(process, 'message');
const client = new Redis({ host: '127.0.0.1', port: plan.port });
const stock = redisStock(client, { saleId: plan.saleId, deadlineMs: 5000 });
const log = openSync(plan.logPath, 'a', 0o600);
const endsAt = performance.now() + plan.timeoutMs;
const counts = { unanswered: 0, asked: 0, sweepTroubles: 0 };

/** Sends the same request, under the same id, until there is an answer; `onOpen` hears of each time there was none. */
async function answerOf(call, onOpen = () => undefined) {
  for (;;) {
    counts.asked += 1;
    const verdict = await call();
    const isOpen =
      verdict.kind === 'unknown' ||
      (verdict.kind === 'refused' && (verdict.reason === 'late' || verdict.reason === 'unavailable'));
    if (!isOpen) return verdict;
    counts.unanswered += 1;
    onOpen();
    if (performance.now() > endsAt) return verdict;
    await sleep(20 + Math.random() * 80);
  }
}

/** Asks until it is reserved or can no longer be: while others hold units without having bought them, some may come back. */
async function reserveOrWait(request, onOpen) {
  for (let waits = 0; ; waits += 1) {
    const verdict = await answerOf(() => stock.reserve(request), onOpen);
    const mayComeBack = verdict.reason === 'insufficient' && verdict.shortages[0]?.reserved > 0;
    if (!mayComeBack || performance.now() > endsAt) return { verdict, waits };
    await sleep(100 + Math.random() * 200);
  }
}

/** What one buyer does with a reservation; the answers, in the order they came. */
const BUSINESS = {
  plain: ({ id }) => commit(id),
  'double-click': ({ id }) => commit(id),
  greedy: ({ id }) => commit(id),
  async pays({ id }) {
    const paying = await answerOf(() => stock.beginPayment({ id, ttlMs: 30_000 }));
    return [paying, ...(await commit(id))];
  },
  async release({ id }) {
    await sleep(50 + Math.random() * 250);
    return [await answerOf(() => stock.release({ id }))];
  },
  lapse: () => Promise.resolve([]),
};

async function commit(id) {
  return [await answerOf(() => stock.commit({ id, paymentRef: `pay-${id}` }))];
}

async function buy({ number, kind, quantity }) {
  const first = {
    id: `order-${number}`,
    owners: [`buyer-${number}`],
    lines: [{ stockKey: plan.stockKey, quantity }],
    // Those who leave without a word must come back within the test; those who buy have the sale's own deadline.
    ...(kind === 'lapse' ? { ttlMs: 1000 } : {}),
  };
  const again = { ...first, id: `${first.id}-again` };
  let resent = 0;
  const onOpen = () => (resent += 1);
  const asked = reserveOrWait(first, onOpen);
  const twin = kind === 'double-click' ? answerOf(() => stock.reserve(first), onOpen) : undefined;
  const beyond = kind === 'greedy' ? answerOf(() => stock.reserve(again)) : undefined;
  const [{ verdict, waits }, other, second] = await Promise.all([asked, twin, beyond]);
  // Of a greedy buyer's two orders either may come first, when a reply was lost and its order sent again.
  const isSwapped = second !== undefined && isReserved(second);
  const [order, spare] = isSwapped ? [again, first] : [first, again];
  const [held, refused] = isSwapped ? [second, verdict] : [verdict, second];
  const answers = isReserved(held) ? await BUSINESS[kind](order) : [];
  const ids = { id: order.id, spareId: spare.id };
  const line = {
    number,
    kind,
    quantity,
    ...ids,
    waits,
    resent,
    verdict: held,
    other,
    answers,
    second: refused,
  };
  writeSync(log, `${JSON.stringify(line)}\n`);
}

function isReserved({ kind }) {
  return kind === 'reserved' || kind === 'replayed';
}

async function arrive(buyer) {
  await sleep(Math.random() * plan.arriveWithinMs);
  await buy(buyer);
}

await client.ping();
const go = once(process, 'message');
process.send('ready');
await go;
const onError = () => (counts.sweepTroubles += 1);
const sweeper = startSweeper(stock, { everyMs: 200, onError });
await Promise.all(plan.buyers.map(arrive));
await sweeper.stop();
await client.quit();
process.send(counts, () => process.exit(0));
