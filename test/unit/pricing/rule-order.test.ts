import { describe, expect, it } from 'vitest';
import { RULES } from '../../../src/pricing/rule-table.js';
import { UNWAIVABLE } from '../../../src/pricing/unwaivable.js';

const SEVERITY_WORD = /warn|hold|block/i;

describe('ascending parameters of the rule table', () => {
  it('are numbers of their own rule whose defaults keep the order', () => {
    for (const rule of RULES) {
      for (const pair of rule.ascending ?? []) {
        const [low, high] = pair.map((name) => rule.parameters[name]?.default);
        expect([typeof low, typeof high], `${rule.id}: ${pair.join(' <= ')}`).toEqual(['number', 'number']);
        expect(low, `${rule.id}: ${pair.join(' <= ')}`).toBeLessThanOrEqual(Number(high));
      }
    }
  });

  it('are stated wherever two names differ only in a severity', () => {
    for (const rule of RULES) {
      const names = Object.keys(rule.parameters).filter((name) => SEVERITY_WORD.test(name));
      for (const name of names) {
        const twins = names.filter((other) => other !== name && stemOf(other) === stemOf(name));
        for (const twin of twins) {
          const isStated = (rule.ascending ?? []).some((pair) => pair.includes(name) && pair.includes(twin));
          expect(isStated, `${rule.id}: ${name} and ${twin}`).toBe(true);
        }
      }
    }
  });
});

describe('UNWAIVABLE', () => {
  it('names rules of the table', () => {
    const ids = RULES.map((rule) => rule.id);
    expect([...UNWAIVABLE.keys()].filter((id) => !ids.includes(id))).toEqual([]);
  });
});

function stemOf(name: string): string {
  return name.replace(SEVERITY_WORD, '');
}
