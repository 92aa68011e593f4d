import { describe, expect, it } from 'vitest';
import { isGuardError } from '../../../src/core/errors.js';
import { loadPolicyText } from '../../../src/wire/policy.js';
import { problemsOf, ruleProblemsOf } from './expect-problems.js';

const BPS = 'expected basis points, a whole number (100 = 1 %) from 0 to 10000';

describe('a problem in a policy', () => {
  it('is told with file, line, column, path and the nearest name', () => {
    const text = 'version: 1\npricing:\n  rules:\n    deep-markdown:\n      historyBlockBp: 7000\n';
    const message =
      '1 problem in policy.yaml\n' +
      'policy.yaml:5:7 pricing.rules.deep-markdown.historyBlockBp: unknown key; did you mean historyBlockBps?';
    expect(() => loadPolicyText(text, { file: 'policy.yaml' })).toThrow(message);
  });

  it('is told together with all others, in the order of the file', () => {
    const text = `
version: 1
catalog:
  currency: krw
  encodng: utf-8
pricing:
  rules:
    every-knd: {}
    every-kind:
      enabled: no
      blockBps: 60%
      overrides:
        - { blockBps: 1 }
    parse-strict: { enabled: false }
audit: { failOn: info }
`;
    expect(problemsOf(text)).toEqual([
      '4:3 catalog.currency: got "krw", expected an ISO 4217 code such as KRW or USD; write KRW',
      '5:3 catalog.encodng: unknown key; did you mean encoding?',
      '8:5 pricing.rules.every-knd: unknown key; did you mean every-kind?',
      '10:16 pricing.rules.every-kind.enabled: no is false to some YAML readers and a text to others; write false, or "no" in quotes',
      `11:7 pricing.rules.every-kind.blockBps: got "60%", ${BPS}; write 6000 (basis points; 60 % = 6000)`,
      '13:11 pricing.rules.every-kind.overrides[0]: got neither category nor priceList, expected one or both; what is for all rows stands on the rule itself',
      '14:21 pricing.rules.parse-strict.enabled: parse-strict cannot be switched off: a row that could not be read was judged by no rule',
      '15:10 audit.failOn: got "info", expected one of block, hold, warn',
    ]);
  });

  it('stands in the data of the error, too', () => {
    try {
      loadPolicyText('version: 2\nextra: 1\n', { file: 'p.yaml' });
      expect.unreachable();
    } catch (error) {
      if (!isGuardError(error, 'policy')) throw error;
      expect(error.data).toEqual({
        file: 'p.yaml',
        count: 2,
        problems: [
          'p.yaml:1:1 version: got 2, expected 1, the version of this format',
          'p.yaml:2:1 extra: unknown key; known here: $schema, version, catalog, pricing, audit, approvals, guard, breaker, remedy',
        ],
      });
    }
  });

  it.each([
    ['', 'the file says nothing; write "version: 1", or let "saleguard init" write a commented one'],
    [
      '# only a comment\n',
      'the file says nothing; write "version: 1", or let "saleguard init" write a commented one',
    ],
    ['[]', 'got a list, expected a policy: a section of keys with version: 1'],
    ['just words', 'got "just words", expected a policy: a section of keys with version: 1'],
    ['catalog:\n', 'version: got nothing, expected 1, the version of this format'],
  ])('%j has no policy in it', (text, message) => {
    expect(problemsOf(text)).toEqual([`1:1 ${message}`]);
  });
});

describe('values of the catalogue section', () => {
  const catalogProblems = (text: string): readonly string[] =>
    problemsOf(`{ version: 1, catalog: ${text} }`).map((line) => line.replace(/^\d+:\d+ catalog\.?/, ''));

  it.each([
    [
      '{ columns: { 판매가: prise } }',
      'columns.판매가: got "prise", expected one of 26 names; did you mean price?',
    ],
    [
      '{ columns: { " x": sku } }',
      'columns[" x"]: got " x", expected a column header: 1 to 200 characters, no blanks at the ends, no control characters',
    ],
    ['{ columns: [sku] }', 'columns: got a list, expected headers of the file with their column'],
    ['{ columns: { __proto__: sku } }', 'columns.__proto__: __proto__ cannot be used as a name'],
    ["{ numbers: { groupSeparator: '.' } }", 'numbers: group and decimal separator are both "."'],
    [
      "{ numbers: { groupSeparator: ';' } }",
      `numbers.groupSeparator: got ";", expected one of none, ",", ".", " ", "'"`,
    ],
    ["{ numbers: { currencySigns: ['1'] } }", 'numbers: currency sign "1" could be read as part of a number'],
    [
      '{ limits: { rowBytes: 5 } }',
      'limits.rowBytes: got 5, expected a whole number of bytes from 1024 to 16777216',
    ],
    [
      "{ categorySeparator: ' ' }",
      'categorySeparator: got " ", expected a separator of 1 to 8 characters such as > or /',
    ],
    [
      '{ timeZone: KST }',
      'timeZone: got "KST", expected a time zone such as Asia/Seoul, or an offset such as +09:00',
    ],
    [
      '{ timeZone: Etc/GMT-9 }',
      'timeZone: got "Etc/GMT-9", expected a time zone such as Asia/Seoul, or an offset such as +09:00; the sign of Etc/GMT zones is reversed; write the offset',
    ],
    [
      '{ timeZone: 9 }',
      'timeZone: got 9, expected a time zone such as Asia/Seoul, or an offset such as +09:00',
    ],
    ['{ currency: }', 'currency: got nothing, expected an ISO 4217 code such as KRW or USD'],
    ['KRW', ': got "KRW", expected a section of keys'],
  ])('%s', (text, message) => {
    expect(catalogProblems(text)).toEqual([message]);
  });
});

