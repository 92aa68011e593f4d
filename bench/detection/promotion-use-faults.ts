import type { Promotion } from '../../src/catalog/promotion.js';
import { DAY_MS } from '../../src/core/clock.js';
import { combines } from '../../src/promotions/combines.js';
import { AGAIN, inOne, type Change, type PromotionFault } from './promotion-fault.js';

/** Faults in how often a promotion may be used. */
export const COUNT_FAULTS: readonly PromotionFault[] = [
  {
    id: 'no-count',
    title: 'count and budget missing',
    rules: ['coupon-exposure'],
    field: 'counts',
    changes: inOne((one) =>
      one.isCoupon && one.kind !== 'free-shipping'
        ? { ...one, perCustomerMax: undefined, usesMax: undefined, budgetMinor: undefined }
        : undefined,
    ),
  },
  {
    id: 'over-budget',
    title: 'a zero gained in the count, above the budget',
    rules: ['coupon-exposure'],
    field: 'counts',
    changes: inOne((one) =>
      one.usesMax === undefined || one.budgetMinor === undefined
        ? undefined
        : { ...one, usesMax: one.usesMax * 10 },
    ),
  },
  {
    id: 'twice-apart',
    title: 'entered twice, one of the two an order',
    rules: ['worst-stack'],
    field: 'counts',
    changes: (promotions) =>
      promotions
        .filter((one) => one.isCoupon && one.kind !== 'free-shipping' && !stacksWithItself(one))
        .map(twice),
  },
];

/** Faults in what combines with what. */
export const COMBINATION_FAULTS: readonly PromotionFault[] = [
  {
    id: 'twice',
    title: 'entered twice, both in one order',
    rules: ['worst-stack'],
    field: 'combination',
    changes: (promotions) =>
      promotions.filter((one) => one.kind !== 'free-shipping' && stacksWithItself(one)).map(twice),
  },
  {
    id: 'no-group',
    title: 'stacking group missing',
    rules: ['worst-stack'],
    field: 'combination',
    changes: inOne((one) => (one.group === undefined ? undefined : { ...one, group: undefined })),
  },
  {
    id: 'not-exclusive',
    title: 'exclusive no longer',
    rules: ['worst-stack'],
    field: 'combination',
    changes: inOne((one) => (one.isExclusive ? { ...one, isExclusive: false } : undefined)),
  },
  {
    id: 'window',
    title: 'ends a day late, when the next campaign has begun',
    rules: ['worst-stack'],
    field: 'combination',
    changes: (promotions) =>
      promotions.flatMap((one) => {
        const { endsAt } = one;
        if (endsAt === undefined) return [];
        const late = { ...one, endsAt: endsAt + DAY_MS };
        const next = promotions.filter(
          (other) => other.startsAt === endsAt && holdTogether(late, other) && meet(one, other),
        );
        return next.length === 0
          ? []
          : [{ changed: [late], added: [], ids: [one.id, ...next.map(({ id }) => id)] }];
      }),
  },
];

function stacksWithItself(one: Promotion): boolean {
  return holdTogether(one, { ...one, id: `${one.id}${AGAIN}` });
}

function holdTogether(one: Promotion, other: Promotion): boolean {
  return combines({ promotion: one, isNamed: false }, { promotion: other, isNamed: false });
}

/** Campaigns that follow each other are of the same brands. */
function meet({ scope: one }: Promotion, { scope: other }: Promotion): boolean {
  return one === other || one.categories?.some((path) => other.categories?.includes(path)) === true;
}

function twice(one: Promotion): Change {
  const copy = { ...one, id: `${one.id}${AGAIN}` };
  return { changed: [], added: [copy], ids: [one.id, copy.id] };
}
