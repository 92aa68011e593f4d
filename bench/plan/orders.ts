import type { Order, OrderLine, OrderPayment, OrderStatus } from '../../src/catalog/order.js';
import { hashText, Random } from '../detection/random.js';
import {
  FROM,
  OTHERS,
  PROMOTION,
  SALE_ID,
  SHORT,
  UNTIL,
  WRONG,
  WRONG_PROMOTION,
  type Goods,
} from './night.js';

/** A prime: counting in steps of it meets every number once, so that ids are in no order. */
const STEP = 7_919_341;
/** Customers for each order: many order several times. */
const CUSTOMERS_SHARE = 0.45;
const HOUR_MS = 3_600_000;
const ID_DIGITS = 8;

/** How often an order stands so, of 100. */
const STATUSES: readonly (readonly [status: OrderStatus, below: number])[] = [
  ['paid', 62],
  ['placed', 74],
  ['packed', 79],
  ['shipped', 84],
  ['delivered', 90],
  ['partly-returned', 96],
  ['cancelled', 100],
];

/** How an order is paid, of 100: what stands first pays what the others leave. */
const METHODS: readonly (readonly [methods: readonly string[], below: number])[] = [
  [['card'], 55],
  [['virtual-account'], 68],
  [['card', 'points'], 82],
  [['card', 'gift-card'], 89],
  [['phone'], 95],
  [['card', 'gift-card', 'points'], 100],
];

/**
 * Orders of a night when prices were wrong, one at a time, in the order in which they were placed: the same on every machine. About
 * nine in ten are of the incident; some are of other goods, of hours before and after, of another sale, cancelled or partly returned;
 * carts are mixed, customers come back, payments are split.
 */
export function* ordersOf(count: number): Generator<Order, void, undefined> {
  const random = new Random('plan benchmark');
  const customers = Math.max(1, Math.floor(count * CUSTOMERS_SHARE));
  for (let number = 0; number < count; number += 1) yield orderOf(random, { number, count, customers });
}

interface Place {
  readonly number: number;
  readonly count: number;
  readonly customers: number;
}

function orderOf(random: Random, { number, count, customers }: Place): Order {
  const id = `TW${String((number * STEP) % count).padStart(ID_DIGITS, '0')}`;
  // An hour more on both sides of the night: those orders are of no concern.
  const placedAt = FROM - HOUR_MS / 4 + Math.floor(((UNTIL - FROM + HOUR_MS / 2) * number) / count);
  const status = chosen(STATUSES, random.below(100));
  const isReturned = status === 'partly-returned';
  const lines = linesOf(random, isReturned);
  const shippingMinor = random.below(10) < 7 ? 0 : 6_000;
  const hasReceiver = random.below(20) === 0;
  const customer = 1 + random.below(1 + random.below(customers));
  return {
    id,
    saleId: random.below(200) === 0 ? 'laptops-0625' : SALE_ID,
    customer: [referenceOf(customer)],
    channel: random.below(10) < 6 ? 'web' : 'app',
    currency: 'TWD',
    placedAt,
    taxBasis: 'included',
    shippingMinor,
    lines,
    payments: paymentsOf(random, { id, placedAt, status, lines, shippingMinor }),
    status,
    receiver: hasReceiver ? referenceOf(-customer) : undefined,
    tier: random.below(5) === 0 ? 'gold' : undefined,
    signals: random.below(400) === 0 ? ['resale'] : undefined,
    coupons: lines.some((line) => line.reductions.length > 0)
      ? promotionsOf(lines).map((promotionId) => ({ ref: `c-${id}-${promotionId}`, promotionId }))
      : undefined,
    milesPartner: lines.some((line) => line.earnedMiles !== undefined) ? 'asia-miles' : undefined,
  };
}

/** A reference as the shop's key would make it. */
function referenceOf(customer: number): string {
  const piece = (part: number): string => hashText(`${part}.${customer}`).toString(16).padStart(8, '0');
  return `k1.${piece(1)}${piece(2)}${piece(3).slice(2)}`;
}

function linesOf(random: Random, isReturned: boolean): OrderLine[] {
  const extra = [0, 0, 0, 1, 1, 2, 4][random.below(7)] ?? 0;
  const goods = [mainGoods(random), ...Array.from({ length: extra }, () => ({ goods: random.pick(OTHERS) }))];
  return goods.map((one, index) => lineOf(random, { ...one, lineId: String(index + 1), isReturned }));
}

