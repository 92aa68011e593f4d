/** Carries out a plan in a process that may be killed at any moment. Says a word before its first call; ends as `LIFE_ENDS` says. */
import { createReadStream, readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { applyPlan } from '../../src/remedy/apply/apply-plan.js';
import {
  PORT_NAMES,
  type Port,
  type PortAnswer,
  type PortFound,
  type PortName,
} from '../../src/remedy/apply/ports.js';
import { fileLedger } from '../../src/stores/file/ledger.js';
import { redisLedger } from '../../src/stores/redis/ledger.js';
import { readPlan } from '../../src/wire/plan.js';
import { loadPolicyText } from '../../src/wire/policy.js';
import { ASKING, LIFE_ENDS, type EffectWish, type LifeTask } from './apply-terms.js';

const TIMEOUT_MS = 2_000;
const SETTLE_MS = 600;

// The parent writes it from the same type.
const task = JSON.parse(process.argv[2] ?? '') as LifeTask;

function portOf(name: PortName): Port {
  const base = `http://127.0.0.1:${task.servicesPort}/${name}`;
  return {
    idempotency: ASKING.includes(name) ? 'ask' : 'key',
    ratePerSecond: task.ratePerSecond,
    timeoutMs: TIMEOUT_MS,
    settleMs: SETTLE_MS,
    async act({ key, step, signal }) {
      tellOnce();
      const wish: EffectWish = { key, kind: step.kind, orderId: step.orderId, amount: step.amount };
      const reply = await fetch(base, { method: 'POST', body: JSON.stringify(wish), signal });
      return answerOf(reply.status);
    },
    async find({ key, signal }) {
      return foundOf((await fetch(`${base}/${key}`, { signal })).status);
    },
  };
}

let isTold = false;

function tellOnce(): void {
  if (!isTold) process.stdout.write('at work\n');
  isTold = true;
}

function answerOf(status: number): PortAnswer {
  if (status === 200) return { kind: 'done' };
  return status === 429 ? { kind: 'busy', afterMs: 20 } : { kind: 'unknown' };
}

function foundOf(status: number): PortFound {
  if (status === 200) return { kind: 'done' };
  return { kind: status === 404 ? 'absent' : 'unknown' };
}

// Ctrl-C is for the one who started it: this goes on until it is told.
process.on('SIGINT', () => undefined);
const policy = loadPolicyText(readFileSync(task.policy, 'utf8'), { file: task.policy });
const plan = await readPlan(() => createReadStream(task.plan) as AsyncIterable<Uint8Array>, {
  file: task.plan,
});
const redis = 'redisPort' in task.ledger ? new Redis(task.ledger.redisPort, '127.0.0.1') : undefined;
const ledger =
  'file' in task.ledger
    ? fileLedger(task.ledger.file)
    : redisLedger(requireClient(), { incidentId: plan.header.incidentId });
const ports = Object.fromEntries(PORT_NAMES.map((name) => [name, portOf(name)]));
const result = await applyPlan(plan, ports, ledger, { policy, pendingRounds: 0 });
redis?.disconnect();
if (result.kind === 'refused') throw new Error(JSON.stringify(result.checked));
if (result.kind === 'busy') process.exitCode = LIFE_ENDS.busy;
else process.exitCode = result.isComplete ? LIFE_ENDS.complete : LIFE_ENDS.open;

function requireClient(): Redis {
  if (redis === undefined) throw new Error('a ledger on Redis needs a server');
  return redis;
}
