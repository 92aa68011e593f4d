import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { beforeEach, describe, expect, it } from 'vitest';
import { applyCommand } from '../../../../src/cli/commands/apply.js';
import { followupCommand } from '../../../../src/cli/commands/followup.js';
import type { CliIo } from '../../../../src/cli/io.js';
import type { Order } from '../../../../src/catalog/order.js';
import { orderOf, planWorld, refOf, type PlanWorld } from '../../../cli/plan-world.js';
import { makePayment, MADE_AT } from '../../remedy/remedy-fixtures.js';
import { fakeIo } from '../fake-io.js';

const STARTED = performance.now();

/** The day the plans of these tests are good, and time passes. */
function now(): number {
  return MADE_AT + 7_200_000 + Math.round(performance.now() - STARTED);
}

/** Services that write every effect into a file, and do as the environment says. */
const PORTS = `
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

export default function createPorts(env) {
  const book = env.BOOK;
  const effects = () => (existsSync(book) ? readFileSync(book, 'utf8').trimEnd().split('\\n').map((line) => JSON.parse(line)) : []);
  const port = {
    idempotency: 'key',
    ratePerSecond: 1000,
    async act({ key, step }) {
      if (step.kind === 'refund' && env.REFUNDS === 'throw') throw new Error('card of ' + step.customer);
      if (step.kind === 'refund' && env.REFUNDS === 'reject') return { kind: 'rejected', reason: 'card-closed' };
      if (step.kind === 'refund' && env.REFUNDS === 'pending') return { kind: 'pending', ref: 'later' };
      if (!effects().some((effect) => effect.key === key)) {
        appendFileSync(book, JSON.stringify({ key, kind: step.kind, order: step.orderId, amount: step.amount }) + '\\n');
      }
      return { kind: 'done', ref: 'r-1' };
    },
    async find({ key }) {
      const known = effects().find((effect) => effect.key === key);
      if (known) return { kind: 'done', amount: known.amount };
      return env.REFUNDS === 'pending' ? { kind: 'pending' } : { kind: 'absent' };
    },
  };
  return { orders: port, payments: port, points: port, partners: port, stock: port, coupons: port, notices: port };
}
`;

let world: PlanWorld;

beforeEach(async () => {
  world = planWorld();
  world.write('ports.mjs', PORTS);
  const orders: Order[] = [1, 2, 3].map((number) =>
    orderOf({
      id: `o-${number}`,
      customer: [refOf(`account:${number}`)],
      payments: [makePayment({ ref: `pay-${number}`, capturedMinor: 13_600 })],
    }),
  );
  world.writeOrders(orders);
  await world.plan();
});

async function approved(): Promise<void> {
  await world.approve('ann');
  await world.approve('bob');
}

interface Run {
  readonly exit: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly error: string;
}

async function run(
  make: (io: CliIo) => Command,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const fake = fakeIo();
  const io = { ...fake.io, now, env: { BOOK: join(world.path, 'book.jsonl'), ...env } };
  const inFolder = args.map((arg) =>
    /\.(jsonl|mjs|json|ledger|csv)$/.test(arg) ? join(world.path, arg) : arg,
  );
  const command = make(io).exitOverride();
  const error = await command.parseAsync(inFolder, { from: 'user' }).then(
    () => '',
    (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)),
  );
  return { exit: fake.exit(), stdout: fake.stdout(), stderr: fake.stderr(), error };
}

const apply = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<Run> =>
  run(
    applyCommand,
    ['plan.jsonl', '--policy', 'policy.json', '--ports', 'ports.mjs', '--ledger', 'a.ledger', ...args],
    env,
  );

function effects(): readonly { readonly kind: string; readonly order: string; readonly amount: number }[] {
  if (!existsSync(join(world.path, 'book.jsonl'))) return [];
  const lines = world.read('book.jsonl').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as { kind: string; order: string; amount: number });
}

