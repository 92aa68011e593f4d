import type { PriceBookHeader } from '../catalog/price-book.js';
import type { Trip } from '../catalog/trip.js';
import type { EpochMs } from '../core/clock.js';
import type { CurrencyCode } from '../money/currency.js';
import type { LeftOutCounts, OrderPlace } from './replay-input.js';
import type { ReplayOutcome, ReplayVerdict } from './replay-outcome.js';

/** One order as it was judged, where it came from, and what was said of it. */
export interface JudgedOrder {
  readonly id: string;
  readonly place: OrderPlace;
  readonly placedAt: EpochMs;
  readonly outcome: ReplayOutcome;
  /** By the policy that is compared with. */
  readonly against: ReplayOutcome | undefined;
}

/** Sums over the orders of one verdict in one currency. Orders that cannot be judged add nothing. */
export interface AmountRow {
  readonly verdict: ReplayVerdict;
  readonly currency: CurrencyCode;
  readonly orderCount: number;
  /** What their goods cost, minor units; shipping is not in it. */
  readonly payableMinor: number;
  /** Sum of max(0, reference - payable price) x quantity, minor units: given away, or kept from being given away. */
  readonly markdownMinor: number;
}

/** What holds or rejects orders, and how many. An order with several causes counts for each. */
export interface CauseRow {
  readonly verdict: Exclude<ReplayVerdict, 'admitted'>;
  /** See {@link ReplayOutcome.causes}. */
  readonly cause: string;
  readonly orderCount: number;
  /** The first ones by time. */
  readonly examples: readonly JudgedOrder[];
}

/** A trip, and what met its hold. */
export interface TripRow {
  readonly trip: Trip;
  /** Orders refused afterwards because this scope was stopped, until the next trip of the scope. */
  readonly refusedCount: number;
}

/** What one policy would have done. */
export interface PolicyReplay {
  /** `source` and `hash` of the policy. */
  readonly policy: { readonly source: string; readonly hash: string };
  readonly counts: Readonly<Record<ReplayVerdict, number>>;
  /** By verdict, then currency. */
  readonly amounts: readonly AmountRow[];
  /** Those of most orders first. */
  readonly causes: readonly CauseRow[];
  readonly tripCount: number;
  /** The first of them, in order. */
  readonly trips: readonly TripRow[];
  /** What became of admitted and held orders. None where prices alone are judged. */
  readonly bought: number;
  readonly lapsed: number;
  /** Orders paid in the past whose payment this policy would not have taken. */
  readonly late: number;
  readonly stopped: number;
}

/** Orders that went from one verdict to another, by what caused it. An order with several causes counts for each. */
export interface ChangeRow {
  readonly from: ReplayVerdict;
  readonly to: ReplayVerdict;
  /** Of the stricter of the two verdicts. */
  readonly cause: string;
  readonly orderCount: number;
  readonly examples: readonly JudgedOrder[];
}

/** What differs between two policies. */
export interface PolicyDifference {
  /** Orders that the policy judges more strictly than the one it is compared with, and more mildly. */
  readonly stricterCount: number;
  readonly milderCount: number;
  /** Orders of the same verdict for other reasons. */
  readonly otherCauseCount: number;
  /** Verdicts that differ; those of most orders first. */
  readonly changes: readonly ChangeRow[];
}

/** What a replay found. The same orders, book and policies always give the same report. */
export interface ReplayReport {
  readonly sale: Pick<PriceBookHeader, 'saleId' | 'epoch' | 'startsAt' | 'endsAt' | 'currency'>;
  /** False where prices alone were judged. */
  readonly isStockJudged: boolean;
  readonly judged: number;
  /** Of these, orders that say they were paid. */
  readonly paid: number;
  /** Instants of the first and the last order. */
  readonly firstAt: EpochMs;
  readonly lastAt: EpochMs;
  readonly leftOut: LeftOutCounts;
  /** Other sales met, by number of orders, most first; the first few. */
  readonly otherSales: readonly { readonly saleId: string; readonly orderCount: number }[];
  readonly policy: PolicyReplay;
  readonly against: PolicyReplay | undefined;
  readonly difference: PolicyDifference | undefined;
}
