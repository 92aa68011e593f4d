import type { Order, OrderLine, OrderPayment } from '../../../src/catalog/order.js';
import type { RemedyPolicy } from '../../../src/catalog/remedy-policy.js';
import type { Incident } from '../../../src/incident/incident.js';
import type { PlanHeader, PlanRecord, PlanTrailer } from '../../../src/remedy/plan.js';
import { memorySorter } from '../../../src/remedy/memory-sorter.js';
import { planRemediation, type PlanInput } from '../../../src/remedy/plan-remediation.js';

/** A Friday, noon in Seoul. */
export const SOLD_AT: number = Date.UTC(2026, 7, 7, 3);
/** The day after. */
export const MADE_AT: number = Date.UTC(2026, 7, 8, 3);

/** Ear phones of KRW 136,000, shown at KRW 13,600. */
export function makeIncident(init: Partial<Incident> = {}): Incident {
  return {
    schema: 'saleguard/incident/1',
    id: 'himart:trip-1',
    saleId: 'himart',
    origin: 'operator',
    class: 'price',
    cause: 'entry',
    currency: 'KRW',
    knownAt: SOLD_AT + 3_600_000,
    subject: {
      prices: [{ sku: 'EP-1', priceList: 'default', shownMinor: [13_600], intendedMinor: 136_000 }],
      promotions: [],
      shortfalls: [],
      from: SOLD_AT - 3_600_000,
      until: SOLD_AT + 86_400_000,
    },
    stages: [],
    evidence: [],
    trip: undefined,
    ...init,
  };
}

export function makePolicy(init: Partial<RemedyPolicy> = {}): RemedyPolicy {
  return {
    currency: 'KRW',
    honour: { statuses: ['delivered', 'collected', 'partly-returned'], budgetMinor: 0 },
    review: { statuses: ['packed', 'shipped'], unitsPerCustomerMax: undefined },
    shortfall: { allocation: 'reservation-order', partial: 'allow' },
    apology: {
      form: { kind: 'rate', rateBps: 1_000, capMinor: 100_000, base: 'intended-price', unitMinor: 1 },
      minimumSpendMinor: 0,
      validDays: 30,
      budgetMinor: undefined,
      redemptionBps: 4_000,
      whenOver: 'fail',
    },
    refund: {
      split: 'proportional',
      pointsMethods: ['points'],
      accountMethods: ['virtual-account'],
      accountDays: 14,
      giftMethods: ['gift-card'],
    },
    points: { negativeBalance: 'allow' },
    approvals: { twoFromOrders: 100, twoFromMinor: 10_000_000, validHours: 24 },
    legal: {
      id: 'KR',
      refundBusinessDays: 3,
      countedFrom: 'payment',
      weekend: [6, 7],
      timeZone: 'Asia/Seoul',
    },
    holidays: [],
    notice: { shopName: 'Shop', contact: '1588-0000', appealDays: 14 },
    ...init,
  };
}

/** One ear phone at the wrong price, unless told. */
export function makeLine(init: Partial<OrderLine> = {}): OrderLine {
  return {
    lineId: '1',
    sku: 'EP-1',
    priceList: 'default',
    quantity: 1,
    unitPriceMinor: 13_600,
    reductions: [],
    ...init,
  };
}

export function makePayment(init: Partial<OrderPayment> = {}): OrderPayment {
  return { ref: 'pay-1', method: 'card', capturedMinor: 13_600, at: SOLD_AT, ...init };
}

/** Paid by one card, exactly, unless told. */
export function makeOrder(init: Partial<Order> = {}): Order {
  const lines = init.lines ?? [makeLine()];
  const shippingMinor = init.shippingMinor ?? 0;
  let paidMinor = shippingMinor;
  for (const line of lines) {
    paidMinor += line.unitPriceMinor * line.quantity;
    for (const { amountMinor } of line.reductions) paidMinor -= amountMinor;
  }
  return {
    id: 'o-1',
    saleId: 'himart',
    customer: ['k1.customer-1'],
    channel: 'app',
    currency: 'KRW',
    placedAt: SOLD_AT,
    taxBasis: 'included',
    shippingMinor,
    lines,
    payments: [makePayment({ capturedMinor: paidMinor })],
    status: 'paid',
    ...init,
  };
}

/** A plan as it came. */
export interface WholePlan {
  readonly header: PlanHeader;
  readonly records: readonly PlanRecord[];
  readonly trailer: PlanTrailer;
}

/** Plans these orders, and hands back everything at once. */
export async function planOf(orders: readonly Order[], init: Partial<PlanInput> = {}): Promise<WholePlan> {
  const lines = [];
  const input: PlanInput = {
    incident: makeIncident(),
    orders,
    policy: makePolicy(),
    madeAt: MADE_AT,
    maker: 'care-lead',
    sorter: memorySorter(),
    ...init,
  };
  for await (const line of planRemediation(input)) lines.push(line);
  const header = lines.find((line) => line.type === 'plan');
  const trailer = lines.find((line) => line.type === 'end');
  if (header === undefined || trailer === undefined) throw new Error('a plan has a header and a trailer');
  return { header, records: lines.filter((line) => line.type === 'order'), trailer };
}

/** The record of an order, which has to be there. */
export function recordOf(plan: WholePlan, id: string): PlanRecord {
  const record = plan.records.find((each) => each.id === id);
  if (record === undefined) throw new Error(`the plan has no order ${id}`);
  return record;
}
