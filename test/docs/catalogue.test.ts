import { describe, expect, it } from 'vitest';
import { COLUMN_PRESETS, DEFAULT_LIMITS } from '../../src/catalog/format.js';
import { OFFER_COLUMNS } from '../../src/catalog/offer.js';
import { CURRENCY_EXPONENTS } from '../../src/money/currency.js';
import { PLAIN_NUMBERS, printAmount, readAmount, type NumberFormat } from '../../src/money/decimal-text.js';
import { WINDOW_DAYS } from '../../src/pricing/references/day-window.js';
import { RULES } from '../../src/pricing/rule-table.js';
import { HISTORY_COLUMNS } from '../../src/readers/history-row.js';
import { KOREAN_COLUMNS } from '../../src/readers/korean-columns.js';
import { CONDITION_WORDS, GIFT_WORDS, TAX_BASIS_WORDS } from '../../src/readers/offer-words.js';
import { IDENTIFIER_BYTES_MAX } from '../../src/readers/text-checks.js';
import { codesIn, pageAt, pageFrom, tableRows } from './tables.js';

const page = pageAt('docs/catalogue.md');
const columns = tableRows(page, ['column', 'accepted', 'what it is for']);

describe('docs/catalogue.md', () => {
  it('describes every column, in the order of the code', () => {
    expect(columns.map(([column]) => column)).toEqual(OFFER_COLUMNS.map((column) => `\`${column}\``));
    expect(columns.filter(([, accepted = '', purpose = '']) => accepted === '' || purpose === '')).toEqual(
      [],
    );
  });

  it.each([
    ['condition', CONDITION_WORDS],
    ['tax_basis', TAX_BASIS_WORDS],
    ['gift', GIFT_WORDS],
  ] as const)('names every word of %s, those of one meaning together', (column, words) => {
    const accepted = columns.find(([name]) => name === `\`${column}\``)?.[1] ?? '';
    const meanings = [...new Set<unknown>(words.values())];
    const groups = meanings.map((meaning) => [...words.keys()].filter((word) => words.get(word) === meaning));
    expect(accepted.split(';').map(codesIn)).toEqual(groups);
  });

  it('names only rules there are', () => {
    const rules = new Set(RULES.map(({ id }) => id));
    const named = columns
      .flatMap(([, , purpose = '']) => codesIn(purpose))
      .filter((code) => /^[a-z]+-[a-z-]+$/.test(code));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((code) => !rules.has(code))).toEqual([]);
  });

  it('shows the Korean headers of the preset, all of them', () => {
    const shown = tableRows(page, ['column', 'Korean headers']);
    expect(shown).toEqual(
      OFFER_COLUMNS.map((column) => [`\`${column}\``, KOREAN_COLUMNS[column].join(', ')]),
    );
    expect(COLUMN_PRESETS).toEqual(['canonical', 'korean']);
  });

  it('describes every column of a history', () => {
    const shown = tableRows(pageFrom(page, '## History'), ['column', 'accepted']).map(([column]) => column);
    expect(shown).toEqual(HISTORY_COLUMNS.map((column) => `\`${column}\``));
  });

  it('reads amounts as its table says', () => {
    const rows = tableRows(page, ['written', 'as KRW', 'as USD']);
    expect(rows.length).toBeGreaterThan(10);
    for (const [written = '', won, dollars] of rows) {
      const text = codesIn(written)[0] ?? '';
      expect([text, won, dollars]).toEqual([
        text,
        readingOf(text, 'KRW', PLAIN_NUMBERS),
        readingOf(text, 'USD', PLAIN_NUMBERS),
      ]);
    }
  });

  it('reads declared amounts as its other table says', () => {
    const numbers: NumberFormat = { groupSeparator: ',', decimalSeparator: '.', currencySigns: ['₩', '원'] };
    const declared = pageFrom(page, 'Under `groupSeparator');
    for (const [written = '', won] of tableRows(declared, ['written', 'as KRW'])) {
      const text = codesIn(written)[0] ?? '';
      expect([text, won]).toEqual([text, readingOf(text, 'KRW', numbers)]);
    }
  });

  it('states the limits of the code', () => {
    const limits = new Map(tableRows(page, ['limit', 'value']).map(([limit, value]) => [limit, value]));
    expect(limits.get('longest row')).toBe(`${DEFAULT_LIMITS.rowBytes.toLocaleString('en')} bytes`);
    expect(limits.get('most columns or keys of a row')).toBe(String(DEFAULT_LIMITS.columnCount));
    expect(limits.get('longest identifier')).toBe(`${String(IDENTIFIER_BYTES_MAX)} bytes`);
    expect(limits.get('days of history that count')).toBe(String(WINDOW_DAYS));
    expect(readAmount('1'.repeat(41), 0, PLAIN_NUMBERS)).toEqual({ kind: 'problem', problem: 'too-long' });
    expect(readAmount('1'.repeat(40), 0, PLAIN_NUMBERS)).toEqual({
      kind: 'problem',
      problem: 'out-of-range',
    });
  });
});

/** A reading as the tables write it. */
function readingOf(text: string, currency: 'KRW' | 'USD', numbers: NumberFormat): string {
  const exponent = CURRENCY_EXPONENTS[currency];
  const reading = readAmount(text, exponent, numbers);
  if (reading.kind === 'problem') return `refused: \`${reading.problem}\``;
  return printAmount(reading.minor, exponent) + (reading.zeroFraction ? ' \\*' : '');
}
