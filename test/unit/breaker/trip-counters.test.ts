import { describe, expect, it } from 'vitest';
import { TripCounters } from '../../../src/breaker/trip-counters.js';
import type { TripRule } from '../../../src/catalog/trip.js';
import { effectOf, raiseTimes, ruleOf, scopeOf } from './trip-rule.js';

function countersOf(rules: readonly TripRule[], countersMax = 100): TripCounters {
  return new TripCounters(rules, { countersMax });
}

describe('a count', () => {
  it('passes above its limit and not at it', () => {
    const counters = countersOf([ruleOf()]);
    expect(raiseTimes(counters, 3, { now: 0, effect: effectOf() })).toEqual([]);
    expect(counters.raise(0, effectOf())).toEqual([
      { rule: ruleOf(), scope: 'sale', measured: 4, sample: 0 },
    ]);
  });

  it('forgets what is ten buckets old, bucket by bucket', () => {
    const counters = countersOf([ruleOf()]);
    raiseTimes(counters, 3, { now: 999, effect: effectOf() });
    expect(counters.raise(9_999, effectOf())).toHaveLength(1);
    // The three of the first second are gone; the one of the tenth is not.
    expect(raiseTimes(counters, 2, { now: 10_000, effect: effectOf() })).toEqual([]);
    expect(counters.raise(10_000, effectOf())).toHaveLength(1);
  });

  it('starts empty after any silence', () => {
    const counters = countersOf([ruleOf()]);
    raiseTimes(counters, 4, { now: 5_000, effect: effectOf() });
    expect(counters.raise(3_600_000_000_000, effectOf())).toEqual([]);
  });

  it('counts what comes with an older time in the newest bucket', () => {
    const counters = countersOf([ruleOf()]);
    raiseTimes(counters, 3, { now: 50_000, effect: effectOf() });
    expect(counters.raise(0, effectOf())).toHaveLength(1);
    expect(counters.raise(59_999, effectOf())).toHaveLength(1);
  });

  it('does not count other events, nor other scopes', () => {
    const counters = countersOf([ruleOf({ limit: 0 })]);
    expect(counters.raise(0, effectOf({ events: ['released'] }))).toEqual([]);
    expect(counters.raise(0, effectOf({ scope: 'sku:EP-100' }))).toEqual([]);
    expect(counters.raise(0, effectOf())).toHaveLength(1);
  });
});

describe('scopes', () => {
  it('of one kind are counted each by itself', () => {
    const rule = ruleOf({ scope: 'sku', limit: 1 });
    const counters = countersOf([rule]);
    counters.raise(0, effectOf({ scope: 'sku:A' }));
    expect(counters.raise(0, effectOf({ scope: 'sku:B' }))).toEqual([]);
    expect(counters.raise(0, effectOf({ scope: 'sku:A' }))).toMatchObject([{ scope: 'sku:A', measured: 2 }]);
  });

  it.each([
    ['category', 'category:Audio'],
    ['channel', 'channel:app'],
    ['sku', 'sku:sale'],
  ] as const)('of the kind %s begin with its name', (scope, name) => {
    const counters = countersOf([ruleOf({ scope, limit: 0 })]);
    expect(counters.raise(0, effectOf({ scope: name }))).toHaveLength(1);
    expect(counters.raise(0, effectOf({ scope: 'sale' }))).toEqual([]);
    expect(counters.raise(0, effectOf({ scope: `${scope}s:x` }))).toEqual([]);
  });

  it('are told rule by rule, and within a rule in the order given', () => {
    const rules = [
      ruleOf({ id: 'a', scope: 'sku', limit: 0 }),
      ruleOf({ id: 'b', limit: 0 }),
      ruleOf({ id: 'c', scope: 'sku', limit: 0 }),
    ];
    const scopes = ['sale', 'sku:Z', 'sku:A'].map((scope) => scopeOf({ scope }));
    const passed = countersOf(rules).raise(0, { scopes, spent: undefined });
    expect(passed.map(({ rule, scope }) => `${rule.id} ${scope}`)).toEqual([
      'a sku:Z',
      'a sku:A',
      'b sale',
      'c sku:Z',
      'c sku:A',
    ]);
  });
});

