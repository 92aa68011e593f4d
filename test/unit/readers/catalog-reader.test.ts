import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CatalogSource } from '../../../src/audit/source.js';
import type { ReadRow } from '../../../src/catalog/row.js';
import { catalogFile, readCatalog } from '../../../src/readers/catalog-reader.js';
import { formatOf } from './read-all.js';

async function collect(rows: AsyncIterable<readonly ReadRow[]>): Promise<ReadRow[]> {
  const all: ReadRow[] = [];
  for await (const batch of rows) all.push(...batch);
  return all;
}

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

const options = { file: 'tomorrow.csv', kind: 'csv', format: formatOf() } as const;

describe('readCatalog', () => {
  it('reads rows across pieces and says afterwards what the file held', async () => {
    const reading = readCatalog(
      pieces('sku,price,cur', 'rency,memo\nA,1,KR', 'W,x\n\nB,2,KRW', ',y'),
      options,
    );
    expect((await collect(reading.rows)).map((row) => row.offer?.sku)).toEqual(['A', 'B']);
    expect(reading.content()).toMatchObject({
      columns: new Set(['sku', 'price', 'currency']),
      ignoredColumns: ['memo'],
      rowCount: 2,
      blankLineCount: 1,
    });
  });

  it('refuses a file without rows only when it has been read to its end', async () => {
    await expect(collect(readCatalog(pieces('sku,price,currency\n'), options).rows)).rejects.toThrow(
      'tomorrow.csv holds a header but no rows',
    );
    await expect(collect(readCatalog(pieces(), options).rows)).rejects.toThrow('tomorrow.csv is empty');
  });
});

const CATALOG = '../shared/data/danawa-headphones/catalog.csv';
const isThere = existsSync(CATALOG);
if (!isThere) console.log(`skipped: ${CATALOG} is not there`);

describe('a catalogue file', () => {
  it.skipIf(!isThere)(
    'of a real crawl is read whole, without a problem, as often as it is opened',
    async () => {
      const source: CatalogSource = catalogFile({ path: CATALOG }, formatOf());
      for (const open of [source.open(), source.open()]) {
        const rows = await collect(open.rows);
        expect(rows).toHaveLength(1171);
        expect(rows.flatMap((row) => row.problems)).toEqual([]);
        expect(open.facts()).toMatchObject({ bytes: 72_367, ignoredColumns: [] });
      }
    },
  );
});
