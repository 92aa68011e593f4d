// A shop on plain SQL gives a bad hour back: incident, plan, two signatures, a crash in the middle, the rest, and books that balance.
//   node examples/sql-shop/main.mjs [FOLDER]     out/sql-shop unless told; what was there is removed
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { payOut } from './payments.mjs';
import { planAndSign } from './plan.mjs';
import { reckon, tableText } from './reckon.mjs';
import { makeShop } from './shop.mjs';
import { openSql } from './sql.mjs';

const ORDERS = 48;
const CRASH_AFTER = 100;
const DAY = 86_400_000;
const APPLY = fileURLToPath(new URL('apply.mjs', import.meta.url));
const FILES = ['shop.duckdb', 'shop.duckdb.wal', 'plan.jsonl', 'policy.yaml', 'ledger.jsonl', 'report.json'];

const folder = resolve(process.argv[2] ?? fileURLToPath(new URL('../../out/sql-shop', import.meta.url)));
const now = Date.now();
mkdirSync(folder, { recursive: true });
for (const name of [...FILES, 'ledger.jsonl.lock']) rmSync(join(folder, name), { force: true });

const plan = await withShop(async (sql) => {
  await makeShop(sql, { orders: ORDERS, soldAt: now - DAY });
  return planAndSign(sql, { folder, now });
});
const { ordersBy } = plan.trailer.totals;
const decisions = Object.entries(ordersBy).map(([decision, count]) => `${count} ${decision}`);
console.log(`planned and signed by two: ${plan.trailer.count} of ${ORDERS} orders, ${decisions.join(', ')}`);

const crashed = apply({ CRASH_AFTER: String(CRASH_AFTER) });
if (crashed.signal !== 'SIGKILL') throw new Error(`the first run did not crash: ${crashed.stderr}`);
console.log(`first run: killed with effect number ${CRASH_AFTER} in the shop and not in the ledger`);

goOn('second run');
// Customers name their accounts; one does not.
await withShop(async (sql) => {
  const [{ last }] = await sql.all('SELECT max(payment_ref) AS last FROM payouts');
  await sql.all("UPDATE payouts SET account = 'acct-' || payment_ref WHERE payment_ref <> ?", [last]);
  console.log(`a week later: ${await payOut(sql)} customers have named an account and are paid`);
});
const report = goOn('third run');
for (const { kind, orderId, amount, reason } of report.open)
  console.log(`open: ${kind} of ${orderId}, KRW ${amount}: ${reason}`);

const rows = await withShop((sql) => reckon(sql, { plan, open: report.open }));
console.log(`\n${tableText(rows)}`);
const isBalanced = rows.every(({ difference }) => difference === 0);
console.log(isBalanced ? '\nthe books balance' : '\nTHE BOOKS DO NOT BALANCE');
process.exitCode = isBalanced ? 0 : 1;

/** 0: everything is done, 1: something is open. */
function goOn(name) {
  const run = apply({});
  if (run.status !== 0 && run.status !== 1) throw new Error(`${name} failed:\n${run.stderr}`);
  const found = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  console.log(`${name}: ${found.ended}, ${found.asked} steps asked for, ${found.open.length} open`);
  return found;
}

function apply(environment) {
  return spawnSync(process.execPath, [APPLY, folder], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    timeout: 60_000,
  });
}

/** One process has the database at a time. */
async function withShop(work) {
  const sql = openSql(join(folder, 'shop.duckdb'));
  try {
    return await work(sql);
  } finally {
    await sql.close();
  }
}
