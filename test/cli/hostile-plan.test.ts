import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '../../src/catalog/order.js';
import { signPlan } from '../../src/remedy/approvals.js';
import { signingKeyFromPem } from '../../src/seal/ed25519.js';
import { ORDER_CSV_HEADER, printOrderCsv } from '../../src/wire/order-csv.js';
import { printOrderJson } from '../../src/wire/order.js';
import { incidentText } from '../../src/wire/incident.js';
import { printPlanLine } from '../../src/wire/plan.js';
import { makeLine, makePayment, MADE_AT } from '../unit/remedy/remedy-fixtures.js';
import { readText } from '../unit/remedy/plan-world.js';
import type { InProcessRun } from './in-process.js';
import { incidentOf, orderOf, planWorld, refOf, REMEDY, SIGNED } from './plan-world.js';

const world = planWorld();
const JSON_ROW = printOrderJson(orderOf());
const CSV_ROW = printOrderCsv(orderOf());

/** The order with other JSON in it. */
function row(from: string | RegExp, to: string): string {
  const changed = JSON_ROW.replace(from, to);
  if (changed === JSON_ROW) throw new Error(`the order holds no ${String(from)}`);
  return `${changed}\n`;
}

/** What is wrong with a run that must have refused: no plan, no stack, one who speaks. */
function faultsOf({ exitCode, stdout, stderr }: InProcessRun): readonly string[] {
  const faults: string[] = [];
  if (exitCode !== 2) faults.push(`exit ${exitCode}`);
  if (stdout !== '') faults.push(`something on standard output: ${stdout}`);
  if (!stderr.startsWith('saleguard: ')) faults.push(`standard error does not say who speaks: ${stderr}`);
  if (/^\s+at .+:\d+:\d+|bug in saleguard|node:internal/m.test(stderr))
    faults.push(`a stack trace: ${stderr}`);
  if (world.names().some((name) => name === 'none.jsonl' || name.endsWith('.tmp')))
    faults.push('something was written');
  return faults;
}

