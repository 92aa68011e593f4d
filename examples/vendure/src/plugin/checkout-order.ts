// An order of Vendure as saleguard judges it: what each line costs after every reduction, in minor units.
import type { Order, OrderLine, RequestContext, ShippingLine } from '@vendure/core';
import { customerRef, type CheckoutLine, type CheckoutOrder } from 'saleguard';
import { exactMinor, NotJudgeable, type MoneyForm } from './money.js';
import type { SaleguardOptions } from './options.js';

/** What Vendure took off a line or a shipping line, all its units together. */
type Adjustment = OrderLine['adjustments'][number];
type Reduction = NonNullable<CheckoutLine['reductions']>[number];

/**
 * @throws NotJudgeable for an order whose amounts are not what saleguard can compare: another currency, fractions of a minor unit, a
 * reduction that stands beside the lines.
 */
export function checkoutOrder(
  id: string,
  { ctx, order }: { readonly ctx: RequestContext; readonly order: Order },
  options: SaleguardOptions,
): CheckoutOrder {
  const { money, guard } = options;
  if (order.currencyCode !== money.currency)
    throw new NotJudgeable(`The order is in ${order.currencyCode}, the sale is in ${money.currency}.`);
  for (const { description, listPrice } of order.surcharges)
    if (listPrice < 0)
      throw new NotJudgeable(
        `The surcharge "${description}" is below zero: a reduction that no line carries.`,
      );
  const shipping = order.shippingLines.map((line) => shippingOf(line, money));
  return {
    id,
    saleId: guard.saleId,
    customer: [customerOf(order, options)],
    channel: options.channelOf(ctx, order),
    currency: money.currency,
    taxBasis: taxBasisOf(order),
    shippingMinor: shipping.reduce((sum, { minor }) => sum + minor, 0),
    shippingReductions: shipping.flatMap(({ reductions }) => reductions),
    lines: order.lines.filter(({ quantity }) => quantity > 0).map((line) => lineOf(line, money)),
  };
}

/** Vendure has one customer for each account, and one for each e-mail address of guests. */
function customerOf(order: Order, { customerKey }: SaleguardOptions): string {
  if (order.customer === undefined) throw new NotJudgeable('The order has no customer.');
  return customerRef(`vendure-customer:${order.customer.id}`, customerKey);
}

function taxBasisOf({ lines }: Order): 'included' | 'excluded' {
  const bases = new Set(lines.map(({ listPriceIncludesTax }) => listPriceIncludesTax));
  if (bases.size > 1) throw new NotJudgeable('Some lines of the order are priced with tax and some without.');
  return bases.has(false) ? 'excluded' : 'included';
}

function lineOf(line: OrderLine, money: MoneyForm): CheckoutLine {
  const { quantity, listPrice, adjustments, productVariant } = line;
  const reductions = reductionsOf(adjustments, money);
  const payable = adjustments.reduce((sum, { amount }) => sum + amount, listPrice * quantity);
  const charged = line.listPriceIncludesTax ? line.proratedLinePriceWithTax : line.proratedLinePrice;
  // What is judged must be what is charged. Vendure computes the latter; should it ever add something that is no adjustment, we stop.
  if (payable !== charged)
    throw new NotJudgeable(
      `The line of ${productVariant.sku} is charged at ${charged}, but its price and reductions come to ${payable}.`,
    );
  return {
    lineId: String(line.id),
    sku: productVariant.sku,
    quantity,
    unitPriceMinor: exactMinor(listPrice, money),
    reductions,
  };
}

function shippingOf(
  { listPrice, adjustments }: ShippingLine,
  money: MoneyForm,
): { readonly minor: number; readonly reductions: readonly Reduction[] } {
  const charged = adjustments.reduce((sum, { amount }) => sum + amount, listPrice);
  return { minor: exactMinor(charged, money), reductions: reductionsOf(adjustments, money) };
}

function reductionsOf(adjustments: readonly Adjustment[], money: MoneyForm): readonly Reduction[] {
  return adjustments.map(({ adjustmentSource, amount }) => {
    if (amount > 0) throw new NotJudgeable(`${adjustmentSource} makes a line dearer: not a reduction.`);
    return { promotionId: adjustmentSource, amountMinor: exactMinor(-amount, money) };
  });
}
