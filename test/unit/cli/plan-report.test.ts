import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainCommand } from '../../../src/cli/commands/explain.js';
import { planReportCommand } from '../../../src/cli/commands/plan-report.js';
import type { ExitCode } from '../../../src/cli/io.js';
import { LedgerChain } from '../../../src/remedy/apply/ledger-chain.js';
import type { PlanRecord } from '../../../src/remedy/plan.js';
import { stepsOf } from '../../../src/remedy/steps-of.js';
import { printPlanLine } from '../../../src/wire/plan.js';
import { at, fakeHeader, fakeRecord, fakeReview, fakeTrailer } from '../report/plan/fake-plan.js';
import { fakeIo } from './fake-io.js';

const header = fakeHeader();
const RECORDS: readonly PlanRecord[] = [
  fakeRecord({ coupon: { amountMinor: 51_600, codeSha256: undefined }, noticeFor: ['A-1', 'A-2'] }),
  fakeRecord({ id: 'A-2', coupon: undefined, noticeFor: undefined }),
  fakeRecord({
    id: 'B-1',
    customer: 'k1:bbbbbbbbbbbbbbbbbbbbbb',
    noticeFor: ['B-1'],
    receiver: 'k1:cccccccccccccccccccccc',
  }),
  ...['C-1', 'C-2'].map((id, index) =>
    fakeReview({
      id,
      customer: 'k1:dddddddddddddddddddddd',
      reviewDueAt: at('2026-09-03T00:00:00+09:00') - 1 + index * 86_400_000,
    }),
  ),
];

let folder = '';
let plan = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'saleguard-plan-'));
  plan = join(folder, 'plan.jsonl');
  writeFileSync(plan, [header, ...RECORDS, fakeTrailer(header, RECORDS)].map(printPlanLine).join(''));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function run(
  ...words: readonly string[]
): Promise<{ stdout: string; stderr: string; exit: ExitCode | undefined }> {
  const world = fakeIo();
  const program = new Command().addCommand(explainCommand(world.io)).addCommand(planReportCommand(world.io));
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeErr: (text) => world.io.stderr.write(text) });
  await program.parseAsync([...words], { from: 'user' });
  return { stdout: world.stdout(), stderr: world.stderr(), exit: world.exit() };
}

describe('saleguard explain', () => {
  it('tells one order, with the coupon that stands in another one of the customer', async () => {
    const { stdout, exit } = await run('explain', plan, '--order', 'A-2', '--lang', 'ko');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^\[하이마켓\] 주문 A-2 취소 및 환불 안내\n\n/);
    expect(stdout).toContain('최대 51,600원');
    expect(stdout).not.toContain('A-1');
  });

  it('tells every order of the customer as the notice does, and as parts', async () => {
    const { stdout } = await run('explain', plan, '--order', 'A-2', '--customer', '--format', 'json');
    const told = JSON.parse(stdout) as { text: string; parts: { orderId?: string }[] };
    expect(told.text).toContain('51,600');
    expect(new Set(told.parts.map(({ orderId }) => orderId))).toEqual(new Set([undefined, 'A-1', 'A-2']));
  });

  it('tells the one who answers by when an order has to be decided, and its customer no date', async () => {
    const { stdout, stderr, exit } = await run('explain', plan, '--order', 'C-1');
    expect(exit).toBe(0);
    expect(stderr).toBe(
      'saleguard: order C-1 is for a person to decide by 2026-09-02 23:59 Asia/Seoul: if it is cancelled, its money has to be back by then; the customer is told no date\n',
    );
    expect(stdout).toContain('C-1');
    expect(stdout).not.toMatch(/September|2026-09/);
    const all = await run('explain', plan, '--order', 'C-2', '--customer', '--lang', 'ko');
    expect(all.stderr).toContain(
      'order C-1 is for a person to decide by 2026-09-02 23:59 Asia/Seoul, the first of 2 orders of this customer',
    );
    expect(all.stdout).not.toContain('9월');
    expect((await run('explain', plan, '--order', 'C-1', '--quiet')).stderr).toBe('');
    expect((await run('explain', plan, '--order', 'B-1')).stderr).toBe('');
  });

  it('tells a receiver no price', async () => {
    const { stdout } = await run('explain', plan, '--order', 'B-1', '--for', 'receiver');
    expect(stdout).toContain('We cannot send it.');
    expect(stdout).not.toContain('12,900');
  });

  it('says that an order is in no plan, and nothing of what it was given', async () => {
    const missing = await run('explain', plan, '--order', 'A-3');
    expect(missing).toMatchObject({ exit: 1, stdout: '' });
    expect(missing.stderr).toContain('none of its 5 orders');
    await expect(run('explain', plan, '--order', 'someone@example.com')).rejects.toThrow(
      /^--order is not the id(?!.*someone)/,
    );
  });

  it('says nothing of a plan that was changed', async () => {
    const changed = join(folder, 'changed.jsonl');
    writeFileSync(changed, readFileSync(plan, 'utf8').replace('"amountMinor":28800', '"amountMinor":28801'));
    await expect(run('explain', changed, '--order', 'A-1')).rejects.toThrow('changed.jsonl:');
  });

  it("tells a shop's own text", async () => {
    const templates = join(folder, 'own.yaml');
    const text = '{goods} {refunds} {notes} {coupon} {appeal}';
    writeFileSync(
      templates,
      `version: 1\ntemplates:\n  - { lang: en, when: cancel, title: 'Own {order}', text: 'Hi! ${text}' }\n`,
    );
    const { stdout } = await run('explain', plan, '--order', 'A-1', '--templates', templates);
    expect(stdout).toMatch(/^Own A-1\n\nHi! Your order A-1/);
  });
});