describe('an order file that is hostile, or broken', () => {
  const gz = gzipSync(`${JSON_ROW}\n`);

  it.each<[string, string, string | Uint8Array, string]>([
    ['is empty', 'orders.jsonl', '', 'is empty'],
    ['is cut off', 'orders.jsonl', JSON_ROW.slice(0, -20), 'orders.jsonl:1 is not JSON'],
    ['is a gzip that is cut off', 'orders.jsonl.gz', gz.subarray(0, -9), 'is cut off'],
    [
      'is a damaged gzip',
      'orders.jsonl.gz',
      Buffer.concat([gz.subarray(0, 20), Buffer.alloc(20, 7), gz.subarray(40)]),
      'is damaged',
    ],
    ['is a workbook', 'orders.csv', Buffer.from('504b0304140006000800', 'hex'), 'Excel workbook'],
    ['is one JSON list', 'orders.json', `[${JSON_ROW}]`, 'is one JSON list; write one object a line'],
    [
      'is no UTF-8',
      'orders.jsonl',
      Buffer.concat([Buffer.from(JSON_ROW), Buffer.from([0xff, 0xfe, 0x0a])]),
      'not UTF-8',
    ],
    [
      'is UTF-16',
      'orders.csv',
      Buffer.from(`\ufeff${ORDER_CSV_HEADER}\n${CSV_ROW}\n`, 'utf16le'),
      'not UTF-8',
    ],
    [
      'holds a NUL',
      'orders.jsonl',
      row('"sku":"EP-1"', '"sku":"EP\\u0000"'),
      'lines[0].sku: got a text of 3 characters',
    ],
    [
      'names a member twice',
      'orders.jsonl',
      row('"quantity":1', '"quantity":1,"quantity":2'),
      'holds a name twice',
    ],
    ['has 1e400 units', 'orders.jsonl', row('"quantity":1', '"quantity":1e400'), 'a number beyond 2^53'],
    [
      'has a negative price',
      'orders.jsonl',
      row('"unitPriceMinor":13600', '"unitPriceMinor":-13600'),
      'lines[0].unitPriceMinor: got -13600',
    ],
    [
      'has a fraction of a won',
      'orders.jsonl',
      row('"capturedMinor":13600', '"capturedMinor":13600.5'),
      'payments[0].capturedMinor: got a longer number',
    ],
    [
      'has 0x10 units',
      'orders.csv',
      `${ORDER_CSV_HEADER}\n${CSV_ROW.replace(',1,13600', ',0x10,13600')}\n`,
      'quantity: got a text of 4 characters',
    ],
    [
      'has a refund of a refund',
      'orders.jsonl',
      row('"at":', '"refundedMinor":-1,"at":'),
      'payments[0].refundedMinor: got -1',
    ],
    [
      'has more units back than sold',
      'orders.jsonl',
      row('"quantity":1', '"quantity":1,"returnedQuantity":2'),
      'lines[0].returnedQuantity: is more than the quantity',
    ],
    [
      'does not say where it stands',
      'orders.jsonl',
      row(',"status":"paid"', ''),
      'status: says nothing of where the order stands, and a delivered one would be taken',
    ],
    [
      'has an empty cell for where it stands',
      'orders.csv',
      `${ORDER_CSV_HEADER}\n${printOrderCsv(orderOf()).replace(',paid,', ',,')}\n`,
      'orders.csv:2 status: says nothing of where the order stands',
    ],
    [
      'has an unknown status',
      'orders.jsonl',
      row('"status":"paid"', '"status":"refunded"'),
      'status: got a text of 8 characters',
    ],
    [
      'has an unknown currency',
      'orders.jsonl',
      row('"currency":"KRW"', '"currency":"WON"'),
      'currency: got a text of 3 characters',
    ],
    [
      'reaches for the prototype',
      'orders.jsonl',
      row('{"id"', '{"__proto__":{"status":"paid"},"id"'),
      'holds a name twice',
    ],
    [
      'calls its SKU __proto__, in a member nobody knows',
      'orders.jsonl',
      row('"sku"', '"constructor":"EP-1","sku"'),
      'unknown name "constructor"',
    ],
    [
      'has a formula for an id',
      'orders.jsonl',
      row('"id":"o-1"', '"id":"=1+2"'),
      'id: got a text of 4 characters',
    ],
    [
      'has a template for a method',
      'orders.jsonl',
      row('"method":"card"', '"method":"{{constructor}}"'),
      'payments[0].method: a plan carries it',
    ],
    [
      'has a formula for a line',
      'orders.jsonl',
      row('"lineId":"1"', '"lineId":"=HYPERLINK(1)"'),
      'lines[0].lineId: a plan carries it',
    ],
    [
      'has markup for a reference',
      'orders.jsonl',
      row('"ref":"pay-1"', '"ref":"<script>"'),
      'payments[0].ref: got a text of 8 characters',
    ],
    [
      'has half of a surrogate pair',
      'orders.jsonl',
      row('"lineId":"1"', '"lineId":"\\ud800"'),
      'lines[0].lineId: got a text of 1 character',
    ],
    [
      'has a line without end',
      'orders.jsonl',
      `${JSON_ROW}\n${'x'.repeat(1_100_000)}`,
      'orders.jsonl:2 is longer than 1048576 characters',
    ],
    ['nests without end', 'orders.jsonl', `{"id":${'['.repeat(100_000)}\n`, 'orders.jsonl:1 is not JSON'],
    [
      'has an order without lines',
      'orders.jsonl',
      `${JSON.stringify({ ...orderOf(), lines: [] })}\n`,
      'lines: got a list of 0',
    ],
    [
      'has two rows that say two things of one order',
      'orders.csv',
      `${ORDER_CSV_HEADER}\n${CSV_ROW}\n${CSV_ROW.replace('app', 'web')}\n`,
      'orders.csv:3 channel: says something else than line 2',
    ],
    ['has a quote that never ends', 'orders.csv', `${ORDER_CSV_HEADER}\n"${CSV_ROW}\n`, 'quote'],
    [
      'has a short row',
      'orders.csv',
      `${ORDER_CSV_HEADER}\no-1,himart\n`,
      'orders.csv:2 has 2 cells, the header',
    ],
    ['has no header', 'orders.csv', `${CSV_ROW}\n`, 'names no column of an order file'],
    [
      'names a column twice',
      'orders.csv',
      `order_id,${ORDER_CSV_HEADER}\no-1,${CSV_ROW}\n`,
      'names the column order_id twice',
    ],
    [
      'has a column of e-mail addresses',
      'orders.csv',
      `email,${ORDER_CSV_HEADER}\nkim@example.com,${CSV_ROW}\n`,
      'names a column "email"',
    ],
    [
      'has nine people behind an order',
      'orders.jsonl',
      row(
        /"customer":\[[^\]]*\]/,
        `"customer":${JSON.stringify(Array.from({ length: 9 }, () => refOf('account:1')))}`,
      ),
      'customer: got a list of 9',
    ],
  ])('is refused where it %s', async (_, name, content, fault) => {
    world.write(name, content);
    const run = await world.plan(['--orders', name, '--out', 'none.jsonl']);
    expect(run.stderr).toContain(fault);
    expect(faultsOf(run)).toEqual([]);
  });

  it('has every bad row told, up to a bound', async () => {
    world.write('orders.jsonl', `${'{"id":1}\n'.repeat(70)}${JSON_ROW}\n`);
    const { stderr } = await world.plan(['--out', 'none.jsonl']);
    expect(stderr).toContain(
      '70 rows of the orders cannot be read, and an order that is not read would be forgotten: no plan',
    );
    expect(stderr.match(/^orders\.jsonl:\d+ /gm)).toHaveLength(50);
    expect(stderr).toContain('and 20 more');
  });

  it('never makes a refund of what a person has to look at', async () => {
    const [one, two, three, four]: Order[] = ['o-1', 'o-2', 'o-3', 'o-4'].map((id, index) =>
      orderOf({ id, customer: [refOf(`account:${index}`)] }),
    );
    world.write(
      'review.jsonl',
      [
        { ...one, payments: [] },
        { ...two, payments: [makePayment({ capturedMinor: 13_600, refundedMinor: 20_000 })] },
        { ...three, currency: 'USD' },
        { ...four, payments: [makePayment({ capturedMinor: 99_999 })] },
      ]
        .map((order) => `${JSON.stringify(order)}\n`)
        .join(''),
    );
    const run = await world.plan(['--orders', 'review.jsonl', '--out', 'review-plan.jsonl']);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('0 cancelled, 0 in part, 0 honoured, 4 for a person to look at');
    expect(run.stdout).toContain('0 won refunded, 0 won voided');
    for (const reason of ['no-payment 1', 'other-currency 1', 'payments-do-not-add-up'])
      expect(run.stdout).toContain(reason);
    expect(world.read('review-plan.jsonl')).not.toContain('"kind":"refund"');
  });
});

