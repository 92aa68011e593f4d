import { ORDER_STATUSES, type OrderStatus } from '../catalog/order.js';
import { assert } from '../core/assert.js';
import type { EpochMs } from '../core/clock.js';
import type { DecisionReason } from './plan.js';

/** What a plan has to know of an order in the cohort. Amounts are in minor units. */
export interface OrderFacts {
  readonly id: string;
  readonly customer: string;
  readonly receiver: string | undefined;
  readonly status: OrderStatus;
  readonly channel: string;
  readonly placedAt: EpochMs;
  readonly tier: string | undefined;
  /** Why a person has to look at it whatever is decided elsewhere; empty for most. */
  readonly review: readonly DecisionReason[];
  readonly shippingMinor: number;
  /** Lines of the cohort, at least one, in the order of the order. */
  readonly lines: readonly LineFacts[];
  /** Lines that are not in the cohort and stay as they are: how many have units left, and what those are worth. */
  readonly others: { readonly count: number; readonly worthMinor: number };
  readonly payments: readonly PaymentFacts[];
  /** Coupons that come back unless something that is kept uses them. */
  readonly coupons: readonly CouponFacts[];
  readonly milesPartner: string | undefined;
}

/** A line of the cohort. */
export interface LineFacts {
  readonly lineId: string;
  readonly sku: string;
  readonly priceList: string;
  /** Units that are left, 1 or more. */
  readonly units: number;
  /** Units that were ordered: what was earned with the line was earned with these. */
  readonly ordered: number;
  readonly shownMinor: number;
  /** Undefined where the price is right. */
  readonly intendedMinor: number | undefined;
  /** What a wrong promotion took off the units that are left; undefined where none did. */
  readonly wrongReductionMinor: number | undefined;
  /** Which shortfall of the incident it is in; undefined for none. */
  readonly shortfall: number | undefined;
  /** What the units that are left are worth when given back. */
  readonly worthMinor: number;
  readonly earnedPoints: number;
  readonly earnedMiles: number;
}

/** What was paid with one instrument and is still there. */
export interface PaymentFacts {
  readonly ref: string;
  readonly method: string;
  readonly isCaptured: boolean;
  /** Captured and not given back, or authorised; below 0 where more was given back than captured. */
  readonly leftMinor: number;
  readonly at: EpochMs;
}

/** A coupon that the order used up. */
export interface CouponFacts {
  readonly ref: string;
  /** Lines of the cohort that use it, by their place in {@link OrderFacts.lines}. */
  readonly lines: readonly number[];
  /** Whether a line that is not in the cohort uses it. */
  readonly isUsedElsewhere: boolean;
  /** Whether the shipping uses it. */
  readonly isUsedByShipping: boolean;
}

/** The earliest payment of an order; where none is known, when it was placed: nobody pays before. */
export function firstPaidAt({ payments, placedAt }: Pick<OrderFacts, 'payments' | 'placedAt'>): EpochMs {
  return payments.length === 0 ? placedAt : Math.min(...payments.map(({ at }) => at));
}

/** JSON has no undefined. */
type Maybe<T> = T | null;

type PackedLine = readonly [
  lineId: string,
  sku: string,
  priceList: string,
  units: number,
  ordered: number,
  shownMinor: number,
  intendedMinor: Maybe<number>,
  wrongReductionMinor: Maybe<number>,
  shortfall: Maybe<number>,
  worthMinor: number,
  earnedPoints: number,
  earnedMiles: number,
];

type PackedPayment = readonly [ref: string, method: string, isCaptured: 0 | 1, leftMinor: number, at: number];

type PackedCoupon = readonly [ref: string, lines: readonly number[], elsewhere: 0 | 1, byShipping: 0 | 1];

type PackedOrder = readonly [
  customer: string,
  receiver: Maybe<string>,
  status: number,
  channel: string,
  placedAt: number,
  tier: Maybe<string>,
  review: readonly DecisionReason[],
  shippingMinor: number,
  lines: readonly PackedLine[],
  othersCount: number,
  othersMinor: number,
  payments: readonly PackedPayment[],
  coupons: readonly PackedCoupon[],
  milesPartner: Maybe<string>,
];

/** The facts of an order, its id left out, as JSON without names: a million of them are sorted, and read several times. */
export function packFacts(facts: OrderFacts): string {
  const packed: PackedOrder = [
    facts.customer,
    facts.receiver ?? null,
    ORDER_STATUSES.indexOf(facts.status),
    facts.channel,
    facts.placedAt,
    facts.tier ?? null,
    facts.review,
    facts.shippingMinor,
    facts.lines.map(packLine),
    facts.others.count,
    facts.others.worthMinor,
    facts.payments.map((it) => [it.ref, it.method, it.isCaptured ? 1 : 0, it.leftMinor, it.at]),
    facts.coupons.map((it) => [it.ref, it.lines, it.isUsedElsewhere ? 1 : 0, it.isUsedByShipping ? 1 : 0]),
    facts.milesPartner ?? null,
  ];
  return JSON.stringify(packed);
}

function packLine(line: LineFacts): PackedLine {
  return [
    line.lineId,
    line.sku,
    line.priceList,
    line.units,
    line.ordered,
    line.shownMinor,
    line.intendedMinor ?? null,
    line.wrongReductionMinor ?? null,
    line.shortfall ?? null,
    line.worthMinor,
    line.earnedPoints,
    line.earnedMiles,
  ];
}

/** Reads back what {@link packFacts} wrote. */
export function unpackFacts(id: string, text: string): OrderFacts {
  const packed = JSON.parse(text) as PackedOrder; // written by packFacts
  const status = ORDER_STATUSES[packed[2]];
  assert(status !== undefined, 'packed facts are read back as they were written');
  return {
    id,
    customer: packed[0],
    receiver: packed[1] ?? undefined,
    status,
    channel: packed[3],
    placedAt: packed[4],
    tier: packed[5] ?? undefined,
    review: packed[6],
    shippingMinor: packed[7],
    lines: packed[8].map(unpackLine),
    others: { count: packed[9], worthMinor: packed[10] },
    payments: packed[11].map(unpackPayment),
    coupons: packed[12].map(unpackCoupon),
    milesPartner: packed[13] ?? undefined,
  };
}

function unpackLine(packed: PackedLine): LineFacts {
  return {
    lineId: packed[0],
    sku: packed[1],
    priceList: packed[2],
    units: packed[3],
    ordered: packed[4],
    shownMinor: packed[5],
    intendedMinor: packed[6] ?? undefined,
    wrongReductionMinor: packed[7] ?? undefined,
    shortfall: packed[8] ?? undefined,
    worthMinor: packed[9],
    earnedPoints: packed[10],
    earnedMiles: packed[11],
  };
}

function unpackPayment([ref, method, isCaptured, leftMinor, at]: PackedPayment): PaymentFacts {
  return { ref, method, isCaptured: isCaptured === 1, leftMinor, at };
}

function unpackCoupon([ref, lines, elsewhere, byShipping]: PackedCoupon): CouponFacts {
  return { ref, lines, isUsedElsewhere: elsewhere === 1, isUsedByShipping: byShipping === 1 };
}