describe('exchange rates', () => {
  const rateProblems = (rates: string): readonly string[] =>
    problemsOf(
      `{ version: 1, pricing: { exchangeRates: { base: KRW, asOf: '2026-08-01T00:00:00Z', rates: ${rates} } } }`,
    ).map((line) => line.replace(/^\d+:\d+ pricing\.exchangeRates\.rates\./, ''));
  const expected = "expected a decimal above 0 in quotes, such as '0.00072', or a whole number";

  it.each([
    ['{ USD: 0.00072 }', `USD: got 0.00072, ${expected}; put it in quotes: '0.00072'`],
    ["{ USD: '7.2e-4' }", `USD: got "7.2e-4", ${expected}`],
    ["{ USD: '0' }", 'USD: got "0", expected a rate above 0'],
    ["{ usd: '1' }", 'usd: unknown key; did you mean USD?'],
    ["{ KRW: '1' }", 'KRW: the base is worth exactly 1 of itself; remove it'],
  ])('%s', (rates, message) => {
    expect(rateProblems(rates)).toEqual([message]);
  });

  it('need an instant with its offset', () => {
    const text = '{ version: 1, pricing: { exchangeRates: { base: KRW, asOf: 2026-08-01, rates: {} } } }';
    expect(problemsOf(text)).toEqual([
      '1:54 pricing.exchangeRates.asOf: got "2026-08-01", expected an instant with its offset such as 2026-08-01T00:00:00+09:00',
    ]);
  });
});

describe('parameters of a rule', () => {
  it.each([
    ['{ blockBps: 60% }', `blockBps: got "60%", ${BPS}; write 6000 (basis points; 60 % = 6000)`],
    ['{ blockBps: 62.5 % }', `blockBps: got "62.5 %", ${BPS}; write 6250 (basis points; 62.5 % = 6250)`],
    ['{ blockBps: 0.6 }', `blockBps: got 0.6, ${BPS}; write 6000 (basis points; 0.6 = 60 % = 6000)`],
    ['{ blockBps: "6000" }', `blockBps: got "6000", ${BPS}; write 6000 without quotes`],
    ['{ blockBps: 60.5 }', `blockBps: got 60.5, ${BPS}`],
    ['{ blockBps: 10001 }', `blockBps: got 10001, ${BPS}`],
    ['{ blockBps: -1 }', `blockBps: got -1, ${BPS}`],
    ['{ blockBps: }', `blockBps: got nothing, ${BPS}`],
    ['{ blockBps: [1] }', `blockBps: got a list, ${BPS}`],
    ['{ ratio: 0 }', 'ratio: got 0, expected a number above 0 up to 1000000000'],
    [
      '{ ratio: "1.5" }',
      'ratio: got "1.5", expected a number above 0 up to 1000000000; write 1.5 without quotes',
    ],
    ['{ count: 1.5 }', 'count: got 1.5, expected a whole number from 0 to 1000000000'],
    ['{ dayCount: 4000 }', 'dayCount: got 4000, expected a whole number of days from 0 to 3660'],
    ['{ isStrict: 1 }', 'isStrict: got 1, expected true or false'],
    ['{ isStrict: "true" }', 'isStrict: got "true", expected true or false; write true without quotes'],
    [
      '{ floors: { USD: 0.5 } }',
      "floors.USD: got 0.5, expected a decimal amount in quotes, such as '0.50', or a whole number; put it in quotes: '0.5'",
    ],
    ["{ floors: { KRW: '0.5' } }", 'floors.KRW: got 0.5, expected at most 0 decimals: KRW has no more'],
    [
      "{ floors: { KRW: '0100' } }",
      'floors.KRW: got 0100, expected an amount of KRW; it is refused as leading-zeros',
    ],
    ["{ floors: { XYZ: '1' } }", 'floors.XYZ: unknown key'],
    [
      "{ floors: '100' }",
      `floors: got "100", expected amounts by currency, such as { KRW: '100', USD: '0.50' }`,
    ],
    [
      '{ prices: [1, "2"] }',
      'prices[1]: got "2", expected a number from 0 up to 9007199254740991; write 2 without quotes',
    ],
    [
      '{ names: [" x"] }',
      'names[0]: got " x", expected a text: 1 to 128 characters, no blanks at the ends, no control characters',
    ],
    [
      '{ columns: [list_prce] }',
      'columns[0]: got "list_prce", expected one of cost, list_price; did you mean list_price?',
    ],
    [
      '{ severityMax: blok }',
      'severityMax: got "blok", expected one of block, hold, warn, info; did you mean block?',
    ],
    ['{ overrides: { category: A } }', 'overrides: got a section, expected a list of at most 1000'],
    ['true', 'got true, expected a section of keys'],
  ])('%s', (settings, message) => {
    expect(ruleProblemsOf('every-kind', settings)).toEqual([message]);
  });
});

