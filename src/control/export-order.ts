import { CATEGORY_JOINT } from '../catalog/category-path.js';
import type { Order, OrderLine, OrderPayment, OrderStatus } from '../catalog/order.js';
import type { EpochMs } from '../core/clock.js';
import { readNote, type NotedLine } from '../guard/note.js';
import { canonicalJson } from '../seal/canonical-json.js';
import { withoutUndefined } from '../seal/without-undefined.js';
import type { Reservation } from '../stock/reservation.js';

/** What the journal knows of an order beside its record. */
export interface OrderTimes {
  /** Epoch ms by the store's clock. */
  readonly reservedAt: EpochMs | undefined;
  readonly committedAt: EpochMs | undefined;
}

/** A reservation as an order, or why it cannot be told as one. */
export type ExportedOrder =
  | { readonly kind: 'order'; readonly order: Order }
  /** Reserved by something else than the guard, or by another version of it: prices are not known. */
  | { readonly kind: 'no-note' }
  /** It has more lines than its note could hold. */
  | { readonly kind: 'too-large' };

/** Names the reductions of a line: the guard keeps their sum, not which promotions it came from. */
export const UNSTATED_PROMOTION = 'unstated';
/** Method of a payment of which only the reference is known. */
export const UNSTATED_METHOD = 'unstated';

/** Channel of an order whose scopes name none. */
export const UNSTATED_CHANNEL = 'unstated';

const CHANNEL = 'channel:';
const CATEGORY = 'category:';

/**
 * The order that a reservation was made for, as far as the sale knows it: prices as the guard admitted them, the buyer first, one
 * reduction a line for all its promotions, one payment for the reference of the commit with the amount that was to be paid. What
 * was captured with which instrument is for the shop's own payments to say.
 */
export function exportOrder(
  reservation: Reservation,
  { saleId, times }: { readonly saleId: string; readonly times: OrderTimes },
): ExportedOrder {
  const read = readNote(reservation.note, reservation.lines);
  if (read === undefined) return { kind: 'no-note' };
  const { lines } = read;
  if (lines === undefined) return { kind: 'too-large' };
  const placedAt = read.placedAt;
  const order: Order = {
    id: reservation.id,
    saleId,
    customer: buyerFirst(reservation.owners, read.buyerIndex),
    channel: scopeValue(reservation.scopes, CHANNEL) ?? UNSTATED_CHANNEL,
    currency: read.currency,
    placedAt,
    taxBasis: read.taxBasis,
    shippingMinor: read.shippingMinor,
    lines: linesOf(lines, reservation.scopes),
    payments: paymentsOf(
      reservation,
      { lines, shippingMinor: read.shippingMinor },
      times.committedAt ?? placedAt,
    ),
    status: statusOf(reservation),
  };
  return { kind: 'order', order };
}

/** The line of an orders file that says this, without its line end. */
export function orderLine(order: Order): string {
  return canonicalJson(withoutUndefined(order));
}

/** Where the order stands, as far as the sale can know: nothing of packing and shipping. */
export function statusOf({ state, restored }: Pick<Reservation, 'state' | 'restored'>): OrderStatus {
  switch (state) {
    case 'reviewing':
    case 'reserved':
    case 'paying':
      return 'placed';
    case 'committed':
      return restored.length === 0 ? 'paid' : 'partly-returned';
    case 'released':
    case 'expired':
    case 'restored':
      return 'cancelled';
  }
}

function buyerFirst(owners: readonly string[], buyerIndex: number): readonly string[] {
  const buyer = owners[buyerIndex];
  return buyer === undefined ? owners : [buyer, ...owners.filter((owner) => owner !== buyer)];
}

function linesOf(lines: readonly NotedLine[], scopes: readonly string[]): OrderLine[] {
  // A category is one of the order; whose it is can be told only where there is one line.
  const category = lines.length === 1 ? deepestCategory(scopes) : undefined;
  return lines.map(({ sku, priceList, quantity, unitPriceMinor, payableMinor }, index) => {
    const reduced = unitPriceMinor * quantity - payableMinor;
    return {
      lineId: String(index + 1),
      sku,
      priceList,
      quantity,
      unitPriceMinor,
      reductions: reduced > 0 ? [{ promotionId: UNSTATED_PROMOTION, amountMinor: reduced }] : [],
      ...(category === undefined ? {} : { category }),
    };
  });
}

function paymentsOf(
  { paymentRef }: Reservation,
  amounts: { readonly lines: readonly NotedLine[]; readonly shippingMinor: number },
  at: EpochMs,
): OrderPayment[] {
  if (paymentRef === undefined) return [];
  const goods = amounts.lines.reduce((sum, line) => sum + line.payableMinor, 0);
  return [{ ref: paymentRef, method: UNSTATED_METHOD, capturedMinor: goods + amounts.shippingMinor, at }];
}

/** The category of which all others of the order are above; undefined where there is none such. */
function deepestCategory(scopes: readonly string[]): string | undefined {
  const paths = scopes
    .filter((scope) => scope.startsWith(CATEGORY))
    .map((scope) => scope.slice(CATEGORY.length));
  const deepest = paths.reduce((longest, path) => (path.length > longest.length ? path : longest), '');
  const isOnePath = paths.every((path) => path === deepest || deepest.startsWith(`${path}${CATEGORY_JOINT}`));
  return deepest === '' || !isOnePath ? undefined : deepest;
}

/** The rest of the one scope that begins so; undefined when there is none, or more than one. */
function scopeValue(scopes: readonly string[], prefix: string): string | undefined {
  const found = scopes.filter((scope) => scope.startsWith(prefix));
  return found.length === 1 ? found[0]?.slice(prefix.length) : undefined;
}
