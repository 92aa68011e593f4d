import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditResult, RankedFinding } from '../../../src/audit/result.js';
import { csvFormat, textCell } from '../../../src/report/csv.js';
import type { ReportOptions } from '../../../src/report/format.js';
import { plainText } from '../../../src/text/plain-text.js';
import {
  FAKE_APPROVAL_ID,
  fakeApproved,
  fakeBatchFinding,
  fakeFinding,
  fakePromotionFinding,
  fakeResult,
  fakeSale,
} from '../../support/fake-audit-result.js';
import { piecesOf, written } from '../../support/written.js';

type Row = Readonly<Record<string, string>>;

function rowsOf(result: AuditResult, options: Partial<ReportOptions> = {}): readonly Row[] {
  const text = written(csvFormat, result, options);
  // Strict: no row may be shorter or longer than the header, no quote may stand loose.
  return parse(text, { columns: true, bom: true, record_delimiter: '\r\n' });
}

function rowOf(finding: RankedFinding): Row {
  const [row] = rowsOf(fakeResult([finding]));
  if (row === undefined) throw new Error('there is no row');
  return row;
}

const NUMBERS = ['price', 'reference', 'markdown_percent', 'exposure', 'line'];

describe('the CSV report', () => {
  it('has one row a finding, in columns that do not change', () => {
    expect(rowOf(fakeFinding())).toEqual({
      severity: 'block',
      rule: 'deep-markdown',
      sku: 'EP-100',
      promotion: '',
      name: '오디오 이어폰 EP-100',
      category: '음향 > 이어폰',
      price_list: 'default',
      currency: 'KRW',
      price: '12900',
      reference: '129000',
      markdown_percent: '90',
      exposure: '4527900',
      message: '12,900 won is 90 % below its usual price of 129,000 won.',
      file: 'catalog.csv',
      line: '2',
      approval: '',
      id: '00112233445566aa',
    });
    expect(rowsOf(fakeSale(40))).toHaveLength(40);
  });

  it('begins with a byte order mark, so that Excel reads Hangul, and ends lines as RFC 4180 says', () => {
    const text = written(csvFormat, fakeResult([fakeFinding({ name: '가' })]), { lang: 'ko' });
    expect(text.startsWith('\ufeffseverity,rule,sku,')).toBe(true);
    expect(text.match(/\r\n/g)).toHaveLength(2);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(rowsOf(fakeResult([fakeFinding()]), { lang: 'ko' })[0]?.['message']).toContain('12,900원');
  });

  it('writes amounts in whole units of their currency, as numbers', () => {
    const dollars = fakeFinding({
      currency: 'USD',
      priceMinor: 1999,
      referenceMinor: 12_000,
      exposureMinor: 5,
    });
    expect(rowOf(dollars)).toMatchObject({
      currency: 'USD',
      price: '19.99',
      reference: '120.00',
      exposure: '0.05',
      markdown_percent: '83.34',
    });
    expect(rowOf(fakeFinding({ priceMinor: -500 }))['price']).toBe('-500');
  });

  it('leaves an amount out where no currency says what its digits mean', () => {
    const row = rowOf({ ...fakeFinding(), currency: undefined });
    expect([row['price'], row['reference'], row['exposure']]).toEqual(['', '', '']);
  });

  it('tells promotions, the batch, and approvals', () => {
    const findings = [fakePromotionFinding(), fakeBatchFinding(), fakeApproved(fakeFinding())];
    const [promotion, batch, approved] = rowsOf(fakeResult(findings));
    expect([promotion?.['promotion'], promotion?.['sku']]).toEqual(['SUMMER-10', '']);
    expect([batch?.['rule'], batch?.['file'], batch?.['line']]).toEqual(['rule-of-tomorrow', '', '']);
    expect([approved?.['severity'], approved?.['approval']]).toEqual([
      'info',
      `approved by ${FAKE_APPROVAL_ID}, was BLOCK`,
    ]);
  });

  it('is written in pieces, never as one text', () => {
    expect(piecesOf(csvFormat, fakeSale(300)).length).toBeGreaterThan(300);
  });

  it('has no cell that a sheet takes for a formula, and every text survives', () => {
    const unit = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '"',
      ',',
      ' ',
      '＝',
      '＋',
      '－',
      '＠',
      '\u0000',
      "'",
      '1',
      '가',
      ';',
      '|',
    );
    const texts = fc.string({ unit, maxLength: 12 });
    fc.assert(
      fc.property(texts, texts, texts, fc.integer(), (sku, name, category, priceMinor) => {
        const finding = { ...fakeFinding({ sku, name, category, file: name, ruleId: sku }), priceMinor };
        const row = rowOf(finding);
        for (const [column, cell] of Object.entries(row)) {
          if (NUMBERS.includes(column)) expect(cell).toMatch(/^(?:-?\d+(?:\.\d+)?)?$/);
          else expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
        }
        const told = { sku, name, category, file: name, rule: sku };
        for (const [column, text] of Object.entries(told))
          expect([plainText(text), `'${plainText(text)}`]).toContain(row[column]);
        expect(row['price']).toBe(String(priceMinor));
      }),
    );
  });
});

describe('textCell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+82 2', "'+82 2"],
    ['-10%', "'-10%"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1', "'＝1"],
    ['＠', "'＠"],
    ['\t=1', "' =1"],
    ['\r=1', "' =1"],
    ['\u0000=1', "'=1"],
    ['\u200b=1', "'=1"],
    ['  =1', "'  =1"],
    ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
  ])('of %j begins with an apostrophe', (text, cell) => {
    expect(textCell(text)).toBe(cell);
  });

  it.each([
    ['EP-100', 'EP-100'],
    ['1=1', '1=1'],
    ['', ''],
    ['a, b', '"a, b"'],
    ['12" pan', '"12"" pan"'],
    ['이어폰', '이어폰'],
  ])('of %j is the text, quoted where it must be', (text, cell) => {
    expect(textCell(text)).toBe(cell);
  });
});
