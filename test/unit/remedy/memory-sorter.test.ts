import { describe, expect, it } from 'vitest';
import { memorySorter } from '../../../src/remedy/memory-sorter.js';
import type { SortRow, SortRun } from '../../../src/remedy/sorter.js';

async function all(run: SortRun): Promise<readonly string[]> {
  const texts: string[] = [];
  for await (const { key, text } of run.sorted()) texts.push(`${key}=${text}`);
  return texts;
}

function runOf(rows: readonly SortRow[]): SortRun {
  const run = memorySorter().open();
  for (const row of rows) void run.add(row);
  return run;
}

describe('memorySorter', () => {
  it('sorts by key, then by text, by UTF-16 code units, and keeps what comes twice', async () => {
    const rows = ['b=1', 'a=2', '\uff5e=', '\u{1f600}=', 'a=10', 'a=2', 'A='].map((pair) => {
      const [key = '', text = ''] = pair.split('=');
      return { key, text };
    });
    const sorted = ['A=', 'a=10', 'a=2', 'a=2', 'b=1', '\u{1f600}=', '\uff5e='];
    expect(await all(runOf(rows))).toEqual(sorted);
    expect(await all(runOf(rows.toReversed()))).toEqual(sorted);
  });

  it('hands its rows back as often as they are asked for, also at once and when a reader leaves early', async () => {
    const run = runOf(['b', 'a'].map((key) => ({ key, text: '' })));
    for await (const { key } of run.sorted()) {
      expect(key).toBe('a');
      expect(await all(run)).toEqual(['a=', 'b=']);
      break;
    }
    expect(await all(run)).toEqual(['a=', 'b=']);
    await run.close();
    await run.close();
  });
});
