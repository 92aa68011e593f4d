import { assert } from '../core/assert.js';
import { GuardError } from '../core/errors.js';
import type { LineDecision, PlanRecord, TierTotals } from './plan.js';

const HOUR_MS = 3_600_000n;
const WHOLE_BPS = 10_000n;

/** Sums of one tier while they grow: exact, however large. */
interface Sums {
  readonly ordersBy: Record<LineDecision, number>;
  customers: number;
  coupons: number;
  worstMinor: bigint;
  dueOrders: number;
  waitMs: bigint;
}

/** Counts over the records of a plan how its tiers fare, so that whoever signs sees what they are given apart. */
export class TierTally {
  /** Everybody else is first, under undefined. */
  readonly #sums: ReadonlyMap<string | undefined, Sums>;

  constructor(tiers: readonly string[]) {
    this.#sums = new Map([undefined, ...tiers].map((tier) => [tier, noSums()]));
  }

  /** Takes the next record. @throws GuardError `input` for a tier that is not among those of the policy. */
  add({ tier, decision, placedAt, dueAt, coupon, noticeFor }: PlanRecord): void {
    const own = this.#of(tier);
    own.ordersBy[decision] += 1;
    if (dueAt !== undefined) {
      own.dueOrders += 1;
      own.waitMs += BigInt(dueAt - placedAt);
    }
    if (noticeFor === undefined) return;
    const told = coupon === undefined ? own : this.#of(coupon.tier);
    told.customers += 1;
    if (coupon === undefined) return;
    told.coupons += 1;
    told.worstMinor += BigInt(coupon.amountMinor);
  }

  /** A row for each tier, everybody else first. @throws GuardError `overflow` when a number is beyond 2^53 - 1. */
  totals(): readonly TierTotals[] {
    const lowest = lowestOf([...this.#sums.values()]);
    return [...this.#sums].map(([tier, sums]) => ({
      tier,
      ordersBy: { ...sums.ordersBy },
      customers: sums.customers,
      coupons: sums.coupons,
      couponWorstMinor: safe(sums.worstMinor),
      couponPerCustomerMinor:
        sums.customers === 0 ? undefined : safe(sums.worstMinor / BigInt(sums.customers)),
      couponRatioBps: ratioBps(sums, lowest),
      refundHours: sums.dueOrders === 0 ? undefined : safe(hoursOf(sums)),
    }));
  }

  #of(tier: string | undefined): Sums {
    const sums = this.#sums.get(tier);
    if (sums !== undefined) return sums;
    throw new GuardError({
      code: 'input',
      message: 'an order of the plan is of a tier that its policy does not name',
    });
  }
}

function noSums(): Sums {
  return {
    ordersBy: { honour: 0, cancel: 0, partial: 0, review: 0 },
    customers: 0,
    coupons: 0,
    worstMinor: 0n,
    dueOrders: 0,
    waitMs: 0n,
  };
}

/** The tier whose customers get least, each on average; undefined without a customer. */
function lowestOf(all: readonly Sums[]): Sums | undefined {
  let lowest: Sums | undefined;
  for (const sums of all) {
    if (sums.customers === 0) continue;
    // Fractions are compared crosswise: no mean is rounded before.
    const isLower =
      lowest === undefined ||
      sums.worstMinor * BigInt(lowest.customers) < lowest.worstMinor * BigInt(sums.customers);
    if (isLower) lowest = sums;
  }
  return lowest;
}

function ratioBps(sums: Sums, lowest: Sums | undefined): number | undefined {
  if (lowest === undefined || lowest.worstMinor === 0n || sums.customers === 0) return undefined;
  const above = sums.worstMinor * BigInt(lowest.customers) * WHOLE_BPS;
  const below = lowest.worstMinor * BigInt(sums.customers);
  return safe((2n * above + below) / (2n * below));
}

/** Rounded up: nobody waits less than is said. */
function hoursOf({ waitMs, dueOrders }: Sums): bigint {
  const ofOneHour = HOUR_MS * BigInt(dueOrders);
  assert(ofOneHour > 0n, 'a mean is over at least one order');
  const whole = waitMs / ofOneHour;
  return waitMs > whole * ofOneHour ? whole + 1n : whole;
}

function safe(value: bigint): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new GuardError({
    code: 'overflow',
    message: 'a sum by tier of the plan is beyond 2^53 - 1; plan the incident in parts',
  });
}
