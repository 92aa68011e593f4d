import { categoryPath } from '../catalog/category-path.js';
import { DEFAULT_PRICE_LIST, type TaxBasis } from '../catalog/offer.js';
import type {
  CheckoutLine,
  CheckoutOrder,
  CustomerRef,
  Order,
  OrderLine,
  Reduction,
} from '../catalog/order.js';
import { CURRENCY_EXPONENTS } from '../money/currency.js';
import {
  choiceMessage,
  COUNTING_RANGE,
  countMessage,
  idMessage,
  invalid,
  itemProblem,
  numberMessage,
  ownerMessage,
  problem,
  requestProblem,
  textMessage,
  type Invalid,
  type NumberRange,
} from '../stock/field-checks.js';
import { repeatedLine, sumOf } from '../pricing/order/check-order.js';
import { ORDER_LIMITS } from '../pricing/order/order-limits.js';
import { STOCK_LIMITS } from '../stock/limits.js';
import { shownValue } from '../stock/shown-value.js';

/** An order that was checked and copied: every field present, nothing of the caller's objects left in it. */
export interface ReadOrder extends CheckoutOrder {
  readonly customer: readonly CustomerRef[];
  readonly placedAt: number;
  readonly taxBasis: TaxBasis;
  readonly shippingMinor: number;
  readonly shippingReductions: readonly Reduction[];
  readonly lines: readonly OrderLine[];
}

/** What a reader of orders is told once. */
export interface OrderForm {
  readonly saleId: string;
  /** What separates the parts of a category path, as in the catalogue. */
  readonly categorySeparator: string;
}

/** Those from `payments` on are of a full {@link Order}, which may be handed in as it is; a checkout has no use for them. */
const ORDER_FIELDS = fieldsOf<Order>({
  id: true,
  saleId: true,
  customer: true,
  channel: true,
  currency: true,
  placedAt: true,
  taxBasis: true,
  shippingMinor: true,
  shippingReductions: true,
  lines: true,
  payments: true,
  status: true,
  receiver: true,
  tier: true,
  signals: true,
  coupons: true,
  milesPartner: true,
});
const LINE_FIELDS = fieldsOf<OrderLine>({
  lineId: true,
  sku: true,
  priceList: true,
  quantity: true,
  unitPriceMinor: true,
  reductions: true,
  category: true,
  // Of a full line, as above.
  returnedQuantity: true,
  refundMinor: true,
  earnedPoints: true,
  earnedMiles: true,
});
const REDUCTION_FIELDS = fieldsOf<Reduction>({ promotionId: true, amountMinor: true });
/** Looked up for every order: a set answers quicker than an object of own properties. */
const CURRENCIES: ReadonlySet<unknown> = new Set(Object.keys(CURRENCY_EXPONENTS));
const TAX_BASES: readonly string[] = ['included', 'excluded'];
const CUSTOMER_COUNT: NumberRange = { min: 1, max: STOCK_LIMITS.ownersMax };
const LINE_COUNT: NumberRange = { min: 1, max: STOCK_LIMITS.linesMax };
const QUANTITY: NumberRange = { min: 1, max: STOCK_LIMITS.quantityMax };
const REDUCTION_COUNT: NumberRange = { min: 0, max: ORDER_LIMITS.reductionsMax };
const NO_REDUCTIONS: readonly Reduction[] = Object.freeze([]);

/** Every field of a form, none left out: what is added to the form does not compile before it is added here. */
function fieldsOf<Form>(fields: Readonly<Record<keyof Form & string, true>>): ReadonlySet<string> {
  return new Set(Object.keys(fields));
}

/**
 * Checks an order and copies it, whatever JavaScript hands in: each field is read once, nothing is coerced or cut, unknown fields
 * are refused. Amounts in it multiply and add up within safe integers.
 *
 * @param now epoch ms, for an order that says no `placedAt`.
 * @returns the first problem, with its field, for anything that is not an order: also for objects whose fields throw.
 */
