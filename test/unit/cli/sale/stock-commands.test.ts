import { beforeEach, describe, expect, it } from 'vitest';
import { restockCommand } from '../../../../src/cli/commands/restock.js';
import { sweepCommand } from '../../../../src/cli/commands/sweep.js';
import { withdrawCommand } from '../../../../src/cli/commands/withdraw.js';
import { adjustIdOf, linesOf } from '../../../../src/cli/sale/adjust-command.js';
import { saleWorld, type SaleWorld } from './sale-world.js';

let world: SaleWorld;

beforeEach(async () => {
  world = await saleWorld();
  await world.stock.open({
    allotments: [
      { stockKey: 'EP-100', quantity: 5 },
      { stockKey: 'A=B', quantity: 1 },
    ],
  });
});

async function allotmentOf(stockKey: string): Promise<number | undefined> {
  const shot = await world.stock.snapshot({ stockKeys: [stockKey] });
  return shot.kind === 'found' ? shot.snapshot.counters[0]?.allotment : undefined;
}

describe('restock and withdraw', () => {
  it('adds units once, however often the command is sent', async () => {
    const first = await world.runAs('kim', restockCommand, ['EP-100=20', 'A=B=3']);
    expect(first).toMatchObject({ exit: 0, error: undefined });
    expect(first.stdout).toMatch(/^added \(id restock:[0-9a-f]{32}\): EP-100 20, A=B 3\n$/);
    const again = await world.runAs('kim', restockCommand, ['A=B=3', 'EP-100=20']);
    expect([again.exit, again.stdout]).toEqual([0, expect.stringContaining('nothing to do')]);
    expect([await allotmentOf('EP-100'), await allotmentOf('A=B')]).toEqual([25, 4]);
  });

  it('adds the same once more under another id', async () => {
    await world.runAs('kim', restockCommand, ['EP-100=20']);
    await world.runAs('kim', restockCommand, ['EP-100=20', '--id', 'truck-2']);
    expect(await allotmentOf('EP-100')).toBe(45);
  });

  it('takes only what is free, all of it or nothing', async () => {
    await world.stock.reserve({ id: 'o', owners: ['k1.a'], lines: [{ stockKey: 'EP-100', quantity: 3 }] });
    const run = await world.runAs('kim', withdrawCommand, ['EP-100=3', 'A=B=1']);
    expect([run.exit, run.stderr]).toEqual([
      1,
      expect.stringContaining('EP-100 3 asked, 2 free, 3 reserved'),
    ]);
    expect([await allotmentOf('EP-100'), await allotmentOf('A=B')]).toEqual([5, 1]);
    expect((await world.runAs('kim', withdrawCommand, ['EP-100=2'])).exit).toBe(0);
    expect(await allotmentOf('EP-100')).toBe(3);
  });

  it('names stock keys that are not on sale', async () => {
    const run = await world.runAs('kim', restockCommand, ['EP-1000=1']);
    expect([run.exit, run.stderr]).toEqual([1, expect.stringContaining('not on sale: EP-1000')]);
  });

  it.each([
    'EP-100',
    '=5',
    'EP-100=',
    'EP-100=0',
    'EP-100=-1',
    'EP-100=1.5',
    'EP-100=1e3',
    'EP-100=9999999999',
  ])('refuses %s', (text) => {
    expect(() => linesOf([text])).toThrow(/is not a stock key with its units/);
  });

  it('refuses a stock key that is named twice', () => {
    expect(() => linesOf(['A=1', 'A=1'])).toThrow(/named twice/);
  });

  it('makes ids that depend on content alone', () => {
    const lines = linesOf(['A=1', 'B=2']);
    expect(adjustIdOf('restock', lines)).toBe(adjustIdOf('restock', [...lines].reverse()));
    expect(adjustIdOf('restock', lines)).not.toBe(adjustIdOf('restock', linesOf(['A=2', 'B=1'])));
    expect(adjustIdOf('withdraw', lines)).toMatch(/^[A-Za-z0-9_.:-]{1,64}$/);
  });
});

describe('sweep', () => {
  it('gives back what is due, once', async () => {
    await world.stock.reserve({ id: 'o', owners: ['k1.a'], lines: [{ stockKey: 'EP-100', quantity: 3 }] });
    world.now += 600_001;
    const run = await world.runAs('kim', sweepCommand, ['--once']);
    expect([run.exit, run.stdout]).toEqual([0, 'gave back 1 reservation\n']);
    expect((await world.runAs('kim', sweepCommand, ['--once'])).stdout).toBe('gave back 0 reservations\n');
    expect(await world.stock.status('o')).toMatchObject({ reservation: { state: 'expired' } });
  });
});
