// One bad hour, given back twice over the same failing service: once by a loop with retries, once by saleguard.
//   node examples/stripe-remedy/main.mjs [forgets|times-out|later] [ORDERS]
import { memoryLedger } from 'saleguard/remedy';
import { startFake } from './fake-process.mjs';
import { giveBack, TIMEOUT_MS } from './give-back.mjs';
import { makeOrders, makePlan, stripePaymentsOf } from './incident.mjs';
import { naiveRefunds } from './naive.mjs';
import { reckon } from './reckon.mjs';

const SEED = '7';
const DAY = 86_400_000;
const COUNT = /^[1-9]\d{0,3}$/;

const [kind = 'times-out', count = '120'] = process.argv.slice(2);
if (!COUNT.test(count)) throw new Error('name the number of orders: 1 to 9999');
const orders = makeOrders(Number(count), Date.now() - DAY);
const made = await makePlan(orders, Date.now());
const payments = made.plan.records().flatMap((record) => record.payments);
const refunds = payments.filter((payment) => payment.kind === 'refund');
const { refundMinor, voidMinor } = made.plan.trailer.totals;
console.log(
  `a plan of ${made.plan.trailer.count} orders: KRW ${refundMinor} to refund, ${voidMinor} to let go`,
);

await withFake(async (fake) => {
  const said = await naiveRefunds(refunds, { ...fake, timeoutMs: TIMEOUT_MS });
  await fake.settle();
  console.log(
    `\na loop with retries says: ${said.refunded} refunded, ${said.gaveUp} given up. The service's books:`,
  );
  console.table([reckon(refunds, await fake.books())]);
});

await withFake(async (fake) => {
  const ledger = memoryLedger();
  const first = await giveBack(made, { fake, ledger });
  console.log(`\nsaleguard, first run: ${first.ended}, ${openOf(first)}`);
  // Two days later the service knows what became of the refunds it had accepted.
  await fake.settle();
  // Asks what became of them, and for nothing new. The canary is for new work: here a few failures are what is looked for.
  const report = await giveBack(made, { fake, ledger, options: { mode: 'ask-only', canaryOrders: 0 } });
  console.log(`two days later: ${report.ended}, ${openOf(report)}`);
  console.table(report.books.map(rowOf));
  console.log("the service's books:");
  console.table([reckon(payments, await fake.books())]);
  for (const { kind: step, orderId, amount, reason } of report.open)
    console.log(`open: ${step} of ${orderId}, KRW ${amount}: ${reason}`);
});

function openOf({ open }) {
  return open.length === 0 ? 'nothing is open' : `${open.length} steps are open`;
}

function rowOf({ kind: step, ...ends }) {
  return { step, ...Object.fromEntries(Object.entries(ends).map(([end, total]) => [end, total.count])) };
}

async function withFake(work) {
  const fake = await startFake([kind, SEED]);
  try {
    await fake.addPayments(stripePaymentsOf(orders));
    await work(fake);
  } finally {
    await fake.stop();
  }
}
