// A checkout over HTTP that cannot sell a unit twice.
//   SALEGUARD_REDIS_URL=redis://127.0.0.1:6379 node examples/checkout/server.mjs
//   node examples/checkout/server.mjs --memory          without a server, for a look
// Also PORT (8080 unless told, 0 for any free one) and SALEGUARD_CUSTOMER_KEY (see README.md).
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { startSweeper } from 'saleguard';
import { httpAnswer } from './answers.mjs';
import { checkout, exampleProvider } from './checkout.mjs';
import { openMemory, openRedis, openSale } from './stock.mjs';

const BODY_MAX_BYTES = 65_536;
const KEY_ID = 'k1';

function customerKey() {
  const key = process.env.SALEGUARD_CUSTOMER_KEY;
  if (key !== undefined) return { key, keyId: KEY_ID };
  console.error('SALEGUARD_CUSTOMER_KEY is not set: customer limits hold within this process only');
  return { key: randomBytes(32), keyId: KEY_ID };
}

async function openStock() {
  if (process.argv.includes('--memory')) return openMemory();
  const url = process.env.SALEGUARD_REDIS_URL;
  if (url === undefined) throw new Error('set SALEGUARD_REDIS_URL, or give --memory');
  return await openRedis(url);
}

async function bodyOf(request) {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) {
    text += piece;
    if (text.length > BODY_MAX_BYTES) throw new RangeError('the body is too long');
  }
  const body = JSON.parse(text);
  if (typeof body !== 'object' || body === null) throw new SyntaxError('the body is no object');
  return body;
}

/** The verdict of a request; undefined when there is no such page. */
async function route(shop, request) {
  const [, first, id, last] = new URL(request.url, 'http://shop').pathname.split('/');
  const page = `${request.method} /${first}${id === undefined ? '' : '/id'}${last === undefined ? '' : `/${last}`}`;
  switch (page) {
    case 'GET /availability':
      return await shop.availability();
    case 'PUT /orders/id': {
      // The shopper's page makes the id once for an order, and sends it with every click and every reload.
      const { account, lines } = await bodyOf(request);
      if (typeof account !== 'string' || !/^[\w-]{1,64}$/.test(account))
        throw new SyntaxError('who is buying?');
      return await shop.reserve({ id, account, lines });
    }
    case 'GET /orders/id':
      return await shop.status(id);
    case 'DELETE /orders/id':
      return await shop.release(id);
    case 'POST /orders/id/payment':
      return await shop.pay(id);
    default:
      return undefined;
  }
}

async function answer(shop, request, response) {
  let told;
  try {
    const verdict = await route(shop, request);
    told = verdict === undefined ? { status: 404, body: { error: 'no such page' } } : httpAnswer(verdict);
  } catch (error) {
    const isTheirs = error instanceof SyntaxError || error instanceof RangeError;
    // A GuardError here says that somebody has to look: rights, a password, keys that saleguard did not write.
    if (!isTheirs) console.error(error);
    told = isTheirs
      ? { status: 400, body: { error: error.message } }
      : { status: 500, body: { error: 'ours' } };
  }
  response.writeHead(told.status, { 'content-type': 'application/json', ...told.headers });
  response.end(`${JSON.stringify(told.body)}\n`);
}

const { stock, close } = await openStock();
await openSale(stock, KEY_ID);
const shop = checkout({ stock, customerKey: customerKey(), provider: exampleProvider() });
const sweeper = startSweeper(stock, {
  onError: (trouble) => {
    console.error('sweep:', trouble.kind === 'thrown' ? trouble.error : trouble.verdict);
  },
});
const server = createServer((request, response) => void answer(shop, request, response));
server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});

/** In this order: no new orders, those under way to their answers, the sweeper, the connection. */
async function stop() {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  await sweeper.stop();
  await close();
}

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void stop());
