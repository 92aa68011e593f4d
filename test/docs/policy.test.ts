import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ORDER_RULES } from '../../src/pricing/order/order-rule-table.js';
import { UNWAIVABLE } from '../../src/pricing/unwaivable.js';
import { loadPolicyText } from '../../src/wire/policy.js';
import { ROOT } from './markdown.js';
import { codesIn, pageAt, tableRows } from './tables.js';

const page = pageAt('docs/policy.md');
const settings = tableRows(page, ['setting', 'accepted', 'default']);

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: unknown;
  readonly enum?: readonly string[];
  readonly default?: string | number;
}

/** Rules have pages of their own. */
const RULE_SECTIONS: readonly string[] = ['pricing.rules', 'guard.rules', 'breaker.rules'];

/** Nobody lists the currencies of the world. */
const LISTED_MAX = 20;

const schema = JSON.parse(readFileSync(`${ROOT}policy.schema.json`, 'utf8')) as Schema;

describe('docs/policy.md', () => {
  it('lists every setting of the schema but the rules themselves', () => {
    expect(settings.map(([setting = '']) => codesIn(setting)[0]).sort()).toEqual(
      [...namesIn(schema, []), ...RULE_SECTIONS.map((section) => `${section}.<id>`)].sort(),
    );
  });

  it('names every value and the default of settings that choose', () => {
    const chosen = settings.flatMap(([setting = '', accepted = '', byDefault = '']) => {
      const at = settingAt(schema, (codesIn(setting)[0] ?? '').split('.'));
      return at?.enum === undefined || at.enum.length > LISTED_MAX
        ? []
        : [{ setting, accepted, byDefault, at }];
    });
    expect(chosen.length).toBeGreaterThan(4);
    for (const { accepted, byDefault, at } of chosen) {
      const unquoted = codesIn(accepted).map((code) => code.replace(/^(['"])(.*)\1$/, '$2'));
      for (const value of at.enum ?? []) if (value.length > 1) expect(unquoted).toContain(value);
      if (at.default !== undefined) expect(byDefault).toBe(`\`${String(at.default)}\``);
    }
  });

  it('lists the order rules with the severities they can give and the defaults of their parameters', () => {
    const shown = tableRows(page, ['order rule', 'can give', 'fires when', 'parameters']);
    const told = shown.map(([id = '', severities = '', , parameters = '']) => ({
      id: codesIn(id)[0],
      severities,
      defaults: [...parameters.matchAll(/`(\w+)` (\d+)/g)].map(([, name, value]) => `${name}: ${value}`),
    }));
    expect(told).toEqual(
      ORDER_RULES.map((rule) => ({
        id: rule.id,
        severities: rule.severities.join(', '),
        defaults: Object.entries(rule.parameters).map(([name, parameter]) => `${name}: ${parameter.default}`),
      })),
    );
  });

  it('names the rules that cannot be waived, with their reasons', () => {
    const shown = tableRows(page, ['rule', 'reason']);
    const ofOrders = ORDER_RULES.flatMap(({ id, unwaivable }) =>
      unwaivable === undefined ? [] : [[id, unwaivable] as const],
    );
    expect(shown).toEqual([...UNWAIVABLE, ...ofOrders].map(([id, { en }]) => [`\`${id}\``, en]));
  });

  it.each([
    ['enabled: no', 'version: 1\npricing: { rules: { placeholder: { enabled: no } } }'],
    ['rowBytes: 0100000', 'version: 1\ncatalog: { limits: { rowBytes: 0100000 } }'],
    ['rowBytes: 100_000', 'version: 1\ncatalog: { limits: { rowBytes: 100_000 } }'],
    ['no: price', 'version: 1\ncatalog: { columns: { no: price } }'],
    ['currency: KRW', 'version: 1\ncatalog:\n  currency: KRW\n  currency: KRW'],
    ['<<: *defaults', 'version: 1\naudit:\n  <<: { failOn: block }'],
    ['!name', 'version: 1\naudit: { failOn: !name block }'],
  ])('the trap %s is shown and refused', (written, text) => {
    expect(tableRows(page, ['written', 'why']).flatMap(([cell = '']) => codesIn(cell))).toContain(written);
    expect(() => loadPolicyText(text, { file: 'policy.yaml' })).toThrow(/problem/);
  });
});

/** Paths of the settings below a schema; sections are entered, but for the rules and what a shop names itself. */
function namesIn(part: Schema, path: readonly string[]): readonly string[] {
  const name = path.join('.');
  if (name === '$schema' || RULE_SECTIONS.includes(name)) return [];
  const properties = propertiesOf(part);
  if (properties === undefined || name === 'pricing.exchangeRates') return name === '' ? [] : [name];
  return Object.entries(properties).flatMap(([key, value]) => namesIn(value, [...path, key]));
}

function settingAt(part: Schema, path: readonly string[]): Schema | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return part;
  const next = propertiesOf(part)?.[first];
  return next === undefined ? undefined : settingAt(next, rest);
}

/** A section may also be null: left empty. */
function propertiesOf(part: Schema): Readonly<Record<string, Schema>> | undefined {
  return part.properties ?? part.anyOf?.find(({ properties }) => properties !== undefined)?.properties;
}
