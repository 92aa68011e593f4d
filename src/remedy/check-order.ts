import type { Order, OrderLine, OrderPayment } from '../catalog/order.js';
import { GuardError } from '../core/errors.js';
import { findOrderProblem, placeOf } from '../pricing/order/check-order.js';
import { ID_PATTERN } from '../core/id.js';

/** The last instant that a `Date` can name. */
const INSTANT_MAX = 8_640_000_000_000_000;

/**
 * Refuses an order that is not of the documented form: what a reader of files has checked passes, and a caller of the library learns
 * here what is wrong. No value is ever repeated: a customer may be anything.
 *
 * @throws GuardError `input` with the number of the order (from 1) and the field.
 */
export function requireOrder(order: Order, number: number): void {
  const found = findOrderProblem(order);
  if (found !== undefined) throw refuse(number, placeOf(found), found.problem);
  const problem = headProblem(order) ?? eachProblem(order);
  if (problem !== undefined) throw refuse(number, problem.field, problem.expected);
}

interface FieldProblem {
  readonly field: string;
  readonly expected: string;
}

const AN_ID = 'expected an opaque id: 1 to 64 of A-Z a-z 0-9 _ . : -';
const AN_AMOUNT = 'expected minor units: a whole number from 0 to 2^53 - 1';
const AN_INSTANT = 'expected milliseconds since 1970';

function headProblem(order: Order): FieldProblem | undefined {
  if (!ID_PATTERN.test(order.id)) return { field: 'id', expected: AN_ID };
  const buyer = order.customer[0];
  if (buyer === undefined || !ID_PATTERN.test(buyer)) return { field: 'customer[0]', expected: AN_ID };
  if (order.receiver !== undefined && !ID_PATTERN.test(order.receiver))
    return { field: 'receiver', expected: AN_ID };
  if (!ID_PATTERN.test(order.channel)) return { field: 'channel', expected: AN_ID };
  if (!isInstant(order.placedAt)) return { field: 'placedAt', expected: AN_INSTANT };
  return undefined;
}

function eachProblem({ lines, payments, coupons }: Order): FieldProblem | undefined {
  for (const [index, line] of lines.entries()) {
    const found = lineProblem(line);
    if (found !== undefined) return { ...found, field: `lines[${index}].${found.field}` };
  }
  for (const [index, payment] of payments.entries()) {
    const found = paymentProblem(payment);
    if (found !== undefined) return { ...found, field: `payments[${index}].${found.field}` };
  }
  const index = coupons?.findIndex(({ ref }) => !ID_PATTERN.test(ref)) ?? -1;
  return index < 0 ? undefined : { field: `coupons[${index}].ref`, expected: AN_ID };
}

function lineProblem(line: OrderLine): FieldProblem | undefined {
  const { returnedQuantity = 0, refundMinor = 0, earnedPoints = 0, earnedMiles = 0 } = line;
  if (!isAmount(returnedQuantity) || returnedQuantity > line.quantity)
    return { field: 'returnedQuantity', expected: 'expected units from 0 to the quantity' };
  if (!isAmount(refundMinor)) return { field: 'refundMinor', expected: AN_AMOUNT };
  if (!isAmount(earnedPoints))
    return { field: 'earnedPoints', expected: 'expected points: a whole number, 0 or more' };
  if (!isAmount(earnedMiles))
    return { field: 'earnedMiles', expected: 'expected miles: a whole number, 0 or more' };
  return undefined;
}

function paymentProblem(payment: OrderPayment): FieldProblem | undefined {
  if (!ID_PATTERN.test(payment.ref)) return { field: 'ref', expected: AN_ID };
  if (payment.method.length === 0 || payment.method.length > 64)
    return { field: 'method', expected: 'expected 1 to 64 characters' };
  if (!isAmount(payment.capturedMinor)) return { field: 'capturedMinor', expected: AN_AMOUNT };
  if (!isAmount(payment.refundedMinor ?? 0)) return { field: 'refundedMinor', expected: AN_AMOUNT };
  return isInstant(payment.at) ? undefined : { field: 'at', expected: AN_INSTANT };
}

function isAmount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isInstant(value: number): boolean {
  return isAmount(value) && value <= INSTANT_MAX;
}

function refuse(number: number, field: string, problem: string): GuardError {
  return new GuardError({
    code: 'input',
    message: `order ${number}: ${field === '' ? '' : `${field}: `}${problem}`,
    data: { number, field },
  });
}
