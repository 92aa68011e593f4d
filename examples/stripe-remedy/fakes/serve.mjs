// A payment service that fails, on a free port of this machine, with books of its own.
//   node examples/stripe-remedy/fakes/serve.mjs forgets|times-out|later [SEED]
// GET /fake/books prints its books, POST /fake/payments adds payments, POST /fake/settle settles what is pending.
import { createServer } from 'node:http';
import { Books } from './books.mjs';
import { Chance } from './chance.mjs';
import { Front } from './front.mjs';
import { KINDS } from './kinds.mjs';
import { shopService } from './shop-service.mjs';
import { StripeApi } from './stripe.mjs';

const BODY_MAX = 1 << 22;

const [name, seed = '1'] = process.argv.slice(2);
const kind = KINDS[name];
if (kind === undefined) throw new Error(`name one of ${Object.keys(KINDS).join(', ')}`);
const books = new Books();
const chance = new Chance(seed);
const api = new StripeApi(books, kind, chance);
const front = new Front(kind, chance);

const server = createServer((request, response) => {
  handle(request, response).catch((error) => send(response, { status: 500, body: { error: String(error) } }));
});
server.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}

async function handle(request, response) {
  const url = new URL(request.url, 'http://127.0.0.1');
  const text = await bodyOf(request);
  const { method } = request;
  const own = ownPage(method, url.pathname, text) ?? shopService(books, { method, path: url.pathname, text });
  if (own !== undefined) return send(response, own);
  const form = method === 'GET' ? url.searchParams : new URLSearchParams(text);
  const carryOut = api.route(method, url.pathname, form);
  if (carryOut === undefined) return send(response, { status: 404, body: { error: { message: 'no page' } } });
  const answer = front.answer(
    {
      what: `${method} ${url.pathname} ${form.get('payment_intent') ?? ''}`,
      key: method === 'POST' ? request.headers['idempotency-key'] : undefined,
      params: text,
      isWrite: method === 'POST',
      isRefund: method === 'POST' && url.pathname === '/v1/refunds',
    },
    carryOut,
  );
  // No answer: the caller hangs up when it has had enough.
  if (answer !== undefined) send(response, answer);
}

function ownPage(method, path, text) {
  if (method === 'GET' && path === '/fake/books')
    return { status: 200, body: { ...books.dump(), faults: front.faults } };
  if (method === 'POST' && path === '/fake/payments') {
    for (const payment of JSON.parse(text)) books.addPayment(payment);
    return { status: 200, body: { payments: books.intents.size } };
  }
  if (method === 'POST' && path === '/fake/settle') {
    api.settle();
    return { status: 200, body: {} };
  }
  return undefined;
}

async function bodyOf(request) {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) {
    text += piece;
    if (text.length > BODY_MAX) throw new Error('too long');
  }
  return text;
}

function send(response, { status, body, headers = {} }) {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_fake', ...headers });
  response.end(JSON.stringify(body));
}
