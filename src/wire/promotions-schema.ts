import * as z from 'zod';
import type { PromotionKind } from '../catalog/promotion.js';
import { currencyCode, expecting, listOf, oneOf } from './fields.js';
import type { RawPromotions } from './promotions-raw.js';
import { commonShape, kindShapes } from './promotions-shape.js';

/** Most promotions of one file. */
const PROMOTIONS_MAX = 10_000;

/**
 * What a file is read by: every field in any promotion, none required. Which of them a promotion must and may have is a
 * cross-check, so that a missing field or a mistaken kind does not keep the rest of the file from being looked at.
 */
export function promotionsSchema(): z.ZodType<RawPromotions> {
  const { percent, fixed, 'buy-x-get-y': buyGet, 'tier-price': tierPrice } = kindShapes();
  const promotion = z
    .strictObject(
      { ...commonShape(), ...percent, ...fixed, ...buyGet, ...tierPrice },
      expecting('a promotion: a section with id, kind and what the kind needs'),
    )
    .partial();
  return fileSchema(promotion);
}

/** What a file has to look like, exactly: for editors. */
export function publishedSchema(): z.ZodType {
  const common = commonShape();
  const shapes = kindShapes();
  const kind = <K extends PromotionKind>(name: K): { kind: z.ZodLiteral<K> } => ({
    kind: z.literal(name).meta({ description: 'What it does to an order.' }),
  });
  const promotion = z.discriminatedUnion('kind', [
    z.strictObject({ ...common, ...kind('percent'), ...shapes.percent }),
    z.strictObject({ ...common, ...kind('fixed'), ...shapes.fixed }),
    z.strictObject({ ...common, ...kind('buy-x-get-y'), ...shapes['buy-x-get-y'] }),
    z.strictObject({ ...common, ...kind('tier-price'), ...shapes['tier-price'] }),
    z.strictObject({ ...common, ...kind('free-shipping') }),
  ]);
  return fileSchema(promotion).meta({
    title: 'saleguard promotions',
    description: 'Every promotion and coupon that may be live during a sale.',
  });
}

function fileSchema<T extends z.ZodType>(promotion: T) {
  return z.strictObject(
    {
      $schema: z.string().optional().meta({ description: 'Where editors find this schema.' }),
      version: z
        .literal(1, expecting('1, the version of this format'))
        .meta({ description: 'Version of this format: 1.' }),
      currency: currencyCode()
        .optional()
        .meta({ description: 'Currency of amounts, where a promotion names none.' }),
      applicationOrder: oneOf(['listed', 'unknown']).optional().meta({
        description:
          'listed: a cart applies them in the order of this file. unknown: the worst order is taken.',
        default: 'unknown',
      }),
      promotions: listOf(promotion, PROMOTIONS_MAX)
        .min(1, { error: 'got an empty list; where there are no promotions, leave the file out' })
        .meta({ description: 'One entry a promotion.' }),
    },
    expecting('a promotions file: a section of keys with version: 1 and promotions'),
  );
}
