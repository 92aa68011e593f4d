import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PORT_OF } from '../../src/remedy/apply/ports.js';
import type { PlanRecord } from '../../src/remedy/plan.js';
import { planLineText } from '../../src/remedy/plan-text.js';
import { stepsOf } from '../../src/remedy/steps-of.js';
import { startRedisServer, type RedisServer } from '../../src/testing/redis-server.js';
import { lineOf, MADE_AT, planOf, POLICY, recordOf } from '../support/remedy-apply/plan-by-hand.js';

/** Processes killed for each kind of ledger: SALEGUARD_KILLS asks for more, 400 at most. */
const KILLS = Math.min(400, Number(process.env['SALEGUARD_KILLS'] ?? 25));
const ORDERS = KILLS * 12 + 40;
/** Calls a second to each service: a life is long enough to be killed in the middle of its work. */
const RATE = 60;
const ASKING = ['notices', 'coupons', 'points'];
/** A run that nobody kills gets this long. */
const LAST_RUN_MS = 240_000;
const SEED = 20_261_127;

const SERVICES = fileURLToPath(new URL('apply-kills-services.mjs', import.meta.url));
const RUN = fileURLToPath(new URL('apply-kills-run.mjs', import.meta.url));

let folder: string;
let server: RedisServer;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'saleguard-kills-'));
  server = await startRedisServer({ config: { appendonly: 'yes', appendfsync: 'always' } });
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Effect {
  readonly service: string;
  readonly key: string;
  readonly kind: string;
  readonly orderId: string;
  readonly amount: number;
}

async function startServices(
  seed: number,
): Promise<{ readonly port: number; books(): Promise<readonly Effect[]> }> {
  const child = spawn(process.execPath, [SERVICES, JSON.stringify({ seed, asking: ASKING })], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(line.toString());
  return {
    port,
    books: async () => {
      const reply = await fetch(`http://127.0.0.1:${port}/books`);
      return ((await reply.json()) as { readonly effects: readonly Effect[] }).effects;
    },
  };
}

function records(): readonly PlanRecord[] {
  return Array.from({ length: ORDERS }, (_, index) => {
    const id = `o-${String(index).padStart(6, '0')}`;
    const card = { ref: `card-${id}`, method: 'card', kind: 'refund', amountMinor: 10_000 + index } as const;
    const points = {
      ref: `points-${id}`,
      method: 'points',
      kind: 'restore-points',
      amountMinor: 1 + index,
    } as const;
    const payments = index % 3 === 0 ? [card, points] : [card];
    const refundMinor = payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    return recordOf({
      id,
      lines: [lineOf({ refundMinor })],
      payments,
      coupon: { amountMinor: 1_000, codeSha256: undefined },
      noticeFor: [id],
      // Not in the order of the file.
      dueAt: MADE_AT + ((index * 7_919) % ORDERS) * 1_000,
    });
  });
}

/** The plan of these tests is made now: its signature has to be good while they run. */
function writtenPlan(name: string): {
  readonly plan: ReturnType<typeof planOf>;
  readonly path: string;
  readonly policy: string;
} {
  const now = Date.now();
  const plan = planOf(records(), { madeAt: now - 1_000, expiresAt: now + 86_400_000 });
  const path = join(folder, `${name}.plan.jsonl`);
  const orders = [...(plan.records() as Iterable<PlanRecord>)];
  const lines = [plan.header, ...orders, plan.trailer, ...plan.approvals];
  writeFileSync(path, lines.map((line) => `${planLineText(line)}\n`).join(''));
  const policy = join(folder, `${name}.policy.json`);
  writeFileSync(policy, JSON.stringify(POLICY));
  return { plan, path, policy };
}

/** One life: until it ends by itself, or is killed so many ms after it was started. */
async function live(task: object, killAfterMs: number | undefined): Promise<number | 'killed'> {
  const child = spawn(process.execPath, [RUN, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  child.stdout.resume();
  const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs ?? LAST_RUN_MS);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  clearTimeout(timer);
  children.splice(children.indexOf(child), 1);
  return signal === 'SIGKILL' ? 'killed' : (code ?? -1);
}

/** Kills as often as was asked for, at moments spread over starting, reading and working; then lets one live. */
async function killAndFinish(
  task: object,
  random: () => number,
): Promise<{ readonly kills: number; readonly last: number | 'killed' }> {
  let kills = 0;
  for (let lives = 0; kills < KILLS && lives < KILLS * 2; lives += 1) {
    const end = await live(task, 150 + Math.floor(random() * 1_050));
    if (end === 'killed') kills += 1;
    else return { kills, last: end };
  }
  return { kills, last: await live(task, undefined) };
}

function lottery(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe.each(['file', 'redis'] as const)(
  `a plan carried out by processes that are killed, with a ledger in %s`,
  (kind) => {
    it(
      `has every effect once after ${KILLS} kills, by the books of the services`,
      async () => {
        const services = await startServices(SEED);
        const { plan, path, policy } = writtenPlan(kind);
        const task = {
          plan: path,
          policy,
          services: services.port,
          asking: ASKING,
          rate: RATE,
          ...(kind === 'file' ? { ledger: join(folder, 'ledger.jsonl') } : { redis: server.port }),
        };
        const { kills, last } = await killAndFinish(task, lottery(SEED));
        expect(kills).toBe(KILLS);
        expect(last).toBe(0);
        const books = await services.books();
        const expected = (plan.records() as readonly PlanRecord[]).flatMap((record) =>
          stepsOf(plan.header, record).map(
            ({ key, kind: step, amount }) => `${PORT_OF[step]} ${key} ${amount}`,
          ),
        );
        expect(books.map(({ service, key, amount }) => `${service} ${key} ${amount}`).sort()).toEqual(
          expected.sort(),
        );
        // Nobody is told before their money is on its way.
        for (const [at, { kind: told, orderId }] of books.entries()) {
          if (told !== 'notice') continue;
          const refunded = books.findIndex(
            (effect) => effect.kind === 'refund' && effect.orderId === orderId,
          );
          expect(refunded).toBeGreaterThanOrEqual(0);
          expect(refunded).toBeLessThan(at);
        }
      },
      LAST_RUN_MS + KILLS * 5_000,
    );
  },
);
