// Two weeks later: some customers have used their coupon, some have complained. What the coupon service and the care desk know of it are two
// small files of ids and numbers, and `saleguard followup` holds them against the plan and its ledger.
import { writeFileSync } from 'node:fs';
import { randomFrom } from '../day/random.mjs';
import { ROOT, saleguard } from '../saleguard.mjs';
import { FILES } from './clean-up.mjs';

const SEED = 1211;
/** Share of the coupons that are used by then. */
const USED = 0.35;
/** Share of the orders that somebody complains about: of those that were cleaned up, and of all others. */
const COMPLAINED = { cleanedUp: 0.15, others: 0.01 };
/** Goods are seldom worth just what a coupon gives: in one of four cases this much of it is left, won. */
const LEFT = { share: 0.25, minor: 1_000 };

/** @returns what the command said; see `cleanUp` for `orders` and `effects`. */
export function followUp({ orders, effects }) {
  const { chance } = randomFrom(SEED);
  write(FILES.used, usedCoupons(effects, chance));
  write(FILES.tickets, complaints({ orders, effects }, chance));
  return saleguard([
    ...['followup', FILES.plan, '--ledger', FILES.ledger],
    ...['--redemptions', FILES.used, '--complaints', FILES.tickets, '--quiet'],
  ]);
}

/** Who used a coupon, and how much of it. */
function usedCoupons(effects, chance) {
  const rows = effects
    .filter(({ kind }) => kind === 'grant-coupon')
    .filter(() => chance(USED))
    .map(({ customer, amount }) => `${customer},${amount - (chance(LEFT.share) ? LEFT.minor : 0)}`);
  return ['customer,amountMinor', ...rows];
}

/** Orders that somebody complained about. */
function complaints({ orders, effects }, chance) {
  const cleanedUp = new Set(effects.map(({ orderId }) => orderId));
  const rows = orders
    .map(({ id }) => id)
    .filter((id) => chance(cleanedUp.has(id) ? COMPLAINED.cleanedUp : COMPLAINED.others));
  return ['order', ...rows];
}

function write(path, lines) {
  writeFileSync(new URL(path, ROOT), lines.map((line) => `${line}\n`).join(''));
}