describe('a share', () => {
  const rule = ruleOf({
    measure: 'share',
    events: ['rejected'],
    of: ['judged'],
    limit: 5_000,
    minimum: 4,
  });
  const good = effectOf({ events: ['judged'] });
  const bad = effectOf({ events: ['judged', 'rejected'] });

  it('passes above its limit, on a sample that is large enough', () => {
    const counters = countersOf([rule]);
    expect(raiseTimes(counters, 3, { now: 0, effect: bad })).toEqual([]);
    expect(counters.raise(0, good)).toEqual([{ rule, scope: 'sale', measured: 7_500, sample: 4 }]);
    expect(raiseTimes(counters, 2, { now: 0, effect: good })).toEqual([]);
    expect(counters.raise(0, bad)).toMatchObject([{ measured: 5_714, sample: 7 }]);
  });

  it('passes nothing while the whole is empty', () => {
    const counters = countersOf([{ ...rule, limit: 0, minimum: 0 }]);
    expect(counters.raise(0, effectOf({ events: ['rejected'] }))).toEqual([]);
  });

  it('forgets part and whole together', () => {
    const counters = countersOf([rule]);
    raiseTimes(counters, 4, { now: 0, effect: bad });
    expect(raiseTimes(counters, 4, { now: 10_000, effect: good })).toEqual([]);
  });
});

describe('different values', () => {
  const rule = ruleOf({ measure: 'distinct', events: [], limit: 2 });
  const seen = (...values: string[]): ReturnType<typeof effectOf> => effectOf({ events: [], values });

  it('are counted once, however often they come', () => {
    const counters = countersOf([rule]);
    raiseTimes(counters, 10, { now: 0, effect: seen('a', 'b') });
    expect(counters.raise(0, seen('a'))).toEqual([]);
    expect(counters.raise(0, seen('c'))).toEqual([{ rule, scope: 'sale', measured: 3, sample: 0 }]);
  });

  it('are forgotten ten buckets after they came last', () => {
    const counters = countersOf([rule]);
    counters.raise(0, seen('a', 'b'));
    counters.raise(5_000, seen('a'));
    expect(counters.raise(10_000, seen('c'))).toEqual([]);
    expect(counters.raise(14_999, seen('d'))).toHaveLength(1);
    expect(counters.raise(15_000, seen('d'))).toEqual([]);
  });

  it('beyond one more than the limit are not kept, first those that come last in order of code units', () => {
    const counters = countersOf([rule]);
    expect(counters.raise(0, seen('d', 'c', 'b', 'a'))).toMatchObject([{ measured: 3 }]);
    counters.raise(5_000, seen('d', 'a'));
    // Only a was known, so b and c are forgotten, and d came to a full list.
    expect(counters.raise(10_000, seen('x'))).toEqual([]);
  });
});

describe('the share of the largest buyers', () => {
  const rule = ruleOf({ measure: 'top-share', events: [], limit: 5_000, minimum: 100 });
  const buys = (buyer: string, units: number): ReturnType<typeof effectOf> => effectOf({ buyer, units });

  it('passes when ten buyers have more than the limit', () => {
    const counters = countersOf([rule]);
    for (let index = 0; index < 50; index++) counters.raise(0, buys(`small-${index}`, 1));
    expect(counters.raise(0, buys('large', 41))).toEqual([]);
    expect(counters.raise(0, buys('large', 9))).toMatchObject([{ measured: 5_900, sample: 100 }]);
  });

  it('does not take many small buyers for large ones, however many there are', () => {
    const counters = countersOf([rule]);
    for (let index = 0; index < 5_000; index++)
      expect(counters.raise(0, buys(`buyer-${index}`, 1))).toEqual([]);
  });

  it('starts anew with each window', () => {
    const counters = countersOf([rule]);
    expect(counters.raise(9_999, buys('large', 100))).toHaveLength(1);
    expect(counters.raise(10_000, buys('large', 99))).toEqual([]);
    expect(counters.raise(19_999, buys('large', 1))).toHaveLength(1);
  });

  it('counts no effect without a buyer', () => {
    const counters = countersOf([{ ...rule, minimum: 1 }]);
    expect(counters.raise(0, effectOf({ units: 500 }))).toEqual([]);
  });
});

