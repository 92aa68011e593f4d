// Shoppers in a process of their own: they place and pay orders over HTTP, and send again under the same id whatever was not answered.
//   node examples/fastify-checkout/load.mjs http://127.0.0.1:8080 [SHOPPERS] [SECONDS] [PREFIX] [ARRIVAL]
// SHOPPERS come within ARRIVAL seconds and give up after SECONDS; PREFIX makes their order ids.
// Prints what the shoppers were told in the end, and how long the slowest answer took; to a program also every order sold, as one
// line of JSON.
const [url, shoppers = '300', seconds = '10', prefix = 'shopper', arrival = '0.2'] = process.argv.slice(2);
if (url === undefined) throw new Error('where is the shop? node load.mjs http://127.0.0.1:8080');

const SKUS = ['EP-100', 'HP-200', 'SP-300', 'KB-400', 'MS-500'];
const endsAt = Date.now() + Number(seconds) * 1000;
const told = new Map();
const sold = [];
let slowestMs = 0;

await Promise.all(Array.from({ length: Number(shoppers) }, (_, shopper) => buy(shopper)));
const answers = Object.fromEntries([...told].sort());
const report = { answers, sold, slowestMs: Math.round(slowestMs) };
console.log(process.stdout.isTTY ? { ...report, sold: sold.length } : JSON.stringify(report));

async function buy(shopper) {
  const id = `${prefix}-${shopper}`;
  const account = `${prefix}-${shopper}`;
  const lines = [{ sku: SKUS[shopper % SKUS.length], quantity: 1 }];
  await pause(Math.random() * Number(arrival) * 1000);
  const placed = await answered('PUT', `/orders/${id}`, { account, lines });
  if (placed.status !== 200) return count(placed);
  const paid = await answered('POST', `/orders/${id}/payment`, { account });
  if (paid.status === 200) sold.push({ id, ...lines[0] });
  return count(paid.status === 200 ? { status: 200, body: { type: 'sold' } } : paid);
}

/** Until there is an answer that stays: 503 and a lost connection mean "the same again". */
async function answered(method, path, body) {
  for (;;) {
    const answer = await ask(method, path, body);
    const isPassing = answer.status === 0 || answer.status === 503;
    if (!isPassing || Date.now() > endsAt) return answer;
    await pause(100 + Math.random() * 100);
  }
}

async function ask(method, path, body) {
  const startedAt = performance.now();
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5000),
    });
    const answer = { status: response.status, body: await response.json() };
    slowestMs = Math.max(slowestMs, performance.now() - startedAt);
    return answer;
  } catch {
    // The server is being started again, or the connection broke: nothing is known.
    return { status: 0, body: { type: 'no answer' } };
  }
}

function count({ status, body }) {
  const word = `${status} ${body.type ?? body.code ?? ''}`.trim();
  told.set(word, (told.get(word) ?? 0) + 1);
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
