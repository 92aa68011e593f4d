import * as z from 'zod';
import { SEVERITIES } from '../catalog/finding.js';
import { ORDER_RULES } from '../pricing/order/order-rule-table.js';
import type { OrderRule } from '../pricing/order/order-rule.js';
import { expecting, flag, oneOf, section, wholeNumber } from './fields.js';
import { parameterField } from './parameter-field.js';
import { BUILT_IN_GUARD } from './policy-guard.js';
import type { RawGuard, RawOrderRule } from './raw-policy.js';
import { ID_PATTERN } from '../core/id.js';

/** A week, as the longest reservation of a stock store. */
const MINUTES_MAX = 10_080;
const MINUTE_MS = 60_000;
/** As many as a sale may have. */
const CHANNELS_MAX = 32;

/** Schema of the section that says what a checkout does with orders. */
export function guardSchema(): z.ZodType<RawGuard | null> {
  const rules = ORDER_RULES.map((rule) => [rule.id, ruleSchema(rule)] as const);
  const { reservationMs, review, late, freeShipping } = BUILT_IN_GUARD;
  return section({
    reservationMinutes: minutes()
      .optional()
      .meta({
        description: 'How long a new reservation stands, minutes. A sale keeps what it was opened with.',
        default: reservationMs / MINUTE_MS,
      }),
    reviewMinutes: minutes()
      .optional()
      .meta({
        description: 'How long a reservation waits for a person to look at it, minutes.',
        default: review.ttlMs / MINUTE_MS,
      }),
    late: oneOf(['refund', 'rescue']).optional().meta({
      description:
        'Money that came after the reservation lapsed: refund gives it back, rescue sells what is still there.',
      default: late,
    }),
    freeShipping: oneOf(['ignore', 'reduces']).optional().meta({
      description: 'Whether what promotions took off the shipping counts as a reduction of the goods.',
      default: freeShipping,
    }),
    paymentMinutes: channelsSchema().nullable().optional().meta({
      description:
        'How long a payment may take by channel, for channels that the sale does not name, minutes.',
    }),
    rules: section(Object.fromEntries(rules)).optional().meta({
      description: 'What orders are judged by, by rule id. A rule left out runs with its defaults.',
    }),
  });
}

function minutes(): z.ZodNumber {
  return wholeNumber(1, MINUTES_MAX, 'a whole number of minutes');
}

function channelsSchema(): z.ZodType<Readonly<Record<string, number>>> {
  const name = expecting('a channel: 1 to 64 letters, digits or _ . : -');
  const many = expecting(`minutes by channel, at most ${CHANNELS_MAX} channels`);
  return z
    .record(z.string(name).regex(ID_PATTERN, name), minutes(), many)
    .refine((channels) => Object.keys(channels).length <= CHANNELS_MAX, many);
}

function ruleSchema(rule: OrderRule): z.ZodType<RawOrderRule | null | undefined> {
  const reason = rule.unwaivable?.en;
  const fixed = reason === undefined ? '' : ` Not for this rule: ${reason}.`;
  const shape: Record<string, z.ZodType> = {
    enabled: flag()
      .optional()
      .meta({ description: `false switches the rule off.${fixed}`, default: true }),
    severityMax: oneOf(SEVERITIES)
      .optional()
      .meta({ description: `Findings worse than this are lowered to it.${fixed}`, default: 'block' }),
  };
  for (const [name, parameter] of Object.entries(rule.parameters)) {
    shape[name] = parameterField(parameter)
      .optional()
      .meta({ description: parameter.meaning.en, default: parameter.default });
  }
  return section(shape)
    .optional()
    .meta({ description: `${rule.protects.en} Trigger: ${rule.formula}` });
}
