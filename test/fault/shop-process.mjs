// A shop's process for fault tests: told what to do by its one argument, tells every call it makes to its parent, and may be
// killed at any moment. Runs on the built package.
import { Redis } from 'ioredis';
import { redisStock } from '../../dist/stores/redis/index.js';

const task = JSON.parse(process.argv[2]);
const clients = {
  // Sends again by itself, for as long as it takes.
  resending: { maxRetriesPerRequest: null },
  // Sends once and says so, as `doctor` recommends.
  recommended: {
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 300,
  },
};
const client = new Redis(task.port, '127.0.0.1', { ...clients[task.client], retryStrategy: () => 5 });
client.on('error', () => undefined);
const stock = redisStock(client, { saleId: task.saleId, deadlineMs: task.deadlineMs });

/** Makes a call and tells it to the parent before and after: one that is never heard of again was lost with this process. */
async function call(operation, request) {
  const sentAt = now();
  await tell({ about: 'sent', operation, request, sentAt });
  const verdict = await stock[operation](request);
  await tell({ about: 'settled', operation, request, sentAt, settledAt: now(), verdict });
  return verdict;
}

/** Again with the same id until there is an answer. */
async function untilAnswered(operation, request) {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const verdict = await call(operation, request);
    const isAgain = verdict.kind === 'unknown' || ['late', 'unavailable'].includes(verdict.reason);
    if (!isAgain) return verdict;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`${operation} had no answer`);
}

function reserve(id) {
  const lines = [{ stockKey: task.stockKey, quantity: 1 }];
  return untilAnswered('reserve', { id, owners: [`customer-${id}`], lines, ttlMs: task.ttlMs });
}

/** One clock for all processes of a machine. */
function now() {
  return Number(process.hrtime.bigint());
}

function tell(message) {
  return new Promise((resolve, reject) => {
    process.send(message, (error) => (error ? reject(error) : resolve()));
  });
}

/** What becomes of an order, by its number: bought, given back, given back after it was bought, or left alone. */
async function shop(number) {
  const id = `${task.name}-${number}`;
  const held = await reserve(id);
  if (held.kind === 'refused') return;
  if (number % 4 === 3) return;
  if (number % 4 === 2) {
    await untilAnswered('release', { id });
    return;
  }
  const paid = await untilAnswered('commit', { id, paymentRef: `payment-${id}` });
  if (number % 8 === 1 && paid.kind !== 'expired')
    await untilAnswered('restore', { id, restoreId: `back-${id}`, to: 'stock' });
}

async function shopAll() {
  let next = 0;
  const shopper = async () => {
    while (next < task.orders) await shop((next += 1));
  };
  await Promise.all(Array.from({ length: 8 }, shopper));
}

/** Reserves all, pays every second one, and is killed before it pays the others. */
async function hold() {
  for (let number = 1; number <= task.orders; number += 1) await reserve(`${task.name}-${number}`);
  for (let number = 2; number <= task.orders; number += 2)
    await untilAnswered('commit', { id: `${task.name}-${number}`, paymentRef: `payment-${number}` });
}

/** The same with a counter: the units are taken, the orders not yet written down. */
async function holdNaively() {
  for (let number = 1; number <= task.orders; number += 1) await client.decrby(task.saleId, 1);
}

await { hold, holdNaively, shop: shopAll }[task.do]();
await tell({ about: 'done' });
if (task.do === 'shop') {
  client.disconnect();
  process.disconnect();
} else {
  // Waits to be killed; never longer than a test may take.
  setTimeout(() => process.exit(1), 60_000);
}
