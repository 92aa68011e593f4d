import { describe, expect, it } from 'vitest';
import { isGuardError } from '../../../../src/core/errors.js';
import { prepareOrderRules } from '../../../../src/pricing/order/order-rules.js';
import { builtInPolicy } from '../../../../src/wire/policy.js';

const { guard } = builtInPolicy();

/** What is wrong with a policy made by hand. */
function problemOf(orderRules: typeof guard.orderRules): string {
  try {
    prepareOrderRules({ guard: { orderRules, freeShipping: 'ignore' }, deepFromBps: 3_000 });
  } catch (error) {
    if (isGuardError(error, 'policy')) return error.message;
    throw error;
  }
  return '';
}

describe('the order rules of a policy', () => {
  it('are ready for every policy that was read', () => {
    expect(problemOf(guard.orderRules)).toBe('');
  });

  it('are refused where a rule has no setting: it would not judge, and nobody would know', () => {
    expect(problemOf(guard.orderRules.slice(1))).toContain('has no setting for the order rule order-window');
  });

  it('are refused where a setting names no rule', () => {
    const [first] = guard.orderRules;
    const strange = first === undefined ? [] : [...guard.orderRules, { ...first, ruleId: 'below-flor' }];
    expect(problemOf(strange)).toContain('below-flor');
  });

  it.each([{ isOn: false }, { severityMax: 'warn' as const }])(
    'are refused where a rule that nothing may lower is %j',
    (change) => {
      const lowered = guard.orderRules.map((setting) =>
        setting.ruleId === 'not-in-book' ? { ...setting, ...change } : setting,
      );
      expect(problemOf(lowered)).toContain('not-in-book');
    },
  );
});
