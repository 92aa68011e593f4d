/**
 * remedy: who is cancelled or honoured, what each gets back, the plan that says so, and what carries it out.
 * May import the pure rooms, incident and promotions. Invariant: the planner sends nothing and reads no store; no contact data.
 */
import type { OrderStatus } from '../catalog/order.js';
import type { RemedyPolicy } from '../catalog/remedy-policy.js';
import type { EpochMs } from '../core/clock.js';
import type { Incident } from '../incident/incident.js';
import type { CurrencyCode } from '../money/currency.js';

/** Name of the format. */
export const PLAN_SCHEMA = 'saleguard/plan/1';

/** Version of the function that derives steps from a record. */
export const STEPS_VERSION = 1;

/** What a plan does with one order line. */
export type LineDecision = 'honour' | 'cancel' | 'partial' | 'review';

/** Why, in an order a customer may read; the notices have a sentence for each. */
export const DECISION_REASONS = [
  'wrong-price',
  'wrong-promotion',
  'not-enough-units',
  'already-delivered',
  'within-honour-budget',
  'already-cancelled',
  'drawn-by-lot',
  'was-there-first',
  // Only a person may decide:
  'being-packed',
  'many-units',
  'payments-do-not-add-up',
  'refund-above-capture',
  'other-currency',
  'no-payment',
  'duplicate-order',
  'too-many-orders',
  'amounts-unclear',
  // The shop's own signals (hoarding, resale), or a status that its policy has looked at:
  'flagged',
] as const;

/** One of {@link DECISION_REASONS}. */
export type DecisionReason = (typeof DECISION_REASONS)[number];

/** A line of the cohort. Lines at the right price never stand in a plan. */
export interface PlannedLine {
  readonly lineId: string;
  readonly sku: string;
  readonly priceList: string;
  /** Units of the order that the customer still has coming (returned ones left out). */
  readonly quantity: number;
  readonly decision: LineDecision;
  /** Units that are cancelled: 0 for `honour` and `review`, all for `cancel`. */
  readonly cancelledUnits: number;
  /** Unit price the page showed. */
  readonly shownMinor: number;
  /** Unit price that was meant; undefined where the price was right and the units or a promotion were not. */
  readonly intendedMinor: number | undefined;
  /** What is given back for the cancelled units; as the shop's own records state it where they do. */
  readonly refundMinor: number;
  /** What honouring its wrong price or promotion gives away, for the units that are honoured; 0 where nothing is. */
  readonly givenAwayMinor: number;
  readonly reasons: readonly DecisionReason[];
}

/** What becomes of one payment of an order. */
export interface PlannedPayment {
  readonly ref: string;
  readonly method: string;
  /**
   * `void`: it was never captured; `refund`: goes back the way it came; `account-refund`: to an account the customer must name first;
   * `restore-points`: with the ageing they had.
   */
  readonly kind: 'void' | 'refund' | 'account-refund' | 'restore-points';
  /** Minor units (points: points), more than 0. */
  readonly amountMinor: number;
}

/** The apology coupon of a customer; stands in the record of the customer's first cancelled order (by id). */
export interface PlannedCoupon {
  /** Worth at most so much: a fixed amount, or the cap that holds for this customer. Minor units. */
  readonly amountMinor: number;
  /**
   * The tier whose offer it is, of those of the customer's cancelled orders the one that is worth most; undefined where it is what
   * everybody is offered.
   */
  readonly tier?: string | undefined;
  /** SHA-256, hex, of the code; undefined where the shop's own coupon service makes codes. */
  readonly codeSha256: string | undefined;
}

