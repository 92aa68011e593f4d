import { describe, expect, it } from 'vitest';
import { BUILT_IN_BREAKER } from '../../../src/breaker/built-in-policy.js';
import { compileBreaker } from '../../../src/breaker/compile-breaker.js';
import { policyJsonSchema } from '../../../src/wire/json-schemas.js';
import { builtInPolicy, loadPolicyText, type Policy } from '../../../src/wire/policy.js';
import { problemsOf } from './expect-problems.js';

function load(breaker: string): Policy {
  return loadPolicyText(`{ version: 1, breaker: ${breaker} }`, { file: 'policy.yaml' });
}

/** Problems of the section, places and its name left out. */
function problems(breaker: string): readonly string[] {
  return problemsOf(`{ version: 1, breaker: ${breaker} }`).map((line) =>
    line.replace(/^\d+:\d+ breaker\.?(: )?/, ''),
  );
}

describe('the section breaker of a policy', () => {
  it('has every rule at its default where it says nothing', () => {
    expect(builtInPolicy().breaker).toEqual(BUILT_IN_BREAKER);
    for (const empty of ['', '{}', '{ rules: }', '{ rules: { velocity: } }'])
      expect(load(empty).hash).toBe(builtInPolicy().hash);
  });

  it('is read as written, and the rest stays at its default', () => {
    const { breaker } = load(
      `{ deepFromBps: 5000, rules: {
         velocity: { enabled: true, limit: 300, windowSeconds: 30, scopes: [channel, sale], mode: freeze },
         concentration: { minimum: 500 }, abandon-rate: { enabled: false } } }`,
    );
    expect(breaker.deepFromBps).toBe(5_000);
    const settings = new Map(breaker.rules.map((setting) => [setting.rule, setting]));
    expect(settings.get('velocity')).toEqual({
      rule: 'velocity',
      isOn: true,
      scopes: ['sale', 'channel'],
      windowMs: 30_000,
      limit: 300,
      minimum: 0,
      mode: 'freeze',
    });
    expect(settings.get('concentration')).toMatchObject({ isOn: true, minimum: 500, limit: 5_000 });
    expect(settings.get('abandon-rate')).toMatchObject({ isOn: false });
    expect(compileBreaker(breaker).map(({ id }) => id)).toEqual([
      'velocity.sale',
      'velocity.channel',
      'anomaly-share.sale',
      'rejected-share.sku',
      'unapproved-prices.sale',
      'concentration.sku',
    ]);
  });

  it('is frozen, and changes the hash exactly when it means something else', () => {
    const { breaker } = builtInPolicy();
    expect(Object.isFrozen(breaker) && Object.isFrozen(breaker.rules[0]?.scopes)).toBe(true);
    const two = '{ rules: { concentration: { scopes: [sku, sale] } } }';
    const turned = '{ rules: { concentration: { scopes: [sale, sku] } } }';
    expect(load(two).hash).toBe(load(turned).hash);
    expect(load('{ rules: { concentration: { scopes: [sku] } } }').hash).toBe(builtInPolicy().hash);
    expect(load(two).hash).not.toBe(builtInPolicy().hash);
    expect(load('{ rules: { velocity: { limit: 5 } } }').hash).not.toBe(builtInPolicy().hash);
  });

  it.each([
    [
      '{ deepFromBps: 10001 }',
      'deepFromBps: got 10001, expected basis points, a whole number (100 = 1 %) from 0 to 10000',
    ],
    ['{ rules: { velocty: {} } }', 'rules.velocty: unknown key; did you mean velocity?'],
    [
      '{ rules: { velocity: { enabled: true } } }',
      'rules.velocity.enabled: velocity is on and states no limit: write how many orders a window may expect, such as limit: 300',
    ],
    [
      '{ rules: { velocity: { limit: 0 } } }',
      'rules.velocity.limit: got 0, expected a whole number of orders from 1 to 100000000',
    ],
    [
      '{ rules: { unapproved-prices: { limit: 257 } } }',
      'rules.unapproved-prices.limit: got 257, expected a whole number from 0 to 256',
    ],
    [
      '{ rules: { rejected-share: { limit: 10000 } } }',
      'rules.rejected-share.limit: got 10000, expected basis points, a whole number (100 = 1 %) from 0 to 9999',
    ],
    [
      '{ rules: { rejected-share: { limit: 50% } } }',
      'rules.rejected-share.limit: got "50%", expected basis points, a whole number (100 = 1 %) from 0 to 9999; write 5000 (basis points; 50 % = 5000)',
    ],
    [
      '{ rules: { rejected-share: { minimum: 0 } } }',
      'rules.rejected-share.minimum: got 0, expected a whole number of orders from 1 to 1000000000',
    ],
    [
      '{ rules: { unapproved-prices: { minimum: 5 } } }',
      'rules.unapproved-prices.minimum: unknown key; known here: enabled, limit, windowSeconds, scopes, mode',
    ],
    [
      '{ rules: { budget-spent: { windowSeconds: 5 } } }',
      'rules.budget-spent.windowSeconds: unknown key; known here: enabled, limit, mode',
    ],
    [
      '{ rules: { velocity: { windowSeconds: 3601 } } }',
      'rules.velocity.windowSeconds: got 3601, expected a whole number of seconds from 1 to 3600',
    ],
    [
      '{ rules: { concentration: { scopes: [] } } }',
      'rules.concentration.scopes: got a list, expected a list of sale, sku, category, channel, each once',
    ],
    [
      '{ rules: { concentration: { scopes: [sku, sku] } } }',
      'rules.concentration.scopes: got a list, expected a list of sale, sku, category, channel, each once',
    ],
    [
      '{ rules: { concentration: { scopes: [skus] } } }',
      'rules.concentration.scopes[0]: got "skus", expected one of sale, sku, category, channel; did you mean sku?',
    ],
    [
      '{ rules: { concentration: { mode: closed } } }',
      'rules.concentration.mode: got "closed", expected one of drain, freeze',
    ],
  ])('refuses %s', (breaker, problem) => {
    expect(problems(breaker)).toEqual([problem]);
  });

  it('stands in the schema that editors use', () => {
    const text = JSON.stringify(policyJsonSchema());
    for (const { rule } of BUILT_IN_BREAKER.rules) expect(text).toContain(JSON.stringify(rule));
  });
});
