// Carries out plan.jsonl of a folder on shop.duckdb of the same folder, in a process of its own: what `saleguard apply` does.
//   node examples/sql-shop/apply.mjs FOLDER
// CRASH_AFTER=N kills the process when the shop has done N effects: the last of them stands in the shop and not yet in the ledger.
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPolicyText } from 'saleguard';
import { applyPlan, couponCode, fileLedger, readPlan } from 'saleguard/remedy';
import { COUPON_KEY } from './plan.mjs';
import createPorts from './ports.mjs';

const folder = process.argv[2];
const file = (name) => join(folder, name);

const policy = loadPolicyText(readFileSync(file('policy.yaml'), 'utf8'), { file: 'policy.yaml' });
const plan = await readPlan(() => createReadStream(file('plan.jsonl')), { file: 'plan.jsonl' });
const ports = createPorts({ SHOP_DB: file('shop.duckdb') });
const result = await applyPlan(
  { header: plan.header, records: () => plan.records(), trailer: plan.trailer, approvals: plan.approvals },
  crashing(ports, Number(process.env.CRASH_AFTER ?? Infinity)),
  fileLedger(file('ledger.jsonl')),
  {
    policy,
    couponCode: ({ customer }) =>
      couponCode({ key: COUPON_KEY, incidentId: plan.header.incidentId, customer }),
    // Payouts wait for customers, not for seconds.
    pendingRounds: 0,
  },
);
if (result.kind !== 'ran') throw new Error(`nothing was done: ${JSON.stringify(result)}`);
writeFileSync(file('report.json'), JSON.stringify(result));
process.exitCode = result.isComplete ? 0 : 1;

/** The same ports, whose process ends with effect number `after`. */
function crashing(all, after) {
  let effects = 0;
  const crash = (port) => ({
    ...port,
    async act(request) {
      const answer = await port.act(request);
      effects += 1;
      if (effects >= after) process.kill(process.pid, 'SIGKILL');
      return answer;
    },
  });
  return Object.fromEntries(Object.entries(all).map(([name, port]) => [name, crash(port)]));
}
