import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import { writeCatalogs } from '../../../bench/audit/catalog-file.js';
import { CatalogGenerator, USUAL_SHAPE, type CatalogShape } from '../../../bench/audit/catalog-generator.js';
import { COLUMNS } from '../../../bench/audit/columns.js';
import { csvLine, type OfferRecord } from '../../../bench/audit/offer-record.js';

function rows(name: string, shape: CatalogShape, count: number): OfferRecord[] {
  const generator = new CatalogGenerator(name, shape);
  return Array.from({ length: count }, () => generator.next());
}

describe('the generated catalogue', () => {
  const catalogue = rows('a', USUAL_SHAPE, 5000);

  it('is the same for the same name and another for another', () => {
    expect(rows('a', USUAL_SHAPE, 50)).toEqual(catalogue.slice(0, 50));
    expect(rows('b', USUAL_SHAPE, 50)).not.toEqual(catalogue.slice(0, 50));
  });

  it('never names a SKU twice', () => {
    expect(new Set(catalogue.map((row) => row.sku)).size).toBe(catalogue.length);
  });

  it('spoils about as many rows as asked for', () => {
    const clean = rows('a', { ...USUAL_SHAPE, faultShare: 0 }, 5000);
    const spoiled = rows('a', { ...USUAL_SHAPE, faultShare: 1 }, 50);
    expect(clean.every((row) => row.price <= (row.list_price ?? 0) && row.price > 100)).toBe(true);
    expect(spoiled.some((row) => row.price > (row.list_price ?? 0) || row.price <= 100)).toBe(true);
  });

  it('leaves out list prices where asked, and nothing else for it', () => {
    const gaps = rows('a', { ...USUAL_SHAPE, listPriceShare: 0.76 }, 5000);
    const without = gaps.filter((row) => row.list_price === undefined).length;
    expect(without / gaps.length).toBeCloseTo(0.24, 1);
    expect(gaps.map((row) => ({ ...row, list_price: 0 }))).toEqual(
      catalogue.map((row) => ({ ...row, list_price: 0 })),
    );
  });

  it('fills about 76 % of an optional column', () => {
    const filled = catalogue.filter((row) => row.cost !== undefined).length;
    expect(filled / catalogue.length).toBeCloseTo(0.76, 1);
  });
});

describe('a line of the catalogue', () => {
  it('quotes what must be quoted, and leaves empty what is not known', () => {
    const record = {
      ...blankRecord(),
      sku: 'EP-1',
      name: '이어폰, 27" 전용',
      price: 12_900,
      currency: 'KRW',
    };
    const line = csvLine(record);
    expect(line.startsWith('EP-1,"이어폰, 27"" 전용",,')).toBe(true);
    expect(parse(line)).toEqual([COLUMNS.map((column) => String(record[column] ?? ''))]);
  });
});

describe('catalogues in files', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'saleguard-bench-test-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('start with the rows of the shorter ones', async () => {
    const long = join(folder, 'long.csv');
    const short = join(folder, 'short.csv');
    await writeCatalogs('a', USUAL_SHAPE, [
      { path: short, rowCount: 100 },
      { path: long, rowCount: 9000 },
    ]);
    const [longText, shortText] = [await readFile(long, 'utf8'), await readFile(short, 'utf8')];
    expect(longText.startsWith(shortText)).toBe(true);
    expect(shortText.split('\n')).toHaveLength(102);
    expect(longText.split('\n')).toHaveLength(9002);
  });
});

function blankRecord(): OfferRecord {
  const [record] = rows('a', USUAL_SHAPE, 1);
  if (record === undefined) throw new Error('the generator gave nothing');
  for (const column of COLUMNS) record[column] = undefined as never; // every field may stay empty in a file
  return record;
}
