import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Parameter } from '../../../src/pricing/parameters.js';
import type { PriceRule } from '../../../src/pricing/rule.js';
import { loadPolicyTextFor } from '../../../src/wire/policy.js';
import { SAMPLE_RULES } from './sample-rules.js';

type Json = Readonly<Record<string, unknown>>;

function hashOf(text: string): string {
  return loadPolicyTextFor(SAMPLE_RULES, text, { file: 'policy' }).hash;
}

function valueOf(parameter: Parameter): fc.Arbitrary<unknown> {
  switch (parameter.kind) {
    case 'bps':
      // The lower of the ascending pair stays below every value of the upper.
      return parameter.default === 4000
        ? fc.integer({ min: 0, max: 5000 })
        : fc.integer({ min: 5000, max: 10_000 });
    case 'count':
    case 'days':
      return fc.integer({ min: parameter.minimum, max: parameter.maximum });
    case 'ratio':
      return fc.double({ min: 0.001, max: 1000, noNaN: true });
    case 'flag':
      return fc.boolean();
    case 'amounts':
      return fc.dictionary(fc.constantFrom('KRW', 'JPY'), fc.nat().map(String), { maxKeys: 2 });
    case 'numbers':
      return fc.array(fc.nat(), { maxLength: 5 });
    case 'texts':
      return parameter.choices === undefined
        ? fc.array(fc.stringMatching(/^[a-z가-힣:#'"-]{1,12}$/), { maxLength: 4 })
        : fc.subarray([...parameter.choices]);
  }
}

function settingOf(rule: PriceRule): fc.Arbitrary<Json> {
  const parameters = Object.entries(rule.parameters).map(
    ([name, parameter]) => [name, valueOf(parameter)] as const,
  );
  return fc.record(Object.fromEntries(parameters), { requiredKeys: [] });
}

/** Policies as plain data, in any order of keys, without nulls. */
const policies: fc.Arbitrary<Json> = fc
  .record(
    {
      catalog: fc.record(
        {
          currency: fc.constantFrom('KRW', 'USD'),
          columns: fc.dictionary(
            fc.stringMatching(/^[a-z가-힣][a-z가-힣 :#]{0,8}[a-z가-힣]$/),
            fc.constantFrom('sku', 'price'),
            {
              maxKeys: 3,
            },
          ),
          timeZone: fc.constantFrom('Asia/Seoul', '+09:00'),
          categorySeparator: fc.constantFrom('>', '/'),
        },
        { requiredKeys: [] },
      ),
      pricing: fc.record({
        rules: fc.record(Object.fromEntries(SAMPLE_RULES.map((rule) => [rule.id, settingOf(rule)])), {
          requiredKeys: [],
        }),
      }),
      audit: fc.record(
        { failOn: fc.constantFrom('block', 'hold', 'warn'), lang: fc.constantFrom('en', 'ko') },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  )
  .map((policy) => ({ version: 1, ...policy }));

function reversed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

describe('the hash of a policy', () => {
  it('does not depend on key order, comments, YAML or JSON', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        const hash = hashOf(JSON.stringify(policy));
        expect(hashOf(JSON.stringify(reversed(policy), null, '\t'))).toBe(hash);
        const yaml = stringify(reversed(policy), { defaultStringType: 'QUOTE_DOUBLE' });
        expect(hashOf(`# a comment\n${yaml}# the end\n`)).toBe(hash);
      }),
    );
  });

  it('is the same whether a default is written down or left out', () => {
    const complete = {
      version: 1,
      $schema: 'anything',
      catalog: {
        encoding: 'utf-8',
        preset: 'canonical',
        columns: {},
        numbers: { groupSeparator: 'none', decimalSeparator: '.', currencySigns: [] },
        categorySeparator: '>',
        limits: { rowBytes: 65_536, columnCount: 500 },
      },
      pricing: {
        rules: Object.fromEntries(
          SAMPLE_RULES.map((rule) => [
            rule.id,
            {
              enabled: true,
              severityMax: 'block',
              overrides: [],
              ...Object.fromEntries(
                Object.entries(rule.parameters).map(([name, { default: value }]) => [name, value]),
              ),
            },
          ]),
        ),
      },
      audit: { failOn: 'hold' },
    };
    const leaves: (readonly string[])[] = [];
    const collect = (value: unknown, path: readonly string[]): void => {
      if (path.length > 0 && path[0] !== 'version') leaves.push(path);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
      for (const [key, member] of Object.entries(value)) collect(member, [...path, key]);
    };
    collect(complete, []);
    fc.assert(
      fc.property(fc.subarray(leaves), (removed) => {
        const policy: unknown = structuredClone(complete);
        for (const path of removed) remove(policy, path);
        expect(hashOf(JSON.stringify(policy))).toBe(hashOf('version: 1'));
      }),
    );
  });

  it('reads one amount in any of its spellings', () => {
    const withFloor = (floor: string): string =>
      hashOf(`version: 1\npricing: { rules: { every-kind: { floors: { USD: ${floor} } } } }`);
    expect(withFloor("'0.5'")).toBe(withFloor("'0.50'"));
    expect(withFloor('2')).toBe(withFloor("'2.00'"));
    expect(withFloor('2')).not.toBe(withFloor('3'));
  });

  it('changes with every setting, and not with the name of the file', () => {
    const texts = [
      'version: 1',
      'version: 1\ncatalog: { currency: KRW }',
      'version: 1\ncatalog: { columns: { a: sku } }',
      'version: 1\ncatalog: { numbers: { decimalSeparator: "," } }',
      'version: 1\ncatalog: { timeZone: Asia/Seoul }',
      "version: 1\ncatalog: { timeZone: '+09:00' }",
      'version: 1\ncatalog: { categorySeparator: / }',
      'version: 1\ncatalog: { limits: { columnCount: 501 } }',
      'version: 1\npricing: { rules: { no-parameters: { enabled: false } } }',
      'version: 1\npricing: { rules: { no-parameters: { severityMax: hold } } }',
      'version: 1\npricing: { rules: { every-kind: { count: 21 } } }',
      'version: 1\npricing: { rules: { every-kind: { overrides: [{ category: A, count: 20 }] } } }',
      'version: 1\npricing: { rules: { every-kind: { overrides: [{ priceList: A, count: 20 }] } } }',
      "version: 1\npricing: { exchangeRates: { base: KRW, asOf: '2026-08-01T00:00:00Z', rates: { USD: '0.00072' } } }",
      "version: 1\npricing: { exchangeRates: { base: KRW, asOf: '2026-08-01T00:00:01Z', rates: { USD: '0.00072' } } }",
      'version: 1\naudit: { failOn: warn }',
      'version: 1\naudit: { lang: en }',
    ];
    expect(new Set(texts.map(hashOf)).size).toBe(texts.length);
    const [first = ''] = texts;
    expect(loadPolicyTextFor(SAMPLE_RULES, first, { file: 'another' }).hash).toBe(hashOf(first));
  });
});

function remove(root: unknown, path: readonly string[]): void {
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), root);
  const last = path.at(-1);
  if (isObject(holder) && last !== undefined) Reflect.deleteProperty(holder, last);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
