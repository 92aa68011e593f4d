import { readdirSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { exportCommand } from '../../../../src/cli/commands/export.js';
import type { Order } from '../../../../src/catalog/order.js';
import { writeNote } from '../../../../src/guard/note.js';
import { incidentText, readIncident } from '../../../../src/wire/incident.js';
import { saleWorld, SALE, type SaleRun, type SaleWorld } from './sale-world.js';

let world: SaleWorld;

beforeEach(async () => {
  world = await saleWorld();
  await world.stock.open({
    allotments: [{ stockKey: 'EP-100', quantity: 50 }],
    tripRules: [
      {
        id: 'velocity.sku',
        measure: 'count',
        events: ['reserved'],
        of: [],
        scope: 'sku',
        windowMs: 60_000,
        limit: 1,
        minimum: 0,
        mode: 'drain',
      },
    ],
  });
});

/** Reserves as the guard does: with a note, a channel and the categories of its one line. */
async function order(id: string, payableMinor: number): Promise<void> {
  const lines = [{ stockKey: 'EP-100', quantity: 2 }];
  const line = { sku: 'EP-100', priceList: 'default', quantity: 2, unitPriceMinor: 12_900, payableMinor };
  const verdict = await world.stock.reserve({
    id,
    owners: ['k1.device', 'k1.account'],
    lines,
    scopes: ['channel:web', 'category:Audio', 'category:Audio > Earphones'],
    note: writeNote(
      {
        placedAt: world.now - 1_000,
        currency: 'KRW',
        taxBasis: 'included',
        shippingMinor: 3_000,
        buyerIndex: 1,
        lines: [{ ...line, judgedMinor: payableMinor }],
      },
      lines,
    ),
  });
  if (verdict.kind !== 'reserved') throw new Error(verdict.kind);
}

function exported(...args: readonly string[]): Promise<SaleRun> {
  return world.runAs('kim', exportCommand, ['--orders', world.file('orders.jsonl'), ...args]);
}

function orders(): readonly Order[] {
  const lines = world
    .read('orders.jsonl')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Order);
}

describe('export', () => {
  it('writes each order as it was admitted, in order of id', async () => {
    await order('order-1', 24_000);
    world.now += 5_000;
    await world.stock.commit({ id: 'order-1', paymentRef: 'pay-1' });
    await order('order-0', 25_800);
    const run = await exported();
    expect(run).toMatchObject({ exit: 0, error: undefined, stderr: '' });
    expect(run.stdout).toMatch(/orders\.jsonl: 2 orders, SHA-256 [0-9a-f]{64}\n$/);
    const [second, first] = orders();
    expect(first).toEqual({
      id: 'order-1',
      saleId: SALE,
      customer: ['k1.device', 'k1.account'],
      channel: 'web',
      currency: 'KRW',
      placedAt: world.now - 6_000,
      taxBasis: 'included',
      shippingMinor: 3_000,
      lines: [
        {
          lineId: '1',
          sku: 'EP-100',
          priceList: 'default',
          quantity: 2,
          unitPriceMinor: 12_900,
          reductions: [{ promotionId: 'unstated', amountMinor: 1_800 }],
          category: 'Audio > Earphones',
        },
      ],
      payments: [{ ref: 'pay-1', method: 'unstated', capturedMinor: 27_000, at: world.now }],
      status: 'paid',
    });
    expect([second?.id, second?.status, second?.payments]).toEqual(['order-0', 'placed', []]);
  });

  it('gives the same bytes for the same sale', async () => {
    await order('order-1', 25_800);
    await exported('--incidents', world.file('incidents'));
    const before = world.read('orders.jsonl');
    await exported('--incidents', world.file('incidents'));
    expect(world.read('orders.jsonl')).toBe(before);
  });

  it('tells each trip as an incident, with what was done about it', async () => {
    await order('order-1', 25_800);
    await order('order-2', 25_800);
    world.now += 60_000;
    await world.stock.setMode({
      mode: 'open',
      scope: 'sku:EP-100',
      actor: 'kim',
      approver: 'lee',
      reason: 'as expected',
    });
    const run = await exported('--incidents', world.file('incidents'));
    expect([run.exit, readdirSync(world.file('incidents'))]).toEqual([0, ['trip-1.json']]);
    const incident: unknown = JSON.parse(world.read('incidents/trip-1.json'));
    expect(incident).toMatchObject({
      schema: 'saleguard/incident/1',
      id: `${SALE}:trip-1`,
      origin: 'trip',
      class: 'stock',
      knownAt: world.now - 60_000,
      stages: [{ stage: 'intake', by: 'rule:velocity.sku', at: world.now - 60_000 }],
      subject: { prices: [], promotions: [], shortfalls: [] },
      trip: {
        trip: { ruleId: 'velocity.sku', scope: 'sku:EP-100', mode: 'drain', measured: 2, limit: 1 },
        lookAt: { scope: 'sku:EP-100', from: world.now - 120_000, until: world.now },
        before: { openCount: 2, boughtCount: 0, markdownMinor: 0 },
        timeline: [
          { who: 'rule:velocity.sku' },
          {
            who: 'kim',
            approver: 'lee',
            reason: 'as expected',
            what: 'sku:EP-100: lifted the hold of trip:velocity.sku',
          },
        ],
        resumedAt: world.now,
      },
    });
  });

  it('leaves alone an incident that somebody has worked on, and says so', async () => {
    await order('order-1', 25_800);
    await order('order-2', 25_800);
    await exported('--incidents', world.file('incidents'));
    const file = world.file('incidents/trip-1.json');
    const opened = readIncident(world.read('incidents/trip-1.json'), { file });
    const worked = incidentText({ ...opened, cause: 'entry' });
    writeFileSync(file, worked);
    const again = await exported('--incidents', world.file('incidents'));
    expect(again.exit).toBe(0);
    expect(again.stdout).toContain('trip-1.json: somebody has worked on it since, left as it is');
    expect(world.read('incidents/trip-1.json')).toBe(worked);
  });

  it('names what cannot be told as an order, and ends with 1', async () => {
    await order('order-1', 25_800);
    await world.stock.reserve({ id: 'bare', owners: ['k1.a'], lines: [{ stockKey: 'EP-100', quantity: 1 }] });
    const run = await exported();
    expect([run.exit, orders().map(({ id }) => id)]).toEqual([1, ['order-1']]);
    expect(run.stderr).toContain('1 reservation could not be told as orders');
    expect(run.stderr).toContain('bare (no-note)');
  });

  it('writes nothing when the sale cannot be read to its end', async () => {
    await order('order-1', 25_800);
    const lost = { kind: 'refused', reason: 'unavailable', error: 'LOADING' } as const;
    world.openStore = () =>
      Promise.resolve({
        where: 'memory',
        client: { call: () => Promise.reject(new Error('none')) },
        stockOf: () => ({ ...world.stock, journal: () => Promise.resolve(lost) }),
        close: () => undefined,
      });
    const run = await exported('--timeout', '1');
    expect([run.exit, run.stderr]).toEqual([2, expect.stringContaining('LOADING')]);
    expect(readdirSync(world.path)).not.toContain('orders.jsonl');
  });

  it('asks what to write', async () => {
    expect((await world.runAs('kim', exportCommand, [])).error).toContain('usage: say what to write');
    expect((await world.runAs('kim', exportCommand, ['--orders', '-'])).error).toContain(
      'usage: orders are written to a file',
    );
  });
});