describe('the share of the loss budget', () => {
  const rule = ruleOf({ measure: 'budget-share', events: [], windowMs: 0, limit: 8_000 });
  const spend = (beforeMinor: number, spentMinor: number): ReturnType<typeof effectOf> => ({
    scopes: [],
    spent: { beforeMinor, spentMinor, budgetMinor: 1_000 },
  });

  it('passes with the order that crosses the limit, and with no order after it', () => {
    const counters = countersOf([rule]);
    expect(counters.raise(0, spend(0, 800))).toEqual([]);
    expect(counters.raise(0, spend(800, 801))).toEqual([{ rule, scope: 'sale', measured: 8_010, sample: 0 }]);
    expect(counters.raise(0, spend(801, 900))).toEqual([]);
  });

  it('passes again when it was given back and spent again', () => {
    const counters = countersOf([rule]);
    counters.raise(0, spend(800, 900));
    expect(counters.raise(0, spend(700, 801))).toHaveLength(1);
  });

  it('is exact for any budget', () => {
    const whole = Number.MAX_SAFE_INTEGER;
    const counters = countersOf([{ ...rule, limit: 9_999 }]);
    const budget = { budgetMinor: whole, beforeMinor: 0 };
    const limit = Number((BigInt(whole) * 9_999n) / 10_000n);
    expect(counters.raise(0, { scopes: [], spent: { ...budget, spentMinor: limit } })).toEqual([]);
    expect(counters.raise(0, { scopes: [], spent: { ...budget, spentMinor: limit + 1 } })).toHaveLength(1);
  });

  it('never passes without a budget', () => {
    const counters = countersOf([{ ...rule, limit: 0 }]);
    expect(counters.raise(0, { scopes: [], spent: undefined })).toEqual([]);
    const none = { beforeMinor: 0, spentMinor: 0, budgetMinor: 0 };
    expect(counters.raise(0, { scopes: [], spent: none })).toEqual([]);
  });
});

describe('a reset', () => {
  it('empties one rule in one scope', () => {
    const rule = ruleOf({ scope: 'sku' });
    const counters = countersOf([rule, { ...rule, id: 'other' }]);
    for (const scope of ['sku:A', 'sku:B']) raiseTimes(counters, 3, { now: 0, effect: effectOf({ scope }) });
    counters.reset('reserved.sale', 'sku:A');
    expect(counters.raise(0, effectOf({ scope: 'sku:A' })).map((passed) => passed.rule.id)).toEqual([
      'other',
    ]);
    expect(counters.raise(0, effectOf({ scope: 'sku:B' }))).toHaveLength(2);
  });

  it('of what is not counted does nothing', () => {
    const counters = countersOf([ruleOf()]);
    counters.reset('no-such-rule', 'sale');
    counters.reset('reserved.sale', 'sku:A');
    expect(raiseTimes(counters, 4, { now: 0, effect: effectOf() })).toHaveLength(1);
  });
});

describe('the memory', () => {
  it('holds so many pairs of rule and scope and not one more, and says how often it had no room', () => {
    const rule = ruleOf({ scope: 'sku', limit: 0 });
    const counters = countersOf([rule], 2);
    for (const scope of ['sku:A', 'sku:B', 'sku:C', 'sku:C']) counters.raise(0, effectOf({ scope }));
    expect(counters.uncounted).toBe(2);
    expect(counters.raise(0, effectOf({ scope: 'sku:C' }))).toEqual([]);
    expect(counters.raise(0, effectOf({ scope: 'sku:A' }))).toHaveLength(1);
    expect(counters.uncounted).toBe(3);
  });

  it('takes no room for what is not counted, and keeps the place of what was reset', () => {
    const rule = ruleOf({ scope: 'sku', limit: 0 });
    const counters = countersOf([rule], 1);
    counters.raise(0, effectOf({ scope: 'sku:A', events: ['released'] }));
    counters.raise(0, effectOf({ scope: 'sku:B' }));
    counters.reset(rule.id, 'sku:B');
    counters.raise(0, effectOf({ scope: 'sku:C' }));
    expect(counters.uncounted).toBe(1);
    expect(counters.raise(0, effectOf({ scope: 'sku:B' }))).toHaveLength(1);
  });
});
