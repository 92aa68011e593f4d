import {
  makePromotion,
  type Promotion,
  type PromotionInit,
  type Promotions,
} from '../../src/catalog/promotion.js';
import { Random } from '../detection/random.js';
import { NOW } from './columns.js';
import { GOODS } from './goods.js';

/** How many promotions a generated file holds. */
export const PROMOTION_COUNT = 200;

/** Promotions that only rows naming them get; the catalogue names these ids. */
export const LISTED_ONLY_COUNT = 20;

const DAY_MS = 86_400_000;
/** One SKU of so many is in each list: 400 of a million. */
const SKUS_A_LISTED_ONE = 2500;
const PRICE_LISTS = ['online', 'members', 'app'];

/** What may be said of a promotion of any kind but its id. */
type More = Omit<PromotionInit<'free-shipping'>, 'id' | 'kind'>;

/** The id of the n-th promotion that only rows naming it get, from 0. */
export function listedOnlyId(number: number): string {
  return `listed-${number}`;
}

/**
 * What a shop runs in one month: 10 promotions for the whole shop, 130 by category
 * (three of four a leaf), 40 by lists of SKUs, 20 for rows that
 * name them; every kind, in four stacking groups and outside of them, half of the category ones with a window. Rates
 * are those of a shop that knows its margin, so that most rows pass: what is timed is looking, not telling.
 *
 * @param skus of the catalogue, to draw the lists from; `rowCount` is how many it has in all.
 */
export function generatePromotions(
  name: string,
  { skus, rowCount }: { readonly skus: readonly string[]; readonly rowCount: number },
): Promotions {
  const random = new Random(name);
  const promotions: Promotion[] = [...shopWide()];
  const categories = categoryPaths();
  while (promotions.length < 140) promotions.push(byCategory(promotions.length, random, categories));
  while (promotions.length < PROMOTION_COUNT - LISTED_ONLY_COUNT) {
    const scope = { skus: random.sample(skus, Math.ceil(rowCount / SKUS_A_LISTED_ONE)) };
    promotions.push(drawn(`sku-${promotions.length}`, random, { scope }));
  }
  for (let number = 0; number < LISTED_ONLY_COUNT; number++)
    promotions.push(drawn(listedOnlyId(number), random, { scope: { isListedOnly: true } }));
  return { file: 'promotions.yaml', sha256: '0'.repeat(64), promotions, applicationOrder: 'unknown' };
}

function shopWide(): readonly Promotion[] {
  const coupon = (id: string, amountMinor: number, minSpendMinor: number): Promotion =>
    inWon({ id, kind: 'fixed', amountMinor, per: 'order', isCoupon: true, group: 'coupon', minSpendMinor });
  const card = (id: string, rateBps: number, capMinor: number): Promotion =>
    inWon({ id, kind: 'percent', rateBps, capMinor, isCoupon: true, group: 'card', minSpendMinor: 50_000 });
  const percent = (id: string, rateBps: number, more: More): Promotion =>
    inWon({ ...more, id, kind: 'percent', rateBps, capMinor: undefined });
  return [
    coupon('coupon-1000', 1000, 30_000),
    coupon('coupon-4000', 4000, 120_000),
    coupon('coupon-10000', 10_000, 300_000),
    card('card-a', 200, 5000),
    card('card-b', 300, 3000),
    percent('members-day', 200, { scope: { priceLists: ['members'] } }),
    percent('summer', 100, { group: 'campaign' }),
    percent('five-units', 200, { quantityMin: 5, group: 'quantity' }),
    percent('clearance-code', 500, { isExclusive: true, isCoupon: true }),
    inWon({ id: 'free-shipping', kind: 'free-shipping', minSpendMinor: 30_000 }),
  ];
}

function inWon(init: PromotionInit): Promotion {
  return makePromotion({ ...init, currency: 'KRW' });
}

/** Categories of the goods, and the ones above them. */
function categoryPaths(): { readonly leaves: readonly string[]; readonly above: readonly string[] } {
  const above = new Set<string>();
  for (const { category } of GOODS) {
    const parts = category.split(' > ');
    for (let length = 1; length < parts.length; length++) above.add(parts.slice(0, length).join(' > '));
  }
  return { leaves: [...new Set(GOODS.map(({ category }) => category))], above: [...above] };
}

function byCategory(
  number: number,
  random: Random,
  { leaves, above }: ReturnType<typeof categoryPaths>,
): Promotion {
  const start = Date.parse(NOW) + (random.below(21) - 3) * DAY_MS;
  const hasWindow = random.next() < 0.5;
  return drawn(`category-${number}`, random, {
    scope: {
      categories: [random.pick(random.next() < 0.75 ? leaves : above)],
      priceLists: random.next() < 0.2 ? [random.pick(PRICE_LISTS)] : undefined,
    },
    startsAt: hasWindow ? start : undefined,
    endsAt: hasWindow ? start + (3 + random.below(12)) * DAY_MS : undefined,
  });
}

/** Half percent, a quarter fixed amounts, the rest sets and quantities. */
function drawn(id: string, random: Random, more: More): Promotion {
  const kind = random.next();
  const group =
    random.next() < 0.85 ? random.pick(['campaign', 'campaign', 'coupon', 'quantity']) : undefined;
  const common = { ...more, id, group };
  if (kind < 0.5) {
    const capMinor = random.next() < 0.4 ? 2000 + 1000 * random.below(8) : undefined;
    return inWon({ ...common, kind: 'percent', rateBps: 50 * (1 + random.below(6)), capMinor });
  }
  if (kind < 0.75) {
    const amountMinor = 100 * (1 + random.below(20));
    return inWon({ ...common, kind: 'fixed', amountMinor, per: 'order', minSpendMinor: amountMinor * 40 });
  }
  if (kind < 0.88)
    return inWon({ ...common, kind: 'buy-x-get-y', buy: 2 + random.below(3), get: 1, offBps: 1000 });
  // Far above what the goods cost: such a file is shared by goods of all prices, and helps where they cost more.
  const steps = [
    { quantityMin: 3, unitPriceMinor: 900_000 },
    { quantityMin: 10, unitPriceMinor: 850_000 },
  ];
  return inWon({ ...common, kind: 'tier-price', steps });
}
