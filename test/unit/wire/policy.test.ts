import { describe, expect, it } from 'vitest';
import { RULES } from '../../../src/pricing/rule-table.js';
import { SettingsIndex } from '../../../src/pricing/settings.js';
import { builtInPolicy, loadPolicyText, loadPolicyTextFor, type Policy } from '../../../src/wire/policy.js';
import { SAMPLE_RULES } from './sample-rules.js';

function load(text: string): Policy {
  return loadPolicyTextFor(SAMPLE_RULES, text, { file: 'policy.yaml' });
}

describe('builtInPolicy', () => {
  it('has every rule on, at its defaults, in the order of the table', () => {
    const policy = builtInPolicy();
    expect(policy.source).toBe('built-in defaults');
    expect(policy.pricing.rules.map((config) => config.rule.id)).toEqual(RULES.map((rule) => rule.id));
    for (const { rule, enabled, severityMax, parameters, overrides } of policy.pricing.rules) {
      expect({ enabled, severityMax, overrides }).toEqual({
        enabled: true,
        severityMax: 'block',
        overrides: [],
      });
      expect(Object.keys(parameters)).toEqual(Object.keys(rule.parameters));
    }
  });

  it('states every field of the catalogue and audit sections', () => {
    const { catalog, audit } = builtInPolicy();
    expect(catalog).toEqual({
      encoding: 'utf-8',
      preset: 'canonical',
      columns: new Map(),
      currency: undefined,
      numbers: { groupSeparator: undefined, decimalSeparator: '.', currencySigns: [] },
      timeZone: undefined,
      categorySeparator: '>',
      limits: { rowBytes: 65_536, columnCount: 500 },
    });
    expect(audit).toEqual({ failOn: 'hold', lang: undefined });
  });

  it('is what a policy that says nothing but its version gives', () => {
    const empty = loadPolicyText('version: 1\n', { file: 'empty.yaml' });
    expect(empty.source).toBe('empty.yaml');
    expect(empty.hash).toBe(builtInPolicy().hash);
    expect(empty.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('loadPolicyText', () => {
  it('reads every section', () => {
    const policy = load(`
version: 1
$schema: ./policy.schema.json
catalog:
  currency: KRW
  encoding: euc-kr
  preset: korean
  columns: { 품번: sku, Sale price: price, constructor: name }
  numbers: { groupSeparator: ',', currencySigns: ['₩', 원] }
  timeZone: +09:00
  categorySeparator: /
  limits: { rowBytes: 2048 }
pricing:
  exchangeRates: { base: KRW, asOf: '2026-08-01T00:00:00+09:00', rates: { USD: '0.00072', JPY: 1 } }
  rules:
    every-kind:
      severityMax: hold
      blockBps: 7000
      isStrict: true
      floors: { KRW: 500 }
      prices: [1, 2.5]
      columns: [cost]
      overrides:
        - { category: Audio/Earphones, blockBps: 8500, floors: { USD: '1' } }
        - { priceList: overseas, enabled: false }
audit: { failOn: block, lang: ko }
`);
    expect([...policy.catalog.columns]).toEqual([
      ['품번', 'sku'],
      ['Sale price', 'price'],
      ['constructor', 'name'],
    ]);
    expect(policy.catalog.numbers).toEqual({
      groupSeparator: ',',
      decimalSeparator: '.',
      currencySigns: ['₩', '원'],
    });
    expect(policy.catalog.timeZone).toBe('+09:00');
    expect(policy.catalog.limits).toEqual({ rowBytes: 2048, columnCount: 500 });
    expect(policy.pricing.rates).toEqual({
      base: 'KRW',
      asOf: Date.UTC(2026, 6, 31, 15),
      rates: new Map([
        ['USD', 0.00072],
        ['JPY', 1],
      ]),
    });
    const [config] = policy.pricing.rules;
    expect(config?.parameters).toEqual({
      warnBps: 4000,
      blockBps: 7000,
      ratio: 1.5,
      count: 20,
      dayCount: 35,
      isStrict: true,
      floors: { KRW: '500', USD: '0.5' },
      prices: [1, 2.5],
      names: ["it's", '샘플'],
      columns: ['cost'],
    });
    expect(config?.overrides).toEqual([
      {
        category: 'Audio > Earphones',
        priceList: undefined,
        enabled: undefined,
        severityMax: undefined,
        parameters: { blockBps: 8500, floors: { USD: '1.00' } },
      },
      { category: undefined, priceList: 'overseas', enabled: false, severityMax: undefined, parameters: {} },
    ]);
    expect(policy.audit).toEqual({ failOn: 'block', lang: 'ko' });
  });

  it('reads JSON, also with tabs, a byte order mark and escapes', () => {
    const policy = load('\ufeff{\n\t"version": 1,\n\t"catalog": {\n\t\t"currency": "\\u004bRW"\n\t}\n}\n');
    expect(policy.catalog.currency).toBe('KRW');
  });

  it('takes a section that is left empty as a section at its defaults', () => {
    const bare = load(
      'version: 1\ncatalog:\n  columns:\n  numbers:\n  limits:\npricing:\n  rules:\n    every-kind:\naudit:\n',
    );
    expect(bare.hash).toBe(load('version: 1').hash);
  });

  it('writes aliases out', () => {
    const policy = load(
      'version: 1\npricing:\n  rules:\n    every-kind: &k { severityMax: warn }\n    no-parameters: *k\n',
    );
    expect(policy.pricing.rules.map((config) => config.severityMax)).toEqual([
      'warn',
      'warn',
      'block',
      'block',
      'block',
    ]);
  });

  it('keeps the amounts of currencies that an override does not name', () => {
    const policy = load(
      "version: 1\npricing: { rules: { every-kind: { floors: { KRW: '200' }, overrides: [{ category: A, floors: { USD: '2' } }] } } }",
    );
    const [setting] = new SettingsIndex(policy.pricing).settingsFor('A > B', 'default');
    expect(setting?.parameters['floors']).toEqual({ KRW: '200', USD: '2.00' });
  });

  it('splits category paths of overrides as the files write them', () => {
    const path = (separator: string, category: string): unknown =>
      load(
        `{ version: 1, catalog: { categorySeparator: '${separator}' }, pricing: { rules: { every-kind: { overrides: [{ category: '${category}', count: 1 }] } } } }`,
      ).pricing.rules[0]?.overrides[0]?.category;
    expect(path('>', 'Audio>Earphones')).toBe('Audio > Earphones');
    expect(path(' > ', 'Audio  >  Earphones')).toBe('Audio > Earphones');
    expect(path('/', 'Audio/Earphones')).toBe('Audio > Earphones');
    expect(path('/', 'Audio > Earphones')).toBe('Audio > Earphones');
  });

  it('gives a frozen policy', () => {
    const policy = load(
      "version: 1\npricing: { rules: { every-kind: { overrides: [{ category: A, floors: { USD: '2' } }] } } }",
    );
    const [config] = policy.pricing.rules;
    const parts: unknown[] = [
      policy,
      policy.catalog,
      policy.catalog.limits,
      policy.catalog.numbers,
      policy.pricing,
      policy.pricing.rules,
      config,
      config?.parameters,
      config?.parameters['prices'],
      config?.overrides,
      config?.overrides[0],
      config?.overrides[0]?.parameters['floors'],
      policy.audit,
    ];
    for (const part of parts) expect(Object.isFrozen(part)).toBe(true);
  });
});