describe('saleguard apply', () => {
  it('carries out an approved plan, and does nothing when it is run again', async () => {
    await approved();
    const first = await apply();
    expect(first).toMatchObject({ exit: 0, error: '', stderr: '' });
    expect(first.stdout).toContain('complete: everything that was planned is done');
    expect(first.stdout).toMatch(/refund +3 +3 +40,800 won/);
    expect(effects().filter(({ kind }) => kind === 'refund')).toHaveLength(3);
    const count = effects().length;
    const again = await apply();
    expect(again).toMatchObject({ exit: 0 });
    expect(again.stdout).toContain('0 steps asked for');
    expect(effects()).toHaveLength(count);
  });

  it('does nothing without enough signatures, and says whose are missing', async () => {
    await world.approve('ann');
    const refused = await apply();
    expect(refused).toMatchObject({ exit: 2, stdout: '' });
    expect(refused.stderr).toContain('1 signature of 2 that it needs');
    expect(effects()).toEqual([]);
    expect(world.names()).not.toContain('a.ledger');
  });

  it('tells in a dry run what would be done, without ports, and writes nothing', async () => {
    const before = world.names();
    const dry = await run(applyCommand, ['plan.jsonl', '--policy', 'policy.json', '--dry-run']);
    expect(dry).toMatchObject({ exit: 1, error: '' });
    expect(dry.stdout).toMatch(/refund +3 +- +3 +0 won of 40,800 won/);
    expect(dry.stdout).toContain('next: order o-1, money due by');
    expect(dry.stderr).toContain('0 signatures of 2');
    await approved();
    expect((await run(applyCommand, ['plan.jsonl', '--policy', 'policy.json', '--dry-run'])).exit).toBe(0);
    expect(world.names()).toEqual(before);
  });

  it('says what is open and what to do about it, without a word of what services throw', async () => {
    await approved();
    const open = await apply(['--canary', '0'], { REFUNDS: 'throw' });
    expect(open).toMatchObject({ exit: 1, error: '' });
    expect(open.stdout).toContain('payments.act: Error, ');
    expect(`${open.stdout}${open.stderr}`).not.toContain('card of');
    const mended = await apply();
    expect(mended).toMatchObject({ exit: 0 });
  }, 120_000);

  it('asks again for what was refused when it is told to', async () => {
    await approved();
    const refused = await apply(['--canary', '0'], { REFUNDS: 'reject' });
    expect(refused).toMatchObject({ exit: 1 });
    expect(refused.stdout).toContain('card-closed');
    expect((await apply()).exit).toBe(1);
    expect(await apply(['--ask-again'])).toMatchObject({ exit: 0 });
    expect(effects().filter(({ kind }) => kind === 'refund')).toHaveLength(3);
  });

  it('lets a person settle a step, with who and why, and refuses contact data', async () => {
    await approved();
    const refused = await apply(['--canary', '0'], { REFUNDS: 'reject' });
    const keys = [...refused.stdout.matchAll(/^ {2}([0-9a-f]{16}) {2}refund/gm)].map(([, key]) => key ?? '');
    expect(keys).toHaveLength(3);
    const settle = (args: readonly string[]): Promise<Run> =>
      run(applyCommand, ['plan.jsonl', '--policy', 'policy.json', '--ledger', 'a.ledger', ...args]);
    for (const key of keys) {
      const settled = await settle(['--settle', `${key}=done`, '--by', 'ann', '--reason', 'TICKET-1']);
      expect(settled).toMatchObject({ exit: 0, error: '' });
    }
    expect(
      (await settle(['--settle', `${keys[0] ?? ''}=retry`, '--by', 'ann', '--reason', 'TICKET-2'])).error,
    ).toContain('is done');
    expect((await settle(['--settle', 'abcd1234=maybe'])).error).toContain('=retry');
    expect((await settle(['--settle', 'abcd1234=done'])).error).toContain('--by');
    expect(await apply()).toMatchObject({ exit: 0 });
    expect(effects().filter(({ kind }) => kind === 'refund')).toEqual([]);
  });

  it('names what is missing or wrong on its command line', async () => {
    await approved();
    const bare = (args: readonly string[]): Promise<Run> =>
      run(applyCommand, ['plan.jsonl', '--policy', 'policy.json', ...args]);
    expect((await bare([])).error).toContain('no ledger named');
    expect((await bare(['--ledger', 'a.ledger'])).error).toContain('--ports');
    expect((await bare(['--ledger', 'a.ledger', '--ports', 'none.mjs'])).error).toContain('cannot be loaded');
    world.write('bad.mjs', 'export const ports = 1;');
    expect((await bare(['--ledger', 'a.ledger', '--ports', 'bad.mjs'])).error).toContain(
      'export a function by default',
    );
    expect((await apply(['--rate', '0'])).error).toContain('--rate');
    expect((await apply(['--canary', 'ten'])).error).toContain('--canary');
    expect((await bare(['--dry-run', '--settle', 'abcd1234=done'])).error).toContain('which one is meant');
  });

  it('refuses a ledger that was edited, and names the line', async () => {
    await approved();
    world.write('a.ledger', '');
    expect((await apply()).exit).toBe(0);
    const lines = world.read('a.ledger').split('\n');
    world.write('a.ledger', lines.map((line, at) => (at === 4 ? line.replace('o-', 'p-') : line)).join('\n'));
    expect((await apply()).error).toContain('line 5 of the ledger is damaged');
  });
});

