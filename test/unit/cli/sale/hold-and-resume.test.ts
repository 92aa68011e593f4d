import { beforeEach, describe, expect, it } from 'vitest';
import { closeCommand } from '../../../../src/cli/commands/close.js';
import { drainCommand } from '../../../../src/cli/commands/drain.js';
import { freezeCommand } from '../../../../src/cli/commands/freeze.js';
import { resumeCommand } from '../../../../src/cli/commands/resume.js';
import type { JournalEvent } from '../../../../src/stock/journal.js';
import type { ModeHold } from '../../../../src/stock/mode.js';
import { saleWorld, type SaleWorld } from './sale-world.js';

let world: SaleWorld;

beforeEach(async () => {
  world = await saleWorld();
  await world.stock.open({
    allotments: [{ stockKey: 'EP-100', quantity: 5 }],
    tripRules: [
      {
        id: 'velocity.sku',
        measure: 'count',
        events: ['reserved'],
        of: [],
        scope: 'sku',
        windowMs: 60_000,
        limit: 0,
        minimum: 0,
        mode: 'drain',
      },
    ],
  });
});

async function holds(): Promise<readonly ModeHold[]> {
  const verdict = await world.stock.activity();
  if (verdict.kind !== 'found') throw new Error(verdict.kind);
  return verdict.activity.holds;
}

async function journal(): Promise<readonly JournalEvent[]> {
  const verdict = await world.stock.journal();
  if (verdict.kind !== 'found') throw new Error(verdict.kind);
  return verdict.entries.flatMap(({ events }) => events);
}

function reserve(id: string): Promise<{ readonly kind: string }> {
  return world.stock.reserve({ id, owners: ['k1.a'], lines: [{ stockKey: 'EP-100', quantity: 1 }] });
}

