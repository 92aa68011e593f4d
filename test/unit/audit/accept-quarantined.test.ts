import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptQuarantined, type PlacedAcceptance } from '../../../src/audit/accept-quarantined.js';
import { buildReferences } from '../../../src/audit/build-references.js';
import { listQuarantine } from '../../../src/audit/quarantine.js';
import type { HistoryRow } from '../../../src/catalog/history.js';
import { DAY_MS } from '../../../src/core/clock.js';
import { historyOf } from './histories.js';

const TODAY = 20_700;
const NOW = TODAY * DAY_MS;
const WRONG = { sku: 'B', priceList: 'default', currency: 'KRW', priceMinor: 13_600 } as const;

/** Three SKUs over 60 days; B and C lose a digit, for two days and for one. */
const ROWS: readonly HistoryRow[] = Array.from({ length: 60 }, (_, at) => TODAY - 60 + at).flatMap((day) => [
  { ...WRONG, sku: 'A', day, priceMinor: 129_000 },
  { ...WRONG, sku: 'B', day, priceMinor: day < TODAY - 2 ? 136_000 : 13_600 },
  { ...WRONG, sku: 'C', priceList: 'members', day, priceMinor: day === TODAY - 20 ? 9_900 : 99_000 },
]);

let folder = '';
let file = '';
let out = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'saleguard-accept-'));
  file = join(folder, 'references.csv.gz');
  out = join(folder, 'accepted.csv.gz');
  await buildReferences({ histories: [historyOf('h', ROWS)], out: file, onProblems: 'refuse', now: NOW });
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function linesOf(path: string): string[] {
  return gunzipSync(readFileSync(path)).toString('utf8').split('\n');
}

function accept(...acceptances: readonly PlacedAcceptance[]): ReturnType<typeof acceptQuarantined> {
  return acceptQuarantined({ file, out, acceptances });
}

describe('listQuarantine', () => {
  it('lists every quarantined run, longest first, with what it was compared with', async () => {
    expect(await listQuarantine(file, { runMax: 10 })).toEqual({
      endsOn: TODAY - 1,
      runs: [
        { ...WRONG, startsOn: TODAY - 2, dayCount: 2, comparedMinor: 136_000 },
        {
          ...WRONG,
          sku: 'C',
          priceList: 'members',
          priceMinor: 9_900,
          startsOn: TODAY - 20,
          dayCount: 1,
          comparedMinor: 99_000,
        },
      ],
      runCount: 2,
      dayCount: 3,
      keyCount: 2,
      seenKeyCount: 3,
    });
  });

  it('counts what it does not hand back', async () => {
    const list = await listQuarantine(file, { runMax: 1 });
    expect(list.runs.map(({ sku }) => sku)).toEqual(['B']);
    expect(list.runCount).toBe(2);
  });

  it('keeps the first by rank when there are many more than asked for', async () => {
    const rows = Array.from({ length: 1500 }, (_, at) => `S${String(at).padStart(4, '0')}`).flatMap(
      (sku, at) => [
        { ...WRONG, sku, day: TODAY - 40, priceMinor: 100_000 },
        { ...WRONG, sku, day: TODAY - 30 + (at % 20), priceMinor: 1_000 },
      ],
    );
    await buildReferences({ histories: [historyOf('h', rows)], out: file, onProblems: 'refuse', now: NOW });
    const list = await listQuarantine(file, { runMax: 3 });
    expect(list.runCount).toBe(1500);
    expect(list.runs.map(({ sku }) => sku)).toEqual(['S0019', 'S0039', 'S0059']);
  });

  it('looks at one SKU when asked to', async () => {
    expect(await listQuarantine(file, { sku: 'C', runMax: 10 })).toMatchObject({
      runCount: 1,
      seenKeyCount: 1,
    });
    expect(await listQuarantine(file, { sku: 'A', runMax: 10 })).toMatchObject({
      runCount: 0,
      seenKeyCount: 1,
    });
    expect(await listQuarantine(file, { sku: 'X', runMax: 10 })).toMatchObject({
      runCount: 0,
      seenKeyCount: 0,
    });
  });
});

describe('acceptQuarantined', () => {
  it('counts the price, and changes nothing else in the file', async () => {
    expect(await accept(WRONG)).toEqual([{ ...WRONG, kind: 'accepted', dayCount: 2 }]);
    const before = linesOf(file);
    const after = linesOf(out);
    expect(after).toHaveLength(before.length);
    const changed = after.filter((line, at) => line !== before[at]);
    expect(changed).toEqual([
      expect.stringMatching(/^B,default,KRW,136000,13600,.*x2=13600\+$/),
      expect.stringMatching(/^,+end count=3 sha256=/),
    ]);
    expect(await listQuarantine(out, { runMax: 10 })).toMatchObject({ runCount: 1 });
  });

  it('writes the bytes that building with the acceptance gives', async () => {
    await accept(WRONG);
    const built = join(folder, 'built.csv.gz');
    await buildReferences({
      histories: [historyOf('h', ROWS)],
      out: built,
      onProblems: 'refuse',
      accept: [WRONG],
      now: NOW,
    });
    expect(readFileSync(out)).toEqual(readFileSync(built));
  });

  it('may replace the very file it reads, and is kept by later updates', async () => {
    await acceptQuarantined({ file, out: file, acceptances: [WRONG] });
    const next = [{ ...WRONG, day: TODAY }];
    await buildReferences({
      histories: [historyOf('h', next)],
      previous: file,
      out: file,
      onProblems: 'refuse',
      now: NOW,
    });
    expect(linesOf(file).find((line) => line.startsWith('B,'))).toMatch(/x3=13600\+$/);
  });

  it('says what had been accepted before, and leaves the file as it is', async () => {
    await acceptQuarantined({ file, out: file, acceptances: [WRONG] });
    const bytes = readFileSync(file);
    expect(await acceptQuarantined({ file, out: file, acceptances: [WRONG] })).toEqual([
      { ...WRONG, kind: 'already', dayCount: 0 },
    ]);
    expect(readFileSync(file)).toEqual(bytes);
  });

  it.each<[string, PlacedAcceptance, RegExp]>([
    [
      'another price',
      { ...WRONG, priceMinor: 13_601 },
      /^13601 KRW of B in price list default is not in quarantine; in quarantine of B: 13600 KRW in price list default \(2 days from 2026-09-02\)\n/,
    ],
    [
      'another price list',
      { ...WRONG, priceList: 'members', place: 'a.csv:7' },
      /^a\.csv:7: 13600 KRW of B in price list members is not/,
    ],
    [
      'a price that counts',
      { ...WRONG, priceMinor: 136_000 },
      /counts already and needs no acceptance; in quarantine of B/,
    ],
    ['a SKU without quarantine', { ...WRONG, sku: 'A' }, /nothing of A is in quarantine/],
    ['an unknown SKU', { ...WRONG, sku: 'X' }, /the file knows no SKU X/],
  ])('refuses %s by name, and writes nothing', async (_, acceptance, said) => {
    await expect(accept(WRONG, acceptance)).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(said) as string,
    });
    expect(() => readFileSync(out)).toThrow();
  });

  it.each([0, -13_600])('refuses a price of %d, whatever the file holds', async (priceMinor) => {
    await expect(accept({ ...WRONG, priceMinor })).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  it('leaves the old file alone when the file is damaged', async () => {
    const cut = readFileSync(file).subarray(0, -9);
    writeFileSync(file, cut);
    await expect(acceptQuarantined({ file, out: file, acceptances: [WRONG] })).rejects.toMatchObject({
      code: 'input',
    });
    expect(readFileSync(file)).toEqual(cut);
  });
});
