import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { fileSorter } from '../../src/readers/file-sorter.js';
import { memorySorter } from '../../src/remedy/memory-sorter.js';
import type { Sorter, SortRow } from '../../src/remedy/sorter.js';

const folder = mkdtempSync(join(tmpdir(), 'saleguard-sorter-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Any characters but the two that no row has, and few enough of them for rows to be alike. */
const texts = fc
  .oneof(fc.string({ unit: 'grapheme', maxLength: 6 }), fc.stringMatching(/^[ab\t]{0,3}$/))
  .map((text) => text.replaceAll('\n', ' '));
const rows: fc.Arbitrary<readonly SortRow[]> = fc.array(fc.record({ key: texts, text: texts }), {
  maxLength: 300,
});

async function sortedBy(sorter: Sorter, some: readonly SortRow[]): Promise<readonly (readonly SortRow[])[]> {
  const run = sorter.open();
  for (const row of some) await run.add(row);
  const first = await allOf(run.sorted());
  // Two at the same time, one of which is left early.
  const early = run.sorted()[Symbol.asyncIterator]();
  await early.next();
  const second = await allOf(run.sorted());
  await early.return?.();
  await run.close();
  await run.close();
  return [first, second];
}

async function allOf(some: AsyncIterable<SortRow>): Promise<SortRow[]> {
  const all: SortRow[] = [];
  for await (const row of some) all.push(row);
  return all;
}

describe('rows sorted by files', () => {
  it('come in the same order as rows sorted in memory, as often as one likes, and leave nothing behind', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 40_000 }), async (some, memoryBytes) => {
        const [first, second] = await sortedBy(fileSorter({ folder, memoryBytes }), some);
        const [expected] = await sortedBy(memorySorter(), some);
        expect(first).toEqual(expected);
        expect(second).toEqual(expected);
        expect(readdirSync(folder)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('stand in files of this user alone', async () => {
    const run = fileSorter({ folder, memoryBytes: 1 }).open();
    for (const key of ['b', 'a', 'c']) await run.add({ key, text: '{}' });
    const [own = ''] = readdirSync(folder);
    expect(statSync(join(folder, own)).mode & 0o077).toBe(0);
    for (const file of readdirSync(join(folder, own)))
      expect(statSync(join(folder, own, file)).mode & 0o777).toBe(0o600);
    await run.close();
  });

  it('are refused where a file would give them back as others', async () => {
    const run = fileSorter({ folder, memoryBytes: 1 }).open();
    for (const key of ['a\nb', 'a\ud800'])
      expect(() => run.add({ key, text: '' })).toThrow('holds a line feed or half of a surrogate pair');
    await run.close();
  });

  it('tell a folder that takes none', () => {
    const run = fileSorter({ folder: join(folder, 'nowhere'), memoryBytes: 1 }).open();
    expect(() => run.add({ key: 'a', text: '' })).toThrow(/nowhere for a while .*TMPDIR names it/);
  });
});