describe('a policy, an incident or a key that is hostile, or broken', () => {
  beforeAll(() => {
    world.writeOrders([orderOf()]);
  });

  const policy = (remedy: object): string => JSON.stringify({ version: 1, remedy });

  it.each<[string, Readonly<Record<string, string>>, readonly string[], string]>([
    [
      'a coupon of 100 %',
      { 'p.json': policy({ ...REMEDY, apology: { rateBps: 10_000, cap: '1', base: 'paid-price' } }) },
      ['--policy', 'p.json'],
      'remedy.apology.rateBps: got 10000',
    ],
    [
      'a coupon that pays for whole orders',
      { 'p.json': policy({ ...REMEDY, apology: { amount: '5000' } }) },
      ['--policy', 'p.json'],
      'coupon',
    ],
    [
      'coupons over their budget',
      { 'p.json': policy({ ...REMEDY, apology: { ...REMEDY.apology, budget: '100' } }) },
      ['--policy', 'p.json'],
      '13500 more than the budget',
    ],
    [
      'no section remedy',
      { 'p.json': '{"version":1}' },
      ['--policy', 'p.json'],
      'p.json has no section remedy',
    ],
    [
      'a shop name that is a template',
      { 'p.json': policy({ ...REMEDY, notice: { shopName: '{{x}}', contact: '1' } }) },
      ['--policy', 'p.json'],
      'remedy.notice.shopName',
    ],
    [
      'an incident that names nothing',
      { 'i.json': incidentText(incidentOf({ subject: { ...incidentOf().subject, prices: [] } })) },
      ['--incident', 'i.json'],
      'the incident names no pric',
    ],
    ['an incident that is no JSON', { 'i.json': '{' }, ['--incident', 'i.json'], 'i.json'],
    [
      'a holiday that does not exist',
      { h: '2026-02-30\n' },
      ['--holidays', 'h'],
      'h:1 "2026-02-30" is no day that exists',
    ],
    ['an empty key for customers', { k: '\n' }, ['--customer-key-file', 'k'], 'k is empty'],
    [
      'a key for customers without an id',
      { k: 'x'.repeat(40) },
      ['--customer-key-file', 'k'],
      'holds no key for customer references',
    ],
    ['a short key of coupon codes', { k: 'x' }, ['--coupon-key-file', 'k'], 'needs at least 32 random bytes'],
    ['a maker with a name', {}, ['--maker', 'Hong Gildong'], '--maker: expected an opaque id'],
    [
      'a field to be ignored',
      {},
      ['--ignore', 'name,status'],
      '--ignore status: this is a field of an order',
    ],
    ['orders that are not there', {}, ['--orders', 'nowhere.jsonl'], 'nowhere.jsonl does not exist'],
    ['one file twice', {}, ['--orders', 'orders.jsonl', 'orders.jsonl'], '--orders names orders.jsonl twice'],
    ['the orders for --out', {}, ['--out', 'orders.jsonl'], '--out orders.jsonl is one of the --orders'],
    [
      'an instant without an offset',
      {},
      ['--now', '2026-08-08T03:00:00'],
      '--now 2026-08-08T03:00:00 is not an instant',
    ],
  ])('makes no plan with %s', async (_, files, args, fault) => {
    for (const [name, content] of Object.entries(files)) world.write(name, content, 0o600);
    const out = args.includes('--out') ? [] : ['--out', 'none.jsonl'];
    const run = await world.plan([...args, ...out]);
    expect(run.stderr).toContain(fault);
    expect(faultsOf(run)).toEqual([]);
  });

  it('uses no key that others may read', async () => {
    world.write('k', `k1:${'x'.repeat(40)}`, 0o644);
    const run = await world.plan(['--customer-key-file', 'k', '--out', 'none.jsonl']);
    expect(run.stderr).toContain('may be used by others (mode 0644)');
    expect(run.stderr).not.toContain('xxxx');
    expect(faultsOf(run)).toEqual([]);
  });
});

