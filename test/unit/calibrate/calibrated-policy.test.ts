import { describe, expect, it } from 'vitest';
import { calibratedPolicy, type CalibratedPolicy } from '../../../src/calibrate/calibrated-policy.js';
import type { RuleLimits, ScopeLimits } from '../../../src/calibrate/merge-limits.js';
import { SettingsIndex } from '../../../src/pricing/settings.js';
import { builtInPolicy, loadPolicyText, type Policy } from '../../../src/wire/policy.js';

function scope(category: string | undefined, hold: number, block: number): ScopeLimits {
  return {
    category,
    limits: [
      { parameter: 'listHoldBps', value: hold },
      { parameter: 'listBlockBps', value: block },
    ],
  };
}

const WHOLE = scope(undefined, 8700, 9400);
const AUDIO = scope('Audio', 7000, 8000);
const WIRED = scope('Audio > Wired', 5000, 6000);

function limits(...scopes: readonly ScopeLimits[]): RuleLimits {
  return { ruleId: 'deep-markdown', parameters: ['listHoldBps', 'listBlockBps'], scopes };
}

function put(text: string | undefined, ...scopes: readonly ScopeLimits[]): CalibratedPolicy {
  const policy = text === undefined ? builtInPolicy() : loadPolicyText(text, { file: 'base.yaml' });
  return calibratedPolicy({
    base: { policy, text },
    learned: [limits(...scopes)],
    head: ['Learned.'],
    evidenceOf: (_, category) => [`evidence of ${category ?? 'all'}`],
  });
}

/** What deep-markdown does on rows of a category and price list. */
function ruleFor(
  policy: Policy,
  category?: string,
  priceList = 'default',
): Readonly<Record<string, unknown>> {
  const settings = new SettingsIndex(policy.pricing).settingsFor(category, priceList);
  const setting = settings.find(({ rule }) => rule.id === 'deep-markdown');
  return { ...setting?.parameters, enabled: setting?.enabled, severityMax: setting?.severityMax };
}

function limitsFor(policy: Policy, category?: string, priceList?: string): unknown[] {
  const rule = ruleFor(policy, category, priceList);
  return [rule['listHoldBps'], rule['listBlockBps']];
}

