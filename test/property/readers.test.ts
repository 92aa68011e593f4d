import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/catalog/format.js';
import type { ReadRow } from '../../src/catalog/row.js';
import { isGuardError } from '../../src/core/errors.js';
import { PLAIN_NUMBERS } from '../../src/money/decimal-text.js';
import { CatalogParser } from '../../src/readers/catalog-parser.js';

interface Reading {
  readonly kind: 'csv' | 'jsonl';
  readonly encoding: 'utf-8' | 'euc-kr';
}

type Outcome = { readonly rows: readonly ReadRow[] } | { readonly refusal: string };

function read(bytes: Uint8Array, { kind, encoding }: Reading, pieceBytes: number): Outcome {
  const format = {
    encoding,
    preset: 'korean',
    columns: new Map(),
    currency: 'KRW',
    numbers: PLAIN_NUMBERS,
    timeZone: undefined,
    categorySeparator: '>',
    limits: { ...DEFAULT_LIMITS, rowBytes: 200 },
  } as const;
  const rows: ReadRow[] = [];
  try {
    const parser = new CatalogParser({ file: 'catalog', kind, format });
    const take = (): void => {
      for (let batch = parser.takeRows(); batch.length > 0; batch = parser.takeRows()) rows.push(...batch);
    };
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      // A fresh copy that is overwritten afterwards: no reader may keep a piece it was handed.
      const piece = Uint8Array.from(bytes.subarray(at, at + pieceBytes));
      parser.push(piece);
      take();
      piece.fill(0);
    }
    parser.end();
    take();
    return { rows };
  } catch (error) {
    if (isGuardError(error, 'input')) return { refusal: error.message };
    throw error;
  }
}

const HEADERS = ['sku,price,name,category,stock_to_sell\n', '상품코드,판매가,상품명\n', ''];
const noise = fc.oneof(
  fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom(
      'EP-100,129000,이어폰,a > b,5\n',
      '"',
      '""',
      ',',
      '\n',
      '\r\n',
      '\r',
      '129000.00',
      '{"sku":"A","price":1}',
      '{"',
      '\\u',
      '한',
      '\ufeff',
      '\u007f',
      '\u200b',
      '\u0000',
      'x'.repeat(150),
    )
    .map((text) => Buffer.from(text)),
);
const bytes = fc
  .tuple(fc.constantFrom(...HEADERS), fc.array(noise, { maxLength: 20 }))
  .map(([header, parts]) => Buffer.concat([Buffer.from(header), ...parts]));
const reading = fc.record({
  kind: fc.constantFrom('csv', 'jsonl'),
  encoding: fc.constantFrom('utf-8', 'euc-kr'),
});

describe('a catalogue of any bytes', () => {
  it('ends in rows or in a refusal that names the file, never in another error', () => {
    const property = fc.property(bytes, reading, (content, how) => {
      const outcome = read(content, how, content.length + 1);
      if ('refusal' in outcome) expect(outcome.refusal).toContain('catalog');
      else expect(outcome.rows.every((row) => row.offer !== undefined || row.problems.length > 0)).toBe(true);
    });
    fc.assert(property, { numRuns: 10_000 });
  });

  it('is read the same in pieces of any size, which may be overwritten once used up', () => {
    const property = fc.property(
      bytes,
      reading,
      fc.integer({ min: 1, max: 30 }),
      (content, how, pieceBytes) => {
        expect(read(content, how, pieceBytes)).toEqual(read(content, how, content.length + 1));
      },
    );
    fc.assert(property, { numRuns: 5_000 });
  });

  it('gives rows in the order of their lines', () => {
    const property = fc.property(bytes, reading, (content, how) => {
      const outcome = read(content, how, content.length + 1);
      const lines = 'rows' in outcome ? outcome.rows.map((row) => row.line) : [];
      expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
    });
    fc.assert(property, { numRuns: 3_000 });
  });
});
