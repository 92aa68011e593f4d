import { CATEGORY_JOINT } from '../catalog/category-path.js';
import type { OrderJudgement } from '../pricing/order/judge-order.js';
import { categoryScope, stockScope } from '../pricing/order/scopes.js';
import { STOCK_LIMITS } from '../stock/limits.js';
import type { CountedOrder, ReserveRequest } from '../stock/request.js';
import type { StockLine } from '../stock/reservation.js';
import type { AdmittedOrder } from './admit-verdict.js';
import type { BookInForce, Desk } from './desk.js';
import { writeNote } from './note.js';
import type { ReadOrder } from './read-order.js';
import { stockLinesOf } from './stock-lines.js';

/** An order that may be reserved, as far as its price goes. */
export interface OrderToReserve {
  readonly inForce: BookInForce;
  readonly order: ReadOrder;
  readonly judged: Extract<OrderJudgement, { readonly kind: 'judged' }>;
  readonly admitted: AdmittedOrder;
}

/** What the store is asked for an order, or why it cannot be asked. */
export type ReserveRequestResult =
  | { readonly kind: 'request'; readonly request: ReserveRequest }
  | { readonly kind: 'invalid'; readonly field: string; readonly problem: string };

/** What the store is asked for an order. */
export function reserveRequestOf(desk: Desk, init: OrderToReserve): ReserveRequestResult {
  const { inForce, order, judged, admitted } = init;
  const lines = stockLinesOf(judged.groups, inForce.units);
  if (lines.length > STOCK_LIMITS.linesMax) {
    const problem = `come to ${lines.length} stock keys with what bundles are made of, expected at most ${STOCK_LIMITS.linesMax}; split the order`;
    return { kind: 'invalid', field: 'lines', problem };
  }
  const scopes = desk.scopes.of(order.channel, order.lines);
  if (scopes.length > STOCK_LIMITS.scopesMax) {
    const problem = `have ${scopes.length} categories with those above them and the channel, expected at most ${STOCK_LIMITS.scopesMax}; split the order`;
    return { kind: 'invalid', field: 'lines', problem };
  }
  const { customer } = order;
  const { needsReview } = admitted;
  return {
    kind: 'request',
    request: {
      id: order.id,
      owners: customer,
      lines,
      // The sale's own length is the cheapest to keep; only a person needs another.
      ttlMs: needsReview ? desk.policy.review.ttlMs : undefined,
      epoch: inForce.epoch,
      markdownMinor: admitted.markdownMinor,
      fingerprint: admitted.fingerprint,
      scopes,
      review: needsReview ? true : undefined,
      counted: countedOf(init, lines),
      note: noteOf(init, lines),
    },
  };
}

function noteOf({ order, judged }: OrderToReserve, lines: readonly StockLine[]): string {
  const { placedAt, currency, taxBasis, shippingMinor, customer } = order;
  const buyerIndex = customer.length === 1 ? 0 : [...new Set(customer)].sort().indexOf(buyerOf(order));
  return writeNote({ placedAt, currency, taxBasis, shippingMinor, buyerIndex, lines: judged.groups }, lines);
}

function buyerOf({ customer }: ReadOrder): string {
  return customer[0] ?? '';
}

/** Undefined for the clean order of one customer at an ordinary price: the store knows its buyer. */
function countedOf({ order, judged }: OrderToReserve, lines: readonly StockLine[]): CountedOrder | undefined {
  const { isFlagged, deepScopes } = judged;
  const hasOneOwner = order.customer.length === 1;
  if (!isFlagged && deepScopes.length === 0 && hasOneOwner) return undefined;
  return {
    flagged: isFlagged ? true : undefined,
    deepScopes: deepScopes.length === 0 ? undefined : knownScopes(deepScopes, lines),
    buyer: hasOneOwner ? undefined : buyerOf(order),
  };
}

const STOCK_SCOPE = stockScope('');
const CATEGORY = categoryScope('');

/** The scopes that this request carries: a bundle without a stock key of its own has none; a category stands for those above it. */
function knownScopes(deepScopes: readonly string[], lines: readonly StockLine[]): readonly string[] {
  if (deepScopes.every((scope) => isAlone(scope) && isCarried(scope, lines))) return deepScopes;
  const known = new Set<string>();
  for (const scope of deepScopes) {
    if (!isCarried(scope, lines)) continue;
    if (scope.startsWith(CATEGORY)) for (const path of pathsAbove(scope)) known.add(path);
    known.add(scope);
  }
  return [...known];
}

/** Of nothing that stands above it. */
function isAlone(scope: string): boolean {
  return !scope.startsWith(CATEGORY) || !scope.includes(CATEGORY_JOINT);
}

function isCarried(scope: string, lines: readonly StockLine[]): boolean {
  if (!scope.startsWith(STOCK_SCOPE)) return true;
  const stockKey = scope.slice(STOCK_SCOPE.length);
  return lines.some((line) => line.stockKey === stockKey);
}

function* pathsAbove(scope: string): Generator<string, void, undefined> {
  for (let at = scope.indexOf(CATEGORY_JOINT); at >= 0; at = scope.indexOf(CATEGORY_JOINT, at + 1))
    yield scope.slice(0, at);
}
