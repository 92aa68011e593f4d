import { Engine, type NestedCondition, type OperatorEvaluator, type RuleProperties } from 'json-rules-engine';
import { singleEdit } from '../../src/pricing/single-edit.js';
import { NOW } from './columns.js';
import type { RuleId } from './rules.js';

const FILLERS = [0, 1, 9, 99, 999, 9999, 99_999, 999_999, 1234, 12_345, 123_456, 1_234_567];
const TEST_WORD = /(?<![\p{L}\p{N}])(?:test|dummy|sample|테스트|더미)[0-9]*(?![\p{L}\p{N}])/iu;
const REPEATED_DIGIT = /^([0-9])\1+$/;

/** Operators of our own beside the engine's; for each the fact stands left. */
const OPERATORS = {
  /** Above a number that is known. */
  above: (left: number | null, right: number | null) => left !== null && right !== null && left > right,
  atLeast: (left: number | null, right: number | null) => left !== null && right !== null && left >= right,
  below: (left: number | null, right: number | null) => left !== null && right !== null && left < right,
  atMost: (left: number | null, right: number | null) => left !== null && right !== null && left <= right,
  /** Two digit strings of 3 digits or more, one slip of the hand apart, but not tenfold: that is a shift. */
  oneEditFrom: (left: number, right: number | null) =>
    right !== null &&
    Math.min(left, right) >= 100 &&
    left * 10 !== right &&
    right * 10 !== left &&
    singleEdit(String(right), String(left)) !== undefined,
  /** Below a fifth of an amount. */
  farBelow: (left: number, right: number | null) => right !== null && left * 10_000 < right * 2000,
  farAbove: (left: number, right: number | null) => right !== null && right * 10_000 < left * 2000,
  repeatsOneDigit: (left: number) => REPEATED_DIGIT.test(String(left)),
  namesATest: (left: string) => TEST_WORD.test(left),
} as const;

type Operator = keyof typeof OPERATORS | 'equal' | 'notEqual' | 'in';

const is = (fact: string, operator: Operator, value: unknown = null): NestedCondition => ({
  fact,
  operator,
  value,
});
const and = (...all: NestedCondition[]): NestedCondition => ({ all });
const or = (...any: NestedCondition[]): NestedCondition => ({ any });
const the = (fact: string): { readonly fact: string } => ({ fact });

const notFree = is('isFreeGift', 'equal', false);
const hasPrice = is('price', 'above', 0);
const noFormer = is('former', 'equal', null);
const hasFormer = is('former', 'notEqual', null);
const onSale = is('isSalePrice', 'equal', true);

const shift = and(is('places', 'notEqual', 0), is('placesAway', 'atMost', 0.02));
const exactShift = and(shift, is('places', 'atLeast', 1), is('isExactShift', 'equal', true));
const noExactShift = or(
  is('places', 'atMost', 0),
  is('placesAway', 'above', 0.02),
  is('isExactShift', 'equal', false),
);
const formerShift = and(is('formerPlaces', 'notEqual', 0), is('formerPlacesAway', 'atMost', 0.02));
const noFormerDrop = or(is('formerPlaces', 'atMost', 0), is('formerPlacesAway', 'above', 0.02));

/** Price moved by digits: within 2 % of a hundred or a thousand times the reference, either way. */
const shifted = [100, 0.01, 1000, 0.001].map((factor) =>
  and(is('shareOfReference', 'atLeast', 0.98 * factor), is('shareOfReference', 'atMost', 1.02 * factor)),
);

const isOneSlip = (operator: 'farBelow' | 'farAbove'): NestedCondition =>
  and(
    is('price', operator, the('reference')),
    or(
      is('price', 'oneEditFrom', the('reference')),
      and(is('price', operator, the('former')), is('price', 'oneEditFrom', the('former'))),
    ),
  );

type Case = readonly [ruleId: RuleId, severity: 'block' | 'hold' | 'warn', when: NestedCondition];

