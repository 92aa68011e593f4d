import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CatalogFormat } from '../../../src/catalog/format.js';
import type { HistoryProblem, HistoryRow } from '../../../src/catalog/history.js';
import { parseDay } from '../../../src/core/clock.js';
import { historyFile } from '../../../src/readers/history-reader.js';
import type { SourceInput } from '../../../src/readers/open-source.js';
import { formatOf } from './read-all.js';

async function read(
  input: SourceInput,
  format: CatalogFormat = formatOf(),
): Promise<{ rows: HistoryRow[]; problems: HistoryProblem[] }> {
  const rows: HistoryRow[] = [];
  const problems: HistoryProblem[] = [];
  for await (const batch of historyFile(input, format).open().batches) {
    rows.push(...batch.rows);
    problems.push(...batch.problems);
  }
  return { rows, problems };
}

function text(content: string, name = 'history.csv'): SourceInput {
  async function* stream(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from(content));
  }
  return { stream: stream(), name };
}

const HEADER = 'sku,price_list,observed_on,price,currency\n';

describe('a price history', () => {
  it('gives each observed price', async () => {
    const { rows, problems } = await read(
      text(`${HEADER}A,genuine,2026-07-01,129000,KRW\nB,,2026-07-02,12.90,USD\n`),
    );
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      {
        sku: 'A',
        priceList: 'genuine',
        currency: 'KRW',
        day: parseDay('2026-07-01'),
        priceMinor: 129_000,
        line: 2,
      },
      {
        sku: 'B',
        priceList: 'default',
        currency: 'USD',
        day: parseDay('2026-07-02'),
        priceMinor: 1290,
        line: 3,
      },
    ]);
  });

  it('needs no price list, and no currency where the format names one', async () => {
    const { rows } = await read(
      text('sku,observed_on,price\nA,2026-07-01,129000.00\n'),
      formatOf({ currency: 'KRW' }),
    );
    expect(rows).toMatchObject([{ priceList: 'default', currency: 'KRW', priceMinor: 129_000 }]);
  });

  it('may be JSON lines, and may have Korean headers', async () => {
    const line = '{"sku":"A","observed_on":"2026-07-01","price":129000,"currency":"KRW"}';
    expect((await read(text(line, 'history.jsonl'))).rows).toHaveLength(1);
    const korean = '상품코드,날짜,판매가\nA,2026-07-01,129000\n';
    expect((await read(text(korean), formatOf({ preset: 'korean', currency: 'KRW' }))).rows).toHaveLength(1);
  });

  it('keeps zero and negative prices: whether they are true is not for the reader to say', async () => {
    const { rows } = await read(text(`${HEADER}A,x,2026-07-01,0,KRW\nA,x,2026-07-02,-5,KRW\n`));
    expect(rows.map((row) => row.priceMinor)).toEqual([0, -5]);
  });

  it.each([
    ['2026-07-01', 'NaN', 'KRW', 'price is "NaN"'],
    ['2026-07-01', '', 'KRW', 'price is empty'],
    ['2026-07-01', '1.5', 'KRW', 'price is "1.5"'],
    ['01.07.2026', '129000', 'KRW', 'observed_on is "01.07.2026": write the day as 2026-08-01'],
    ['2026-02-30', '129000', 'KRW', 'observed_on is "2026-02-30"'],
    ['', '129000', 'KRW', 'observed_on is empty'],
    ['2026-07-01', '129000', 'krw', 'currency is "krw"'],
    ['2026-07-01', '129000', '', 'currency is empty'],
  ])('cannot use a row of %j, %j, %j', async (day, price, currency, words) => {
    const good = 'B,x,2026-07-01,129000,KRW\n';
    const { rows, problems } = await read(text(`${HEADER}A,x,${day},${price},${currency}\n${good}`));
    expect(rows.map((row) => row.sku)).toEqual(['B']);
    expect(problems).toMatchObject([{ file: 'history.csv', line: 2 }]);
    expect(problems[0]?.message).toContain(words);
  });

  it('cannot use a row whose price list cannot be read, also when all else can', async () => {
    const { rows, problems } = await read(text(`${HEADER}A,x\u0007,2026-07-01,129000,KRW\n`));
    expect([rows, problems.length]).toEqual([[], 1]);
    expect(problems[0]?.message).toContain('price_list is "x\\u0007"');
  });

  it('says of a row that cannot be cut into fields what is wrong with it', async () => {
    const { problems } = await read(text(`${HEADER}A,x,2026-07-01,1,2,KRW\n`));
    expect(problems[0]?.message).toContain('the row has 6 fields where the header has 5');
  });

  it('is refused without rows, or without its columns', async () => {
    await expect(read(text(HEADER))).rejects.toThrow('history.csv holds a header but no prices');
    await expect(read(text('sku,price,currency\n'))).rejects.toThrow('no column observed_on');
  });

  const REAL = '../shared/data/danawa-headphones/history.csv.gz';
  const isThere = existsSync(REAL);
  if (!isThere) console.log(`skipped: ${REAL} is not there`);
  it.skipIf(!isThere)('of a real crawl is read whole, without a problem', async () => {
    const { rows, problems } = await read({ path: REAL });
    expect([rows.length, problems]).toEqual([211_155, []]);
  });
});
