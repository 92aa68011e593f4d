// One process of a shop whose price is wrong and whose rules are off, on the built package. Started by loss-budget.test.ts, which sends the
// plan; says `ready`, waits for `go`, and answers with the rows of its orders.
import { once } from 'node:events';
import { createReadStream, readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { createGuard, loadPolicyText, loadPriceBook } from 'saleguard';
import { redisStock } from 'saleguard/redis';

process.on('disconnect', () => process.exit(1));
const [plan] = await once(process, 'message');
const client = new Redis({ host: '127.0.0.1', port: plan.port });
const policy = loadPolicyText(readFileSync(plan.policyFile, 'utf8'), { file: 'policy.yaml' });
const loaded = await loadPriceBook(createReadStream(plan.bookFile), { publicKeys: [plan.publicKey] });
if (loaded.kind === 'refused') throw new Error(loaded.message);
const priceBook = loaded.book;
const quiet = () => undefined;
const guard = createGuard({
  priceBook,
  stock: redisStock(client, { saleId: priceBook.header.saleId, deadlineMs: 10_000 }),
  policy,
  onStoreFailure: 'reject',
  on: { trip: quiet, shortfall: quiet, latePayment: quiet, regression: quiet },
});
process.send('ready');
await once(process, 'message');
// A few at a time: under drain, which a used-up budget brings, only those who are already paying may finish.
const rows = [];
for (let first = 0; first < plan.orders; first += 2)
  rows.push(...(await Promise.all([buy(first), buy(first + 1)])));
process.send(rows);
await guard.close();
await client.quit();
process.disconnect();

async function buy(number) {
  const quantity = 1 + (number % 3);
  const id = `${plan.name}-${number}`;
  const order = {
    id,
    saleId: guard.saleId,
    customer: [`k1.${id}`],
    channel: 'web',
    currency: 'KRW',
    lines: [{ lineId: '1', sku: plan.sku, quantity, unitPriceMinor: plan.priceMinor }],
  };
  let verdict = await guard.admit(order);
  for (let sent = 1; verdict.kind === 'unknown' && sent < 5; sent += 1) verdict = await guard.admit(order);
  const row = { id, quantity, kind: verdict.kind, reason: verdict.reason, given: verdict.markdownMinor };
  if (verdict.kind !== 'admitted') return row;
  // One in five shoppers thinks better of it: what they would have been given is there again.
  if (number % 5 === 0) return { ...row, end: (await guard.release({ id })).kind };
  await guard.beginPayment({ id, channel: 'web' });
  return { ...row, end: (await guard.commit({ id, paymentRef: `pay-${id}` })).kind };
}
