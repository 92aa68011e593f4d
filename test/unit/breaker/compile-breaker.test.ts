import { describe, expect, it } from 'vitest';
import { BREAKER_RULE_TABLE } from '../../../src/breaker/breaker-rules.js';
import { BUILT_IN_BREAKER } from '../../../src/breaker/built-in-policy.js';
import { breakerRuleOf, compileBreaker } from '../../../src/breaker/compile-breaker.js';
import { BREAKER_RULES, type BreakerSetting } from '../../../src/breaker/policy.js';
import { TRIP_SCOPES } from '../../../src/catalog/trip.js';
import { checkOpen } from '../../../src/stock/check-open.js';
import { STOCK_LIMITS } from '../../../src/stock/limits.js';

function withAll(change: Partial<BreakerSetting>): typeof BUILT_IN_BREAKER {
  return { ...BUILT_IN_BREAKER, rules: BUILT_IN_BREAKER.rules.map((setting) => ({ ...setting, ...change })) };
}

describe('the breaker rule table', () => {
  it('has every rule once, in the order of their names', () => {
    expect(BREAKER_RULE_TABLE.map(({ id }) => id)).toEqual(BREAKER_RULES);
  });

  it.each(BREAKER_RULE_TABLE.map((rule) => [rule.id, rule] as const))(
    '%s says in both languages what it protects against, and why its defaults',
    (_, rule) => {
      for (const text of [rule.protects, rule.reason]) {
        expect(text.en).toMatch(/[a-z].*\.$/i);
        expect(text.ko).toMatch(/[가-힣].*\.$/);
      }
      expect(rule.scopes).toEqual(expect.arrayContaining([...rule.defaults.scopes]));
    },
  );

  it('freezes where prices are wrong and drains where too much is bought', () => {
    const modes = BREAKER_RULE_TABLE.map(({ id, defaults }) => [id, defaults.mode]);
    expect(Object.fromEntries(modes)).toEqual({
      velocity: 'drain',
      'anomaly-share': 'freeze',
      'rejected-share': 'freeze',
      'unapproved-prices': 'freeze',
      concentration: 'drain',
      'abandon-rate': 'drain',
      'budget-spent': 'drain',
    });
  });
});

describe('a compiled policy', () => {
  it('has one counter for each rule that is on and each of its scopes, in a fixed order', () => {
    expect(compileBreaker(BUILT_IN_BREAKER).map(({ id }) => id)).toEqual([
      'anomaly-share.sale',
      'rejected-share.sku',
      'unapproved-prices.sale',
      'concentration.sku',
      'abandon-rate.sale',
    ]);
    const turned = withAll({ isOn: true, scopes: ['channel', 'sale'] });
    expect(compileBreaker(turned).slice(0, 2)).toMatchObject([{ scope: 'sale' }, { scope: 'channel' }]);
  });

  it('is empty when every rule is off', () => {
    expect(compileBreaker(withAll({ isOn: false }))).toEqual([]);
  });

  it('counts what each rule is about', () => {
    const byId = new Map(
      compileBreaker(withAll({ isOn: true })).map((rule) => [breakerRuleOf(rule.id), rule]),
    );
    expect(byId.get('velocity')).toMatchObject({ measure: 'count', events: ['deep'] });
    expect(byId.get('anomaly-share')).toMatchObject({ events: ['flagged'], of: ['judged'] });
    expect(byId.get('rejected-share')).toMatchObject({ events: ['rejected'], of: ['judged'] });
    expect(byId.get('abandon-rate')).toMatchObject({
      events: ['released', 'expired'],
      of: ['committed', 'released', 'expired'],
    });
  });

  it.each([
    [1, 27],
    [100, 180],
    [10_000, 10_620],
    [300, 424],
  ])('lets velocity trip above %d + 6 sqrt + 20, rounded up: %d', (limit, tripsAbove) => {
    const rule = compileBreaker(withAll({ isOn: true, limit })).find(({ events }) => events.includes('deep'));
    expect(rule?.limit).toBe(tripsAbove);
  });

  it('is what a store takes, with everything on that can be', () => {
    const everything = {
      ...BUILT_IN_BREAKER,
      rules: BREAKER_RULE_TABLE.map(({ id, scopes, defaults }): BreakerSetting => ({
        rule: id,
        isOn: true,
        scopes,
        windowMs: defaults.windowMs,
        limit: defaults.limit ?? 300,
        minimum: defaults.minimum,
        mode: defaults.mode,
      })),
    };
    for (const policy of [BUILT_IN_BREAKER, everything]) {
      const tripRules = compileBreaker(policy);
      expect(tripRules.length).toBeLessThanOrEqual(STOCK_LIMITS.tripRulesMax);
      const checked = checkOpen({ allotments: [{ stockKey: 'EP-100', quantity: 1 }], tripRules });
      expect(checked).not.toHaveProperty('kind', 'refused');
    }
    expect(compileBreaker(everything)).toHaveLength(6 * TRIP_SCOPES.length + 1);
  });
});

describe('the name of a trip rule', () => {
  it('tells the breaker rule it was made from', () => {
    expect(breakerRuleOf('velocity.sku')).toBe('velocity');
    expect(breakerRuleOf('unapproved-prices.sale')).toBe('unapproved-prices');
    for (const other of ['loss_budget', 'regressed', 'velocity', 'velocity.town', 'speed.sku', ''])
      expect(breakerRuleOf(other)).toBeUndefined();
  });
});
