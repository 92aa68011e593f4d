import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/catalog/format.js';
import { CatalogParser } from '../../../src/readers/catalog-parser.js';
import { formatOf, parseFile } from './read-all.js';

const HEADER = 'sku,price,currency,name\n';

function row(sku: string, name = ''): string {
  return `${sku},129000,KRW,${name}\n`;
}

function linesOf(content: string): [line: number, problem: string | undefined][] {
  return parseFile(content).rows.map((read) => [read.line, read.problems[0]?.kind]);
}

describe('a CSV file', () => {
  it('numbers rows by physical lines, line ends inside quotes and empty lines counted', () => {
    const content = `\n${HEADER}${row('A', '"two\nlines"')}\r\n${row('B')}${row('C')}`;
    expect(parseFile(content).rows.map((read) => [read.sku, read.line])).toEqual([
      ['A', 3],
      ['B', 6],
      ['C', 7],
    ]);
  });

  it('counts the empty lines it passes over', () => {
    const { parser, rows } = parseFile(`\n${HEADER}\n\r\n${row('A')}\n`);
    expect([parser.blankLineCount, rows.length, parser.rowCount]).toEqual([4, 1, 1]);
  });

  it('loses one line, not more, to a quote that is left open', () => {
    expect(linesOf(`${HEADER}${row('A', '"open')}${row('B')}${row('C', '"fine"')}${row('D')}`)).toEqual([
      [2, 'bad-quote'],
      [3, undefined],
      [4, undefined],
      [5, undefined],
    ]);
  });

  it('says on which line a wrong quote stands and where the row starts', () => {
    const [first] = parseFile(`${HEADER}${row('A', '"two\nlines"x')}${row('B')}`).rows;
    expect(first?.line).toBe(2);
    expect(first?.problems[0]?.hint).toContain('line 3');
  });

  it('shows the start of a row that cannot be read, cut and with control characters visible', () => {
    const [first] = parseFile(`${HEADER}A,1,KRW,a\rb${'x'.repeat(200)}\n`).rows;
    expect(first?.problems[0]?.text).toBe(`A,1,KRW,a\\rb${'x'.repeat(68)}…`);
  });

  it('keeps what stands between quotes, and trims blanks and tabs around every field', () => {
    const { rows } = parseFile(`${HEADER} A ,"129000\t",KRW," a ""b"", c "\n`);
    expect(rows[0]?.offer).toMatchObject({ sku: 'A', priceMinor: 129_000, name: 'a "b", c' });
  });

  it('judges the length of a row by its bytes without the line end', () => {
    const limits = { ...DEFAULT_LIMITS, rowBytes: 40 };
    const exact = `A,129000,KRW,${'x'.repeat(27)}`;
    for (const lineEnd of ['\n', '\r\n', '']) {
      const { rows } = parseFile(`${HEADER}${exact}${lineEnd}`, { format: formatOf({ limits }) });
      expect(rows[0]?.problems).toEqual([]);
    }
    const { rows } = parseFile(`${HEADER}${exact}x\n${row('B')}`, { format: formatOf({ limits }) });
    expect(rows.map((read) => read.problems[0]?.kind)).toEqual(['row-too-long', undefined]);
  });

  it('gives rows in batches of at most 512, all of them in order', () => {
    const parser = new CatalogParser({ file: 'catalog.csv', kind: 'csv', format: formatOf() });
    parser.push(
      Buffer.from(HEADER + Array.from({ length: 1300 }, (_, index) => row(`S${String(index)}`)).join('')),
    );
    parser.end();
    const batches = [parser.takeRows(), parser.takeRows(), parser.takeRows(), parser.takeRows()];
    expect(batches.map((batch) => batch.length)).toEqual([512, 512, 276, 0]);
    expect(batches.flat().map((read) => read.sku)).toEqual(
      Array.from({ length: 1300 }, (_, index) => `S${String(index)}`),
    );
  });

  it('reads a piece from the middle of a file by the plan of its beginning', () => {
    const { parser } = parseFile(HEADER + row('A'));
    const plan = structuredClone(parser.plan());
    const { rows } = parseFile(row('B', 'b') + row('C', '"c\nc"') + row('D'), {
      middle: { plan, firstLine: 3 },
    });
    expect(rows.map((read) => [read.line, read.offer?.sku, read.offer?.name])).toEqual([
      [3, 'B', 'b'],
      [4, 'C', 'c\nc'],
      [6, 'D', undefined],
    ]);
  });

  it('takes a middle without rows as it is', () => {
    const { parser } = parseFile(HEADER + row('A'));
    expect(parseFile('', { middle: { plan: parser.plan(), firstLine: 3 } }).rows).toEqual([]);
  });

  it('shares one text among rows that repeat a value', () => {
    const { rows } = parseFile(
      `${HEADER.trimEnd()},category\n${'A,129000,KRW,이름,음향 > 이어폰\n'.repeat(3)}`,
    );
    expect(rows.map((read) => read.offer?.category)).toEqual(new Array(3).fill('음향 > 이어폰'));
  });
});
