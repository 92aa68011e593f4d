import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openCommand } from '../../../../src/cli/commands/open.js';
import { bookBytes, entryOf, HEADER } from '../../book/sample-book.js';
import { NOW, saleWorld, type SaleRun, type SaleWorld } from './sale-world.js';

const world = await saleWorld();

function open(...args: readonly string[]): Promise<SaleRun> {
  return openIn(world, ...args);
}

function openIn(where: SaleWorld, ...args: readonly string[]): Promise<SaleRun> {
  return where.run(openCommand, [
    '--book',
    where.file('book.jsonl'),
    '--policy',
    where.file('policy.yaml'),
    ...args,
  ]);
}

describe('open', () => {
  it('shows what a dry run would open, and opens nothing', async () => {
    const run = await open('--dry-run');
    expect(run).toMatchObject({ exit: 0, error: undefined });
    expect(run.stdout).toContain(`sale ${HEADER.saleId}, epoch 3, from 2026-09-20 00:00 UTC`);
    expect(run.stdout).toContain(
      '2 stock keys, 105 units, 1 with a limit per customer; loss budget 50,000,000 won',
    );
    expect(await world.stock.activity()).toMatchObject({ kind: 'refused', reason: 'unknown_sale' });
  });

  it('opens what the book says, and says so once more when asked again', async () => {
    const first = await open('--customer-key-id', 'k1');
    expect(first).toMatchObject({ exit: 0, error: undefined });
    expect(first.stdout).toContain(`opened: ${HEADER.saleId} at memory`);
    const again = await open('--customer-key-id', 'k1');
    expect([again.exit, again.stdout]).toEqual([0, expect.stringContaining('already open, unchanged')]);
    const shot = await world.stock.snapshot();
    if (shot.kind !== 'found') throw new Error(shot.kind);
    expect(shot.snapshot).toMatchObject({ epoch: 3, lossBudgetMinor: 50_000_000, ttlMs: 600_000 });
    expect(
      shot.snapshot.counters.map(({ stockKey, allotment, perCustomer }) => [
        stockKey,
        allotment,
        perCustomer,
      ]),
    ).toEqual([
      ['EP-100', 100, 2],
      ['TV-1', 5, undefined],
    ]);
  });

  it('refuses other content for a sale that is open, and names the fields', async () => {
    await open('--customer-key-id', 'k1');
    const run = await open('--customer-key-id', 'k2');
    expect(run.exit).toBe(1);
    expect(run.stderr).toContain('open under other content (keyId)');
  });

  it('refuses a book that somebody changed, and one that nobody who may seal has sealed', async () => {
    const text = world.read('book.jsonl');
    world.write('changed.jsonl', text.replace('"allotment":100', '"allotment":900'));
    const changed = await world.run(openCommand, [
      '--book',
      world.file('changed.jsonl'),
      '--policy',
      world.file('policy.yaml'),
    ]);
    expect([changed.exit, changed.stderr]).toEqual([1, expect.stringContaining('digest-differs')]);
    writeFileSync(
      world.file('foreign.jsonl'),
      await bookBytes([entryOf('A', { allotment: 1 })], { key: world.keys.clerk }),
    );
    const foreign = await world.run(openCommand, [
      '--book',
      world.file('foreign.jsonl'),
      '--policy',
      world.file('policy.yaml'),
    ]);
    expect([foreign.exit, foreign.stderr]).toEqual([1, expect.stringContaining('unknown-key')]);
  });

  it('refuses a sale that is over, and one that is too far away', async () => {
    const over = await open('--now', new Date(HEADER.endsAt).toISOString());
    expect([over.exit, over.stderr]).toEqual([1, expect.stringContaining('ended at 2026-09-25')]);
    const early = await open('--now', new Date(HEADER.startsAt - 15 * 86_400_000).toISOString());
    expect([early.exit, early.stderr]).toEqual([1, expect.stringContaining('more than 14 days from now')]);
  });

  it('names what has no allotment, and how to mend it', async () => {
    const other = await saleWorld({ entries: [entryOf('EP-100'), entryOf('TV-1', { allotment: 5 })] });
    const run = await openIn(other);
    expect(run.exit).toBe(1);
    expect(run.stderr).toContain(
      'nothing says how many units are for sale of EP-100; write allotment in the sale file',
    );
  });

  it('asks for somebody whose seal counts', async () => {
    const run = await world.run(openCommand, ['--book', world.file('book.jsonl')]);
    expect(run.error).toContain('usage: no key to verify the book by');
    const badKey = await open('--customer-key-id', 'not a key');
    expect(badKey.error).toContain('usage: --customer-key-id');
  });

  it('tells of a sale without a loss budget', async () => {
    const other = await saleWorld({ header: { lossBudgetMinor: undefined } });
    const run = await openIn(other, '--now', new Date(NOW).toISOString());
    expect(run.exit).toBe(0);
    expect(run.stderr).toContain('no loss budget');
  });
});
