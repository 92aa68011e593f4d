import { beforeEach, describe, expect, it } from 'vitest';
import { freezeCommand } from '../../../../src/cli/commands/freeze.js';
import { statusCommand } from '../../../../src/cli/commands/status.js';
import { saleWorld, SALE, type SaleWorld } from './sale-world.js';

let world: SaleWorld;

beforeEach(async () => {
  world = await saleWorld();
  await world.stock.open({
    allotments: [
      { stockKey: 'EP-100', quantity: 5, markdownMinor: 7_000 },
      { stockKey: 'TV-1', quantity: 2 },
    ],
    epoch: 3,
    lossBudgetMinor: 100_000,
  });
  await world.stock.reserve({
    id: 'o',
    owners: ['k1.a'],
    lines: [{ stockKey: 'EP-100', quantity: 3 }],
    markdownMinor: 85_000,
  });
});

describe('status', () => {
  it('tells mode, budget, alarms and stock of an open sale, in both languages', async () => {
    const run = await world.runAs('kim', statusCommand, []);
    expect(run).toMatchObject({ exit: 0, error: undefined, stderr: '' });
    expect(run.stdout).toContain(`${SALE}: OPEN, epoch 3, 2026-09-19 22:00 UTC`);
    expect(run.stdout).toContain('given away 85,000 won / 100,000 won (85 %)');
    expect(run.stdout).toContain('- 85 % of the loss budget is spent');
    expect(run.stdout).toMatch(/EP-100 +5 +0 +3 +2\n/);
    const korean = await world.runAs('kim', statusCommand, ['--lang', 'ko']);
    expect(korean.stdout).toContain(`${SALE}: 판매 중, 에포크 3`);
    expect(korean.stdout).toContain('할인 누계 85,000원 / 100,000원 (85%)');
  });

  it('ends with 1 while something is held, and says by whom and why', async () => {
    await world.runAs('lee', freezeCommand, ['--reason', 'price of EP-100', '--sku', 'EP-100']);
    const run = await world.runAs('kim', statusCommand, []);
    expect(run.exit).toBe(1);
    expect(run.stdout).toContain('! sku:EP-100: FREEZE by lee: price of EP-100');
  });

  it('gives everything as JSON', async () => {
    const run = await world.runAs('kim', statusCommand, ['--format', 'json', '--sku', 'EP-100']);
    expect(JSON.parse(run.stdout)).toMatchObject({
      schema: 'saleguard/status/1',
      saleId: SALE,
      mode: 'open',
      epoch: 3,
      lossSpentMinor: 85_000,
      totals: { reserved: 1 },
      alarms: [{ id: 'budget-low', shareBps: 8_500 }, { id: 'no-trip-rules' }],
      stock: [{ stockKey: 'EP-100', allotment: 5, available: 2, reserved: 3, committed: 0 }],
    });
  });

  it('names stock keys that are not on sale', async () => {
    const run = await world.runAs('kim', statusCommand, ['--sku', 'NO']);
    expect([run.exit, run.stderr]).toEqual([1, expect.stringContaining('not on sale: NO')]);
  });

  it('asks which sale is meant', async () => {
    expect((await world.run(statusCommand, [])).error).toBe(
      'usage: no sale named: give its id with --sale, or in SALEGUARD_SALE',
    );
    expect((await world.run(statusCommand, ['--sale', 'a b'])).error).toContain('not an id of a sale');
  });

  it('tells of a store that does not answer as not run, by the deadline', async () => {
    const lost = { kind: 'unknown', because: 'deadline', message: 'nothing within 5 ms' } as const;
    world.openStore = () =>
      Promise.resolve({
        where: 'memory',
        client: { call: () => Promise.reject(new Error('none')) },
        stockOf: () => ({ ...world.stock, activity: () => Promise.resolve(lost) }),
        close: () => undefined,
      });
    const before = performance.now();
    const run = await world.runAs('kim', statusCommand, ['--timeout', '1']);
    expect([run.exit, run.stderr]).toEqual([
      2,
      expect.stringContaining('no answer from the store (deadline'),
    ]);
    expect(performance.now() - before).toBeLessThan(3_000);
  });
});
