import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReferenceEntry } from '../../../src/catalog/reference.js';
import { statisticsOf } from '../../../src/pricing/references/statistics.js';
import { openReferences } from '../../../src/readers/references-file.js';
import { writeReferences } from '../../../src/readers/references-writer.js';

const ENDS_ON = 20_695;

function entryOf(sku: string, priceMinor = 12_900): ReferenceEntry {
  const runs = [
    { startsOn: ENDS_ON - 20, dayCount: 10, priceMinor, standing: 'admitted' },
    { startsOn: ENDS_ON - 5, dayCount: 2, priceMinor: 129, standing: 'quarantined' },
  ] as const;
  return { sku, priceList: 'default', currency: 'KRW', runs, statistics: statisticsOf(runs, ENDS_ON) };
}

/** Enough entries for several chunks of the file. */
const MANY = Array.from({ length: 6000 }, (_, at) =>
  entryOf(`이어폰-${String(at).padStart(6, '0')}`, 10_000 + at),
);

async function* inBatches(
  ...batches: readonly (readonly ReferenceEntry[])[]
): AsyncGenerator<readonly ReferenceEntry[]> {
  for (const batch of batches) yield await Promise.resolve(batch);
}

async function readAll(file: string): Promise<ReferenceEntry[]> {
  const entries: ReferenceEntry[] = [];
  for await (const batch of (await openReferences(file)).entries) {
    for (const { sku, priceList, currency, runs, statistics } of batch) {
      entries.push({ sku, priceList, currency, runs, statistics });
    }
  }
  return entries;
}

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'saleguard-references-'));
  file = join(folder, 'references.csv');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a references file', () => {
  it.each(['references.csv', 'references.csv.gz'])('%s is read back as it was written', async (name) => {
    const path = join(folder, name);
    const entries = inBatches(MANY.slice(0, 10), [], MANY.slice(10));
    expect(await writeReferences(path, { endsOn: ENDS_ON, entries })).toBe(MANY.length);
    const references = await openReferences(path);
    await references.close();
    expect(references.endsOn).toBe(ENDS_ON);
    expect(await readAll(path)).toEqual(MANY);
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('is gzip when its name says so, or when told', async () => {
    const isGzip = (path: string): boolean =>
      readFileSync(path)
        .subarray(0, 2)
        .equals(Buffer.from([0x1f, 0x8b]));
    const content = (): { endsOn: number; entries: AsyncIterable<readonly ReferenceEntry[]> } => ({
      endsOn: ENDS_ON,
      entries: inBatches(MANY.slice(0, 3)),
    });
    await writeReferences(file, content());
    await writeReferences(`${file}.gz`, content());
    await writeReferences(`${file}.packed`, content(), { compression: 'gzip' });
    expect([isGzip(file), isGzip(`${file}.gz`), isGzip(`${file}.packed`)]).toEqual([false, true, true]);
    expect(await readAll(`${file}.packed`)).toEqual(MANY.slice(0, 3));
  });

  it('has the same bytes however its entries were batched', async () => {
    const batchings = [[MANY], MANY.map((entry) => [entry])];
    const bytes = [];
    for (const [at, batches] of batchings.entries()) {
      const path = join(folder, `${at}.csv.gz`);
      await writeReferences(path, { endsOn: ENDS_ON, entries: inBatches(...batches) });
      bytes.push(readFileSync(path));
    }
    expect(bytes[1]).toEqual(bytes[0]);
  });

  it('says its version, its newest day, the number of entries and the digest of all of it', async () => {
    await writeReferences(file, { endsOn: ENDS_ON, entries: inBatches([entryOf('A')]) });
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines[0]).toMatch(/^sku,price_list,currency,median,.*,runs$/);
    expect(lines[1]).toBe(',,,,,,,,,,,,,,references version=1 ends_on=2026-08-30');
    expect(lines[3]).toMatch(/^,{14}end count=1 sha256=[0-9a-f]{64}$/);
    expect(lines.slice(4)).toEqual(['']);
  });

  it('tells how far its reading has come', async () => {
    await writeReferences(file, { endsOn: ENDS_ON, entries: inBatches(MANY) });
    const references = await openReferences(file);
    const shares: number[] = [];
    for await (const batch of references.entries) {
      expect(batch.length).toBeGreaterThanOrEqual(0);
      const { bytesRead, bytesTotal } = references.progress();
      shares.push(bytesRead / (bytesTotal ?? NaN));
    }
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((left, right) => left - right));
  });
});

