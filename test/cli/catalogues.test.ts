import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cp949 } from './cp949.js';
import { auditJson, cliFolder, lines, reportOf, rulesFor } from './folder.js';

const folder = cliFolder();
const ROWS = ['sku,price,currency,list_price', 'EP-100,13600,KRW,136000', 'HP-200,189000,KRW,259000'];
const catalog = folder.write('catalog.csv', lines(...ROWS));
const EXPECTED = ['deep-markdown', 'digit-shift'];

describe('what a catalogue may be', () => {
  it('a CSV file', async () => {
    const report = await auditJson(folder, [catalog]);
    expect(report.summary).toMatchObject({ rows: 2, judged: 2, offersBlocked: 1 });
    expect(rulesFor(report, 'EP-100')).toEqual(EXPECTED);
    expect(rulesFor(report, 'HP-200')).toEqual([]);
    expect(report.findings.find(({ sku }) => sku === 'EP-100')).toMatchObject({
      file: 'catalog.csv',
      line: 2,
      severity: 'block',
      currency: 'KRW',
      priceMinor: 13_600,
    });
  });

  it('a JSONL file', async () => {
    const file = folder.write(
      'catalog.jsonl',
      lines('{"sku":"EP-100","price":13600,"currency":"KRW","list_price":"136000"}'),
    );
    expect(rulesFor(await auditJson(folder, [file]), 'EP-100')).toEqual(EXPECTED);
  });

  it('gzip of either, whatever it is called', async () => {
    const file = folder.write('packed.csv.gz', gzipSync(lines(...ROWS)));
    const unnamed = folder.write('packed', gzipSync(lines(...ROWS)));
    for (const name of [file, unnamed]) {
      expect(rulesFor(await auditJson(folder, [name]), 'EP-100')).toEqual(EXPECTED);
    }
  });

  it('standard input, plain or gzip, which findings call by that name', async () => {
    for (const stdin of [lines(...ROWS), gzipSync(lines(...ROWS))]) {
      const report = await auditJson(folder, ['-'], { stdin });
      expect(report.findings.find(({ sku }) => sku === 'EP-100')).toMatchObject({
        file: 'standard input',
        line: 2,
      });
    }
  });

  it('several files, judged as one batch, each finding with its own file', async () => {
    const more = folder.write('more.csv', lines('sku,price,currency,list_price', 'EP-300,9900,KRW,99000'));
    const again = folder.write('again.csv', lines(ROWS[0] ?? '', ROWS[2] ?? ''));
    const report = await auditJson(folder, [catalog, more, again]);
    expect(report.summary.rows).toBe(4);
    expect(report.summary.batch.files.map(({ file, rows }) => [file, rows])).toEqual([
      ['catalog.csv', 2],
      ['more.csv', 1],
      ['again.csv', 1],
    ]);
    expect(report.findings.find(({ sku }) => sku === 'EP-300')?.file).toBe('more.csv');
    // The SKU that two files sell is a repetition in the batch.
    expect(report.findings.some(({ ruleId }) => ruleId === 'feed-shape')).toBe(true);
  });

  it('a pipe of the shell, also when its offers are judged by their peers in a second reading', () => {
    const rows = Array.from(
      { length: 21_000 },
      (_, index) => `S${String(index)},${String(50_000 + (index % 97) * 100)},KRW,Audio > Earphones`,
    );
    folder.write('many.csv', lines('sku,price,currency,category', ...rows, 'ODD,900,KRW,Audio > Earphones'));
    const run = folder.shell('saleguard audit <(cat many.csv) --format json --fail-on warn');
    expect(run).toMatchObject({ exitCode: 1, stderr: '' });
    const report = reportOf(run.stdout);
    expect(report.summary.rows).toBe(21_001);
    expect(rulesFor(report, 'ODD')).toContain('peer-outlier');
  });

  it('not standard input twice', async () => {
    const run = await folder.run(['audit', '-', '-'], { stdin: lines(...ROWS) });
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toBe('saleguard: standard input (-) can be read once; name it once\n');
  });
});

describe('how a catalogue is written', () => {
  const korean = ['상품코드,상품명,판매가,정가', 'EP-100,똠방 이어폰,13600,136000'];

  it('Korean headers by --preset korean, the currency by --currency', async () => {
    const file = folder.write('korean.csv', lines(...korean));
    const flags = [file, '--preset', 'korean', '--currency', 'KRW'];
    expect(rulesFor(await auditJson(folder, flags), 'EP-100')).toEqual(EXPECTED);
  });

  it('CP949 by --encoding, under each of its names', async () => {
    const file = folder.write('cp949.csv', cp949(lines(...korean)));
    for (const encoding of ['euc-kr', 'CP949']) {
      const run = await folder.run([
        'audit',
        file,
        '--preset',
        'korean',
        '--currency',
        'KRW',
        '--encoding',
        encoding,
      ]);
      expect(run.exitCode).toBe(1);
      expect(run.stdout).toContain('똠방 이어폰');
    }
  });

  it('any header by --columns, Korean ones too, on top of a preset', async () => {
    const file = folder.write('own.csv', lines('품번,할인가,판매가,정가', 'EP-100,13600,129000,136000'));
    const mapped = await auditJson(folder, [file, '--columns', '품번=sku,할인가=price', '--currency', 'KRW']);
    expect(mapped.findings.find(({ sku }) => sku === 'EP-100')?.priceMinor).toBe(13_600);
    const preset = ['--preset', 'korean', '--columns', '할인가=price', '--currency', 'KRW'];
    expect(rulesFor(await auditJson(folder, [file, ...preset]), 'EP-100')).toEqual(EXPECTED);
  });

  it('a header that holds = is mapped by the last one', async () => {
    const file = folder.write('equals.csv', lines('sku,price=KRW', 'EP-100,13600'));
    const report = await auditJson(folder, [file, '--columns', 'price=KRW=price', '--currency', 'KRW']);
    expect(report.summary.judged).toBe(1);
  });

  it('says which mapped header no catalogue has, unless told to be quiet', async () => {
    const flags = ['audit', catalog, '--columns', '정가격=list_price'];
    const run = await folder.run(flags);
    expect(run.stderr).toBe('saleguard: no catalogue has a column "정가격", which is mapped to list_price\n');
    expect((await folder.run([...flags, '--quiet'])).stderr).toBe('');
  });

  it('--currency is for rows that name none', async () => {
    const file = folder.write('mixed.csv', lines('sku,price,currency', 'EP-100,129000,', 'EP-200,99.50,USD'));
    const report = await auditJson(folder, [file, '--currency', 'KRW']);
    expect(report.summary).toMatchObject({ rows: 2, judged: 2, offersBlocked: 0 });
    const without = await folder.run(['audit', file]);
    expect(without.exitCode).toBe(1);
    expect(without.stdout).toContain('mixed.csv:2');
  });

  it('the file is judged the same through every door', async () => {
    const doors = [[catalog], ['-'], [folder.write('same.csv.gz', gzipSync(lines(...ROWS)))]];
    const seen = await Promise.all(
      doors.map(async (door) => {
        const run = await folder.run(['audit', ...door, '--format', 'json'], { stdin: lines(...ROWS) });
        return reportOf(run.stdout).findings.map(({ id, message }) => [id, message]);
      }),
    );
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });
});
