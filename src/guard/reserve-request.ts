import { CATEGORY_JOINT } from '../catalog/category-path.js';
import type { OrderJudgement } from '../pricing/order/judge-order.js';
import { categoryScope, stockScope } from '../pricing/order/scopes.js';
import { STOCK_LIMITS } from '../stock/limits.js';
import type { CanonicalCounted } from '../stock/canonical.js';
import { ReadyReserve } from '../stock/ready-reserve.js';
import type { ReserveRequest } from '../stock/request.js';
import type { StockLine } from '../stock/reservation.js';
import type { AdmittedOrder } from './admit-verdict.js';
import type { BookInForce, Desk } from './desk.js';
import { writeNote } from './note.js';
import type { ReadOrder } from './read-order.js';
import { areSound, stockLinesOf } from './stock-lines.js';

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

/**
 * What the store is asked for an order. The order was read, its stock keys are of a checked book and the rest is made here: a store
 * need not check it again, but for units and stock keys beyond what it counts, which it refuses in its own words.
 */
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
  const { needsReview } = admitted;
  const owners = ownersOf(order);
  const request = new ReadyReserve({
    id: order.id,
    owners,
    lines,
    // The sale's own length is the cheapest to keep; only a person needs another.
    ttlMs: needsReview ? desk.policy.review.ttlMs : undefined,
    epoch: inForce.epoch,
    markdownMinor: admitted.markdownMinor,
    fingerprint: admitted.fingerprint,
    scopes,
    review: needsReview ? true : undefined,
    counted: countedOf(init, lines),
    note: noteOf(init, { lines, buyerIndex: owners.indexOf(buyerOf(order)) }),
  });
  const isReady = areSound(lines, { groups: judged.groups, units: inForce.units });
  return { kind: 'request', request: isReady ? request : request.plain() };
}

/** Sorted, each once. */
function ownersOf({ customer }: ReadOrder): readonly string[] {
  return customer.length === 1 ? customer : [...new Set(customer)].sort();
}

function noteOf(
  { order, judged }: OrderToReserve,
  { lines, buyerIndex }: { readonly lines: readonly StockLine[]; readonly buyerIndex: number },
): string {
  const { placedAt, currency, taxBasis, shippingMinor } = order;
  return writeNote({ placedAt, currency, taxBasis, shippingMinor, buyerIndex, lines: judged.groups }, lines);
}

function buyerOf({ customer }: ReadOrder): string {
  return customer[0] ?? '';
}

function countedOf({ order, judged }: OrderToReserve, lines: readonly StockLine[]): CanonicalCounted {
  const { isFlagged, deepScopes } = judged;
  return {
    flagged: isFlagged ? true : undefined,
    deepScopes: deepScopes.length === 0 ? deepScopes : knownScopes(deepScopes, lines),
    buyer: buyerOf(order),
  };
}

const STOCK_SCOPE = stockScope('');
const CATEGORY = categoryScope('');

/**
 * The scopes that this request carries, sorted: a bundle without a stock key of its own has none; a category stands for those above it.
 */
function knownScopes(deepScopes: readonly string[], lines: readonly StockLine[]): readonly string[] {
  if (deepScopes.every((scope) => isAlone(scope) && isCarried(scope, lines))) return inOrder(deepScopes);
  const known = new Set<string>();
  for (const scope of deepScopes) {
    if (!isCarried(scope, lines)) continue;
    if (scope.startsWith(CATEGORY)) for (const path of pathsAbove(scope)) known.add(path);
    known.add(scope);
  }
  return [...known].sort();
}

function inOrder(texts: readonly string[]): readonly string[] {
  for (let at = 1; at < texts.length; at++)
    if ((texts[at - 1] ?? '') >= (texts[at] ?? '')) return [...texts].sort();
  return texts;
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