export function readOrder(order: unknown, form: OrderForm, now: number): ReadOrder | Invalid {
  try {
    return requestProblem(order, ORDER_FIELDS) ?? readFields(order as CheckoutOrder, form, now);
  } catch {
    // A getter or a proxy of the caller's threw. What it threw may hold anything, so it is not repeated.
    return invalid('order', 'cannot be read: one of its fields throws, expected a plain object');
  }
}

/** The id an unreadable order is answered with: its own where that is one, else an empty text. */
export function idOf(order: unknown): string {
  try {
    // Anything may be handed in; what is read is looked at.
    const { id } = order as { readonly id?: unknown };
    return typeof id === 'string' && idMessage(id) === undefined ? id : '';
  } catch {
    return '';
  }
}

function readFields(order: CheckoutOrder, form: OrderForm, now: number): ReadOrder | Invalid {
  const { id, saleId, channel, currency, placedAt = now, taxBasis = 'included', shippingMinor = 0 } = order;
  const wrong =
    problem('id', idMessage(id)) ??
    problem('saleId', saleMessage(saleId, form.saleId)) ??
    problem('channel', idMessage(channel)) ??
    problem('currency', currencyMessage(currency)) ??
    problem('placedAt', numberMessage(placedAt, COUNTING_RANGE)) ??
    problem('taxBasis', choiceMessage(taxBasis, TAX_BASES)) ??
    problem('shippingMinor', numberMessage(shippingMinor, COUNTING_RANGE));
  if (wrong !== undefined) return wrong;
  const customer = readCustomer(order.customer);
  if ('kind' in customer) return customer;
  const shippingReductions = readReductions(order.shippingReductions, 'shippingReductions');
  if ('kind' in shippingReductions) return shippingReductions;
  const lines = readLines(order.lines, form);
  if ('kind' in lines) return lines;
  return {
    id,
    saleId,
    customer,
    channel,
    currency,
    placedAt,
    taxBasis,
    shippingMinor,
    shippingReductions,
    lines,
  };
}

function saleMessage(saleId: unknown, own: string): string | undefined {
  return saleId === own ? undefined : `got ${shownValue(saleId)}, expected "${own}", the sale of this guard`;
}

function currencyMessage(currency: unknown): string | undefined {
  return CURRENCIES.has(currency)
    ? undefined
    : `got ${shownValue(currency)}, expected an ISO 4217 code such as KRW`;
}

/** Also for `resume`: references of one customer, in the order given. */
export function readCustomer(customer: unknown): readonly CustomerRef[] | Invalid {
  const message = countMessage(customer, CUSTOMER_COUNT);
  if (message !== undefined) return invalid('customer', message);
  // countMessage has seen that this is an array.
  const given = customer as readonly unknown[];
  const copies: CustomerRef[] = [];
  for (let index = 0; index < CUSTOMER_COUNT.max; index++) {
    if (index >= given.length) break;
    const reference = given[index];
    const wrong = ownerMessage(reference);
    if (wrong !== undefined) return invalid(`customer[${index}]`, wrong);
    copies.push(reference as CustomerRef);
  }
  return copies;
}

function readLines(lines: unknown, form: OrderForm): readonly OrderLine[] | Invalid {
  const message = countMessage(lines, LINE_COUNT);
  if (message !== undefined) return invalid('lines', message);
  // countMessage has seen that this is an array.
  const given = lines as readonly unknown[];
  const count = given.length;
  const copies: OrderLine[] = [];
  let grossMinor = 0;
  for (let index = 0; index < count; index++) {
    const line = readLine(given[index], index, form);
    if ('kind' in line) return line;
    // A product beyond 2^53 may be rounded, but never to one within it, so the sum shows it.
    grossMinor += line.quantity * line.unitPriceMinor;
    if (grossMinor > Number.MAX_SAFE_INTEGER)
      return invalid(`lines[${index}]`, 'brings the order above 2^53 - 1 minor units');
    copies.push(line);
  }
  const repeated = repeatedLine(copies);
  return repeated === undefined
    ? copies
    : invalid(`lines[${repeated}].lineId`, 'is the id of another line of the order too');
}

