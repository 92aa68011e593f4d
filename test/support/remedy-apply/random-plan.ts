import fc from 'fast-check';
import type { PlanRecord, PlannedPayment } from '../../../src/remedy/plan.js';
import { MADE_AT, lineOf, recordOf } from './plan-by-hand.js';

const HOUR_MS = 3_600_000;

interface RawOrder {
  readonly customer: number;
  readonly decision: 'cancel' | 'honour' | 'review';
  readonly payments: readonly { readonly kind: PlannedPayment['kind']; readonly amountMinor: number }[];
  readonly units: number;
  readonly earnedPoints: number;
  readonly miles: number;
  readonly coupons: number;
  readonly dueInHours: number;
}

const rawOrder: fc.Arbitrary<RawOrder> = fc.record({
  customer: fc.nat(3),
  decision: fc.constantFrom('cancel', 'cancel', 'cancel', 'honour', 'review'),
  payments: fc.array(
    fc.record({
      kind: fc.constantFrom<PlannedPayment['kind']>(
        'void',
        'refund',
        'refund',
        'account-refund',
        'restore-points',
      ),
      amountMinor: fc.integer({ min: 1, max: 1_000_000 }),
    }),
    { maxLength: 3 },
  ),
  units: fc.integer({ min: 1, max: 3 }),
  earnedPoints: fc.nat(100),
  miles: fc.nat(50),
  coupons: fc.nat(1),
  dueInHours: fc.nat(72),
});

/** Records of a plan: several orders per customer, each customer with one coupon and one notice. */
export const randomRecords: fc.Arbitrary<readonly PlanRecord[]> = fc
  .array(rawOrder, { minLength: 1, maxLength: 8 })
  .map((orders) => orders.map((order, index) => recordFrom(order, { index, orders })));

function recordFrom(
  raw: RawOrder,
  { index, orders }: { readonly index: number; readonly orders: readonly RawOrder[] },
): PlanRecord {
  const id = idOf(index);
  const own = orders.flatMap((order, at) => (order.customer === raw.customer ? [idOf(at)] : []));
  const isFirst = own[0] === id;
  const isCancelled = raw.decision === 'cancel';
  const hasCancelled = orders.some((order) => order.customer === raw.customer && order.decision === 'cancel');
  return recordOf({
    id,
    customer: `k1.customer-${raw.customer}`,
    decision: raw.decision,
    lines: [lineOf({ decision: raw.decision, quantity: 3, cancelledUnits: isCancelled ? raw.units : 0 })],
    payments: isCancelled
      ? raw.payments.map(({ kind, amountMinor }, at) => ({
          ref: `pay-${id}-${at}`,
          method: 'card',
          kind,
          amountMinor,
        }))
      : [],
    earnedPoints: isCancelled ? raw.earnedPoints : 0,
    partnerMiles: isCancelled && raw.miles > 0 ? { partner: 'air', miles: raw.miles } : undefined,
    couponRefs: isCancelled && raw.coupons > 0 ? [`coupon-${id}`] : [],
    coupon: isFirst && hasCancelled ? { amountMinor: 10_000, codeSha256: undefined } : undefined,
    noticeFor: isFirst ? own : undefined,
    dueAt: isCancelled ? MADE_AT + raw.dueInHours * HOUR_MS : undefined,
  });
}

function idOf(index: number): string {
  return `o-${String(index).padStart(2, '0')}`;
}
