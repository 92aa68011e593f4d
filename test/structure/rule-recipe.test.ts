import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/pricing/rule-table.js';
import { sourceFiles } from './source-files.js';

// Holds the recipe "a price rule" of CONTRIBUTING.md, step by step.
const FOLDER = 'pricing/rules/';
const files = sourceFiles().filter((file) => file.path.startsWith(FOLDER));
const names = files.map((file) => file.path.slice(FOLDER.length, -'.ts'.length));
const rulesDoc = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');

describe('the recipe of a price rule', () => {
  it('step 1: a file of src/pricing/rules is a rule of the table, or a part of one and named after it', () => {
    const ids = RULES.map((rule) => rule.id);
    const strangers = names.filter((name) => !ids.some((id) => name === id || name.startsWith(`${id}-`)));
    expect(strangers).toEqual([]);
  });

  it('step 2: the rule table holds each id once', () => {
    const ids = RULES.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
    it('step 1: stands in the file of its name', () => {
      expect(names).toContain(id);
    });

    it('step 1: speaks both languages, and gives its parameters a meaning in both', () => {
      const texts = [rule.protects, ...Object.values(rule.parameters).map((parameter) => parameter.meaning)];
      texts.push(...rule.stops.map((incident) => incident.what));
      for (const text of texts) {
        expect(text.en).toMatch(/[a-z]/i);
        expect(text.en).not.toMatch(/[가-힣]/);
        expect(text.ko).toMatch(/[가-힣]/);
      }
      expect(rule.tell.en).toBeTypeOf('function');
      expect(rule.tell.ko).toBeTypeOf('function');
    });

    it('step 1: says its formula and the severities it can give, worst first', () => {
      const order = ['block', 'hold', 'warn', 'info'];
      expect(rule.formula.length).toBeGreaterThan(3);
      expect(rule.severities.length).toBeGreaterThan(0);
      expect([...rule.severities].sort((a, b) => order.indexOf(a) - order.indexOf(b))).toEqual(
        rule.severities,
      );
    });

    it('step 3: has a unit test of its name', () => {
      expect(existsSync(new URL(`../unit/pricing/rules/${id}.test.ts`, import.meta.url))).toBe(true);
    });

    it('step 4: is described in docs/rules.md', () => {
      expect(rulesDoc).toContain(`\n## ${id}\n`);
    });
  });
});
