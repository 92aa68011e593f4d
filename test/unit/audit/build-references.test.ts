import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildReferences, type BuildReferencesOptions } from '../../../src/audit/build-references.js';
import type { HistoryRow } from '../../../src/catalog/history.js';
import { DAY_MS } from '../../../src/core/clock.js';
import { historyOf } from './histories.js';

const TODAY = 20_700;
const NOW = TODAY * DAY_MS;

/** 60 days of two SKUs; the second loses a digit for the last two days. */
const ROWS: readonly HistoryRow[] = Array.from({ length: 60 }, (_, at) => TODAY - 60 + at).flatMap((day) => [
  { sku: 'A', priceList: 'default', currency: 'KRW' as const, day, priceMinor: 129_000 },
  {
    sku: 'B',
    priceList: 'default',
    currency: 'KRW' as const,
    day,
    priceMinor: day < TODAY - 2 ? 136_000 : 13_600,
  },
]);

let folder = '';
let out = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'saleguard-build-'));
  out = join(folder, 'references.csv.gz');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function options(
  rows: readonly HistoryRow[],
  other: Partial<BuildReferencesOptions> = {},
): BuildReferencesOptions {
  return { histories: [historyOf('history.csv', rows)], out, onProblems: 'refuse', now: NOW, ...other };
}

function lineOf(sku: string): string | undefined {
  return gunzipSync(readFileSync(out))
    .toString('utf8')
    .split('\n')
    .find((line) => line.startsWith(`${sku},`));
}

describe('buildReferences', () => {
  it('writes the references and says what went into them', async () => {
    expect(await buildReferences(options(ROWS))).toEqual({
      kind: 'written',
      endsOn: TODAY - 1,
      intake: { rowCount: 120, problemCount: 0, problems: [] },
      tally: { keyCount: 2, quarantinedKeys: 1, quarantinedDays: 2, contaminatedKeys: 0, conflictingDays: 0 },
    });
    expect(lineOf('B')).toMatch(/^B,default,KRW,136000,136000,136000,0,.*x58=136000;.*x2=13600!$/);
  });

  it('updates a file to the bytes of one built from all days, in place', async () => {
    await buildReferences(options(ROWS));
    const whole = readFileSync(out);
    const byDay = (from: number, until: number): HistoryRow[] =>
      ROWS.filter(({ day }) => day >= from && day < until);
    await buildReferences(options(byDay(0, TODAY - 1)));
    expect(readFileSync(out).equals(whole)).toBe(false);
    await buildReferences(options(byDay(TODAY - 1, TODAY), { previous: out }));
    expect(readFileSync(out)).toEqual(whole);
  });

  it('reads several histories as one', async () => {
    await buildReferences(options(ROWS));
    const whole = readFileSync(out);
    const parts = [0, 1].map((part) => ROWS.filter((_, at) => at % 2 === part));
    await buildReferences(options([], { histories: parts.map((rows, at) => historyOf(`part-${at}`, rows)) }));
    expect(readFileSync(out)).toEqual(whole);
  });

  it('counts a price that was accepted, and remembers it in later updates', async () => {
    const accepted = { sku: 'B', priceList: 'default', currency: 'KRW', priceMinor: 13_600 } as const;
    await buildReferences(options(ROWS, { accept: [accepted] }));
    expect(lineOf('B')).toMatch(/^B,default,KRW,136000,13600,.*x2=13600\+$/);
    const next: HistoryRow = { ...accepted, day: TODAY };
    await buildReferences(options([next], { previous: out }));
    expect(lineOf('B')).toMatch(/x3=13600\+$/);
  });

  it('writes nothing when rows cannot be used and the caller refuses that', async () => {
    const problem = { file: 'history.csv', line: 7, message: 'no price' };
    const result = await buildReferences(
      options(ROWS, { histories: [historyOf('history.csv', ROWS, [problem])] }),
    );
    expect(result).toEqual({
      kind: 'refused',
      intake: { rowCount: 121, problemCount: 1, problems: [problem] },
    });
    expect(existsSync(out)).toBe(false);
  });

  it('builds from the other rows when the caller says so, and still tells', async () => {
    const problems = Array.from({ length: 250 }, (_, at) => ({ file: 'h', line: at, message: 'no price' }));
    const histories = [historyOf('h', ROWS, problems)];
    const result = await buildReferences(options(ROWS, { histories, onProblems: 'leave-out' }));
    expect(result).toMatchObject({ kind: 'written', intake: { problemCount: 250 } });
    expect(result.intake.problems).toEqual(problems.slice(0, 100));
  });

  it('does not let a mistyped year end the window in the future', async () => {
    const row = { sku: 'A', priceList: 'default', currency: 'KRW', priceMinor: 1 } as const;
    const rows = [...ROWS, { ...row, day: TODAY + 1 }, { ...row, day: TODAY + 2 }];
    const result = await buildReferences(options(rows, { onProblems: 'leave-out' }));
    expect(result).toMatchObject({
      kind: 'written',
      endsOn: TODAY + 1,
      intake: { rowCount: 122, problemCount: 1 },
    });
    expect(result.intake.problems).toEqual([
      {
        file: 'history.csv',
        line: undefined,
        message: 'A cannot have been observed on 2026-09-06, which is still to come: correct the date',
      },
    ]);
  });

  it('tells its progress file by file', async () => {
    const seen: string[] = [];
    const histories = [historyOf('a', ROWS.slice(0, 4)), historyOf('b', ROWS.slice(4, 6))];
    await buildReferences(
      options([], { histories, onProgress: (p) => seen.push(`${p.file} ${p.rowCount}`) }),
    );
    expect(seen).toEqual(['a 0', 'a 3', 'a 4', 'b 4', 'b 6']);
  });

  it('refuses a history without a single price', async () => {
    await expect(buildReferences(options([]))).rejects.toThrow(/no observed price in history\.csv/);
    expect(existsSync(out)).toBe(false);
  });

  it('leaves the old file alone when it is damaged', async () => {
    await buildReferences(options(ROWS));
    const whole = readFileSync(out);
    const cut = whole.subarray(0, whole.length - 9);
    writeFileSync(out, cut);
    await expect(buildReferences(options(ROWS, { previous: out }))).rejects.toMatchObject({ code: 'input' });
    expect(readFileSync(out)).toEqual(cut);
  });
});
