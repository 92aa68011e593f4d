// Carries out the plan in a process of its own, so that it can be killed. A shop types `saleguard apply`; this story has its own clock,
// which only the library takes.
//   node carry-out.mjs <plan> <policy> <ledger> <instant>
import { createReadStream, readFileSync } from 'node:fs';
import { loadPolicyText } from 'saleguard';
import { applyPlan, fileLedger, readPlan } from 'saleguard/remedy';
import createPorts from './ports.mjs';

const [planFile, policyFile, ledgerFile, instant] = process.argv.slice(2);
const startedAt = Date.now();
const clock = {
  now: () => Date.parse(instant) + Date.now() - startedAt,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

const plan = await readPlan(() => createReadStream(planFile), { file: planFile });
const policy = loadPolicyText(readFileSync(policyFile, 'utf8'), { file: policyFile });
const run = async () =>
  summaryOf(
    await applyPlan(
      { ...plan, records: () => plan.records() },
      createPorts(process.env),
      fileLedger(ledgerFile),
      { policy, clock, ratePerSecond: 1_000 },
    ),
  );
const first = await run();
// Once more: there must be nothing left to ask for.
const again = first.kind === 'ran' ? await run() : undefined;
process.stdout.write(`${JSON.stringify({ ...first, again })}\n`);

function summaryOf(result) {
  if (result.kind !== 'ran') return { kind: result.kind, refusals: result.checked?.refusals };
  const { ended, isComplete, asked, open } = result;
  return { kind: 'ran', ended, isComplete, asked, open: open.length };
}
