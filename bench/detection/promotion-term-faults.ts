import { EVERY_ROW, type Promotion } from '../../src/catalog/promotion.js';
import { withoutDigit } from './faults.js';
import { inOne, type PromotionFault, type Spoil } from './promotion-fault.js';
import type { Random } from './random.js';

type OfKind<K extends Promotion['kind']> = Extract<Promotion, { kind: K }>;

function inFixed(spoil: (promotion: OfKind<'fixed'>, random: Random) => Promotion | undefined): Spoil {
  return (promotion, random) => (promotion.kind === 'fixed' ? spoil(promotion, random) : undefined);
}

function inPercent(spoil: (promotion: OfKind<'percent'>, random: Random) => Promotion | undefined): Spoil {
  return (promotion, random) => (promotion.kind === 'percent' ? spoil(promotion, random) : undefined);
}

/** Minor units in one major unit of the currencies the bench sells in. */
function minorPerMajor({ currency }: Promotion): number {
  return currency === 'USD' ? 100 : 1;
}

const WHOLE_BPS = 10_000;
const BPS_PER_PERCENT = 100;

/** Faults in the terms of one promotion. */
export const TERM_FAULTS: readonly PromotionFault[] = [
  {
    id: 'swapped',
    title: 'minimum and amount off swapped',
    rules: ['field-swap'],
    field: 'terms',
    changes: inOne(
      inFixed((one) =>
        one.minSpendMinor === undefined
          ? undefined
          : { ...one, amountMinor: one.minSpendMinor, minSpendMinor: one.amountMinor },
      ),
    ),
  },
  {
    id: 'no-minimum-amount',
    title: 'minimum missing, amount off',
    rules: ['coupon-exposure'],
    field: 'terms',
    changes: inOne(
      inFixed((one) => (one.minSpendMinor === undefined ? undefined : { ...one, minSpendMinor: undefined })),
    ),
  },
  {
    id: 'no-minimum-percent',
    title: 'minimum missing, percent off',
    rules: ['coupon-exposure'],
    field: 'terms',
    changes: inOne(
      inPercent((one) =>
        one.minSpendMinor === undefined ? undefined : { ...one, minSpendMinor: undefined },
      ),
    ),
  },
  {
    id: 'minimum-x0.1',
    title: 'a zero lost in the minimum of an amount off',
    rules: ['coupon-exposure', 'field-swap'],
    field: 'terms',
    changes: inOne(
      inFixed((one) =>
        one.minSpendMinor === undefined
          ? undefined
          : { ...one, minSpendMinor: Math.round(one.minSpendMinor / 10) },
      ),
    ),
  },
  {
    id: 'amount-x10',
    title: 'a zero gained in the amount off',
    rules: ['coupon-exposure', 'field-swap'],
    field: 'terms',
    changes: inOne(inFixed((one) => ({ ...one, amountMinor: one.amountMinor * 10 }))),
  },
  {
    id: 'percent-x10',
    title: 'a zero gained in the percentage (5 % becomes 50 %)',
    rules: ['coupon-exposure'],
    field: 'terms',
    changes: inOne(
      inPercent((one) => (one.rateBps * 10 > WHOLE_BPS ? undefined : { ...one, rateBps: one.rateBps * 10 })),
    ),
  },
  {
    id: 'percent-as-amount',
    title: 'percentage typed as an amount (10 % becomes 10)',
    rules: ['coupon-exposure', 'field-swap'],
    field: 'terms',
    changes: inOne(
      inPercent((one) => {
        const { capMinor: _capMinor, rateBps, ...rest } = one;
        const amountMinor = (rateBps / BPS_PER_PERCENT) * minorPerMajor(one);
        return { ...rest, kind: 'fixed', amountMinor, per: 'order' };
      }),
    ),
  },
  {
    id: 'amount-as-percent',
    title: 'amount typed as a percentage (10 becomes 10 %)',
    rules: ['coupon-exposure'],
    field: 'terms',
    changes: inOne(
      inFixed((one) => {
        const { amountMinor, per: _per, ...rest } = one;
        const rateBps = (amountMinor / minorPerMajor(one)) * BPS_PER_PERCENT;
        return rateBps > WHOLE_BPS ? undefined : { ...rest, kind: 'percent', rateBps, capMinor: undefined };
      }),
    ),
  },
  {
    id: 'no-cap-coupon',
    title: 'cap missing, coupon or card',
    rules: ['coupon-exposure'],
    field: 'terms',
    changes: inOne(
      inPercent((one) =>
        one.capMinor === undefined || !one.isCoupon ? undefined : { ...one, capMinor: undefined },
      ),
    ),
  },
  {
    id: 'no-cap-sale',
    title: 'cap missing, sale without a coupon',
    rules: ['coupon-exposure', 'worst-stack'],
    field: 'terms',
    changes: inOne(
      inPercent((one) =>
        one.capMinor === undefined || one.isCoupon ? undefined : { ...one, capMinor: undefined },
      ),
    ),
  },
  {
    id: 'wrong-scope',
    title: 'store-wide instead of its brands or SKUs',
    rules: ['worst-stack'],
    field: 'terms',
    changes: inOne((one) => (one.scope === EVERY_ROW ? undefined : { ...one, scope: EVERY_ROW })),
  },
  {
    id: 'buy-get',
    title: 'buy 2 get 1 typed as buy 1 get 2',
    rules: ['coupon-exposure'],
    field: 'terms',
    changes: inOne((one) =>
      one.kind !== 'buy-x-get-y' || one.buy === one.get ? undefined : { ...one, buy: one.get, get: one.buy },
    ),
  },
  {
    id: 'tier-digit',
    title: 'a digit lost in a tier price',
    rules: ['worst-stack'],
    field: 'terms',
    changes: inOne((one, random) => {
      if (one.kind !== 'tier-price') return undefined;
      const at = random.below(one.steps.length);
      const steps = one.steps.map((step, place) =>
        place === at ? { ...step, unitPriceMinor: lostDigit(step.unitPriceMinor, random) } : step,
      );
      return { ...one, steps };
    }),
  },
];

function lostDigit(minor: number, random: Random): number {
  return withoutDigit(minor, random.below(String(minor).length));
}
