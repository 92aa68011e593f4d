import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Promotions } from '../../src/catalog/promotion.js';
import { isGuardError } from '../../src/core/errors.js';
import { printAmount } from '../../src/money/decimal-text.js';
import { couponExposure } from '../../src/pricing/rules/coupon-exposure.js';
import { fieldSwap } from '../../src/pricing/rules/field-swap.js';
import { defaultsOf } from '../../src/pricing/settings.js';
import { TEST_NOW } from '../../src/testing/facts.js';
import { tellingIn } from '../../src/testing/telling.js';
import { LANGS } from '../../src/text/lang.js';
import { EXPORTED_LIMITS } from '../../src/wire/document-limits.js';
import { readJson } from '../../src/wire/json-document.js';
import { readPromotions } from '../../src/wire/promotions.js';
import { readDocument } from '../../src/wire/yaml-document.js';

function load(text: string): Promotions {
  return readPromotions(text, { file: 'p.yaml', sha256: '' });
}

/** Texts in quotes: an unquoted N is a boolean to some readers, and so refused. */
const QUOTED = { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN' } as const;

const minor = fc.integer({ min: 1, max: 2 ** 40 });
const amount = minor.map((value) => printAmount(value, 2));
const bps = fc.integer({ min: 1, max: 10_000 });
const percent = bps.map((value) => printAmount(value, 2));
const count = fc.integer({ min: 1, max: 5000 });
const instant = fc
  .integer({ min: TEST_NOW - 1e10, max: TEST_NOW + 1e10 })
  .map((at) => new Date(at).toISOString());

const kinds = fc.oneof(
  fc.record({ kind: fc.constant('percent'), percent, cap: amount }, { requiredKeys: ['kind', 'percent'] }),
  fc.record({ kind: fc.constant('fixed'), amount, per: fc.constantFrom('order', 'unit') }),
  fc.record(
    { kind: fc.constant('buy-x-get-y'), buy: count, get: count, percentOff: percent },
    { requiredKeys: ['kind', 'buy', 'get'] },
  ),
  fc.record({
    kind: fc.constant('tier-price'),
    steps: fc
      .uniqueArray(count, { minLength: 1, maxLength: 4 })
      .map((quantities) =>
        [...quantities].sort((a, b) => a - b).map((quantityMin) => ({ quantityMin, price: '9.00' })),
      ),
  }),
  fc.record({ kind: fc.constant('free-shipping') }),
);

const common = fc.record(
  {
    name: fc.stringMatching(/^[a-zA-Z가-힣0-9][a-zA-Z가-힣0-9 %:#'"-]{0,20}[a-zA-Z가-힣]$/),
    coupon: fc.boolean(),
    minSpend: amount,
    quantityMin: count,
    perOrderMax: fc.integer({ min: 1, max: 100 }),
    perCustomerMax: count,
    usesMax: fc.integer({ min: 1, max: 1e9 }),
    budget: amount,
    endsAt: instant,
    group: fc.constantFrom('coupon', 'card'),
    exclusive: fc.boolean(),
    appliesTo: fc.record(
      {
        listedOnly: fc.boolean(),
        skus: fc.uniqueArray(fc.stringMatching(/^[A-Z0-9]{1,6}$/), { minLength: 1, maxLength: 3 }),
        categories: fc.constant(['Audio > Wired']),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

/** Files that are right, in dollars. */
const files = fc.array(fc.tuple(kinds, common), { minLength: 1, maxLength: 6 }).map((all) => ({
  version: 1,
  currency: 'USD',
  promotions: all.map(([kind, rest], index) => ({ id: `P-${index}`, ...rest, ...kind })),
}));

describe('a promotions file', () => {
  it('says the same as YAML, as JSON and as indented JSON', () => {
    fc.assert(
      fc.property(files, (file) => {
        const lineless = (text: string): unknown =>
          load(text).promotions.map((promotion) => ({ ...promotion, line: 0 }));
        const asYaml = lineless(stringify(file, QUOTED));
        expect(lineless(JSON.stringify(file))).toEqual(asYaml);
        expect(lineless(JSON.stringify(file, null, '\t'))).toEqual(asYaml);
      }),
    );
  });

  it('is read to the last minor unit and basis point', () => {
    fc.assert(
      fc.property(minor, bps, (amountMinor, rateBps) => {
        const text = `{ version: 1, currency: USD, promotions: [
          { id: A, kind: fixed, per: order, amount: '${printAmount(amountMinor, 2)}' },
          { id: B, kind: percent, percent: '${printAmount(rateBps, 2)}' }] }`;
        expect(load(text).promotions).toMatchObject([{ amountMinor }, { rateBps }]);
      }),
    );
  });

  it('damaged anywhere is read, or refused with places', () => {
    const damage = fc.tuple(fc.nat(), fc.nat(3), fc.string({ unit: 'binary', maxLength: 3 }));
    fc.assert(
      fc.property(files, fc.array(damage, { minLength: 1, maxLength: 3 }), (file, damages) => {
        let text = stringify(file, QUOTED);
        for (const [at, length, put] of damages) {
          const start = at % text.length;
          text = text.slice(0, start) + put + text.slice(start + length);
        }
        try {
          load(text);
        } catch (error) {
          if (!isGuardError(error, 'input')) throw error;
          for (const line of error.message.split('\n').slice(1))
            expect(line).toMatch(/^p\.yaml:(\d+:\d+ |) ?/);
        }
      }),
    );
  });
});

describe('JSON', () => {
  /** Every path of a value, and one that leads nowhere. */
  function pathsOf(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
    const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    const below = members.flatMap(([key, member]) =>
      pathsOf(member, [...path, Array.isArray(value) ? Number(key) : key]),
    );
    return [[...path], [...path, 'nowhere', 0], ...below];
  }

  it('read by itself gives the value and the places that YAML gives', () => {
    const limits = { ...EXPORTED_LIMITS, depthMax: 32 };
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const text = JSON.stringify([value], null, indent);
        const json = readJson(text, limits);
        const yaml = readDocument(`#\n${text}`);
        if (json === undefined) {
          expect(yaml.problems).not.toEqual([]);
          return;
        }
        expect(yaml.problems).toEqual([]);
        expect(json.value).toEqual(yaml.value);
        for (const path of pathsOf([value])) {
          const { line, column } = yaml.placeOf(path);
          expect(json.placeOf(path)).toEqual({ line: line - 1, column });
        }
      }),
    );
  });
});

describe('the rules about promotions by themselves', () => {
  it('judge any promotion and find words for it', () => {
    fc.assert(
      fc.property(files, (file) => {
        for (const promotion of load(JSON.stringify(file)).promotions) {
          for (const rule of [fieldSwap, couponExposure]) {
            const judgement = rule.judgePromotion?.(promotion, { now: TEST_NOW }, defaultsOf(rule));
            if (judgement === undefined) continue;
            expect(rule.severities).toContain(judgement.severity);
            for (const lang of LANGS) {
              const words = rule.tell[lang](judgement.evidence, tellingIn(lang, 'USD', judgement.severity));
              expect(words).toMatch(/[.?]$/);
              expect(words).not.toMatch(/NaN|undefined|null|Infinity/);
            }
          }
        }
      }),
    );
  });

  it('are never worse of a coupon that asks for more to be spent', () => {
    fc.assert(
      fc.property(minor, minor, minor, (amountMinor, minSpendMinor, moreMinor) => {
        const verdict = (minSpend: number): boolean => {
          const text = `{ version: 1, currency: USD, promotions: [{ id: A, kind: fixed, per: order, amount: '${printAmount(amountMinor, 2)}', minSpend: '${printAmount(minSpend, 2)}' }] }`;
          return load(text).promotions.some((promotion) =>
            [fieldSwap, couponExposure].some(
              (rule) => rule.judgePromotion?.(promotion, { now: TEST_NOW }, defaultsOf(rule)) !== undefined,
            ),
          );
        };
        if (!verdict(minSpendMinor)) expect(verdict(minSpendMinor + moreMinor)).toBe(false);
        // Whatever comes off, one of the two speaks when it is more than half.
        expect(verdict(minSpendMinor)).toBe(2 * amountMinor > minSpendMinor);
      }),
    );
  });
});
