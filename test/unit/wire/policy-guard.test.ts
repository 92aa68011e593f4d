import { describe, expect, it } from 'vitest';
import { paymentMsOf } from '../../../src/catalog/guard-policy.js';
import { ORDER_RULES } from '../../../src/pricing/order/order-rule-table.js';
import { policyJsonSchema } from '../../../src/wire/json-schemas.js';
import { builtInPolicy, loadPolicyText, type Policy } from '../../../src/wire/policy.js';
import { problemsOf } from './expect-problems.js';

function load(guard: string): Policy {
  return loadPolicyText(`{ version: 1, guard: ${guard} }`, { file: 'policy.yaml' });
}

/** Problems of the section, places and its name left out. */
function problems(guard: string): readonly string[] {
  return problemsOf(`{ version: 1, guard: ${guard} }`).map((line) =>
    line.replace(/^\d+:\d+ guard\.?(: )?/, ''),
  );
}

const MINUTE_MS = 60_000;

describe('the section guard of a policy', () => {
  it('has every value at its default where it says nothing', () => {
    const { guard } = builtInPolicy();
    expect(guard).toMatchObject({
      reservationMs: 10 * MINUTE_MS,
      review: { ttlMs: 30 * MINUTE_MS },
      late: 'refund',
      freeShipping: 'ignore',
    });
    expect([...guard.paymentMs]).toEqual([
      ['app', 15 * MINUTE_MS],
      ['kiosk', 5 * MINUTE_MS],
      ['phone-desk', 60 * MINUTE_MS],
      ['web', 15 * MINUTE_MS],
    ]);
    expect(guard.orderRules.map(({ ruleId }) => ruleId)).toEqual(ORDER_RULES.map(({ id }) => id));
    expect(guard.orderRules.every(({ isOn, severityMax }) => isOn && severityMax === 'block')).toBe(true);
    for (const empty of ['', '{}', '{ rules: , paymentMinutes: }'])
      expect(load(empty).hash).toBe(builtInPolicy().hash);
  });

  it('is read as written, and the rest stays at its default', () => {
    const { guard } = load(
      `{ reservationMinutes: 5, reviewMinutes: 120, late: rescue, freeShipping: reduces, paymentMinutes: { web: 20, tv: 90 },
         rules: { order-quantity: { holdAbove: 5, blockAbove: 5, severityMax: hold }, gift-alone: { enabled: false } } }`,
    );
    expect(guard).toMatchObject({
      reservationMs: 5 * MINUTE_MS,
      review: { ttlMs: 120 * MINUTE_MS },
      late: 'rescue',
      freeShipping: 'reduces',
    });
    expect(guard.paymentMs.get('web')).toBe(20 * MINUTE_MS);
    expect(guard.paymentMs.get('tv')).toBe(90 * MINUTE_MS);
    expect(guard.paymentMs.get('kiosk')).toBe(5 * MINUTE_MS);
    const settings = new Map(guard.orderRules.map((setting) => [setting.ruleId, setting]));
    expect(settings.get('order-quantity')).toEqual({
      ruleId: 'order-quantity',
      isOn: true,
      severityMax: 'hold',
      parameters: { holdAbove: 5, blockAbove: 5 },
    });
    expect(settings.get('gift-alone')?.isOn).toBe(false);
  });

  it('is frozen, and changes the hash exactly when it means something else', () => {
    const { guard } = builtInPolicy();
    expect(Object.isFrozen(guard) && Object.isFrozen(guard.orderRules[0]?.parameters)).toBe(true);
    const written = load(
      '{ late: refund, paymentMinutes: { web: 15 }, rules: { below-floor: { enabled: true } } }',
    );
    expect(written.hash).toBe(builtInPolicy().hash);
    const others = [
      '{ late: rescue }',
      '{ paymentMinutes: { tv: 15 } }',
      '{ rules: { order-quantity: { holdAbove: 49 } } }',
    ];
    const hashes = others.map((text) => load(text).hash);
    expect(new Set([...hashes, builtInPolicy().hash]).size).toBe(4);
  });

  it.each([
    ['[]', 'got a list, expected a section of keys'],
    ['{ reviewMinutes: 0 }', 'reviewMinutes: got 0, expected a whole number of minutes from 1 to 10080'],
    [
      '{ reviewMinutes: 10081 }',
      'reviewMinutes: got 10081, expected a whole number of minutes from 1 to 10080',
    ],
    ['{ reviewMinutes: 1.5 }', 'reviewMinutes: got 1.5, expected a whole number of minutes from 1 to 10080'],
    ['{ late: resque }', 'late: got "resque", expected one of refund, rescue; did you mean rescue?'],
    ['{ freeShipping: true }', 'freeShipping: got true, expected one of ignore, reduces'],
    [
      '{ paymentMinutes: { "a b": 5 } }',
      'paymentMinutes["a b"]: got "a b", expected a channel: 1 to 64 letters, digits or _ . : -',
    ],
    [
      '{ paymentMinutes: { web: 0 } }',
      'paymentMinutes.web: got 0, expected a whole number of minutes from 1 to 10080',
    ],
    ['{ paymentMinute: {} }', 'paymentMinute: unknown key; did you mean paymentMinutes?'],
    ['{ rules: { below-flor: {} } }', 'rules.below-flor: unknown key; did you mean below-floor?'],
    [
      '{ rules: { below-floor: { floor: 1 } } }',
      'rules.below-floor.floor: unknown key; known here: enabled, severityMax',
    ],
    [
      '{ rules: { order-quantity: { holdAbove: -1 } } }',
      'rules.order-quantity.holdAbove: got -1, expected a whole number from 0 to 1000000000',
    ],
    [
      '{ rules: { order-quantity: { holdAbove: 2000 } } }',
      'rules.order-quantity.holdAbove: holdAbove (2000) may not exceed blockAbove (1000)',
    ],
    [
      '{ rules: { order-quantity: { blockAbove: 10 } } }',
      'rules.order-quantity.blockAbove: holdAbove (50) may not exceed blockAbove (10)',
    ],
    [
      '{ rules: { reduction-share: { holdAboveBps: 0.9 } } }',
      'rules.reduction-share.holdAboveBps: got 0.9, expected basis points, a whole number (100 = 1 %) from 0 to 10000; write 9000 (basis points; 0.9 = 90 % = 9000)',
    ],
    [
      '{ rules: { not-in-book: { enabled: false } } }',
      'rules.not-in-book.enabled: not-in-book cannot be switched off: without an entry there is no approved price, no reference for the loss budget and no stock to count',
    ],
    [
      '{ rules: { zero-line: { severityMax: hold } } }',
      'rules.zero-line.severityMax: zero-line cannot be lowered: a price of nothing is never meant; declare the entry a gift in the catalogue',
    ],
  ])('refuses %s', (guard, problem) => {
    expect(problems(guard)).toEqual([problem]);
  });

  it('refuses more channels than a sale may have', () => {
    const channels = Array.from({ length: 33 }, (_, index) => `c${index}: 5`).join(', ');
    expect(problems(`{ paymentMinutes: { ${channels} } }`)).toEqual([
      'paymentMinutes: got a section, expected minutes by channel, at most 32 channels',
    ]);
  });

  it('tells every problem at once', () => {
    expect(
      problems('{ late: never, rules: { order-quantity: { holdAbove: 2000 }, zero-line: { enabled: no } } }'),
    ).toHaveLength(3);
  });

  it('stands in the schema that editors use, with the reason of what cannot be lowered', () => {
    const text = JSON.stringify(policyJsonSchema());
    for (const { id, protects } of ORDER_RULES) {
      expect(text).toContain(JSON.stringify(id));
      expect(text).toContain(JSON.stringify(protects.en).slice(1, -1));
    }
    expect(text).toContain('Not for this rule: without an entry there is no approved price');
  });
});

describe('how long a payment may take', () => {
  const { guard } = builtInPolicy();
  const channels = [{ id: 'web', paymentMs: 1_000 }];

  it('is what the sale says, else what the policy says, and nothing for a channel of neither', () => {
    expect(paymentMsOf(guard, channels, 'web')).toBe(1_000);
    expect(paymentMsOf(guard, channels, 'app')).toBe(15 * MINUTE_MS);
    for (const channel of ['tv', '', '__proto__', 'constructor'])
      expect(paymentMsOf(guard, channels, channel)).toBeUndefined();
  });
});
