import { statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { ORDER_CSV_HEADER, printOrderCsv } from '../../src/wire/order-csv.js';
import type { Order } from '../../src/catalog/order.js';
import { printOrderJson } from '../../src/wire/order.js';
import { incidentText } from '../../src/wire/incident.js';
import { makeLine, makePayment, SOLD_AT } from '../unit/remedy/remedy-fixtures.js';
import { incidentOf, orderOf, planWorld, refOf, SIGNED } from './plan-world.js';

const world = planWorld();
const PACKED = orderOf({ id: 'o-2', customer: [refOf('account:2')], status: 'packed' });
const RIGHT = orderOf({ id: 'o-3', lines: [makeLine({ unitPriceMinor: 136_000 })] });

beforeEach(() => {
  world.writeOrders([orderOf()]);
  if (world.names().includes('plan.jsonl')) world.write('plan.jsonl', '');
});

describe('saleguard plan', () => {
  it('writes a plan for its owner alone, says what it does, and ends with 0', async () => {
    const run = await world.plan();
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain(
      'orders      1 of 1 read, 1 customer: 1 cancelled, 0 in part, 0 honoured, 0 for a person to look at',
    );
    expect(run.stdout).toContain('money       13,600 won refunded, 0 won voided, 1 unit cancelled');
    expect(run.stdout).toContain('coupons     1: 13,600 won at worst, 13,600 won expected, no budget');
    expect(run.stdout).toContain(
      'due         first refund by 2026-08-12 23:59 Asia/Seoul (profile KR, no holidays given: only weekends are off)',
    );
    expect(run.stdout).toContain('signatures  one person other than maker; 27,200 won at worst');
    expect(run.stdout).toContain('sample      o-1');
    expect(statSync(join(world.path, 'plan.jsonl')).mode & 0o777).toBe(0o600);
    expect(world.read('plan.jsonl').split('\n')).toHaveLength(4);
    expect(world.names().filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('ends with 1 where a person has to look at some orders, and says why', async () => {
    world.writeOrders([orderOf(), PACKED, RIGHT]);
    const run = await world.plan();
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain(
      '2 of 3 read, 2 customers: 1 cancelled, 0 in part, 0 honoured, 1 for a person to look at',
    );
    expect(run.stdout).toContain('look at     being-packed 1');
    expect(run.stdout).toContain('left out    1 right-price');
    expect(run.stdout).toContain('two people other than maker');
    const told =
      '  to decide   1 order by 2026-08-12 23:59 Asia/Seoul: if cancelled, the money has to be back by then\n';
    expect(run.stdout).toContain(told);
    expect((await world.approve('ann')).stdout).toContain(told);
  });

  it('names the earliest date to decide by of several, over or not, and none where all are decided', async () => {
    const paid = (days: number): Partial<Order> => ({
      payments: [makePayment({ at: SOLD_AT - days * 86_400_000 })],
    });
    world.writeOrders([orderOf(), { ...PACKED, ...paid(1) }, { ...PACKED, id: 'o-4' }]);
    expect((await world.plan()).stdout).toContain(
      'to decide   the first of 2 orders by 2026-08-11 23:59 Asia/Seoul: if cancelled',
    );
    world.writeOrders([orderOf(), { ...PACKED, ...paid(9) }]);
    expect((await world.plan()).stdout).toContain(
      'to decide   1 order by 2026-08-03 23:59 Asia/Seoul, which was over when the plan was made: if',
    );
    world.writeOrders([orderOf()]);
    expect((await world.plan()).stdout).not.toContain('to decide');
  });

  it("keeps the apology coupon to the limits of the policy's own coupon rules", async () => {
    const policy = JSON.parse(world.read('policy.json')) as object;
    const pricing = { rules: { 'coupon-exposure': { enabled: false, shareBlockBps: 900 } } };
    world.write('strict.json', JSON.stringify({ ...policy, pricing }));
    const run = await world.plan(['--policy', 'strict.json', '--out', 'strict.jsonl']);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('coupon-exposure: share');
    expect(world.names()).not.toContain('strict.jsonl');
  });

  it('shows whoever makes and whoever signs it how tiers fare, where the policy tells them apart', async () => {
    const policy = JSON.parse(world.read('policy.json')) as { remedy: { apology: object } };
    const byTier = { vip: { rateBps: 2_500, cap: '200000', base: 'intended-price' } };
    const apology = { ...policy.remedy.apology, byTier };
    world.write(
      'tiers.json',
      JSON.stringify({ ...policy, remedy: { ...policy.remedy, apology, approvals: { twoFrom: '9000000' } } }),
    );
    world.writeOrders([
      orderOf({ tier: 'silver' }),
      orderOf({ id: 'o-2', customer: [refOf('account:2')], tier: 'vip' }),
    ]);
    const run = await world.plan(['--policy', 'tiers.json']);
    const told = [
      '  by tier     customers are told apart by their tier, and compare:',
      '    everybody else: 1 customer, 1 coupon, 13,600 won at worst, 13,600 won a customer, 1.00 times the lowest',
      '      orders: 1 cancelled, 0 in part, 0 honoured, 0 for a person to look at; money back within 132 hours on average',
      '    tier vip: 1 customer, 1 coupon, 34,000 won at worst, 34,000 won a customer, 2.50 times the lowest',
    ].join('\n');
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain(told);
    const sign = [
      'approve-plan',
      'plan.jsonl',
      '--key',
      'ann.key',
      '--policy',
      'tiers.json',
      '--now',
      SIGNED,
    ];
    const signed = await world.run(sign);
    expect(signed).toMatchObject({ exitCode: 0 });
    expect(signed.stdout + signed.stderr).toContain(told);
    await world.run(['plan-report', 'plan.jsonl', '--out', 'plan.html', '--csv', 'csv', '--quiet']);
    expect(world.read('csv/tiers.csv')).toMatch(/\r\nvip,1,1,KRW,34000,34000,2\.5000,/);
    expect(world.read('csv/notices.csv')).not.toContain('vip');
  });

  it('ends with 1 where orders were sold alike outside of the time of the incident, or none is in the plan', async () => {
    const until = SOLD_AT + 1;
    world.write('short.json', incidentText(incidentOf({ subject: { ...incidentOf().subject, until } })));
    const late = orderOf({ id: 'o-2', placedAt: until });
    world.writeOrders([orderOf(), late]);
    const run = await world.plan(['--incident', 'short.json']);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('left out    1 outside-window');
    expect(run.stdout).toContain(
      "1 would be in the plan by what was sold, and was placed outside the incident's time",
    );
    world.writeOrders([RIGHT]);
    const empty = await world.plan(['--out', 'empty.jsonl']);
    expect(empty.exitCode).toBe(1);
    expect(empty.stdout).toContain('no order is in the plan');
  });

  it('gives the same bytes whatever the order of the rows, the files, their format and how they are packed', async () => {
    const orders = [orderOf(), PACKED, RIGHT, orderOf({ id: 'o-0', customer: [refOf('account:3')] })];
    world.writeOrders(orders);
    await world.plan();
    const plan = world.read('plan.jsonl');
    const [a, b, c, d] = orders.map((order) => printOrderJson(order));
    const [, second = PACKED] = orders;
    world.write('a.jsonl.gz', gzipSync(`${d ?? ''}\n${a ?? ''}\n`));
    world.write(
      'b.csv',
      `\ufeff${ORDER_CSV_HEADER}\r\n${printOrderCsv(second).replaceAll('\n', '\r\n')}\r\n`,
    );
    world.write('c.txt', `${c ?? ''}\n${a ?? ''}\n`);
    await world.plan(['--orders', 'c.txt', 'b.csv', '--orders', 'a.jsonl.gz', '--out', 'other.jsonl']);
    // One order stands in two files: it is read once, and that is told.
    expect(world.read('other.jsonl')).not.toBe(plan);
    world.write('c.txt', `${c ?? ''}\n`);
    await world.plan(['--orders', 'c.txt', 'b.csv', '--orders', 'a.jsonl.gz', '--out', 'other.jsonl']);
    expect(world.read('other.jsonl')).toBe(plan);
    expect(b).toBe(printOrderJson(second));
  });

  it('reads standard input', async () => {
    const text = `${printOrderJson(orderOf())}\n`;
    async function* stdin(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from(text));
    }
    await world.plan();
    const plan = world.read('plan.jsonl');
    expect(await world.plan(['--orders', '-'], { stdin: stdin() })).toMatchObject({ exitCode: 0 });
    expect(world.read('plan.jsonl')).toBe(plan);
  });

  it('makes references of customers with a key, the same as a checkout does, and refuses to take them as they are', async () => {
    world.write('raw.jsonl', `${printOrderJson(orderOf()).replace(refOf('account:1'), 'account:1')}\n`);
    const refused = await world.plan(['--orders', 'raw.jsonl']);
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toContain('raw.jsonl:1 customer[0]: is no opaque reference');
    expect(refused.stderr).toContain('--customer-key-file');
    await world.plan();
    const plan = world.read('plan.jsonl');
    expect(await world.plan(['--orders', 'raw.jsonl', '--customer-key-file', 'customer.key'])).toMatchObject({
      exitCode: 0,
    });
    expect(world.read('plan.jsonl')).toBe(plan);
    const env = { SALEGUARD_CUSTOMER_KEY: world.read('customer.key').trim() };
    expect(await world.plan(['--orders', 'raw.jsonl'], { env })).toMatchObject({ exitCode: 0 });
    expect(world.read('plan.jsonl')).toBe(plan);
  });

  it('takes days off beside those of the policy', async () => {
    world.write('holidays.txt', '# 2026\r\n2026-08-10 # a Monday\n\n2026-08-11\n');
    const run = await world.plan(['--holidays', 'holidays.txt']);
    expect(run.stdout).toContain('first refund by 2026-08-14 23:59 Asia/Seoul (profile KR, 2 holidays)');
    expect(await world.approve('ann')).toMatchObject({ exitCode: 0 });
  });

  it('holds digests of coupon codes with a key, and no code', async () => {
    world.write('coupon.key', 'c'.repeat(32), 0o600);
    await world.plan(['--coupon-key-file', 'coupon.key']);
    expect(world.read('plan.jsonl')).toMatch(/"codeSha256":"[0-9a-f]{64}"/);
  });

  it('publishes the commitment of a lottery', async () => {
    const policy = JSON.parse(world.read('policy.json')) as { remedy: object };
    world.write(
      'lottery.json',
      JSON.stringify({
        ...policy,
        remedy: { ...policy.remedy, shortfall: { allocation: 'seeded-lottery' } },
      }),
    );
    const { subject } = incidentOf();
    const shortfalls = [{ sku: 'EP-1', priceList: 'default', allotmentUnits: 1 }];
    world.write(
      'short.json',
      incidentText(incidentOf({ class: 'stock', subject: { ...subject, prices: [], shortfalls } })),
    );
    const args = ['--policy', 'lottery.json', '--incident', 'short.json', '--out', 'lottery.jsonl'];
    expect((await world.plan(args)).exitCode).toBe(2);
    world.write('seed', 's'.repeat(32), 0o600);
    const run = await world.plan([...args, '--lottery-seed-file', 'seed']);
    expect(run.stdout).toMatch(/lottery {5}seed revealed; its commitment is [0-9a-f]{64}/);
  });

  it('is quiet when it is told to be', async () => {
    expect(await world.plan(['--quiet'])).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  it('shows rows a second on a terminal', async () => {
    let ms = 0;
    const overlay = { stderrIsTerminal: true, monotonicMs: () => (ms += 500) };
    const { stderr } = await world.plan([], overlay);
    expect(stderr).toMatch(/reading orders\.jsonl: 0 rows/);
    expect(stderr.endsWith('\r\u001b[2K')).toBe(true);
  });
});

describe('saleguard approve-plan', () => {
  it('signs a plan, until enough people have', async () => {
    world.writeOrders([orderOf(), orderOf({ id: 'o-2', customer: [refOf('account:2')] })]);
    await world.plan();
    const before = world.read('plan.jsonl');
    const first = await world.approve('ann');
    expect(first).toMatchObject({ exitCode: 0, stderr: '' });
    expect(first.stdout).toContain('one more person has to sign it, neither ann nor maker');
    expect(
      (await world.run(['approve-plan', 'plan.jsonl', '--policy', 'policy.json', '--now', SIGNED, '--check']))
        .exitCode,
    ).toBe(1);
    const second = await world.approve('bob');
    expect(second.stdout).toContain('approved; next: saleguard apply plan.jsonl --dry-run');
    expect(world.read('plan.jsonl').startsWith(before)).toBe(true);
    expect(world.read('plan.jsonl').split('\n')).toHaveLength(before.split('\n').length + 2);
    expect(statSync(join(world.path, 'plan.jsonl')).mode & 0o777).toBe(0o600);
    const checked = await world.run([
      'approve-plan',
      'plan.jsonl',
      '--policy',
      'policy.json',
      '--now',
      SIGNED,
      '--check',
    ]);
    expect(checked).toMatchObject({ exitCode: 0 });
    expect(checked.stdout).toContain('approved by ann and bob');
  });

  it('signs once for one person', async () => {
    await world.plan();
    await world.approve('ann');
    const signed = world.read('plan.jsonl');
    const again = await world.approve('ann');
    expect(again).toMatchObject({ exitCode: 0 });
    expect(again.stdout).toContain('ann has signed it already; nothing was written');
    expect(world.read('plan.jsonl')).toBe(signed);
  });

  it('does not sign for the one who made the plan', async () => {
    await world.plan();
    const plan = world.read('plan.jsonl');
    const run = await world.approve('maker');
    expect(run).toMatchObject({ exitCode: 1 });
    expect(run.stderr).toBe(
      'saleguard: plan.jsonl: your signature is by the one who made the plan: somebody else has to sign\n',
    );
    expect(world.read('plan.jsonl')).toBe(plan);
  });

  it('puts a new signature in the place of one that has expired', async () => {
    await world.plan();
    await world.approve('ann', ['--valid-hours', '1']);
    const later = ['approve-plan', 'plan.jsonl', '--policy', 'policy.json', '--now', '2026-08-08T06:00:00Z'];
    const expired = await world.run([...later, '--check']);
    expect(expired).toMatchObject({ exitCode: 1 });
    expect(expired.stderr).toMatch(/signature 1 \(ann\) does not hold: .*expired/);
    const run = await world.run([...later, '--key', 'ann.key']);
    expect(run).toMatchObject({ exitCode: 0 });
    expect(run.stdout).toContain('1 signature that had expired taken out');
    expect(world.read('plan.jsonl').match(/"type":"approval"/g)).toHaveLength(1);
  });

  it('refuses a plan for another incident', async () => {
    await world.plan();
    world.write('other.json', incidentText(incidentOf({ id: 'himart:trip-9' })));
    const run = await world.approve('ann', ['--incident', 'other.json']);
    expect(run).toMatchObject({ exitCode: 1 });
    expect(run.stderr).toContain('it is for another incident');
    expect((await world.approve('ann', ['--incident', 'incident.json'])).exitCode).toBe(0);
  });

  it('is not written over by a new plan', async () => {
    await world.plan();
    await world.approve('ann');
    const run = await world.plan();
    expect(run).toMatchObject({ exitCode: 2 });
    expect(run.stderr).toContain('plan.jsonl is a plan that somebody has signed, and is not overwritten');
  });
});