describe('a calibrated policy', () => {
  it('is a policy of its own without a base, evidence as comments', () => {
    const { text, policy } = put(undefined, WHOLE, AUDIO, WIRED);
    expect(text).toBe(
      [
        '# Learned.',
        'version: 1',
        'pricing:',
        '  rules:',
        '    deep-markdown:',
        '      # evidence of all',
        '      listHoldBps: 8700',
        '      listBlockBps: 9400',
        '      overrides:',
        '        # evidence of Audio',
        '        - category: "Audio"',
        '          listHoldBps: 7000',
        '          listBlockBps: 8000',
        '        # evidence of Audio > Wired',
        '        - category: "Audio > Wired"',
        '          listHoldBps: 5000',
        '          listBlockBps: 6000',
        '',
      ].join('\n'),
    );
    expect(limitsFor(policy, 'Audio > Wired > Long')).toEqual([5000, 6000]);
    expect(limitsFor(policy, 'Audio > Wireless')).toEqual([7000, 8000]);
    expect(limitsFor(policy, 'Kitchen')).toEqual([8700, 9400]);
  });

  it('keeps every other setting of its base', () => {
    const base = [
      'version: 1',
      'catalog:',
      '  currency: KRW',
      "  categorySeparator: '/'",
      '  columns: { 판매가: price }',
      'pricing:',
      '  exchangeRates:',
      '    base: KRW',
      "    asOf: '2026-08-01T00:00:00+09:00'",
      "    rates: { USD: '0.00072' }",
      '  rules:',
      '    absolute-floor:',
      "      floors: { KRW: '500' }",
      '    price-jump: { enabled: false }',
      '    deep-markdown:',
      '      historyBlockBps: 7000',
      '      severityMax: hold',
      '      overrides:',
      '        - { category: Audio / Wired, historyBlockBps: 8000 }',
      '        - { category: Outlet, enabled: false }',
      'audit: { failOn: block, lang: ko }',
      '',
    ].join('\n');
    const before = loadPolicyText(base, { file: 'base.yaml' });
    const { policy } = put(base, WHOLE, AUDIO, WIRED);
    expect(policy.catalog).toEqual(before.catalog);
    expect(policy.audit).toEqual(before.audit);
    expect(policy.pricing.rates).toEqual(before.pricing.rates);
    const others = (one: Policy): unknown =>
      one.pricing.rules
        .filter(({ rule }) => rule.id !== 'deep-markdown')
        .map(({ parameters, enabled }) => ({ parameters, enabled }));
    expect(others(policy)).toEqual(others(before));
    expect(ruleFor(policy, 'Audio > Wired')).toMatchObject({
      listHoldBps: 5000,
      historyBlockBps: 8000,
      severityMax: 'hold',
    });
    expect(ruleFor(policy, 'Audio')).toMatchObject({ listHoldBps: 7000, historyBlockBps: 7000 });
    expect(ruleFor(policy, 'Outlet')).toMatchObject({ listHoldBps: 8700, enabled: false });
  });

  it('replaces what an earlier calibration learned', () => {
    const { text } = put(undefined, WHOLE, AUDIO, WIRED);
    const again = put(text, scope(undefined, 8000, 9000), scope('Audio', 6000, 9000));
    expect(limitsFor(again.policy)).toEqual([8000, 9000]);
    expect(limitsFor(again.policy, 'Audio > Wired')).toEqual([6000, 9000]);
    expect(again.text).not.toContain('Wired');
  });

  it('leaves a limit that was set by hand for a price list alone', () => {
    const base = [
      'version: 1',
      'pricing:',
      '  rules:',
      '    deep-markdown:',
      '      overrides:',
      '        - { priceList: members, listHoldBps: 5500 }',
      '',
    ].join('\n');
    const { policy } = put(base, WHOLE, AUDIO);
    expect(limitsFor(policy, 'Audio', 'members')).toEqual([5500, 8000]);
    expect(limitsFor(policy, 'Audio')).toEqual([7000, 8000]);
    expect(limitsFor(policy, undefined, 'members')).toEqual([5500, 9400]);
  });

  it.each<[string, readonly string[], RegExp]>([
    [
      'a child stands before its parent',
      [
        '- { category: Audio > Wired, historyBlockBps: 8000 }',
        '- { category: Audio, historyBlockBps: 9000 }',
      ],
      /base\.yaml: an override further down takes listHoldBps of Audio > Wired back; put parents before their children in the overrides of deep-markdown/,
    ],
    [
      'a price list stands before a category',
      ['- { priceList: members, listHoldBps: 5500 }', '- { category: Audio, historyBlockBps: 9000 }'],
      /listHoldBps for price list members would no longer hold in Audio; put overrides of price lists behind those of categories/,
    ],
    [
      'a hand-set limit contradicts a learned one',
      ['- { priceList: members, listHoldBps: 8900 }'],
      /may have to set the others, too\n[^]*listHoldBps \(8900\) may not exceed listBlockBps \(8000\)/,
    ],
  ])('is refused where %s, with what to change', (_, overrides, said) => {
    const lines = ['version: 1', 'pricing:', '  rules:', '    deep-markdown:', '      overrides:'];
    const base = [...lines, ...overrides.map((line) => `        ${line}`), ''].join('\n');
    expect(() => put(base, WHOLE, AUDIO, WIRED)).toThrow(said);
    expect(() => put(base, WHOLE, AUDIO, WIRED)).toThrow(
      /^the learned limits cannot be put into base\.yaml: /,
    );
  });

  it('takes a base in JSON, and one that is nearly empty', () => {
    expect(limitsFor(put('{"version": 1, "pricing": {"rules": null}}', WHOLE).policy)).toEqual([8700, 9400]);
    expect(limitsFor(put('version: 1\npricing:\n', WHOLE).policy)).toEqual([8700, 9400]);
  });
});