describe('drain, freeze, close', () => {
  it.each([
    ['drain', drainCommand, 'drain'],
    ['freeze', freezeCommand, 'freeze'],
    ['close', closeCommand, 'closed'],
  ] as const)('%s holds the whole sale in the name of the key, with its reason', async (_, make, mode) => {
    const run = await world.runAs('kim', make, ['--reason', 'price looks wrong']);
    expect(run).toMatchObject({ exit: 0, error: undefined });
    expect(run.stdout).toBe(`sale: ${mode} by kim (was open, now ${mode})\n`);
    expect(await holds()).toMatchObject([
      { scope: 'sale', holder: 'kim', mode, reason: 'price looks wrong' },
    ]);
    const again = await world.runAs('kim', make, ['--reason', 'price looks wrong']);
    expect([again.exit, again.stdout]).toEqual([0, `sale: ${mode} by kim (already)\n`]);
  });

  it('holds only what is named', async () => {
    const run = await world.runAs('kim', freezeCommand, [
      '--reason',
      'x',
      '--sku',
      'EP-100',
      '--channel',
      'app',
    ]);
    expect(run.exit).toBe(0);
    expect((await holds()).map(({ scope }) => scope)).toEqual(['channel:app', 'sku:EP-100']);
    expect(await world.stock.activity()).toMatchObject({ activity: { mode: 'open' } });
  });

  it('counts the holds of two operators: the sale goes on when both are lifted', async () => {
    await world.runAs('kim', freezeCommand, ['--reason', 'first']);
    await world.runAs('lee', drainCommand, ['--reason', 'second']);
    expect((await holds()).map(({ holder, mode }) => [holder, mode])).toEqual([
      ['kim', 'freeze'],
      ['lee', 'drain'],
    ]);
    await world.runAs('boss', resumeCommand, ['--holder', 'kim', '--reason', 'mended']);
    expect(await world.stock.activity()).toMatchObject({ activity: { mode: 'drain' } });
    await world.runAs('boss', resumeCommand, ['--reason', 'mended']);
    expect(await holds()).toEqual([]);
  });

  it('asks for a reason, a policy and a key that the policy knows', async () => {
    await expect(world.runAs('kim', freezeCommand, [])).rejects.toThrow(/required option '--reason/);
    const stranger = await world.runAs('stranger', freezeCommand, ['--reason', 'x']);
    expect(stranger.error).toMatch(/^usage: .*names nobody with the key/);
    const bare = await world.run(freezeCommand, [
      '--sale',
      's',
      '--reason',
      'x',
      '--key',
      world.file('kim.key'),
    ]);
    expect(bare.error).toContain('usage: no policy named');
    expect(await holds()).toEqual([]);
  });

  it('tells of a sale that is not there as not run', async () => {
    const run = await world.runAs('kim', freezeCommand, ['--sale', 'other', '--reason', 'x']);
    expect([run.exit, run.stderr]).toEqual([
      2,
      expect.stringContaining('no sale of this id is open in this store'),
    ]);
  });
});

describe('resume', () => {
  it('lifts what a rule held, by one signature, and the journal says whose', async () => {
    await reserve('order-1');
    expect(await holds()).toMatchObject([
      { scope: 'sku:EP-100', holder: 'trip:velocity.sku', mode: 'drain' },
    ]);
    const run = await world.runAs('kim', resumeCommand, ['--sku', 'EP-100', '--reason', 'as expected']);
    expect(run).toMatchObject({ exit: 0, error: undefined, stderr: '' });
    expect(await holds()).toEqual([]);
    const event = (await journal()).at(-1);
    expect(event).toMatchObject({ type: 'mode', mode: 'open', scope: 'sku:EP-100', approver: 'kim' });
    if (event?.type !== 'mode') throw new Error('not a mode');
    expect(event.actor).toMatch(/^resume:[0-9a-f]{16}$/);
    expect(event.reason).toBe(`as expected (resume ${event.actor.slice('resume:'.length)})`);
  });

  it('lets nobody lift their own hold, nor somebody whose role may not', async () => {
    await world.runAs('kim', freezeCommand, ['--reason', 'x']);
    const own = await world.runAs('kim', resumeCommand, ['--reason', 'y']);
    expect([own.exit, own.stderr]).toEqual([
      1,
      expect.stringContaining('whoever placed a hold does not lift it'),
    ]);
    const clerk = await world.runAs('clerk', resumeCommand, ['--reason', 'y']);
    expect([clerk.exit, clerk.stderr]).toEqual([1, expect.stringContaining('role of the signer may not')]);
    expect(await holds()).toHaveLength(1);
  });

  it('carries out what somebody else signed, once', async () => {
    await world.runAs('kim', freezeCommand, ['--reason', 'x']);
    const file = world.file('resume.json');
    const signed = await world.runAs('lee', resumeCommand, ['--reason', 'mended', '--sign', file]);
    expect([signed.exit, signed.stdout]).toEqual([
      0,
      expect.stringContaining('signed by lee: sale, held by kim, may go to open'),
    ]);
    expect(await holds()).toHaveLength(1);
    const done = await world.runAs('kim', resumeCommand, ['--signed', file]);
    expect([done.exit, done.stderr]).toEqual([0, '']);
    expect((await journal()).at(-1)).toMatchObject({ actor: 'kim', approver: 'lee', mode: 'open' });
    await world.runAs('kim', freezeCommand, ['--reason', 'again']);
    const replayed = await world.runAs('boss', resumeCommand, ['--signed', file]);
    expect(replayed.exit).toBe(1);
    expect(await holds()).toHaveLength(1);
  });

  it('refuses a signature that was edited, has expired, or is carried out by its signer', async () => {
    await world.runAs('kim', freezeCommand, ['--reason', 'x']);
    const file = world.file('resume.json');
    await world.runAs('lee', resumeCommand, ['--reason', 'mended', '--minutes', '5', '--sign', file]);
    const text = world.read('resume.json');
    const edited = world.write('edited.json', text.replace('"scope":"sale"', '"scope":"sku:A"'));
    expect(await world.runAs('boss', resumeCommand, ['--signed', edited])).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining('not genuine') as unknown,
    });
    expect(await world.runAs('lee', resumeCommand, ['--signed', file])).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining('whoever signed does not carry it out') as unknown,
    });
    world.now += 300_000;
    expect(await world.runAs('boss', resumeCommand, ['--signed', file])).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining('has expired') as unknown,
    });
    expect(await holds()).toHaveLength(1);
  });

  it('lets a bounded number of orders through first', async () => {
    await world.runAs('kim', drainCommand, ['--reason', 'x', '--sku', 'EP-100']);
    const run = await world.runAs('lee', resumeCommand, [
      '--sku',
      'EP-100',
      '--probe',
      '1',
      '--reason',
      'try one',
    ]);
    expect([run.exit, run.stdout]).toEqual([0, expect.stringContaining('probing, 1 orders')]);
    expect((await reserve('order-1')).kind).toBe('reserved');
    expect(await reserve('order-2')).toMatchObject({ kind: 'refused', reason: 'mode' });
  });

  it('says which holds there are when the one meant is not clear', async () => {
    await world.runAs('kim', freezeCommand, ['--reason', 'one']);
    await world.runAs('lee', drainCommand, ['--reason', 'two']);
    const run = await world.runAs('boss', resumeCommand, ['--reason', 'y']);
    expect(run.exit).toBe(1);
    expect(run.stderr).toContain('several hold sale; name one with --holder:\n  sale: freeze by kim');
    const none = await world.runAs('boss', resumeCommand, ['--sku', 'EP-100', '--reason', 'y']);
    expect([none.exit, none.stderr]).toEqual([1, expect.stringContaining('nothing holds sku:EP-100')]);
  });

  it.each([
    [['--signed', 'f', '--sign', 'g'], 'which is meant?'],
    [['--signed', 'f', '--reason', 'x'], 'leave --reason'],
    [['--sku', 'A', '--sku', 'B', '--reason', 'x'], 'one scope at a time'],
    [[], 'say why it may go on'],
    [['--reason', 'x', '--probe', '0'], '--probe 0 is not a whole number from 1 to 10000'],
    [['--reason', 'x', '--minutes', '1441'], '--minutes 1441 is not a whole number from 1 to 1440'],
    [['--reason', 'x'.repeat(161)], '160 UTF-8 bytes'],
  ])('refuses %j', async (args, message) => {
    const run = await world.runAs('lee', resumeCommand, args);
    expect(run.error).toContain('usage: ');
    expect(run.error).toContain(message);
  });

  it('takes a lost reply for done only when the hold is as the signature put it', async () => {
    await world.runAs('kim', freezeCommand, ['--reason', 'x']);
    const { stock } = world;
    let calls = 0;
    world.openStore = () =>
      Promise.resolve({
        where: 'memory',
        client: { call: () => Promise.reject(new Error('none')) },
        stockOf: () => ({
          ...stock,
          setMode: async (request) => {
            const verdict = await stock.setMode(request);
            calls += 1;
            return calls === 1 ? { kind: 'unknown', because: 'connection', message: 'cut' } : verdict;
          },
        }),
        close: () => undefined,
      });
    const run = await world.runAs('lee', resumeCommand, ['--reason', 'y']);
    expect([run.exit, run.stderr, calls]).toEqual([0, '', 2]);
    expect(await holds()).toEqual([]);
  });
});