describe('saleguard followup', () => {
  const followup = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<Run> =>
    run(followupCommand, ['plan.jsonl', '--ledger', 'a.ledger', ...args], env);

  it('tells what is open by the ledger, and asks the services when it is given them', async () => {
    await approved();
    await apply(['--canary', '0'], { REFUNDS: 'pending' });
    const open = await followup();
    expect(open).toMatchObject({ exit: 1, error: '' });
    expect(open.stdout).toContain('pending, 3 steps');
    const asked = await followup(['--ports', 'ports.mjs'], { REFUNDS: 'pending' });
    expect(asked).toMatchObject({ exit: 1, error: '' });
    expect(asked.stdout).toContain('asked about 3 steps');
    expect(effects().filter(({ kind }) => kind === 'refund')).toEqual([]);
  }, 120_000);

  it('refuses to ask about a ledger that does not exist, and makes none', async () => {
    const { error } = await run(followupCommand, [
      'plan.jsonl',
      '--ledger',
      'typo.ledger',
      '--ports',
      'ports.mjs',
    ]);
    expect(error).toContain('is it the right ledger?');
    expect(existsSync(join(world.path, 'typo.ledger'))).toBe(false);
  });

  it('says that nothing is open when nothing is', async () => {
    await approved();
    await apply();
    const closed = await followup();
    expect(closed).toMatchObject({ exit: 0 });
    expect(closed.stdout).toContain('complete: nothing is open');
  });

  it('does not call a plan complete in which orders wait for a person, and says until when', async () => {
    const payments = [makePayment({ ref: 'pay-1', capturedMinor: 13_600 })];
    world.writeOrders([
      orderOf({ id: 'o-1', customer: [refOf('account:1')], payments }),
      orderOf({ id: 'o-2', customer: [refOf('account:2')], payments: [] }),
    ]);
    await world.plan();
    await approved();
    await apply();
    const told = await followup();
    expect(told).toMatchObject({ exit: 1, error: '' });
    expect(told.stdout).toMatch(/1 order for a person to decide, the first by .+: make a plan/);
    expect(told.stdout).toContain('not complete');
  });

  it('says so when the ledger is empty', async () => {
    expect((await followup()).error).toContain('is it the right ledger');
  });

  it('counts coupons that were used and complaints that came', async () => {
    await approved();
    await apply();
    const [one, two] = [refOf('account:1'), refOf('account:2')];
    world.write(
      'used.csv',
      `customer,amountMinor\n${one},13600\n${one},13600\n${two},99999999\nk1.stranger,5\n`,
    );
    world.write('tickets.jsonl', '{"order":"o-1"}\n{"order":"x-9"}\n{"order":"o-2"}\n');
    const told = await followup(['--redemptions', 'used.csv', '--complaints', 'tickets.jsonl']);
    expect(told.error).toBe('');
    expect(told.stdout).toContain('coupons: 2 of 3 used (66.67 %');
    expect(told.stdout).toContain('1 that are none of this plan');
    expect(told.stdout).toContain('1 used again');
    expect(told.stdout).toContain('1 used for more than they are worth');
    expect(told.stdout).toContain('complaints: 3, 2 of them about this incident (cancel 2)');
  });
});