function readLine(line: unknown, index: number, form: OrderForm): OrderLine | Invalid {
  const shape = itemProblem(line, LINE_FIELDS, 'lines', index);
  if (shape !== undefined) return shape;
  // An object by the check above; what its fields hold is looked at below.
  const given = line as CheckoutLine;
  const { lineId, sku, priceList = DEFAULT_PRICE_LIST, quantity, unitPriceMinor, category } = given;
  const wrong = lineProblem({ lineId, sku, priceList, quantity, unitPriceMinor });
  if (wrong !== undefined) return invalid(`lines[${index}].${wrong.field}`, wrong.message);
  const path = category === undefined ? undefined : readCategory(category, form.categorySeparator);
  if (typeof path === 'object') return invalid(`lines[${index}].category`, path.message);
  const reductions = given.reductions;
  // The path is made only where there may be something to say.
  const read =
    reductions === undefined ? NO_REDUCTIONS : readReductions(reductions, `lines[${index}].reductions`);
  if ('kind' in read) return read;
  if (read.length > 0 && sumOf(read) > unitPriceMinor * quantity)
    return invalid(`lines[${index}].reductions`, 'take off more than the line costs');
  return {
    lineId,
    sku,
    priceList,
    quantity,
    unitPriceMinor,
    reductions: read,
    category: path,
  };
}

function lineProblem(
  line: Readonly<Record<'lineId' | 'sku' | 'priceList' | 'quantity' | 'unitPriceMinor', unknown>>,
): Invalid | undefined {
  return (
    problem('lineId', idMessage(line.lineId)) ??
    problem('sku', textMessage(line.sku, STOCK_LIMITS.keyBytesMax)) ??
    problem('priceList', priceListMessage(line.priceList)) ??
    problem('quantity', numberMessage(line.quantity, QUANTITY)) ??
    problem('unitPriceMinor', numberMessage(line.unitPriceMinor, COUNTING_RANGE))
  );
}

function priceListMessage(priceList: unknown): string | undefined {
  return priceList === DEFAULT_PRICE_LIST ? undefined : textMessage(priceList, STOCK_LIMITS.keyBytesMax);
}

/** Room for `category:` in a scope. */
const CATEGORY_BYTES_MAX: number = STOCK_LIMITS.keyBytesMax - 'category:'.length;

/** A category path as the catalogue has it, or what is wrong with it. */
function readCategory(category: unknown, separator: string): string | { readonly message: string } {
  const message = textMessage(category, CATEGORY_BYTES_MAX);
  if (message !== undefined) return { message };
  // textMessage has seen that this is a text.
  const path = categoryPath(category as string, separator);
  if (path === undefined)
    return {
      message: `got ${shownValue(category)}, expected a path without empty parts, joined by "${separator}"`,
    };
  const long = textMessage(path, CATEGORY_BYTES_MAX);
  return long === undefined ? path : { message: long };
}

function readReductions(reductions: unknown, field: string): readonly Reduction[] | Invalid {
  if (reductions === undefined) return NO_REDUCTIONS;
  const message = countMessage(reductions, REDUCTION_COUNT);
  if (message !== undefined) return invalid(field, message);
  // countMessage has seen that this is an array.
  const given = reductions as readonly unknown[];
  const count = given.length;
  const copies: Reduction[] = [];
  let sumMinor = 0;
  for (let index = 0; index < count; index++) {
    const shape = itemProblem(given[index], REDUCTION_FIELDS, field, index);
    if (shape !== undefined) return shape;
    // An object by the check above.
    const { promotionId, amountMinor } = given[index] as Reduction;
    const wrong =
      problem('promotionId', idMessage(promotionId)) ??
      problem('amountMinor', numberMessage(amountMinor, COUNTING_RANGE));
    if (wrong !== undefined) return invalid(`${field}[${index}].${wrong.field}`, wrong.message);
    sumMinor += amountMinor;
    if (sumMinor > Number.MAX_SAFE_INTEGER)
      return invalid(`${field}[${index}]`, 'brings the reductions above 2^53 - 1 minor units');
    copies.push({ promotionId, amountMinor });
  }
  return copies;
}
