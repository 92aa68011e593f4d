import { beforeEach, describe, expect, it } from 'vitest';
import { drainCommand } from '../../../../src/cli/commands/drain.js';
import { exportCommand } from '../../../../src/cli/commands/export.js';
import { freezeCommand } from '../../../../src/cli/commands/freeze.js';
import { resumeCommand } from '../../../../src/cli/commands/resume.js';
import type { ModeHold } from '../../../../src/stock/mode.js';
import { saleWorld, type SaleWorld } from './sale-world.js';

/** As long as a stock key may be. */
const LONG_KEY = 'K'.repeat(128);

let world: SaleWorld;

beforeEach(async () => {
  world = await saleWorld();
  await world.stock.open({
    allotments: [
      { stockKey: 'EP-100', quantity: 5 },
      { stockKey: LONG_KEY, quantity: 5 },
    ],
  });
});

async function holds(): Promise<readonly ModeHold[]> {
  const verdict = await world.stock.activity();
  if (verdict.kind !== 'found') throw new Error(verdict.kind);
  return verdict.activity.holds;
}

describe('a slip of the keyboard in a stop', () => {
  it('that names a stock key nobody sells is told, and what else was named is held', async () => {
    const run = await world.runAs('kim', freezeCommand, [
      '--sku',
      'EP-1OO',
      '--sku',
      'EP-100',
      '--reason',
      'x',
    ]);
    expect(run).toMatchObject({ exit: 1, stdout: expect.stringContaining('sku:EP-100: freeze') as unknown });
    expect(run.stderr).toContain('not on sale: EP-1OO');
    expect(await holds()).toMatchObject([{ scope: 'sku:EP-100', mode: 'freeze' }]);
  });

  it('stands in no way of a stop where the store cannot say what is on sale', async () => {
    const opened = await world.openStore({ timeout: 10 }, { env: {} } as never);
    const unsure = { kind: 'unknown', because: 'deadline', message: 'planted' } as const;
    world.openStore = () =>
      Promise.resolve({
        ...opened,
        stockOf: (saleId) => ({ ...opened.stockOf(saleId), snapshot: () => Promise.resolve(unsure) }),
      });
    const run = await world.runAs('kim', drainCommand, ['--sku', 'EP-100', '--reason', 'x']);
    expect(run.exit).toBe(0);
    expect(await holds()).toMatchObject([{ scope: 'sku:EP-100', mode: 'drain' }]);
  });

  it('does not reach the longest stock key there is', async () => {
    const run = await world.runAs('kim', freezeCommand, ['--sku', LONG_KEY, '--reason', 'x']);
    expect(run).toMatchObject({ exit: 0, error: undefined });
    const longer = await world.runAs('kim', freezeCommand, ['--sku', `${LONG_KEY}K`, '--reason', 'x']);
    expect(longer.error).toContain('is no scope');
  });
});

describe('a slip of the keyboard in the name of a file', () => {
  it.each([
    ['your private key', 'kim.key'],
    ['the policy', 'policy.yaml'],
  ])('never writes orders, or a signature, over %s', async (role, name) => {
    const before = world.read(name);
    const exported = await world.runAs('kim', exportCommand, ['--orders', world.file(name)]);
    expect(exported.error).toContain(`is ${role}`);
    await world.runAs('lee', freezeCommand, ['--reason', 'x']);
    const signed = await world.runAs('kim', resumeCommand, ['--sign', world.file(name), '--reason', 'x']);
    expect(signed.error).toContain(`is ${role}`);
    expect(world.read(name)).toBe(before);
  });
});
