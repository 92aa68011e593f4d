import type { Promotion } from '../../catalog/promotion.js';
import { hasSwappedMinimum } from './field-swap-coupon.js';

const WHOLE_BPS = 10_000n;
/** A share hardly grows any more after so many uses, and the numbers stay short. */
const USES_COUNTED_MAX = 100;

/** What the terms of a promotion come to, whatever it is applied to. Exact; undefined where prices decide. */
export interface PromotionTerms {
  /** Largest share of an order it can take off, as a fraction. */
  readonly share: { readonly taken: bigint; readonly of: bigint } | undefined;
  /** Most that one order can save by it, all its uses together, minor units. */
  readonly perOrder: bigint | undefined;
  /** `perOrder` times the number of uses in all. */
  readonly total: bigint | undefined;
}

/** Works out the terms of a promotion. A swapped minimum and amount say nothing: `field-swap` tells that. */
export function termsOf(promotion: Promotion): PromotionTerms {
  if (hasSwappedMinimum(promotion)) return { share: undefined, perOrder: undefined, total: undefined };
  const perOrder = perOrderOf(promotion);
  const { usesMax } = promotion;
  const total = perOrder === undefined || usesMax === undefined ? undefined : perOrder * BigInt(usesMax);
  return { share: shareOf(promotion, perOrder), perOrder, total };
}

function perOrderOf(promotion: Promotion): bigint | undefined {
  const uses = BigInt(promotion.perOrderMax);
  if (promotion.kind === 'percent') {
    return promotion.capMinor === undefined ? undefined : BigInt(promotion.capMinor) * uses;
  }
  if (promotion.kind !== 'fixed') return undefined;
  // Off each unit: of as many units as the promotion asks for. More of them cost more, too.
  const units = promotion.per === 'unit' ? BigInt(promotion.quantityMin ?? 1) : 1n;
  return BigInt(promotion.amountMinor) * units * uses;
}

function shareOf(promotion: Promotion, perOrder: bigint | undefined): PromotionTerms['share'] {
  switch (promotion.kind) {
    case 'percent': {
      // Each use takes its share of what the one before left.
      const uses = BigInt(Math.min(promotion.perOrderMax, USES_COUNTED_MAX));
      const whole = WHOLE_BPS ** uses;
      return { taken: whole - (WHOLE_BPS - BigInt(promotion.rateBps)) ** uses, of: whole };
    }
    case 'fixed': {
      const minimum = promotion.minSpendMinor ?? 0;
      return minimum > 0 && perOrder !== undefined ? { taken: perOrder, of: BigInt(minimum) } : undefined;
    }
    case 'buy-x-get-y':
      return {
        taken: BigInt(promotion.get) * BigInt(promotion.offBps),
        of: BigInt(promotion.buy + promotion.get) * WHOLE_BPS,
      };
    case 'tier-price':
    case 'free-shipping':
      return undefined;
  }
}

/** A share in basis points, rounded down; never above the whole. */
export function bpsOf({ taken, of }: NonNullable<PromotionTerms['share']>): number {
  return taken >= of ? Number(WHOLE_BPS) : Number((taken * WHOLE_BPS) / of);
}

/** True when a share is more than a limit, decided exactly. */
export function isAbove({ taken, of }: NonNullable<PromotionTerms['share']>, limitBps: number): boolean {
  return taken * WHOLE_BPS > BigInt(limitBps) * of;
}

/** The smallest minimum spend at which an amount is within a share; undefined where none is. */
export function minSpendLeast(perOrder: bigint | undefined, shareBlockBps: number): bigint | undefined {
  if (perOrder === undefined || shareBlockBps === 0) return undefined;
  const limit = BigInt(shareBlockBps);
  return (perOrder * WHOLE_BPS + limit - 1n) / limit;
}
