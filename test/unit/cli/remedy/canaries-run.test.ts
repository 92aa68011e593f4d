import { beforeAll, describe, expect, it } from 'vitest';
import { printOrderJson } from '../../../../src/wire/order.js';
import type { InProcessRun } from '../../../cli/in-process.js';
import { orderOf, planWorld } from '../../../cli/plan-world.js';
import { CANARIES, leaksIn } from '../../../support/canaries.js';
import { CANARY_ORDER_COUNT, CANARY_PORTS } from '../../../support/canary-ports.js';
import { MADE_AT, makePayment } from '../../remedy/remedy-fixtures.js';

const world = planWorld();
const runs: InProcessRun[] = [];
const LEDGER = ['--ledger', 'canary.ledger'];

/** A command within the days that the signatures count; what it said is kept. */
async function run(args: readonly string[]): Promise<InProcessRun> {
  const result = await world.run(args, { now: () => MADE_AT + 7_200_000 });
  runs.push(result);
  return result;
}

/** Orders of customers whom the shop knows by the canaries, planned, signed, and carried out on services that say them. */
beforeAll(async () => {
  world.write('ports.mjs', CANARY_PORTS);
  const rows = Array.from({ length: CANARY_ORDER_COUNT }, (_, index) => {
    const canary = CANARIES[index % CANARIES.length] ?? '';
    const order = JSON.parse(
      printOrderJson(orderOf({ id: `o-${index}`, payments: [makePayment({ ref: `pay-${index}` })] })),
    ) as object;
    const customer = [`${canary} ${Math.floor(index / CANARIES.length)}`];
    return { ...order, customer, receiver: canary, tier: canary, name: canary, note: { address: canary } };
  });
  world.write('shop.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const keyed = ['--orders', 'shop.jsonl', '--customer-key-file', 'customer.key', '--ignore', 'name,note'];
  const steps = [await world.plan(keyed), await world.approve('ann'), await world.approve('bob')];
  expect(steps.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual(
    [0, 0, 0].map((code) => [code, '']),
  );
  runs.push(...steps);
}, 60_000);

const apply = (...args: readonly string[]): Promise<InProcessRun> =>
  run(['apply', 'plan.jsonl', '--policy', 'policy.json', ...LEDGER, ...args]);

function said(): string {
  return runs.map(({ stdout, stderr }) => `${stdout}${stderr}`).join('');
}

describe('what the services of a shop say', () => {
  it('reaches neither the ledger nor whoever reads what happened', async () => {
    const first = await apply('--ports', 'ports.mjs', '--canary', '0');
    expect(first).toMatchObject({ exitCode: 1, stderr: '' });
    // Every way of saying it was heard.
    expect(first.stdout).toContain('(not-opaque)');
    expect(first.stdout).toContain('payments.act: Error');
    expect(first.stdout).toContain('no-answer-of-the-contract');
    expect(first.stdout).toMatch(/^failed, 20 steps/m);
    expect(first.stdout).toMatch(/^unknown, 10 steps/m);
    await apply('--ports', 'ports.mjs', '--ask-again');
    await run(['followup', 'plan.jsonl', ...LEDGER, '--ports', 'ports.mjs', '--all']);
    expect(leaksIn(said())).toEqual([]);
    expect(leaksIn(world.read('canary.ledger'))).toEqual([]);
    expect(world.read('canary.ledger').split('(not-opaque)').length).toBeGreaterThan(CANARY_ORDER_COUNT);
  }, 120_000);

  it('reaches no page and no table', async () => {
    const csv = ['--csv', 'tables', '--notice-lang', 'ko'];
    const report = await run(['plan-report', 'plan.jsonl', '--out', 'plan.html', ...LEDGER, ...csv]);
    expect(report).toMatchObject({ exitCode: 0, stderr: '' });
    const files = [
      'plan.html',
      ...['orders', 'lines', 'payments', 'coupons', 'notices'].map((name) => `tables/${name}.csv`),
    ];
    for (const file of files) {
      expect(world.read(file).length).toBeGreaterThan(200);
      expect({ file, leaks: leaksIn(world.read(file)) }).toEqual({ file, leaks: [] });
    }
    const told = await run(['explain', 'plan.jsonl', '--order', 'o-1', '--lang', 'ko']);
    expect(told).toMatchObject({ exitCode: 0 });
    expect(leaksIn(said())).toEqual([]);
    expect(leaksIn(world.read('plan.jsonl'))).toEqual([]);
  });
});

describe('who settles a step, and why', () => {
  it.each(CANARIES)(
    'is an id and the number of a ticket, and refused where it is anything else: %s',
    async (canary) => {
      const key = /^ {2}([0-9a-f]{16}) {2}refund/m.exec(said())?.[1] ?? '';
      const before = world.read('canary.ledger');
      const settle = (by: string, reason: string): Promise<InProcessRun> =>
        apply('--settle', `${key}=skip`, '--by', by, '--reason', reason);
      const stories = [
        ['ann', canary],
        ['ann', `TICKET-1:${canary}`],
        [canary, 'TICKET-1'],
      ] as const;
      for (const [by, reason] of stories) {
        const { exitCode, stdout, stderr } = await settle(by, reason);
        expect({ exitCode, stdout, leaks: leaksIn(stderr) }).toEqual({ exitCode: 2, stdout: '', leaks: [] });
      }
      expect(world.read('canary.ledger')).toBe(before);
    },
  );
});

describe('coupons that were used, and complaints that came', () => {
  const ALL = CANARIES.map((canary) => `"${canary}"`).join(',');
  const NAMES = CANARIES.map((_, index) => `memo${index}`).join(',');

  it('are counted, whatever else their files hold', async () => {
    world.write('used.csv', `code,amountMinor,${NAMES}\n"${CANARIES[0] ?? ''}",1000,${ALL}\n`);
    world.write('tickets.csv', `order,customer,${NAMES}\no-1,"${CANARIES[1] ?? ''}",${ALL}\nx,y,${ALL}\n`);
    const files = ['--redemptions', 'used.csv', '--complaints', 'tickets.csv'];
    const counted = await run(['followup', 'plan.jsonl', ...LEDGER, ...files]);
    expect(counted.stdout).toContain('look at 1 that are none of this plan');
    expect(counted.stdout).toContain('complaints: 2, 1 of them about this incident');
    const rows = CANARIES.map((canary) =>
      JSON.stringify({ customer: canary, order: canary, note: { canary } }),
    );
    world.write('tickets.jsonl', `${rows.join('\n')}\n`);
    const json = await run(['followup', 'plan.jsonl', ...LEDGER, '--complaints', 'tickets.jsonl']);
    expect(json.stdout).toContain(`complaints: ${CANARIES.length}, 0 of them`);
    expect(leaksIn(said())).toEqual([]);
  });

  it.each([
    ['the names of columns', `${ALL}\n1\n`],
    ['a row too long', `code,amountMinor\nx,1,${ALL}\n`],
    ['a row too short', `code,amountMinor\n"${CANARIES[0] ?? ''}"\n`],
    ['an amount', `code,amountMinor\nx,"${CANARIES[1] ?? ''}"\n`],
    ['an amount that looks like a number', `code,amountMinor\nx,${CANARIES[4] ?? ''}\n`],
    ['a quote that never ends', `code,amountMinor\n"${CANARIES.join(' ')}`],
    ['no JSON', `{"code": "${CANARIES[0] ?? ''}"\n`],
    ['a list', `[${ALL}]\n`],
    ['a text', `"${CANARIES.join(' ')}"\n`],
  ])('are told by line and field where they cannot be read: %s', async (_, file) => {
    const name = /^[{[]/.test(file) ? 'wrong.jsonl' : 'wrong.csv';
    world.write(name, file);
    const { exitCode, stderr } = await run(['followup', 'plan.jsonl', ...LEDGER, '--redemptions', name]);
    expect({ exitCode, leaks: leaksIn(stderr) }).toEqual({ exitCode: 2, leaks: [] });
    expect(stderr).toMatch(new RegExp(`${name}(:[12]| is one JSON list)`));
  });
});
