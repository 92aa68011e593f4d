import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ruleExample } from '../../src/cli/rule-example.js';
import type { ReportOptions } from '../../src/report/format.js';
import { jsonFormat } from '../../src/report/json.js';
import { RULES } from '../../src/pricing/rule-table.js';
import { LANGS } from '../../src/text/lang.js';
import {
  policyJsonSchema,
  promotionsJsonSchema,
  reportJsonSchema,
  saleJsonSchema,
  schemaFileText,
  type JsonSchema,
} from '../../src/wire/json-schemas.js';
import { checkReport, readReport } from '../../src/wire/read-report.js';
import { starterPolicy } from '../../src/wire/starter-policy.js';
import { fakeSale } from '../support/fake-audit-result.js';
import { SAMPLE_REPORT } from '../unit/wire/sample-report.js';
import { ROOT } from './markdown.js';

function committed(name: string): string {
  return readFileSync(`${ROOT}${name}`, 'utf8');
}

function validatorOf(schema: JsonSchema): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

function errorsOf(validate: ValidateFunction, value: unknown): readonly string[] {
  validate(value);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}

describe('a published schema', () => {
  it.each([
    ['promotions.schema.json', promotionsJsonSchema],
    ['sale.schema.json', saleJsonSchema],
  ])('%s is what the code makes it (npm run docs writes it), and valid itself', (name, schema) => {
    expect(committed(name)).toBe(schemaFileText(schema()));
    expect(typeof validatorOf(schema())).toBe('function');
  });

  it.each([
    ['promotions.schema.json', promotionsJsonSchema, 'promotions.yaml'],
    ['sale.schema.json', saleJsonSchema, 'sale.yaml'],
  ])('%s takes the file of the example', (_, schema, file) => {
    const example = readFileSync(`${ROOT}examples/electronics-sale/${file}`, 'utf8');
    expect(errorsOf(validatorOf(schema()), parse(example))).toEqual([]);
  });
});

describe('policy.schema.json', () => {
  const validate = validatorOf(policyJsonSchema());

  it('is what the code makes it (npm run docs writes it)', () => {
    expect(committed('policy.schema.json')).toBe(schemaFileText(policyJsonSchema()));
  });

  it.each(LANGS)('takes the starter policy in %s, with its settings commented out or not', (lang) => {
    const text = starterPolicy(lang);
    expect(errorsOf(validate, parse(text))).toEqual([]);
    expect(errorsOf(validate, parse(text.replace(/^( *)#(?=[^ #\n])/gm, '$1')))).toEqual([]);
  });

  it('takes the example of every rule', () => {
    for (const rule of RULES) {
      const example = ['version: 1', ...ruleExample(rule, 'en')].join('\n');
      expect(errorsOf(validate, parse(example)), rule.id).toEqual([]);
    }
  });

  it.each([
    ['{}', "must have required property 'version'"],
    ['version: 2', 'must be equal to constant'],
    ['version: 1\nextra: 1', 'must NOT have additional properties'],
    [
      'version: 1\npricing: { rules: { deep-markdown: { historyBlockBp: 1 } } }',
      'must NOT have additional properties',
    ],
    ['version: 1\npricing: { rules: { deep-markdown: { historyBlockBps: 0.6 } } }', 'must be integer'],
    ['version: 1\npricing: { rules: { deep-markdown: { historyBlockBps: 10001 } } }', 'must be <= 10000'],
    ['version: 1\ncatalog: { currency: krw }', 'must be equal to one of the allowed values'],
    ['version: 1\ncatalog: { columns: { x: prise } }', 'must be equal to one of the allowed values'],
  ])('refuses %j', (text, message) => {
    expect(errorsOf(validate, parse(text)).join('\n')).toContain(message);
  });

  it('tells editors what every parameter means and what its default is', () => {
    const described: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    for (const rule of RULES) {
      for (const [name, parameter] of Object.entries(rule.parameters)) {
        const path = ['pricing', 'rules', rule.id, name];
        described[path.join('.')] = memberAt(policyJsonSchema(), path);
        expected[path.join('.')] = expect.objectContaining({
          description: parameter.meaning.en,
          default: parameter.default,
        });
      }
    }
    expect(described).toEqual(expected);
  });
});

/** The schema of a member; a section is written as `anyOf` of itself and null. */
function memberAt(schema: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => {
    const [object] = listAt(at, 'anyOf');
    return at === undefined ? undefined : valueAt(valueAt(object ?? at, 'properties'), key);
  }, schema);
}

function listAt(holder: unknown, key: string): readonly unknown[] {
  const value = valueAt(holder, key);
  return Array.isArray(value) ? value : [];
}

function valueAt(holder: unknown, key: string): unknown {
  return typeof holder === 'object' && holder !== null ? (holder as Record<string, unknown>)[key] : undefined;
}

describe('report.schema.json', () => {
  const validate = validatorOf(reportJsonSchema());

  it('is what the code makes it (npm run docs writes it)', () => {
    expect(committed('report.schema.json')).toBe(schemaFileText(reportJsonSchema()));
  });

  it('takes a report, and one that a later release added fields to', () => {
    expect(errorsOf(validate, SAMPLE_REPORT)).toEqual([]);
    expect(errorsOf(validate, { ...SAMPLE_REPORT, extra: 1 })).toEqual([]);
  });

  it('takes what --format json writes, and the writer leaves no field unnamed', () => {
    let text = '';
    const options: ReportOptions = {
      lang: 'en',
      toolVersion: '0.1.0',
      findingMax: 25,
      failOn: 'hold',
      hasBaseline: false,
      colour: false,
      width: 100,
      isTerminal: false,
    };
    jsonFormat.write(fakeSale(50), options, { write: (part) => void (text += part) });
    const report: unknown = JSON.parse(text);
    expect(errorsOf(validate, report)).toEqual([]);
    const ids = checkReport(report, { file: 'report.json' }).findings.map((finding) => finding.id);
    expect(ids.length).toBeGreaterThan(0);
    expect(readReport(text, { file: 'report.json' }).findingIds).toEqual(new Set(ids));
  });

  it('refuses another version and a severity it does not name', () => {
    expect(errorsOf(validate, { ...SAMPLE_REPORT, schemaVersion: 2 })).toContain(
      '/schemaVersion must be equal to constant',
    );
    const findings = SAMPLE_REPORT.findings.map((finding) => ({ ...finding, severity: 'error' }));
    expect(errorsOf(validate, { ...SAMPLE_REPORT, findings }).join('\n')).toContain('/findings/0/severity');
  });
});
