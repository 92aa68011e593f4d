// Who comes, when, for what. Both shops get exactly these visits.
import { randomFrom } from './random.mjs';

const MINUTE = 60_000;

/** When the feed writes a wrong price, and when somebody who was told corrects it. Ms after the opening. */
export const FEED_AT = 30 * MINUTE;
export const CORRECTED_AT = 38 * MINUTE;
export const ENDS_AT = 50 * MINUTE;

/**
 * One visit: a page is seen at `at`, the order is sent `decidesMs` later and paid `paysMs` after that. `isSentTwice`: the answer
 * got lost and the shopper's browser sends it again. `leaves`: the shopper never pays.
 */
function visit(random, { at, sku, shopper, quantity = 1 }) {
  return {
    at,
    sku,
    shopper,
    quantity,
    decidesMs: random.between(1_500, 12_000),
    paysMs: random.between(8_000, 45_000),
    isSentTwice: random.chance(0.06),
    leaves: random.chance(0.07),
    /** How slow the naive shop's database is for this one. */
    delayMs: random.between(20, 140),
  };
}

/** All visits of the day: a stampede at the opening, people who look around, and the run on the wrong price. */
export function visitsOf({ seed, clearance, mistaken, others }) {
  const random = randomFrom(seed);
  const visits = [];
  let shopper = 0;
  const add = (count, make) => {
    for (let index = 0; index < count; index += 1)
      visits.push(visit(random, { shopper: shopper++, ...make() }));
  };
  add(400, () => ({ at: random.between(0, 4_000), sku: clearance }));
  add(500, () => ({
    at: random.between(0, 45 * MINUTE),
    sku: random.pick(others),
    quantity: random.chance(0.1) ? 2 : 1,
  }));
  add(12, () => ({ at: random.between(0, FEED_AT - MINUTE), sku: mistaken }));
  // Word gets around.
  add(180, () => ({ at: FEED_AT + random.between(30_000, 7 * MINUTE), sku: mistaken }));
  add(30, () => ({ at: CORRECTED_AT + random.between(MINUTE, 8 * MINUTE), sku: mistaken }));
  return visits;
}
