import { nearestName } from '../core/edit-distance.js';
import type { Order, OrderLine, OrderPayment, Reduction } from '../catalog/order.js';
import { findOrderProblem } from '../pricing/order/check-order.js';
import { jsonPlaces } from './json-places.js';
import { unknownText } from './order-fields.js';
import { takeOrder, type OrderReading } from './order-reading.js';
import { orderSchema } from './order-schema.js';
import { pathText, type Path } from './problem.js';
import { namesAt } from './schema-names.js';
import type * as z from 'zod';

/** One thing wrong with an order, or with the text that was to hold it. */
export interface OrderFault {
  /** `lines[2].quantity`; undefined where the whole text is meant. */
  readonly path: Path;
  /** What was expected, and of which kind it is what was got: no text of the file is repeated. */
  readonly message: string;
}

/** An order as it was read, complete, or the first thing wrong with it. */
export type ReadOrder =
  { readonly kind: 'order'; readonly order: Order } | { readonly kind: 'fault'; readonly fault: OrderFault };

/** One order is far smaller; a longer text is not one. In UTF-16 code units, and in values after parsing. */
export const ORDER_TEXT_MAX = 1_048_576;
const LIMITS = { textMax: ORDER_TEXT_MAX, valueMax: 100_000, depthMax: 6 };

const SCHEMA = orderSchema();

/** Names of all members of an order, of its lines, reductions, payments and coupons: what no reader may pass over. */
export const ORDER_NAMES: ReadonlySet<string> = new Set(
  [[], ['lines', 0], ['lines', 0, 'reductions', 0], ['payments', 0], ['coupons', 0]].flatMap((path) =>
    namesAt(SCHEMA, path),
  ),
);

/** Reads one order from its JSON, as {@link printOrderJson} or `JSON.stringify` of an `Order` writes it. */
export function readOrderJson(text: string, reading: OrderReading = {}): ReadOrder {
  if (text.length > ORDER_TEXT_MAX) return fault([], `is longer than ${ORDER_TEXT_MAX} characters`);
  // What JSON.parse alone would let pass: a name twice (the last would win in silence), a number that is rounded.
  const isPlain = jsonPlaces(text, LIMITS) !== undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fault([], 'is not JSON; write one order a line, as JSON');
  }
  if (!isPlain) return fault([], 'holds a name twice, a number beyond 2^53, or far more than an order does');
  return readOrderValue(value, reading);
}

/** Checks plain data, and makes an order of it. */
export function readOrderValue(value: unknown, reading: OrderReading = {}): ReadOrder {
  const taken = takeOrder(value, reading);
  if (taken.kind === 'refused') return fault(taken.path, taken.message);
  const result = SCHEMA.safeParse(taken.value);
  if (!result.success) return { kind: 'fault', fault: firstFault(result.error) };
  const order = result.data;
  const found = faultAcross(order);
  return found === undefined ? { kind: 'order', order } : { kind: 'fault', fault: found };
}

/** What is wrong although each value alone is right. */
function faultAcross(order: Order): OrderFault | undefined {
  const found = findOrderProblem(order);
  if (found !== undefined) {
    const { line, field, problem } = found;
    return { path: line === undefined ? [field] : ['lines', line, field], message: problem };
  }
  const returned = order.lines.findIndex((line) => (line.returnedQuantity ?? 0) > line.quantity);
  if (returned >= 0)
    return {
      path: ['lines', returned, 'returnedQuantity'],
      message: 'is more than the quantity: no more can come back than was sold',
    };
  let amountMinor = 0;
  for (const { unitPriceMinor, quantity } of order.lines) amountMinor += unitPriceMinor * quantity;
  if (Number.isSafeInteger(amountMinor)) return undefined;
  return { path: ['lines'], message: 'cost more than 2^53 - 1 minor units together' };
}

function firstFault(error: z.ZodError): OrderFault {
  const issue = error.issues[0];
  if (issue === undefined) return { path: [], message: 'is no order' };
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code !== 'unrecognized_keys') return { path, message: issue.message };
  const key = issue.keys[0] ?? '';
  const names = namesAt(SCHEMA, path);
  const nearest = nearestName(key, names);
  const known = nearest === undefined ? `known here: ${names.join(', ')}` : `did you mean ${nearest}?`;
  return { path, message: `unknown name ${unknownText(key)}; ${known}` };
}

function fault(path: Path, message: string): ReadOrder {
  return { kind: 'fault', fault: { path, message } };
}

/** `lines[2].quantity: got 0, expected …`, for a message that has named the place in the file. */
export function faultText({ path, message }: OrderFault): string {
  const field = pathText(path);
  return field === '' ? message : `${field}: ${message}`;
}

/** One order as one line of JSONL, its end left out. Reads back as the same order; names stand in a fixed order. */
export function printOrderJson(order: Order): string {
  const { id, saleId, customer, channel, currency, placedAt, taxBasis, shippingMinor } = order;
  return JSON.stringify({
    id,
    saleId,
    customer,
    channel,
    currency,
    placedAt,
    taxBasis,
    shippingMinor,
    shippingReductions: order.shippingReductions?.map(plainReduction),
    lines: order.lines.map(plainLine),
    payments: order.payments.map(plainPayment),
    status: order.status,
    receiver: order.receiver,
    tier: order.tier,
    signals: order.signals,
    coupons: order.coupons?.map(({ ref, promotionId }) => ({ ref, promotionId })),
    milesPartner: order.milesPartner,
  });
}

function plainLine(line: OrderLine): OrderLine {
  const { lineId, sku, priceList, quantity, unitPriceMinor, reductions, category } = line;
  const { returnedQuantity, refundMinor, earnedPoints, earnedMiles } = line;
  return {
    lineId,
    sku,
    priceList,
    quantity,
    unitPriceMinor,
    reductions: reductions.map(plainReduction),
    category,
    returnedQuantity,
    refundMinor,
    earnedPoints,
    earnedMiles,
  };
}

function plainPayment({ ref, method, capturedMinor, at, state, refundedMinor }: OrderPayment): OrderPayment {
  return { ref, method, capturedMinor, at, state, refundedMinor };
}

function plainReduction({ promotionId, amountMinor }: Reduction): Reduction {
  return { promotionId, amountMinor };
}
