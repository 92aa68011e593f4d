// Carries out a plan in a process that may be killed at any moment. Runs on the built package. Ends with code 0 when everything is
// done, 3 when something is open, 4 when another process has the ledger.
import { createReadStream, readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { applyPlan } from '../../dist/remedy/apply/apply-plan.js';
import { fileLedger } from '../../dist/stores/file/ledger.js';
import { redisLedger } from '../../dist/stores/redis/ledger.js';
import { readPlan } from '../../dist/wire/plan.js';

const task = JSON.parse(process.argv[2]);
const PORTS = ['orders', 'payments', 'points', 'partners', 'stock', 'coupons', 'notices'];

function portOf(name) {
  const base = `http://127.0.0.1:${task.services}/${name}`;
  return {
    idempotency: task.asking.includes(name) ? 'ask' : 'key',
    ratePerSecond: task.rate,
    timeoutMs: 2_000,
    settleMs: 600,
    async act({ key, step, signal }) {
      const body = JSON.stringify({ key, kind: step.kind, orderId: step.orderId, amount: step.amount });
      const reply = await fetch(`${base}/act`, { method: 'POST', body, signal });
      return reply.json();
    },
    async find({ key, signal }) {
      return (await fetch(`${base}/find?key=${key}`, { signal })).json();
    },
  };
}

const policy = JSON.parse(readFileSync(task.policy, 'utf8'));
const plan = await readPlan(() => createReadStream(task.plan), { file: task.plan });
const client = task.redis === undefined ? undefined : new Redis(task.redis, '127.0.0.1');
const ledger =
  client === undefined
    ? fileLedger(task.ledger)
    : redisLedger(client, { incidentId: plan.header.incidentId });
const ports = Object.fromEntries(PORTS.map((name) => [name, portOf(name)]));
process.stdout.write('begun\n');
const result = await applyPlan(plan, ports, ledger, { policy, canaryOrders: 3, pendingRounds: 0 });
client?.disconnect();
if (result.kind === 'busy') {
  process.stderr.write(`${result.holder}\n`);
  process.exitCode = 4;
} else if (result.kind === 'refused') throw new Error(JSON.stringify(result.checked));
else {
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = result.isComplete ? 0 : 3;
}
