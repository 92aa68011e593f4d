// Ninety days of prices a product: a level that drifts by a few percent, and one or two honest promotions.
import { HISTORY_DAYS } from './days.mjs';
import { shelfPrice } from './money.mjs';

/** Price of each day, oldest first. Undefined for a product that is new. */
export function trailOf(product, random) {
  if (product.isNew) return undefined;
  if (product.trail !== undefined) return product.trail;
  const days = drift(product.usual, random);
  for (let count = random.whole(0, 2); count > 0; count--) promote(days, product.usual, random);
  return days;
}

/** `usual` on most days; a step of up to 4 % up or down every few weeks. */
function drift(usual, random) {
  const days = [];
  let price = usual;
  while (days.length < HISTORY_DAYS) {
    const length = random.whole(14, 45);
    for (let day = 0; day < length && days.length < HISTORY_DAYS; day++) days.push(price);
    price = shelfPrice(usual * random.between(0.96, 1.04));
  }
  return days;
}

/** A promotion of three to ten days at 8 to 22 % off, over before the last three days. */
function promote(days, usual, random) {
  const length = random.whole(3, 10);
  const start = random.whole(0, HISTORY_DAYS - length - 3);
  days.fill(shelfPrice(usual * random.between(0.78, 0.92)), start, start + length);
}

/** `price` for `days` days. */
export function steady(price, days = HISTORY_DAYS) {
  return Array.from({ length: days }, () => price);
}
