import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ORDER_RULES, orderRuleOf } from '../../../../src/pricing/order/order-rule-table.js';
import { RULES } from '../../../../src/pricing/rule-table.js';

const FOLDER = new URL('../../../../src/pricing/order/rules/', import.meta.url);

describe('the order rule table', () => {
  it('holds each rule of its folder once', () => {
    const files = readdirSync(FOLDER).map((name) => name.replace(/\.ts$/, ''));
    expect(ORDER_RULES.map(({ id }) => id).sort()).toEqual(files.sort());
  });

  it('shares no id with the rules of the audit: a finding names its rule by the id alone', () => {
    const ofAudit = new Set(RULES.map(({ id }) => id));
    expect(ORDER_RULES.filter(({ id }) => ofAudit.has(id))).toEqual([]);
  });

  it('knows no other rule', () => {
    expect(orderRuleOf('no-such-rule')).toBeUndefined();
  });

  describe.each(ORDER_RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
    it('speaks both languages, and gives its parameters a meaning in both', () => {
      const texts = [rule.protects, ...Object.values(rule.parameters).map(({ meaning }) => meaning)];
      texts.push(...rule.stops.map(({ what }) => what));
      if (rule.unwaivable !== undefined) texts.push(rule.unwaivable);
      for (const text of texts) {
        expect(text.en).toMatch(/[a-z]/i);
        expect(text.en).not.toMatch(/[가-힣]/);
        expect(text.ko).toMatch(/[가-힣]/);
      }
    });

    it('names an incident, its formula and its severities, worst first', () => {
      const order = ['block', 'hold', 'warn', 'info'];
      expect(rule.stops.length).toBeGreaterThan(0);
      expect(rule.formula.length).toBeGreaterThan(3);
      expect([...rule.severities].sort((a, b) => order.indexOf(a) - order.indexOf(b))).toEqual(
        rule.severities,
      );
    });

    it('has a unit test of its name', () => {
      expect(existsSync(new URL(`./rules/${id}.test.ts`, import.meta.url))).toBe(true);
    });
  });
});
