import * as z from 'zod';
import { DEEP_FROM_BPS } from '../breaker/built-in-policy.js';
import type { BreakerRule } from '../breaker/breaker-rule.js';
import { BREAKER_RULE_TABLE } from '../breaker/breaker-rules.js';
import { TRIP_SCOPES, type TripScope } from '../catalog/trip.js';
import { expecting, flag, oneOf, section, wholeNumber } from './fields.js';
import { basisPointsField } from './parameter-field.js';
import type { RawBreaker, RawBreakerRule } from './raw-policy.js';

/** An hour: what a store's windows take. */
const WINDOW_SECONDS_MAX = 3_600;
/** More orders or units than any sale has in a window. */
const SAMPLE_MAX = 1_000_000_000;

/** Schema of the section that says when a sale stops itself. */
export function breakerSchema(): z.ZodType<RawBreaker | null> {
  const rules = BREAKER_RULE_TABLE.map((rule) => [rule.id, ruleSchema(rule)] as const);
  return section({
    deepFromBps: basisPointsField(0, 10_000).optional().meta({
      description:
        'Markdown of what is paid, below the reference, from which an order counts as deep, basis points.',
      default: DEEP_FROM_BPS,
    }),
    rules: section(Object.fromEntries(rules)).optional().meta({
      description: 'By rule. A rule left out is at its defaults.',
    }),
  });
}

function ruleSchema(rule: BreakerRule): z.ZodType<RawBreakerRule | null | undefined> {
  const { defaults } = rule;
  const shape = {
    enabled: flag().optional().meta({ description: 'Whether it watches the sale.', default: defaults.isOn }),
    limit: limitField(rule)
      .optional()
      .meta({
        description: limitMeaning(rule),
        ...(defaults.limit === undefined ? {} : { default: defaults.limit }),
      }),
    ...(rule.measure === 'budget-share' ? {} : windowShape(rule)),
    ...(rule.measure === 'share' || rule.measure === 'top-share' ? minimumShape(rule) : {}),
    mode: oneOf(['drain', 'freeze']).optional().meta({
      description: 'What a trip does: drain lets whoever is paying finish, freeze lets nothing move.',
      default: defaults.mode,
    }),
  };
  const schema = section(shape).optional();
  // The shape of every rule is a part of the raw one.
  return schema.meta({
    description: `${rule.protects.en} Trips when ${rule.formula}.`,
  });
}

function limitField(rule: BreakerRule): z.ZodNumber {
  if (rule.unit === 'bps') return basisPointsField(0, rule.limitMax);
  const what = rule.unit === 'orders' ? 'a whole number of orders' : 'a whole number';
  return wholeNumber(rule.unit === 'orders' ? 1 : 0, rule.limitMax, what);
}

function limitMeaning(rule: BreakerRule): string {
  switch (rule.unit) {
    case 'orders':
      return 'Orders at deep markdown that are expected in one window. Without it the rule cannot be switched on.';
    case 'bps':
      return 'It trips above this share, basis points.';
    case 'values':
      return 'It trips above so many different values.';
  }
}

function windowShape(rule: BreakerRule): Record<string, z.ZodType> {
  return {
    windowSeconds: wholeNumber(1, WINDOW_SECONDS_MAX, 'a whole number of seconds')
      .optional()
      .meta({ description: 'How far back it looks, seconds.', default: rule.defaults.windowMs / 1_000 }),
    scopes: scopesField(rule.scopes).optional().meta({
      description: 'What it watches by itself: the sale as a whole, each SKU, category or channel.',
      default: rule.defaults.scopes,
    }),
  };
}

function minimumShape(rule: BreakerRule): Record<string, z.ZodType> {
  const what = rule.measure === 'top-share' ? 'a whole number of units' : 'a whole number of orders';
  return {
    minimum: wholeNumber(1, SAMPLE_MAX, what)
      .optional()
      .meta({
        description: `Smallest number of ${rule.measure === 'top-share' ? 'units' : 'orders'} of which a share says anything.`,
        default: rule.defaults.minimum,
      }),
  };
}

function scopesField(scopes: readonly TripScope[]): z.ZodType<readonly TripScope[]> {
  const options = expecting(`a list of ${scopes.join(', ')}, each once`);
  return z
    .array(oneOf(TRIP_SCOPES), options)
    .min(1, options)
    .max(scopes.length, options)
    .refine((list) => new Set(list).size === list.length, options);
}