interface Sold {
  readonly goods: Goods;
  /** Shown at a tenth of the price. */
  readonly isWrong?: boolean;
  readonly hasWrongPromotion?: boolean;
}

function mainGoods(random: Random): Sold {
  const luck = random.below(100);
  if (luck < 82) return { goods: random.pick(WRONG), isWrong: true };
  if (luck < 86) return { goods: random.pick(WRONG) };
  if (luck < 91) return { goods: SHORT };
  return luck < 95 ? { goods: random.pick(OTHERS), hasWrongPromotion: true } : { goods: random.pick(OTHERS) };
}

function lineOf(
  random: Random,
  { goods, isWrong, hasWrongPromotion, lineId, isReturned }: Sold & LinePlace,
): OrderLine {
  const quantity = random.below(60) === 0 ? 10 : 1 + Math.floor(random.next() ** 3 * 4);
  const unitPriceMinor = isWrong === true ? goods.priceMinor / 10 : goods.priceMinor;
  const promotionId = promotionOf(random, hasWrongPromotion === true);
  const offMinor = promotionId === undefined ? 0 : 100 * Math.floor(unitPriceMinor / 1_000);
  const returnedQuantity = isReturned ? Math.floor(quantity / 2) : undefined;
  const left = quantity - (returnedQuantity ?? 0);
  const isOfRecord = random.below(5) === 0;
  return {
    lineId,
    sku: goods.sku,
    priceList: 'default',
    quantity,
    unitPriceMinor,
    reductions: promotionId === undefined ? [] : [{ promotionId, amountMinor: offMinor * quantity }],
    category: goods.category,
    returnedQuantity,
    refundMinor: isOfRecord ? left * (unitPriceMinor - offMinor) : undefined,
    earnedPoints: random.below(2) === 0 ? left * Math.floor(unitPriceMinor / 10_000) : undefined,
    earnedMiles: random.below(25) === 0 ? left * 10 : undefined,
  };
}

interface LinePlace {
  readonly lineId: string;
  readonly isReturned: boolean;
}

function promotionOf(random: Random, isWrong: boolean): string | undefined {
  if (isWrong) return WRONG_PROMOTION;
  return random.below(8) === 0 ? PROMOTION : undefined;
}

function promotionsOf(lines: readonly OrderLine[]): readonly string[] {
  return [...new Set(lines.flatMap(({ reductions }) => reductions.map(({ promotionId }) => promotionId)))];
}

interface Paid {
  readonly id: string;
  readonly placedAt: number;
  readonly status: OrderStatus;
  readonly lines: readonly OrderLine[];
  readonly shippingMinor: number;
}

/** Payments worth what the order is worth: what came back already was given back. */
function paymentsOf(random: Random, { id, placedAt, status, lines, shippingMinor }: Paid): OrderPayment[] {
  let capturedMinor = shippingMinor;
  let leftMinor = shippingMinor;
  for (const { quantity, returnedQuantity = 0, unitPriceMinor, reductions } of lines) {
    const offMinor = reductions.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const eachMinor = unitPriceMinor - offMinor / quantity;
    capturedMinor += quantity * eachMinor;
    leftMinor += (quantity - returnedQuantity) * eachMinor;
  }
  const methods = chosen(METHODS, random.below(100));
  const [first = 'card', ...others] = methods;
  const parts = others.map((method) => ({
    method,
    minor: Math.floor(capturedMinor / (3 + random.below(6))),
  }));
  const rest = capturedMinor - parts.reduce((sum, { minor }) => sum + minor, 0);
  let backMinor = status === 'cancelled' ? capturedMinor : capturedMinor - leftMinor;
  return [{ method: first, minor: rest }, ...parts].map(({ method, minor }, index) => {
    const refundedMinor = Math.min(minor, backMinor);
    backMinor -= refundedMinor;
    return {
      ref: `pay-${id}-${index + 1}`,
      method,
      capturedMinor: minor,
      at: placedAt + 1_000,
      ...(status === 'placed' && method === 'card' ? { state: 'authorised' as const } : {}),
      ...(refundedMinor === 0 ? {} : { refundedMinor }),
    };
  });
}

function chosen<T>(table: readonly (readonly [value: T, below: number])[], luck: number): T {
  const found = table.find(([, below]) => luck < below);
  if (found === undefined) throw new RangeError(`nothing in the table for ${luck}`);
  return found[0];
}