describe('a plan that somebody has tampered with', () => {
  const key = (who: string): ReturnType<typeof signingKeyFromPem> =>
    signingKeyFromPem(world.read(`${who}.key`));
  let plan = '';
  beforeAll(async () => {
    world.writeOrders([orderOf()]);
    await world.plan();
    plan = world.read('plan.jsonl');
  });

  async function signedBy(who: string, keyOf: string): Promise<string> {
    const { header, trailer } = await readText(plan);
    const signer = { id: who, role: 'care-lead', keyId: '', publicKey: '' };
    return `${plan}${printPlanLine(signPlan({ header, trailer, signer, key: key(keyOf), now: Date.parse(SIGNED) }))}`;
  }

  it.each<[string, () => Promise<string>, 1 | 2, string]>([
    [
      'another amount',
      () => Promise.resolve(plan.replace('"refundMinor":13600', '"refundMinor":13601')),
      2,
      'plan.jsonl:2 gives back 13600',
    ],
    [
      'its last line gone',
      () => Promise.resolve(plan.split('\n').slice(0, 2).join('\n') + '\n'),
      2,
      'the file was cut off',
    ],
    [
      'a signature of the maker',
      () => signedBy('maker', 'maker'),
      1,
      'signature 1 (maker) is by the one who made the plan',
    ],
    [
      'a signature in the name of another',
      () => signedBy('bob', 'ann'),
      1,
      'signature 1 (bob) says another person or role',
    ],
    [
      'a signature that was edited',
      async () =>
        (await signedBy('ann', 'ann')).replace(
          /"expiresAt":(\d+)(?=,"incidentId":"himart:trip-1","keyId")/,
          '"expiresAt":9999999999999',
        ),
      1,
      'signature 1 (ann) does not hold: its signature does not fit',
    ],
    [
      'a signature of another plan',
      async () =>
        (await signedBy('ann', 'ann')).replace(
          /"digest":"[0-9a-f]{64}","expiresAt"/,
          `"digest":"${'a'.repeat(64)}","expiresAt"`,
        ),
      1,
      'signature 1 (ann) is of another plan',
    ],
    [
      'half a signature',
      async () => (await signedBy('ann', 'ann')).slice(0, -30),
      2,
      'plan.jsonl:4 is cut off',
    ],
  ])('is not signed with %s', async (_, textOf, exit, fault) => {
    const text = await textOf();
    world.write('plan.jsonl', text);
    const run = await world.approve('bob', ['--quiet']);
    expect(run.stderr).toContain(fault);
    expect(run.exitCode).toBe(exit);
    expect(world.read('plan.jsonl')).toBe(text);
  });

  it('is not signed once it has expired, by a stranger, or by a policy that was changed since', async () => {
    world.write('plan.jsonl', plan);
    const late = await world.run([
      'approve-plan',
      'plan.jsonl',
      '--key',
      'ann.key',
      '--policy',
      'policy.json',
      '--now',
      new Date(MADE_AT + 7 * 86_400_000).toISOString(),
    ]);
    expect(late).toMatchObject({ exitCode: 1 });
    expect(late.stderr).toContain('it has expired');
    const people = JSON.parse(world.read('policy.json')) as {
      readonly remedy: object;
      readonly approvals: object;
    };
    world.write(
      'other.json',
      JSON.stringify({ ...people, remedy: { ...people.remedy, honour: { budget: '1' } } }),
    );
    const other = await world.run([
      'approve-plan',
      'plan.jsonl',
      '--key',
      'ann.key',
      '--policy',
      'other.json',
      '--now',
      SIGNED,
    ]);
    expect(other).toMatchObject({ exitCode: 1 });
    expect(other.stderr).toContain('another section remedy than the one in force');
    world.write('nobody.json', JSON.stringify({ ...people, approvals: {} }));
    const stranger = await world.run([
      'approve-plan',
      'plan.jsonl',
      '--key',
      'ann.key',
      '--policy',
      'nobody.json',
      '--now',
      SIGNED,
    ]);
    expect(stranger).toMatchObject({ exitCode: 2 });
    expect(world.read('plan.jsonl')).toBe(plan);
  });
});

