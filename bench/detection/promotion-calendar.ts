import type { Promotions } from '../../src/catalog/promotion.js';
import { Draft, type Template } from './promotion-draft.js';
import type { Shop, ShopStyle } from './promotion-shop.js';
import { amountCoupon, exclusiveCode, percentCoupon, reward } from './promotion-coupons.js';
import { brandSale, bundle, dayDeal, freeShipping, quantityPrices, storeSale } from './promotion-sales.js';
import type { Random } from './random.js';

/** How a shop of one style fills its calendar: what it always runs, and what it adds, by weight. */
interface Habits {
  readonly always: readonly Template[];
  readonly often: readonly (readonly [weight: number, template: Template])[];
}

const KOREAN_CARD = percentCoupon({
  kind: 'card',
  percents: [3, 5, 7, 10],
  caps: [10_000, 20_000, 30_000, 50_000],
  minimums: [50_000, 100_000, 200_000],
  group: 'card',
  capless: 0,
  minimumless: 0,
  branded: 0,
});

const KOREAN_CART = amountCoupon(
  [
    [2_000, 30_000],
    [3_000, 50_000],
    [5_000, 70_000],
    [7_000, 100_000],
    [10_000, 150_000],
    [20_000, 300_000],
    [50_000, 1_000_000],
  ],
  'cart',
);

const WESTERN_CARD = percentCoupon({
  kind: 'card',
  percents: [3, 5],
  caps: [25, 50, 100],
  minimums: [50, 100],
  group: 'card',
  capless: 0.4,
  minimumless: 0.4,
  branded: 0,
});

/**
 * What shops of the two styles run. Shares, rates and minimums are those of ordinary trade as its pages show them, not
 * measured: Korean coupons state a cap and a minimum and come in three groups that combine (on goods, on the cart, of a
 * card); Western ones are one code an order, of which some state no cap or no minimum, and rewards without a minimum.
 */
const HABITS: Readonly<Record<ShopStyle, Habits>> = {
  Korean: {
    always: [
      storeSale([3, 5, 7], [30_000, 50_000, 100_000], 0),
      freeShipping(30_000),
      KOREAN_CARD,
      KOREAN_CART,
    ],
    often: [
      [3, KOREAN_CART],
      [3, KOREAN_CARD],
      [
        5,
        percentCoupon({
          kind: 'product-coupon',
          percents: [5, 7, 10, 15, 20],
          caps: [5_000, 10_000, 20_000, 30_000, 50_000],
          minimums: [10_000, 20_000, 30_000, 50_000],
          group: 'product',
          capless: 0,
          minimumless: 0,
          branded: 0.7,
        }),
      ],
      [4, brandSale([5, 7, 10, 15, 20])],
      [3, dayDeal([15, 20, 25, 30, 40])],
      [
        2,
        bundle([
          [2, 1, 10_000],
          [2, 1, 10_000],
          [3, 1, 10_000],
          [1, 1, 10_000],
        ]),
      ],
      [3, quantityPrices()],
      [1, exclusiveCode([15, 20, 25, 30], [20_000, 30_000, 50_000], 50_000)],
      [0.3, reward([2_000, 3_000, 5_000])],
    ],
  },
  Western: {
    always: [storeSale([5, 10, 15], [100, 200], 0.7), freeShipping(35)],
    often: [
      [2, WESTERN_CARD],
      [
        4,
        percentCoupon({
          kind: 'code',
          percents: [10, 15, 20],
          caps: [25, 50, 100],
          minimums: [25, 50, 75, 100],
          group: 'code',
          capless: 0.3,
          minimumless: 0.3,
          branded: 0.3,
        }),
      ],
      [
        3,
        amountCoupon(
          [
            [5, 50],
            [10, 75],
            [10, 100],
            [20, 150],
            [25, 200],
            [50, 400],
          ],
          'code',
        ),
      ],
      [4, brandSale([10, 15, 20, 25, 30])],
      [3, dayDeal([20, 25, 30, 40])],
      [
        2,
        bundle([
          [1, 1, 5_000],
          [2, 1, 10_000],
          [1, 1, 10_000],
        ]),
      ],
      [3, quantityPrices()],
      [2, exclusiveCode([15, 20, 25, 30], [30, 50, 75], 50)],
      [0.5, reward([5, 10])],
    ],
  },
};

const COUNT_MIN = 5;
const COUNT_MAX = 40;

/** An honest calendar of 5 to 40 promotions, as many of each size as of any other. */
export function makeCalendar(shop: Shop, random: Random): Promotions {
  const { always, often } = HABITS[shop.style];
  const draft = new Draft(shop, random);
  const count = COUNT_MIN + random.below(COUNT_MAX - COUNT_MIN + 1);
  for (const template of always) template(draft);
  const total = often.reduce((sum, [weight]) => sum + weight, 0);
  while (draft.promotions.length < count) templateAt(often, random.next() * total)(draft);
  return promotionsOf(draft.promotions.slice(0, Math.max(count, COUNT_MIN)));
}

/** Promotions as one file states them; the cart's order of application is not known. */
export function promotionsOf(promotions: Promotions['promotions']): Promotions {
  return { file: 'promotions', sha256: '0'.repeat(64), promotions, applicationOrder: 'unknown' };
}

function templateAt(often: Habits['often'], place: number): Template {
  let left = place;
  for (const [weight, template] of often) {
    left -= weight;
    if (left < 0) return template;
  }
  return freeShipping(30);
}