describe('a references file that is not what was written', () => {
  /** Lines: header, opening, A, B, C, closing. */
  async function damaged(change: (lines: string[]) => readonly string[]): Promise<void> {
    await writeReferences(file, {
      endsOn: ENDS_ON,
      entries: inBatches(['A', 'B', 'C'].map((sku) => entryOf(sku))),
    });
    writeFileSync(file, change(readFileSync(file, 'utf8').split('\n')).join('\n'));
  }

  it.each<[string, (lines: string[]) => readonly string[], string]>([
    [
      'a changed price',
      (l) => l.map((line) => line.replace('B,default,KRW,12900', 'B,default,KRW,12901')),
      'line 6: the file was changed',
    ],
    ['a missing entry', (l) => l.toSpliced(3, 1), 'line 5: 3 entries announced, 2 found'],
    [
      'a swapped pair of entries',
      (l) => l.toSpliced(2, 2, l[3] ?? '', l[2] ?? ''),
      'line 4: out of order or there twice',
    ],
    ['an entry twice', (l) => l.toSpliced(3, 0, l[2] ?? ''), 'line 4: out of order or there twice'],
    ['no closing line', (l) => l.toSpliced(5, 1), 'line 6: the file is cut off: its closing line is missing'],
    [
      'half a line at the end',
      (l) => [...l.slice(0, 4), 'C,def'],
      'line 5: the file is cut off within the line',
    ],
    ['a line after the end', (l) => [...l.slice(0, 6), 'D', ''], 'line 7: a line after the end'],
    ['a blank line', (l) => l.toSpliced(3, 0, ''), 'line 4: not 15 fields'],
    ['Windows line ends', (l) => l.map((line) => `${line}\r`), 'line 1: not the header of a references file'],
    ['another header', (l) => l.with(0, 'sku,price'), 'line 1: not the header of a references file'],
    ['no opening line', (l) => l.toSpliced(1, 1), 'line 2: no version and day'],
    [
      'a newer version',
      (l) => l.with(1, (l[1] ?? '').replace('version=1', 'version=2')),
      'line 2: version 2, this program reads version 1',
    ],
    [
      'a day that does not exist',
      (l) => l.with(1, (l[1] ?? '').replace('08-30', '02-30')),
      'line 2: no version and day',
    ],
    [
      'a closing line in another form, which no digest would notice',
      (l) => l.with(5, `${','.repeat(600)}${l[5] ?? ''}`),
      'line 6: not the closing line',
    ],
    [
      'a closing line with another form of its count',
      (l) => l.with(5, (l[5] ?? '').replace('count=3', 'count=03')),
      'line 6: not the closing line',
    ],
    [
      'a digest of nonsense',
      (l) => l.with(5, ',,,,,,,,,,,,,,end count=3 sha256=0'),
      'line 6: not the closing line',
    ],
    ['nothing of what it should hold', () => ['x', ''], 'line 1: not the header'],
    [
      'a line that never ends',
      (l) => [...l.slice(0, 2), 'x'.repeat(200_000)],
      'line 3: the line does not end',
    ],
  ])('with %s is refused', async (_, change, what) => {
    await damaged(change);
    await expect(readAll(file)).rejects.toThrow(`${file}, ${what}`);
    await expect(readAll(file)).rejects.toMatchObject({ code: 'input' });
  });

  it('because it is not UTF-8 is refused', async () => {
    await damaged((lines) => lines);
    appendFileSync(file, Buffer.from([0xc0, 0xc1]));
    await expect(readAll(file)).rejects.toThrow(/line 1: not UTF-8/);
  });

  it('because its gzip data is cut off or followed by more is refused', async () => {
    await writeReferences(`${file}.gz`, { endsOn: ENDS_ON, entries: inBatches(MANY) });
    const whole = readFileSync(`${file}.gz`);
    writeFileSync(file, whole.subarray(0, whole.length - 20));
    await expect(readAll(file)).rejects.toThrow(/is cut off: its gzip ends too early/);
    writeFileSync(file, Buffer.concat([whole, gzipSync('more\n')]));
    await expect(readAll(file)).rejects.toThrow(/a line after the end/);
    writeFileSync(file, gunzipSync(whole));
    expect(await readAll(file)).toHaveLength(MANY.length);
  });

  it.each(['nowhere.csv', '.'])('because %s is no file is refused', async (name) => {
    await expect(readAll(join(folder, name))).rejects.toMatchObject({ code: 'file', transient: false });
  });
});

describe('writing a references file', () => {
  it('leaves the old file and nothing else when it fails', async () => {
    await writeReferences(file, { endsOn: ENDS_ON, entries: inBatches([entryOf('A')]) });
    const before = readFileSync(file);
    async function* failing(): AsyncGenerator<readonly ReferenceEntry[]> {
      yield await Promise.resolve([entryOf('B')]);
      throw new Error('the source broke');
    }
    await expect(writeReferences(file, { endsOn: ENDS_ON, entries: failing() })).rejects.toThrow(
      /the source broke/,
    );
    expect(readFileSync(file)).toEqual(before);
    expect(readdirSync(folder)).toEqual(['references.csv']);
  });

  it('may replace the file that is being read', async () => {
    await writeReferences(file, { endsOn: ENDS_ON, entries: inBatches(MANY) });
    const { entries } = await openReferences(file);
    await writeReferences(file, { endsOn: ENDS_ON, entries });
    expect(await readAll(file)).toEqual(MANY);
  });

  it('says which folder is missing or which path is a folder', async () => {
    const content = (): { endsOn: number; entries: AsyncIterable<readonly ReferenceEntry[]> } => ({
      endsOn: ENDS_ON,
      entries: inBatches([entryOf('A')]),
    });
    const missing = join(folder, 'no', 'such.csv');
    await expect(writeReferences(missing, content())).rejects.toMatchObject({
      code: 'file',
      data: { file: missing },
    });
    mkdirSync(join(folder, 'taken'));
    await expect(writeReferences(join(folder, 'taken'), content())).rejects.toMatchObject({ code: 'file' });
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});
