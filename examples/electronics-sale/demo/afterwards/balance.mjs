// What the plan says, beside what the shop's services have done: read off two files that know nothing of each other.
import { readFileSync } from 'node:fs';
import { ROOT } from '../saleguard.mjs';
import { FILES } from './clean-up.mjs';

const MONEY = ['refund', 'account-refund'];

/** @returns rows of `{ what, planned, done }`; the plan's totals, and the sums over the effects of the services. */
export function balanceOf(effects) {
  const { totals } = trailerOf(FILES.plan);
  const sum = (kinds) =>
    effects.filter(({ kind }) => kinds.includes(kind)).reduce((total, { amount }) => total + amount, 0);
  const count = (kind) => effects.filter((effect) => effect.kind === kind).length;
  return [
    { what: 'refunds', planned: totals.refundMinor, done: sum(MONEY) },
    { what: 'points', planned: totals.points, done: sum(['restore-points']) },
    { what: 'earned', planned: totals.earnedPoints, done: sum(['reverse-points']) },
    { what: 'units', planned: totals.unitsCancelled, done: sum(['quarantine-stock']) },
    { what: 'coupons', planned: totals.coupons, done: count('grant-coupon') },
    { what: 'couponWorth', planned: totals.couponWorstMinor, done: sum(['grant-coupon']) },
    { what: 'notices', planned: totals.notices, done: count('notice') },
  ];
}

/** Effects that were carried out more than once. */
export function repeatedIn(effects) {
  return effects.length - new Set(effects.map(({ key }) => key)).size;
}

/** The line of a plan that sums it up. */
function trailerOf(path) {
  const lines = readFileSync(new URL(path, ROOT), 'utf8').split('\n');
  return lines.filter((line) => line.includes('"type":"end"')).map((line) => JSON.parse(line))[0];
}
