import type { Promotion, Promotions } from '../../src/catalog/promotion.js';
import type { EpochMs } from '../../src/core/clock.js';
import { CompiledPromotion } from '../../src/promotions/compiled-promotion.js';
import { PromotionIndex } from '../../src/promotions/promotion-index.js';
import { promotionsOf } from './promotion-calendar.js';
import { withChange, type Change, type PromotionFault } from './promotion-fault.js';
import type { Shop, ShopRow } from './promotion-shop.js';

/** Units of one SKU in the orders that are compared. */
const QUANTITIES: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Rows a change can bear on: those for which a promotion it touches holds, before or after. */
export function rowsTouched(calendar: Promotions, change: Change, shop: Shop): readonly ShopRow[] {
  const index = new PromotionIndex(promotionsOf(touched(calendar, change)), { now: shop.now });
  return shop.rows.filter(({ offer }) => index.setFor(offer) !== undefined);
}

/** Both versions of every promotion that a change touches, under ids of their own. */
function touched(calendar: Promotions, { changed, added }: Change): readonly Promotion[] {
  const before = calendar.promotions.filter(({ id }) => changed.some((one) => one.id === id));
  return [...before, ...changed, ...added].map((one, at) => ({ ...one, id: String(at), excludes: [] }));
}

/**
 * True when nothing that a customer can do changes.
 *
 * - `terms`: alone, the promotion takes the same off every order of 1 to 10 units of one SKU.
 * - `counts`: it may be used as often as before.
 * - `combination`: the lowest price of no row is another, whether 1, 2 or up to 10 units are bought.
 */
export function changesNothing(
  fault: PromotionFault,
  calendar: Promotions,
  change: Change,
  shop: Shop,
): boolean {
  switch (fault.field) {
    case 'terms':
      return change.changed.every((after) => {
        const before = calendar.promotions.find(({ id }) => id === after.id);
        return before !== undefined && takesTheSame(before, after, shop);
      });
    case 'counts':
      return !changesCounts(calendar, change);
    case 'combination':
      return costsTheSame(
        calendar,
        withChange(calendar, change),
        rowsTouched(calendar, change, shop),
        shop.now,
      );
  }
}

function takesTheSame(before: Promotion, after: Promotion, { rows, now }: Shop): boolean {
  const [takenBefore, takenAfter] = [before, after].map((one) => takenBy(one, now));
  return rows.every((row) =>
    QUANTITIES.every((quantity) => takenBefore?.(row, quantity) === takenAfter?.(row, quantity)),
  );
}

/** What a promotion alone takes off an order. */
function takenBy(promotion: Promotion, now: EpochMs): (row: ShopRow, quantity: number) => number {
  const index = new PromotionIndex(promotionsOf([promotion]), { now });
  const compiled = new CompiledPromotion(promotion, 0);
  return ({ offer }, quantity) => {
    const worth = offer.priceMinor * quantity;
    const holds =
      quantity >= compiled.quantityMin &&
      worth >= compiled.minSpendMinor &&
      index.setFor(offer) !== undefined;
    let total = worth;
    for (let use = 0; holds && use < compiled.uses; use++) total = compiled.apply(total, quantity);
    return worth - total;
  };
}

/** A second entry of a promotion that is counted can be used as often once more. */
function changesCounts(calendar: Promotions, { changed, added }: Change): boolean {
  const isCounted = ({ usesMax, perCustomerMax }: Promotion): boolean =>
    usesMax !== undefined || perCustomerMax !== undefined;
  if (added.some(isCounted)) return true;
  return changed.some((after) => {
    const before = calendar.promotions.find(({ id }) => id === after.id);
    return before?.usesMax !== after.usesMax || before?.perCustomerMax !== after.perCustomerMax;
  });
}

/** Most units bought of a row, for which lowest prices are compared. */
const QUANTITY_MAXIMA: readonly number[] = [1, 2, 10];

function costsTheSame(
  before: Promotions,
  after: Promotions,
  rows: readonly ShopRow[],
  now: EpochMs,
): boolean {
  const [lowestBefore, lowestAfter] = [before, after].map((promotions) => {
    const index = new PromotionIndex(promotions, { now });
    return ({ offer }: ShopRow, quantityMax: number): number =>
      index.setFor(offer)?.worst(offer.priceMinor, quantityMax).payableMinor ?? offer.priceMinor;
  });
  return rows.every((row) =>
    QUANTITY_MAXIMA.every((most) => lowestBefore?.(row, most) === lowestAfter?.(row, most)),
  );
}