describe('a name, an e-mail address, a telephone or card number in an order', () => {
  const CANARIES = [
    '홍길동',
    'Hong Gildong',
    'hong@example.com',
    '010-1234-5678',
    '01012345678',
    '4111111111111111',
    '4111-1111-1111-1111',
  ];
  const FULL: Order = orderOf({
    lines: [makeLine({ reductions: [{ promotionId: 'p-1', amountMinor: 0 }], category: 'Audio' })],
    receiver: refOf('account:2'),
    tier: 'gold',
    signals: ['resale'],
    coupons: [{ ref: 'cp-1', promotionId: 'p-1' }],
    milesPartner: 'air-1',
  });

  /** Every order that has the canary in one field that can hold a text. */
  function planted(value: unknown, canary: string): readonly unknown[] {
    if (typeof value === 'string') return [canary];
    if (Array.isArray(value)) {
      const list: readonly unknown[] = value;
      return list.flatMap((item, index) =>
        planted(item, canary).map((one) => list.map((old, at) => (at === index ? one : old))),
      );
    }
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, member]) =>
      planted(member, canary).map((one) => ({ ...value, [name]: one })),
    );
  }

  it.each(CANARIES)(
    'stands in no plan, message or summary: %s',
    async (canary) => {
      const rows = [
        ...planted(FULL, canary),
        { ...FULL, name: canary, lines: [{ ...FULL.lines[0], note: { deep: canary } }] },
      ];
      expect(rows.length).toBeGreaterThan(18);
      for (const [index, order] of rows.entries()) {
        world.write('canary.jsonl', `${JSON.stringify(order)}\n`);
        const args = [
          '--orders',
          'canary.jsonl',
          '--customer-key-file',
          'customer.key',
          '--ignore',
          'name,note',
          '--out',
          'canary-plan.jsonl',
        ];
        const { exitCode, stdout, stderr } = await world.plan(args);
        const plan = exitCode === 2 ? '' : world.read('canary-plan.jsonl');
        expect([index, `${stdout}${stderr}${plan}`.includes(canary)]).toEqual([index, false]);
        expect(stderr).not.toContain('bug in saleguard');
      }
    },
    120_000,
  );
});
