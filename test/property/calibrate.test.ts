import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibratedPolicy } from '../../src/calibrate/calibrated-policy.js';
import type { RuleLimits, ScopeLimits } from '../../src/calibrate/merge-limits.js';
import { tunedParameters } from '../../src/calibrate/tuned-rule.js';
import { TUNED_JUMP, TUNED_MARKDOWN } from '../../src/calibrate/tuned-rules.js';
import { categoryPath } from '../../src/catalog/category-path.js';
import { SettingsIndex } from '../../src/pricing/settings.js';
import { loadPolicyText } from '../../src/wire/policy.js';

const SEPARATORS = ['>', '/', '>>', '|', '::', '→'] as const;

/** Parts of category paths, awkward ones among them. */
const part = fc
  .oneof(
    fc.constantFrom(
      'Audio',
      'no',
      '010',
      '"',
      "it's",
      '# not a comment',
      'a: b',
      '- x',
      '이어폰',
      'A >',
      '__proto__',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  )
  .filter((text) => !/[\u0000-\u001f\u007f-\u009f]|\p{Cs}/u.test(text));

/** Different categories as a reader hands them on from a file with that separator. */
function categories(separator: string): fc.Arbitrary<string[]> {
  const path = fc
    .array(part, { minLength: 1, maxLength: 3 })
    .map((parts) => categoryPath(parts.join(separator), separator))
    .filter((found) => found !== undefined);
  return fc.uniqueArray(path, { maxLength: 6 });
}

const markdowns = fc
  .tuple(fc.integer({ min: 3000, max: 9900 }), fc.integer({ min: 0, max: 2000 }))
  .map(([hold, more]) => [
    { parameter: 'listHoldBps', value: hold },
    { parameter: 'listBlockBps', value: Math.min(9950, hold + more) },
  ]);

const steps = fc.integer({ min: 300, max: 2000 });
const jumps = fc.tuple(steps, steps, steps).map(([one, other, up]) => [
  { parameter: 'holdScoreDown', value: Math.max(one, other) / 1000 },
  { parameter: 'warnScoreDown', value: Math.min(one, other) / 1000 },
  { parameter: 'holdScoreUp', value: up / 1000 },
]);

function scopesOf(
  names: readonly string[],
  limits: fc.Arbitrary<ScopeLimits['limits']>,
): fc.Arbitrary<ScopeLimits[]> {
  const all = [undefined, ...[...names].sort()];
  return fc.tuple(...all.map((category) => limits.map((one) => ({ category, limits: one }))));
}

/** Loading a policy is most of the work: the bases are loaded once. */
const BASES = new Map(
  SEPARATORS.map((separator) => {
    const text = `version: 1\ncatalog:\n  categorySeparator: ${JSON.stringify(separator)}\n`;
    return [separator, { text, policy: loadPolicyText(text, { file: 'base.yaml' }) }] as const;
  }),
);

function neverMissing(): never {
  throw new Error('every separator has a base');
}

const calibrations = fc.constantFrom(...SEPARATORS).chain((separator) =>
  categories(separator).chain((names) =>
    fc.record({
      separator: fc.constant(separator),
      deep: scopesOf(names, markdowns),
      jump: scopesOf(names, jumps),
    }),
  ),
);

describe('a calibrated policy', () => {
  it('loads, and gives exactly the limits learned, whatever the categories are called', () => {
    fc.assert(
      fc.property(calibrations, ({ separator, deep, jump }) => {
        const learned: RuleLimits[] = [
          { ruleId: 'deep-markdown', parameters: tunedParameters(TUNED_MARKDOWN), scopes: deep },
          { ruleId: 'price-jump', parameters: tunedParameters(TUNED_JUMP), scopes: jump },
        ];
        const base = BASES.get(separator) ?? neverMissing();
        const written = calibratedPolicy({
          base,
          learned,
          head: [],
          evidenceOf: (rule, at) => [`${rule} ${at ?? ''}`],
        });
        const loaded = loadPolicyText(written.text, { file: 'written.yaml' });
        expect(loaded.hash).toBe(written.policy.hash);
        const settings = new SettingsIndex(loaded.pricing);
        for (const { ruleId, scopes } of learned) {
          for (const { category, limits } of scopes) {
            const found = settings.settingsFor(category, 'default').find(({ rule }) => rule.id === ruleId);
            for (const { parameter, value } of limits) expect(found?.parameters[parameter]).toBe(value);
          }
        }
      }),
    );
  });
});