describe('saleguard plan-report', () => {
  it('writes the page and six tables', async () => {
    const out = join(folder, 'plan.html');
    const csv = join(folder, 'csv');
    const { exit, stdout } = await run('plan-report', plan, '--out', out, '--csv', csv, '--lang', 'ko');
    expect(exit).toBe(0);
    expect(stdout).toBe(`${out}: 5 orders; tables in ${csv}\n`);
    expect(readFileSync(out, 'utf8')).toMatch(/^<!doctype html><html lang="ko">.*주문 5건/s);
    expect(readdirSync(csv).sort()).toEqual([
      'coupons.csv',
      'lines.csv',
      'notices.csv',
      'orders.csv',
      'payments.csv',
      'tiers.csv',
    ]);
    expect(readFileSync(join(csv, 'notices.csv'), 'utf8').match(/\r\n/g)).toHaveLength(3);
    expect(readFileSync(join(csv, 'notices.csv'), 'utf8')).toContain('안녕하십니까');
  });

  it('says what was done, from a ledger that may still be written', async () => {
    const chain = new LedgerChain();
    const { incidentId, saleId, incidentSha256 } = header;
    const lines = [
      chain.next({
        type: 'head',
        head: { schema: 'saleguard/ledger/1', incidentId, saleId, incidentSha256 },
      }),
    ];
    let number = 0;
    for (const record of RECORDS.slice(0, 2)) {
      for (const { key, kind, orderId, fingerprint, amount } of stepsOf(header, record)) {
        const state = orderId === 'A-1' ? ('done' as const) : ('failed' as const);
        number += 1;
        const entry = {
          number,
          at: 0,
          key,
          kind,
          orderId,
          state,
          fingerprint,
          amount,
          attempt: 1,
          note: undefined,
        };
        lines.push(chain.next({ type: 'entry', entry }));
      }
    }
    const ledger = join(folder, 'ledger.jsonl');
    writeFileSync(ledger, `${lines.join('\n')}\n[1,2,"torn`);
    const out = join(folder, 'done.html');
    await run('plan-report', plan, '--out', out, '--ledger', ledger, '--quiet');
    const rows = [
      ...readFileSync(out, 'utf8').matchAll(/<tr data-decision="cancel" data-progress="(\w+)">/g),
    ];
    expect(rows.map(([, progress]) => progress)).toEqual(['done', 'problem', 'open']);
    writeFileSync(ledger, `${lines.join('\n').replace('"A-1"', '"A-9"')}\n`);
    await expect(run('plan-report', plan, '--out', out, '--ledger', ledger)).rejects.toThrow('is damaged');
  });

  it('never writes over the plan it reads', async () => {
    await expect(run('plan-report', plan, '--out', plan)).rejects.toThrow('is the plan');
  });
});
