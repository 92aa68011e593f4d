// A checkout on Fastify that sells nothing twice and nothing at a price that nobody approved.
//   SALEGUARD_REDIS_URL=redis://127.0.0.1:6379 node examples/fastify-checkout/server.mjs
//   node examples/fastify-checkout/server.mjs --memory          without Redis, for a look
// Also PORT (8080 unless told, 0 for any free one), SALEGUARD_CUSTOMER_KEY, SALE_FOLDER and ORDERS_FILE (see README.md).
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Fastify from 'fastify';
import { createGuard, loadPolicyText, loadPriceBook, openSale, startSweeper } from 'saleguard';
import { OrderLog } from './order-log.mjs';
import { shop } from './shop.mjs';
import { openMemory, openRedis } from './stock.mjs';

const FOLDER =
  process.env.SALE_FOLDER ?? fileURLToPath(new URL('../../out/fastify-checkout', import.meta.url));
const KEY_ID = 'k1';

if (!existsSync(join(FOLDER, 'book.jsonl')))
  throw new Error(`no price book in ${FOLDER}: run prepare.mjs first`);
const policy = loadPolicyText(readFileSync(join(FOLDER, 'policy.yaml'), 'utf8'), { file: 'policy.yaml' });
const book = await loadBook(join(FOLDER, 'book.jsonl'));
const { saleId } = book.header;
const place = process.argv.includes('--memory') ? openMemory(saleId) : openRedis(redisUrl(), saleId);
const customerKey = { key: process.env.SALEGUARD_CUSTOMER_KEY ?? keyInFolder(), keyId: KEY_ID };

await open();
const guard = createGuard({
  priceBook: book,
  stock: place.stock,
  policy,
  onStoreFailure: 'reject',
  // A shop pages somebody, refunds, and calls the warehouse here.
  on: {
    trip: (trip) => tell('trip', trip),
    shortfall: (shortfall) => tell('shortfall', shortfall),
    latePayment: (payment) => tell('late payment', payment),
    regression: (regression) => tell('regression', regression),
  },
});
const orders = new OrderLog(process.env.ORDERS_FILE ?? join(FOLDER, 'orders.jsonl'));
const prices = new Map([...book.entries()].map(({ sku, priceMinor }) => [sku, priceMinor]));
const sweeper = startSweeper(place.stock, {
  everyMs: 1000,
  onError: (error) => tell('sweeper', String(error)),
});

const app = Fastify();
await app.register(shop, { guard, prices, orders, customerKey });
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT ?? 8080) });
console.log(`process ${process.pid}`);
console.log(`listening on http://127.0.0.1:${app.server.address().port}`);
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, stop);

async function stop() {
  await app.close();
  await sweeper.stop();
  orders.close();
  await place.close();
}

async function loadBook(path) {
  const publicKeys = policy.approvals.people.map(({ publicKey }) => publicKey);
  const loaded = await loadPriceBook(createReadStream(path), { publicKeys });
  if (loaded.kind === 'refused') throw new Error(`${path}, line ${loaded.line}: ${loaded.message}`);
  return loaded.book;
}

/** Every process opens the sale, and all but the first hear `already`. The connection may still be on its way. */
async function open() {
  for (let attempt = 1; ; attempt += 1) {
    const verdict = await openSale(place.stock, { book, policy, now: Date.now(), customerKeyId: KEY_ID });
    if (verdict.kind === 'opened' || verdict.kind === 'already') return;
    const isPassing =
      verdict.kind === 'unknown' || (verdict.kind === 'refused' && verdict.reason === 'unavailable');
    if (!isPassing || attempt === 20) throw new Error(`the sale did not open: ${JSON.stringify(verdict)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function keyInFolder() {
  return readFileSync(join(FOLDER, 'customer.key'), 'utf8');
}

function redisUrl() {
  const url = process.env.SALEGUARD_REDIS_URL;
  if (url === undefined) throw new Error('set SALEGUARD_REDIS_URL, or give --memory');
  return url;
}

function tell(what, detail) {
  console.error(`${what}: ${JSON.stringify(detail)}`);
}
