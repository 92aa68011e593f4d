import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { loadPorts } from '../../../../src/cli/remedy/apply/ports-file.js';
import { applyPlan } from '../../../../src/remedy/apply/apply-plan.js';
import { SYSTEM_CLOCK } from '../../../../src/remedy/apply/system-clock.js';
import { memoryLedger } from '../../../../src/stores/memory/ledger.js';
import { planOf, POLICY, recordOf } from '../../../support/remedy-apply/plan-by-hand.js';

const folder = mkdtempSync(join(tmpdir(), 'saleguard-ports-'));
afterAll(() => {
  vi.unstubAllGlobals();
  rmSync(folder, { recursive: true, force: true });
});

function written(): string {
  const page = readFileSync('docs/remedy.md', 'utf8');
  const block = [...page.matchAll(/```js\n(\/\/ ports\.mjs\n.*?)```/gs)][0]?.[1];
  if (block === undefined) throw new Error('docs/remedy.md shows no ports.mjs');
  const path = join(folder, 'ports.mjs');
  writeFileSync(path, block);
  return path;
}

describe('the ports of docs/remedy.md', () => {
  it('carry a plan out against a shop that forgets replies, is busy, and refunds later', async () => {
    const books: string[] = [];
    const known = new Map<string, { state: string; amount?: number }>();
    let requests = 0;
    vi.stubGlobal('fetch', (url: string, init: { method?: string; body?: string }) => {
      requests += 1;
      if (init.method !== 'POST') {
        const key = new URL(url).searchParams.get('key') ?? '';
        const found = known.get(key);
        return Promise.resolve(
          found === undefined
            ? new Response('', { status: 404 })
            : Response.json({ ...found, state: 'done' }),
        );
      }
      if (requests % 4 === 1)
        return Promise.resolve(new Response('', { status: 429, headers: { 'retry-after': '0' } }));
      const { key, kind, amount } = JSON.parse(init.body ?? '') as {
        key: string;
        kind: string;
        amount?: number;
      };
      if (!known.has(key)) books.push(kind);
      known.set(key, { state: 'pending', ...(amount === undefined ? {} : { amount }) });
      if (requests % 4 === 2) return Promise.reject(new Error('connection lost'));
      return Promise.resolve(Response.json(known.get(key)));
    });
    const ports = await loadPorts(written(), { SHOP_API: 'http://127.0.0.1:1', SHOP_TOKEN: 'secret' });
    const madeAt = Date.now() - 1_000;
    const coupon = { amountMinor: 1_000, codeSha256: undefined };
    const plan = planOf([recordOf({ noticeFor: ['o-1'], coupon })], {
      madeAt,
      expiresAt: madeAt + 3_600_000,
    });
    const report = await applyPlan(plan, ports, memoryLedger(), {
      policy: POLICY,
      clock: SYSTEM_CLOCK,
      pendingWaitMs: 10,
      pendingRounds: 10,
    });
    expect(report).toMatchObject({ kind: 'ran', isComplete: true });
    expect(books.sort()).toEqual(['grant-coupon', 'hold-order', 'notice', 'quarantine-stock', 'refund']);
  });
});
