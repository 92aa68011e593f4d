import type { RaisedScope } from '../../breaker/rule-counter.js';
import type { CountedEffect, SpentBudget } from '../../breaker/trip-counters.js';
import { LOSS_BUDGET_TRIP, type CountedEvent, type Trip } from '../../catalog/trip.js';
import type { CanonicalCounted, Content } from '../../stock/canonical.js';
import { STOCK_LIMITS } from '../../stock/limits.js';
import { SALE_SCOPE, stockKeyScope, stricterMode, tripHolder } from '../../stock/mode.js';
import type { StockLine } from '../../stock/reservation.js';
import type { Instant } from './clock.js';
import { holdsOf, missingRoom, placeHold } from './holds.js';
import { countEffect, modeOf } from './sale.js';
import type { Sale } from './sale.js';

const STOCK_KEY_SCOPE_START = stockKeyScope('');

/** What trip rules see of one effect on an order. */
export interface CountedHappening {
  /** Counted in every scope of the order. */
  readonly events: readonly CountedEvent[];
  /** Told for a new reservation. */
  readonly counted?: CanonicalCounted | undefined;
  /** Markdown it spent of the loss budget, minor units. */
  readonly spentMinor?: number | undefined;
}

/** Tells the trip rules what happened to an order, and stops what they say has to stop. */
export function countOrder(sale: Sale, instant: Instant, order: Content & CountedHappening): void {
  if (sale.counters === undefined) return;
  raise(sale, instant, { scopes: raisedScopes(order), spent: spentBudget(sale, order.spentMinor ?? 0) });
}

/** Counts an effect and looks at every limit it may have passed, in order. */
export function raise(sale: Sale, instant: Instant, effect: CountedEffect): void {
  for (const { rule, scope, measured, sample } of sale.counters?.raise(instant.saleMs, effect) ?? []) {
    const { id: ruleId, mode, limit } = rule;
    if (trip(sale, instant, { ruleId, scope, mode, measured, sample, limit })) {
      sale.counters?.reset(ruleId, scope);
    }
  }
}

/**
 * Drains the sale when what is left of its loss budget does not pay for the smallest markdown of one unit any more.
 * Looked at before any trip rule.
 */
export function drainWhenSpent(sale: Sale, instant: Instant): void {
  const { lossBudgetMinor } = sale.config;
  if (lossBudgetMinor === undefined || sale.smallestMarkdownMinor === undefined) return;
  if (lossBudgetMinor - sale.lossSpentMinor >= sale.smallestMarkdownMinor) return;
  trip(sale, instant, {
    ruleId: LOSS_BUDGET_TRIP,
    scope: SALE_SCOPE,
    mode: 'drain',
    measured: sale.lossSpentMinor,
    sample: 0,
    limit: lossBudgetMinor,
  });
}

/** Places the hold of a rule, unless it stands or the scope is as strict already; says whether it did. One effect. */
function trip(sale: Sale, instant: Instant, found: Omit<Trip, 'number' | 'at'>): boolean {
  if (!mayTrip(sale, found)) return false;
  const scope = missingRoom(sale, found.scope) === undefined ? found.scope : SALE_SCOPE;
  // Where there is no room for another hold the whole sale stops: so many stopped scopes are no accident of one of them.
  const placed = { ...found, scope };
  if (scope !== found.scope && !mayTrip(sale, placed)) return false;
  sale.tripCount += 1;
  const event: Trip = { number: sale.tripCount, at: instant.realMs, ...placed };
  sale.trips.push(event);
  if (sale.trips.length > STOCK_LIMITS.tripsKept) sale.trips.shift();
  countEffect(sale, instant, { type: 'tripped', trip: event });
  placeHold(sale, instant, {
    scope,
    holder: tripHolder(found.ruleId),
    mode: found.mode,
    seq: sale.seq,
    at: instant.realMs,
    reason: tripHolder(found.ruleId),
    sampleLeft: undefined,
  });
  return true;
}

function mayTrip(sale: Sale, { ruleId, scope, mode }: Pick<Trip, 'ruleId' | 'scope' | 'mode'>): boolean {
  const now = modeOf(sale, scope);
  return !holdsOf(sale, scope).has(tripHolder(ruleId)) && now !== mode && stricterMode(now, mode) === mode;
}

function raisedScopes({
  lines,
  scopes,
  events,
  counted,
}: Content & CountedHappening): readonly RaisedScope[] {
  const buyer = counted?.buyer;
  const deep = new Set(counted?.deepScopes);
  const units = unitsByScope(lines);
  // The scopes of the sale and of its stock keys are the store's own: an order that names them counts there once, by its lines.
  const named = scopes.filter((scope) => scope !== SALE_SCOPE && !scope.startsWith(STOCK_KEY_SCOPE_START));
  const all = [SALE_SCOPE, ...lines.map(({ stockKey }) => stockKeyScope(stockKey)), ...named];
  const total = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return all.map((scope) => ({
    scope,
    events: deep.has(scope) ? [...events, 'deep' as const] : events,
    values: [],
    buyer,
    units: buyer === undefined ? 0 : (units.get(scope) ?? total),
  }));
}

function unitsByScope(lines: readonly StockLine[]): ReadonlyMap<string, number> {
  return new Map(lines.map(({ stockKey, quantity }) => [stockKeyScope(stockKey), quantity]));
}

function spentBudget(sale: Sale, markdownMinor: number): SpentBudget | undefined {
  const { lossBudgetMinor: budgetMinor } = sale.config;
  if (budgetMinor === undefined || markdownMinor === 0) return undefined;
  const { lossSpentMinor: spentMinor } = sale;
  return { beforeMinor: spentMinor - markdownMinor, spentMinor, budgetMinor };
}
