import type { ApologyPolicy } from '../catalog/remedy-policy.js';
import { assert } from '../core/assert.js';
import type { EpochMs } from '../core/clock.js';
import { GuardError } from '../core/errors.js';
import { KeyIndex } from '../core/key-index.js';
import { applyBps } from '../money/basis-points.js';
import { ceiling } from '../money/rounding/ceiling.js';
import { StreamDigest } from '../seal/digest.js';
import type { LineDecision, PlannedPayment, PlanRecord, PlanTotals } from './plan.js';
import { TierTally } from './tier-tally.js';

/** What of {@link PlanTotals} the records alone say: by how much coupons were scaled down does not stand in them. */
export type TalliedTotals = Omit<PlanTotals, 'couponScaleBps'>;

/** Sums over the records of a plan while they pass: the planner writes them down, and a reader holds them against the trailer. */
export class PlanTally {
  readonly #redemptionBps: number;
  readonly #byTier: TierTally | undefined;
  readonly #customers = new KeyIndex({ seed: 0 });
  readonly #ids = new StreamDigest();
  readonly #encoder = new TextEncoder();
  readonly #lines = noneDecided();
  readonly #ordersBy = noneDecided();
  readonly #byKind: Record<PlannedPayment['kind'], number> = {
    void: 0,
    refund: 0,
    'account-refund': 0,
    'restore-points': 0,
  };
  #orders = 0;
  #unitsCancelled = 0;
  #earnedPoints = 0;
  #coupons = 0;
  #couponWorstMinor = 0;
  #honouredMinor = 0;
  #notices = 0;
  #firstDueAt: EpochMs | undefined;
  #firstReviewDueAt: EpochMs | undefined;

  constructor({
    redemptionBps,
    byTier,
  }: {
    /** Share of the coupons expected to be used, bps. */
    readonly redemptionBps: number;
    /** Tiers that are told apart; undefined where all are offered the same. */
    readonly byTier?: ApologyPolicy['byTier'];
  }) {
    this.#redemptionBps = redemptionBps;
    this.#byTier = byTier === undefined ? undefined : new TierTally(byTier.map(({ tier }) => tier));
  }

  /** Records so far. */
  get count(): number {
    return this.#orders;
  }

  /** Takes the next record, in order of id. @throws GuardError `overflow` when a sum is beyond 2^53 - 1. */
  add(record: PlanRecord): void {
    this.#orders += 1;
    this.#customers.add(record.customer);
    this.#ids.update(this.#encoder.encode(`${record.id}\n`));
    this.#ordersBy[record.decision] += 1;
    for (const { decision, cancelledUnits, givenAwayMinor } of record.lines) {
      this.#honouredMinor = sum(this.#honouredMinor, givenAwayMinor);
      this.#lines[decision] += 1;
      this.#unitsCancelled = sum(this.#unitsCancelled, cancelledUnits);
    }
    for (const { kind, amountMinor } of record.payments)
      this.#byKind[kind] = sum(this.#byKind[kind], amountMinor);
    this.#earnedPoints = sum(this.#earnedPoints, record.earnedPoints);
    if (record.coupon !== undefined) {
      this.#coupons += 1;
      this.#couponWorstMinor = sum(this.#couponWorstMinor, record.coupon.amountMinor);
    }
    if (record.noticeFor !== undefined) this.#notices += 1;
    this.#byTier?.add(record);
    this.#firstDueAt = earlier(this.#firstDueAt, record.dueAt);
    this.#firstReviewDueAt = earlier(this.#firstReviewDueAt, record.reviewDueAt);
  }

  /** Sums over all records so far. Money that goes back is a refund, whatever account it goes to; points are points. */
  totals(): TalliedTotals {
    const { void: voidMinor, refund, 'account-refund': toAccount, 'restore-points': points } = this.#byKind;
    return {
      orders: this.#orders,
      customers: this.#customers.count,
      lines: { ...this.#lines },
      ordersBy: { ...this.#ordersBy },
      unitsCancelled: this.#unitsCancelled,
      refundMinor: sum(refund, toAccount),
      voidMinor,
      points,
      earnedPoints: this.#earnedPoints,
      coupons: this.#coupons,
      couponWorstMinor: this.#couponWorstMinor,
      couponExpectedMinor: applyBps(this.#couponWorstMinor, this.#redemptionBps, ceiling),
      honouredMinor: this.#honouredMinor,
      notices: this.#notices,
      firstDueAt: this.#firstDueAt,
      firstReviewDueAt: this.#firstReviewDueAt,
      byTier: this.#byTier?.totals(),
    };
  }

  /** SHA-256, hex, over the ids of all records so far, a line feed after each: `cohort.sha256`. */
  idsSha256(): string {
    return this.#ids.hex();
  }
}

/** The earlier of two instants, or the one there is. */
function earlier(one: EpochMs | undefined, other: EpochMs | undefined): EpochMs | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

function noneDecided(): Record<LineDecision, number> {
  return { honour: 0, cancel: 0, partial: 0, review: 0 };
}

function sum(left: number, right: number): number {
  assert(left >= 0 && right >= 0, 'sums of a plan only grow');
  const total = left + right;
  if (Number.isSafeInteger(total)) return total;
  throw new GuardError({
    code: 'overflow',
    message: 'the sums of the plan are beyond 2^53 - 1 minor units; plan the incident in parts',
  });
}