const CASES: readonly Case[] = [
  ['required-input', 'hold', or(is('name', 'equal', ''), is('category', 'equal', ''))],
  [
    'field-swap',
    'block',
    and(
      is('isDiscountPrice', 'equal', true),
      or(is('shareOfHalf', 'below', 99), is('shareOfHalf', 'above', 101)),
    ),
  ],
  [
    'field-swap',
    'block',
    and(is('price', 'above', the('reference')), is('reference', 'equal', the('former'))),
  ],
  ['field-swap', 'block', and(hasPrice, isSaved(), is('shareOfFormer', 'atMost', 0.5))],
  ['field-swap', 'hold', and(hasPrice, isSaved(), is('shareOfFormer', 'above', 0.5))],
  ['unit-pack', 'block', is('titleFactor', 'atLeast', 5)],
  ['unit-pack', 'block', and(noFormer, is('fittingPack', 'atLeast', 10))],
  ['unit-pack', 'hold', and(noFormer, is('fittingPack', 'atLeast', 5))],
  ['unit-pack', 'hold', and(hasFormer, or(is('fittingPack', 'below', 0), is('fittingPack', 'above', 2)))],
  ['unit-pack', 'warn', and(hasFormer, is('fittingPack', 'equal', 2))],
  ['unit-pack', 'warn', is('titleFactor', 'above', 1.05)],
  ['digit-shift', 'block', exactShift],
  ['digit-shift', 'block', and(noExactShift, formerShift, is('formerPlaces', 'atLeast', 1))],
  ['digit-shift', 'hold', and(noExactShift, noFormerDrop, or(shift, formerShift))],
  ['currency-exponent', 'block', and(hasPrice, or(...shifted))],
  ['digit-edit', 'block', and(hasPrice, isOneSlip('farBelow'))],
  ['digit-edit', 'hold', and(hasPrice, isOneSlip('farAbove'))],
  [
    'placeholder',
    'warn',
    and(
      notFree,
      or(
        is('price', 'in', FILLERS),
        is('sku', 'namesATest'),
        and(is('shareOfReference', 'below', 0.6), is('price', 'repeatsOneDigit')),
      ),
    ),
  ],
  ['sale-window', 'block', is('endsAt', 'atMost', the('startsAt'))],
  ['sale-window', 'block', and(onSale, is('endsAt', 'atMost', Date.parse(NOW)))],
  ['sale-window', 'hold', and(onSale, is('endsAt', 'equal', null), is('startsAt', 'notEqual', null))],
  ['sale-window', 'hold', and(onSale, is('endsAt', 'notEqual', null), is('startsAt', 'equal', null))],
  ['absolute-floor', 'block', and(is('price', 'atMost', 100), notFree)],
  ['above-list', 'block', or(is('listPrice', 'atMost', 0), is('price', 'above', the('listPrice')))],
  ['below-cost', 'block', and(notFree, is('shareOfCost', 'below', 0.5))],
  ['below-cost', 'warn', and(notFree, is('shareOfCost', 'below', 1))],
  ['deep-markdown', 'block', and(notFree, is('shareOfReference', 'atMost', 0.1))],
  ['deep-markdown', 'hold', and(notFree, is('shareOfReference', 'atMost', 0.2))],
];

function isSaved(): NestedCondition {
  return and(is('listLessPrice', 'equal', the('former')), is('price', 'notEqual', the('former')));
}

/** An engine with the twelve rules; one that has several severities stands as several rules of the engine. */
export function makeEngine(): Engine {
  const engine = new Engine([], { allowUndefinedFacts: false });
  for (const [name, test] of Object.entries<OperatorEvaluator<never, never>>(OPERATORS))
    engine.addOperator(name, test);
  for (const [type, severity, when] of CASES) {
    const rule: RuleProperties = { conditions: { all: [when] }, event: { type, params: { severity } } };
    engine.addRule(rule);
  }
  return engine;
}