describe('overrides', () => {
  it.each([
    ['{ category: A }', '[0]: changes nothing; add enabled, severityMax or a parameter of the rule'],
    [
      '{ category: A > > B, count: 1 }',
      '[0].category: got "A > > B" with an empty part, expected parts separated by ">"',
    ],
    [
      '{ category: A, count: 1 }, { category: A, ratio: 2 }',
      '[1]: is for the same rows as overrides[0]; put the two together',
    ],
    [
      '{ category: A, overrides: [] }',
      '[0].overrides: unknown key; known here: category, priceList, enabled, severityMax, warnBps, blockBps, ratio, count, dayCount, isStrict, floors, prices, names, columns',
    ],
  ])('%s', (overrides, message) => {
    expect(ruleProblemsOf('every-kind', `{ overrides: [${overrides}] }`)).toEqual([`overrides${message}`]);
  });
});

describe('a rule that does not judge row by row', () => {
  it('refuses overrides, which it could not follow', () => {
    expect(ruleProblemsOf('whole-batch', '{ rowCountMin: 5, overrides: [] }')).toEqual([]);
    expect(ruleProblemsOf('whole-batch', '{ overrides: [{ category: A, rowCountMin: 5 }] }')).toEqual([
      'overrides: whole-batch does not judge row by row, so it cannot differ by category or price list; set it for all',
    ]);
  });
});

describe('rules that cannot be waived', () => {
  it('refuse to be switched off or lowered, with the reason, also by an override', () => {
    const reason = 'a price of nothing is never meant; set its floors instead, or declare the row a gift';
    expect(
      ruleProblemsOf(
        'absolute-floor',
        '{ enabled: false, severityMax: hold, overrides: [{ category: A, enabled: false }, { priceList: B, severityMax: warn }] }',
      ),
    ).toEqual([
      `enabled: absolute-floor cannot be switched off: ${reason}`,
      `severityMax: absolute-floor cannot be lowered: ${reason}`,
      `overrides[0].enabled: absolute-floor cannot be switched off: ${reason}`,
      `overrides[1].severityMax: absolute-floor cannot be lowered: ${reason}`,
    ]);
  });

  it('take their defaults and parameters like any other', () => {
    expect(
      ruleProblemsOf('absolute-floor', "{ enabled: true, severityMax: block, floors: { KRW: '0' } }"),
    ).toEqual([]);
  });
});

describe('ascending parameters', () => {
  const order = (settings: string): readonly string[] => ruleProblemsOf('every-kind', settings);

  it('keep their order on the rule, with the default of the one that is not written', () => {
    expect(order('{ warnBps: 7000 }')).toEqual(['warnBps: warnBps (7000) may not exceed blockBps (6000)']);
    expect(order('{ blockBps: 3000 }')).toEqual(['blockBps: warnBps (4000) may not exceed blockBps (3000)']);
    expect(order('{ warnBps: 6000 }')).toEqual([]);
  });

  it('keep their order under an override', () => {
    expect(order('{ overrides: [{ category: A, warnBps: 6500 }] }')).toEqual([
      'overrides[0].warnBps: warnBps (6500) may not exceed blockBps (6000), as set on the rule or by default',
    ]);
    expect(order('{ overrides: [{ category: A, warnBps: 6500, blockBps: 7000 }] }')).toEqual([]);
  });

  it('keep their order where two overrides meet on a row', () => {
    const overrides = (first: string, second: string): string =>
      `{ overrides: [{ ${first} }, { ${second} }] }`;
    const message =
      'overrides[1].blockBps: warnBps (5500) may not exceed blockBps (5000), as set by overrides[0] for rows of both';
    expect(order(overrides('category: A, warnBps: 5500', 'priceList: x, blockBps: 5000'))).toEqual([message]);
    expect(order(overrides('category: A, warnBps: 5500', 'category: A > B, blockBps: 5000'))).toEqual([
      message,
    ]);
    expect(order(overrides('category: A, warnBps: 5500', 'category: AB, blockBps: 5000'))).toEqual([]);
    expect(order(overrides('priceList: x, warnBps: 5500', 'priceList: z, blockBps: 5000'))).toEqual([]);
    expect(
      order(overrides('category: A, warnBps: 5500', 'priceList: x, warnBps: 1000, blockBps: 5000')),
    ).toEqual([]);
  });

  it('are not complained about where one of the values is faulty itself', () => {
    expect(order('{ warnBps: 7000, blockBps: 75% }')).toEqual([
      `blockBps: got "75%", ${BPS}; write 7500 (basis points; 75 % = 7500)`,
    ]);
  });
});