/** Where an order stood that a plan names. */
export interface PlanRecord {
  readonly type: 'order';
  readonly id: string;
  /** The buyer. */
  readonly customer: string;
  /** Who the goods were for, where it was somebody else; told nothing of the price. */
  readonly receiver: string | undefined;
  readonly status: OrderStatus;
  readonly channel: string;
  readonly placedAt: EpochMs;
  /** The customer's tier with this order, where the policy offers it another apology; undefined for everybody else. */
  readonly tier?: string | undefined;
  /** The decision of its lines when they agree, else `partial`; `review` when one of them is. */
  readonly decision: LineDecision;
  readonly lines: readonly PlannedLine[];
  readonly payments: readonly PlannedPayment[];
  /** Shipping that is given back; part of the refunds. */
  readonly shippingMinor: number;
  /** Points the cancelled lines had earned, taken back. */
  readonly earnedPoints: number;
  /** Partner miles the cancelled lines had earned, taken back by the partner. */
  readonly partnerMiles: { readonly partner: string; readonly miles: number } | undefined;
  /** Coupons of the customer that the order used up and that no kept line needs: given back. */
  readonly couponRefs: readonly string[];
  readonly coupon: PlannedCoupon | undefined;
  /**
   * The notice of a customer stands in the record that has the coupon, or would have: it names every order of the customer in the plan
   * (ids, sorted) and is sent when the refunds of all of them are accepted. Undefined in the others.
   */
  readonly noticeFor: readonly string[] | undefined;
  /** Money has to be back by then; undefined where nothing is. */
  readonly dueAt: EpochMs | undefined;
  /**
   * Of an order under review: the latest instant to decide. Its money would have to be back by then if it is cancelled, counted as
   * {@link PlanRecord.dueAt} is; where no payment of it is known, from when it was placed. Undefined for all that are decided. No
   * customer is told of it.
   */
  readonly reviewDueAt?: EpochMs | undefined;
}

/** First line of a plan. */
export interface PlanHeader {
  readonly type: 'plan';
  readonly schema: typeof PLAN_SCHEMA;
  readonly stepsVersion: typeof STEPS_VERSION;
  /** `<incident id>`: with the digest it names the plan. */
  readonly incidentId: string;
  readonly saleId: string;
  readonly currency: CurrencyCode;
  /** Handed in, so that the same input gives the same bytes. */
  readonly madeAt: EpochMs;
  /** Opaque id of the person who made it: may not be the one who approves it. */
  readonly maker: string;
  /** Void from this instant on. */
  readonly expiresAt: EpochMs;
  /** SHA-256, hex, of the canonical JSON of the incident: a plan is for no other. */
  readonly incidentSha256: string;
  /** The part of the policy it was made by, whole: `explain` and `apply` need no other file. */
  readonly policy: RemedyPolicy;
  /** What customers are told of the incident. */
  readonly incident: Pick<Incident, 'class' | 'knownAt' | 'subject'>;
  /** End of a coupon's validity; undefined where none is granted. */
  readonly couponExpiresAt: EpochMs | undefined;
}

/** Sums over all records. Amounts in minor units. */
export interface PlanTotals {
  readonly orders: number;
  readonly customers: number;
  readonly lines: Readonly<Record<LineDecision, number>>;
  readonly ordersBy: Readonly<Record<LineDecision, number>>;
  readonly unitsCancelled: number;
  readonly refundMinor: number;
  readonly voidMinor: number;
  readonly points: number;
  readonly earnedPoints: number;
  readonly coupons: number;
  /** What was left of every coupon so that they keep within their budget: 10,000 where they did by themselves. */
  readonly couponScaleBps: number;
  /** If every coupon is used to its last unit. */
  readonly couponWorstMinor: number;
  /** At the redemption rate of the policy, rounded up. */
  readonly couponExpectedMinor: number;
  /** Given away by honouring wrong prices and promotions. */
  readonly honouredMinor: number;
  readonly notices: number;
  /** Earliest {@link PlanRecord.dueAt}; undefined where nothing is due. */
  readonly firstDueAt: EpochMs | undefined;
  /** Earliest {@link PlanRecord.reviewDueAt}; undefined where no order is under review. */
  readonly firstReviewDueAt?: EpochMs | undefined;
  /** How customers fare by tier: everybody else first, then each tier that the policy names. Only where it names one. */
  readonly byTier?: readonly TierTotals[] | undefined;
}

