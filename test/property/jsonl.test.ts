import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/catalog/format.js';
import { PLAIN_NUMBERS } from '../../src/money/decimal-text.js';
import type { ReadRow } from '../../src/catalog/row.js';
import { CatalogParser } from '../../src/readers/catalog-parser.js';

const format = {
  encoding: 'utf-8',
  preset: 'canonical',
  columns: new Map(),
  currency: 'KRW',
  numbers: PLAIN_NUMBERS,
  timeZone: undefined,
  categorySeparator: '>',
  limits: DEFAULT_LIMITS,
} as const;

/** Reads a file whose first row is right, so that no key is missing from the whole of it. */
function read(line: string, pieceBytes = Infinity): readonly ReadRow[] {
  const parser = new CatalogParser({ file: 'catalog.jsonl', kind: 'jsonl', format });
  const bytes = Buffer.from(`{"sku":"A","price":1}\n${line}`);
  const rows: ReadRow[] = [];
  const take = (): void => {
    for (let batch = parser.takeRows(); batch.length > 0; batch = parser.takeRows()) rows.push(...batch);
  };
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    parser.push(bytes.subarray(at, at + pieceBytes));
    take();
  }
  parser.end();
  take();
  return rows.slice(1);
}

/** Lines that are nearly JSON, so that every turn of the grammar is taken. */
const soup = fc
  .array(
    fc.constantFrom(
      '{',
      '}',
      '"sku"',
      '"price"',
      '"B"',
      ':',
      ',',
      '1',
      '-0.5',
      'e3',
      '[',
      ']',
      'true',
      'null',
      ' ',
      '\t',
      '\\',
      '"',
      '\\u0041',
      '한',
      '0',
    ),
    { maxLength: 16 },
  )
  .map((parts) => parts.join(''));

const nearly = fc
  .record({ name: fc.json({ maxDepth: 2 }), noise: soup, isBroken: fc.boolean() })
  .map(({ name, noise, isBroken }) => `{"sku":"B","price":2,"memo":${name}${isBroken ? noise : ''}}`);

const line = fc.oneof(soup, nearly).filter((text) => text !== '');

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

describe('the JSONL reader', () => {
  it('refuses every line that is no JSON object', () => {
    const property = fc.property(line, (text) => {
      if (isObject(text)) return;
      const problems = read(text).flatMap((row) => row.problems);
      expect(['not-json', 'not-an-object']).toContain(problems[0]?.kind);
    });
    fc.assert(property, { numRuns: 10_000 });
  });

  it('refuses no object but for a key that stands twice', () => {
    const property = fc.property(line, (text) => {
      if (!isObject(text)) return;
      const problem = read(text)[0]?.problems.find((found) => found.kind === 'not-json');
      if (problem !== undefined) expect(problem.hint).toMatch(/stands twice|both mean/);
    });
    fc.assert(property, { numRuns: 10_000 });
  });

  it('reads names as JSON.parse does', () => {
    const property = fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.boolean(),
      (name, isEscaped) => {
        const written = JSON.stringify(name);
        const text = isEscaped
          ? written.replace(
              /[^\x20-\x7e]/g,
              (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
            )
          : written;
        const [row] = read(`{"sku":"B","price":2,"name":${text}}`);
        const trimmed = name.replace(/^[ \t]+|[ \t]+$/g, '');
        if (row?.problems.length === 0) expect(row.offer?.name).toBe(trimmed === '' ? undefined : trimmed);
        else expect(row?.problems.map((problem) => problem.kind)).toEqual(['control-character']);
      },
    );
    fc.assert(property, { numRuns: 5_000 });
  });

  it('reads the same in pieces of any size', () => {
    const property = fc.property(line, fc.integer({ min: 1, max: 20 }), (text, pieceBytes) => {
      expect(read(text, pieceBytes)).toEqual(read(text));
    });
    fc.assert(property, { numRuns: 3_000 });
  });
});
