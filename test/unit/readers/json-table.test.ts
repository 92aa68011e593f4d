import { describe, expect, it } from 'vitest';
import { isGuardError } from '../../../src/core/errors.js';
import type { CatalogParserOptions } from '../../../src/readers/catalog-parser.js';
import { formatOf, parseFile, type Parsed } from './read-all.js';

function parse(content: string, options: Partial<CatalogParserOptions> = {}): Parsed {
  return parseFile(content, { kind: 'jsonl', file: 'catalog.jsonl', ...options });
}

const A = '{"sku":"A","price":"1","currency":"KRW"}';

describe('a JSONL file', () => {
  it('numbers rows by lines, empty ones counted', () => {
    const { rows, parser } = parse(`${A}\r\n\n${A}\nx\n\n`);
    expect(rows.map((row) => [row.line, row.problems[0]?.kind])).toEqual([
      [1, undefined],
      [3, undefined],
      [4, 'not-json'],
    ]);
    expect(parser.blankLineCount).toBe(2);
  });

  it('reads numbers by their digits as written, never as floats', () => {
    const { rows } = parse('{"sku":9007199254740993,"price":1234567890123.45,"currency":"USD"}');
    expect(rows[0]?.offer).toMatchObject({ sku: '9007199254740993', priceMinor: 123_456_789_012_345 });
  });

  it('takes true and false where they mean something', () => {
    const { rows } = parse('{"sku":"A","price":"0","currency":"KRW","gift":true,"name":false}');
    expect(rows[0]?.offer?.gift).toBe(true);
    expect(rows[0]?.problems).toMatchObject([{ kind: 'unknown-value', field: 'name', text: 'false' }]);
  });

  it('knows columns by declared names and by the preset, a declared one first', () => {
    const format = formatOf({ preset: 'korean', currency: 'KRW', columns: new Map([['할인가', 'price']]) });
    const { rows, parser } = parse(
      '{"상품코드":"A","판매가":"2","할인가":"1"}\n{"할인가":"3","판매가":"4","상품코드":"B"}',
      { format },
    );
    expect(rows.map((row) => row.offer?.priceMinor)).toEqual([1, 3]);
    expect(parser.plan().headers).toEqual(['상품코드', '판매가']);
  });

  it('tells which keys it ignored, at most a hundred', () => {
    const extra = Array.from({ length: 150 }, (_, index) => `"k${String(index)}":${String(index)}`).join(',');
    const { parser } = parse(`{"sku":"A","price":1,"currency":"KRW",${extra}}`);
    expect(parser.plan().ignored).toHaveLength(100);
  });

  it('reads rows whose keys are all different', () => {
    const lines = Array.from(
      { length: 6000 },
      (_, index) => `{"sku":"A","price":1,"currency":"KRW","k${String(index)}":1}`,
    );
    expect(parse(lines.join('\n')).rows.every((row) => row.problems.length === 0)).toBe(true);
  });

  it('does not name a column by the key of an earlier row', () => {
    const { rows } = parse(`${A}\n{"sku":"B","currency":"KRW"}`);
    expect(rows[1]?.problems).toMatchObject([{ kind: 'missing', field: 'price', column: undefined }]);
  });

  it('is refused when no object has a required key', () => {
    const call = (): Parsed => parse('{"품번":"A","price":1,"currency":"KRW"}\n{"memo":1}');
    expect(call).toThrow(/catalog\.jsonl: no column sku; it has "price", "currency", "품번", "memo"/);
  });

  it('is not refused when some object has it', () => {
    expect(parse('{"memo":1}\n' + A).rows.map((row) => row.problems.length)).toEqual([3, 0]);
  });

  it('is refused when it is empty', () => {
    try {
      parse('\n\n');
    } catch (error) {
      expect(isGuardError(error, 'input')).toBe(true);
      return;
    }
    expect.unreachable();
  });

  it('may be read from the middle', () => {
    const { rows } = parse(A, {
      middle: { plan: { headers: [], columns: [], ignored: [], absent: [] }, firstLine: 7 },
    });
    expect(rows[0]?.line).toBe(7);
  });

  it('shares texts, but not between a text and its escape', () => {
    const row = (category: string): string => `{"sku":"A","price":1,"currency":"KRW","category":${category}}`;
    const { rows } = parse([row('"a\\u003eb"'), row('"a>b"'), row('"a\\\\u003eb"')].join('\n'));
    expect(rows.map((read) => read.offer?.category)).toEqual(['a > b', 'a > b', 'a\\u003eb']);
  });
});