/** How the customers of a tier fare beside the others. Amounts in minor units. */
export interface TierTotals {
  /** Undefined for everybody who is offered what all are. */
  readonly tier?: string | undefined;
  /** Orders by what is decided. */
  readonly ordersBy: Readonly<Record<LineDecision, number>>;
  /** Who is told of a cancellation, each with the tier whose coupon it is. */
  readonly customers: number;
  readonly coupons: number;
  /** If every coupon of these is used to its last unit. */
  readonly couponWorstMinor: number;
  /** Of that for one customer, rounded down; undefined without a customer. */
  readonly couponPerCustomerMinor?: number | undefined;
  /**
   * The mean for one customer of these to the lowest of all tiers, bps, to the nearest, a half up: 10,000 for the lowest. Undefined
   * without a customer, and where the lowest is nothing.
   */
  readonly couponRatioBps?: number | undefined;
  /** Mean of the hours from an order until its money has to be back, rounded up; undefined where none has to. */
  readonly refundHours?: number | undefined;
}

/** The rows that were read, and what became of them: `ordersRead` is the sum of `ordersIn`, `repeated` and all of `excluded`. */
export interface CohortCounts {
  readonly ordersRead: number;
  readonly ordersIn: number;
  /** Orders whose id was read before: left out where they say the same, and for a person to look at where they do not. */
  readonly repeated: number;
  /** By reason, why orders are not in the cohort. */
  readonly excluded: Readonly<Record<CohortExclusion, number>>;
  /** SHA-256, hex, over the sorted ids of the orders in the cohort, a line feed after each. */
  readonly sha256: string;
  /** Ids of a random sample for a person to check: drawn by the digest of the incident, so that nobody chooses it. Sorted, at most 20. */
  readonly sample: readonly string[];
}

/**
 * Why an order is not in the cohort; the first that holds. `outside-window`: it would be, had it been placed in the incident's time: a
 * person looks whether that is the right one. `other-time`: nor would it be then. `already-returned`: no unit of its cohort lines is left.
 * `already-cancelled`: and nothing that was paid for it is still with the shop.
 */
export const COHORT_EXCLUSIONS = [
  'other-sale',
  'outside-window',
  'other-time',
  'other-goods',
  'right-price',
  'already-returned',
  'already-cancelled',
] as const;

/** One of {@link COHORT_EXCLUSIONS}. */
export type CohortExclusion = (typeof COHORT_EXCLUSIONS)[number];

/** Receipt of a lottery that anybody can check: see docs/remedy.md. */
export interface LotteryReceipt {
  /** SHA-256, hex, of the seed: published before the draw. */
  readonly commitment: string;
  /** Revealed with the plan. */
  readonly seed: string;
  /** The ticket of an order is HMAC-SHA-256 with the seed as key of the canonical JSON of [SKU, price list, order id]: lowest first. */
  readonly rule: 'hmac-sha256-lowest-first';
}

/** Last line of a plan before its signatures. */
export interface PlanTrailer {
  readonly type: 'end';
  /** Records between header and trailer. */
  readonly count: number;
  readonly totals: PlanTotals;
  readonly cohort: CohortCounts;
  readonly lotteries: readonly LotteryReceipt[];
  /** SHA-256, hex, over the bytes of all lines before this one and the canonical JSON of this one without `digest`. */
  readonly digest: string;
}

/** One person's signature of a plan; stands after the trailer, one a line. */
export interface PlanApproval {
  readonly type: 'approval';
  readonly incidentId: string;
  readonly digest: string;
  /** Opaque id of the person. */
  readonly approver: string;
  readonly role: string;
  readonly signedAt: EpochMs;
  readonly expiresAt: EpochMs;
  /** 32 hex digits from the CSPRNG. */
  readonly nonce: string;
  /** See `keyIdOf`. */
  readonly keyId: string;
  /** Base64, 64 bytes: Ed25519 over `saleguard/plan-approval/1`, a line feed and the canonical JSON of the rest. */
  readonly signature: string;
}
