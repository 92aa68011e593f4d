import * as z from 'zod';
import type { PriceRule } from '../pricing/rule.js';
import { LANGS } from '../text/lang.js';
import { catalogSchema } from './catalog-schema.js';
import { currencyCode, expecting, instant, oneOf, section } from './fields.js';
import { decimalField } from './parameter-field.js';
import { approvalsSchema } from './policy-approvals-schema.js';
import { breakerSchema } from './policy-breaker-schema.js';
import { guardSchema } from './policy-guard-schema.js';
import { BUILT_IN_AUDIT, FAIL_ON } from './policy-defaults.js';
import { remedySchema } from './policy-remedy-schema.js';
import type { RawExchangeRates, RawPolicy, RawPricing } from './raw-policy.js';
import { ruleSchema } from './rule-schema.js';

/** The schema of a policy for a table of rules. */
export function policySchema(rules: readonly PriceRule[]): z.ZodType<RawPolicy> {
  return z
    .strictObject(
      {
        $schema: z.string().optional().meta({ description: 'Where editors find this schema.' }),
        version: z
          .literal(1, expecting('1, the version of this format'))
          .meta({ description: 'Version of this format: 1.' }),
        catalog: catalogSchema().optional().meta({ description: 'How the catalogue files are written.' }),
        pricing: pricingSchema(rules).optional().meta({ description: 'The price rules and their limits.' }),
        audit: auditSchema().optional().meta({ description: 'What `saleguard audit` does by default.' }),
        approvals: approvalsSchema(rules).optional().meta({
          description:
            'Whose signatures count. With this section a price that changed without an approval is a finding.',
        }),
        guard: guardSchema()
          .optional()
          .meta({ description: 'What a checkout does with orders, and what they are judged by.' }),
        breaker: breakerSchema().optional().meta({ description: 'When a sale stops itself.' }),
        remedy: remedySchema().optional().meta({
          description: 'What customers are given after an incident. Plans are made only with it.',
        }),
      },
      expecting('a policy: a section of keys with version: 1'),
    )
    .meta({
      title: 'saleguard policy',
      description: 'Rules and limits of a shop. Everything left out is at its default.',
    });
}

function auditSchema(): z.ZodType<(RawPolicy['audit'] & {}) | null> {
  return section({
    failOn: oneOf(FAIL_ON).optional().meta({
      description: 'The run fails (exit code 1) on findings of this severity or worse.',
      default: BUILT_IN_AUDIT.failOn,
    }),
    lang: oneOf(LANGS).optional().meta({ description: 'Language of reports when --lang is not given.' }),
  });
}

function pricingSchema(rules: readonly PriceRule[]): z.ZodType<RawPricing | null> {
  const ruleSchemas = rules.map((rule) => [rule.id, ruleSchema(rule)] as const);
  return section({
    exchangeRates: exchangeRatesSchema().optional().meta({
      description: 'Rates that let currency-exponent recognise a price in another currency.',
    }),
    rules: section(Object.fromEntries(ruleSchemas)).optional().meta({
      description: 'By rule id. A rule left out runs with its defaults.',
    }),
  });
}

const RATE_TEXT = /^\d{1,15}(?:\.\d{1,12})?$/;

function exchangeRatesSchema(): z.ZodType<RawExchangeRates> {
  const rate = decimalField(
    `a decimal above 0 in quotes, such as '0.00072', or a whole number`,
    RATE_TEXT,
  ).refine((written) => Number(written) > 0, expecting('a rate above 0'));
  return z.strictObject(
    {
      base: currencyCode().meta({ description: 'The currency one unit of which is bought.' }),
      asOf: instant().meta({
        description: 'When the rates were taken, with an offset: 2026-08-01T00:00:00+09:00.',
      }),
      rates: z.partialRecord(currencyCode(), rate, expecting('rates by currency')).meta({
        description: 'How many units of each currency buy one unit of the base, as decimals in quotes.',
      }),
    },
    expecting('a section with base, asOf and rates'),
  );
}
