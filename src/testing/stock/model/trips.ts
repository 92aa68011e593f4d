import { LOSS_BUDGET_TRIP, type CountedEvent, type Trip } from '../../../catalog/trip.js';
import { SALE_SCOPE, tripHolder } from '../../../stock/mode.js';
import { happeningScopes, heardIn, measure } from './counting.js';
import type { Happening } from './happening.js';
import { lossSpent } from './fold.js';
import { holdsOn, modeOf, rankOf, withHolds } from './holds.js';
import { withEffect, type Moment } from './outcome.js';
import { allotmentsOf, type ModelSale, type OrderContent } from './state.js';
import { saleClock } from './time.js';

/** What is told of an order. */
interface Telling {
  readonly events: readonly CountedEvent[];
  readonly deepScopes?: readonly string[];
  readonly buyer?: string;
  /** Markdown that was spent by it just now. */
  readonly spentMinor?: number;
}

/** The sale after its trip rules heard of an order, and stopped what they say has to stop. */
export function withCounted(sale: ModelSale, order: OrderContent, told: Telling, moment: Moment): ModelSale {
  const { spentMinor = 0 } = told;
  const after = lossSpent(sale);
  const spends = sale.config.lossBudgetMinor !== undefined && spentMinor > 0;
  const spent = spends ? { before: after - spentMinor, after } : undefined;
  return withHappening(sale, { scopes: happeningScopes(order, told), spent }, moment);
}

/** The sale after its trip rules heard of something. */
export function withHappening(
  sale: ModelSale,
  told: Pick<Happening, 'scopes' | 'spent'>,
  moment: Moment,
): ModelSale {
  const rules = sale.config.tripRules ?? [];
  if (rules.length === 0) return sale;
  const happening = { ...told, atMs: saleClock(sale, moment.realMs) };
  const heard: ModelSale = { ...sale, happenings: [...sale.happenings, happening] };
  // All are measured before any of them trips: what one trip empties, it empties for what happens next.
  const passed = rules.flatMap((rule) =>
    heardIn(rule, happening)
      .map((scope) => ({ rule, scope, ...measure(heard, rule, scope) }))
      .filter(({ isPassed }) => isPassed),
  );
  return passed.reduce((left, { rule, scope, measured, sample }) => {
    const { id: ruleId, mode, limit } = rule;
    const tripped = trip(left, { ruleId, scope, mode, measured, sample, limit }, moment);
    return tripped === undefined ? left : withReset(tripped, ruleId, scope);
  }, heard);
}

/** The sale with one rule emptied in one scope. */
export function withReset(sale: ModelSale, ruleId: string, scope: string): ModelSale {
  return { ...sale, resets: [...sale.resets, { ruleId, scope, from: sale.happenings.length }] };
}

/** The sale, drained by its own hand when what is left of the budget is below the smallest markdown of one unit on sale. */
export function withBudgetTrip(sale: ModelSale, moment: Moment): ModelSale {
  const { lossBudgetMinor } = sale.config;
  const markdowns = allotmentsOf(sale).flatMap(({ markdownMinor }) =>
    markdownMinor === undefined || markdownMinor === 0 ? [] : [markdownMinor],
  );
  if (lossBudgetMinor === undefined || markdowns.length === 0) return sale;
  const measured = lossSpent(sale);
  if (lossBudgetMinor - measured >= Math.min(...markdowns)) return sale;
  const found = { ruleId: LOSS_BUDGET_TRIP, scope: SALE_SCOPE, mode: 'drain', measured } as const;
  return trip(sale, { ...found, sample: 0, limit: lossBudgetMinor }, moment) ?? sale;
}

function trip(sale: ModelSale, found: Omit<Trip, 'number' | 'at'>, moment: Moment): ModelSale | undefined {
  const { scope, mode } = found;
  const holder = tripHolder(found.ruleId);
  const stands = holdsOn(sale, scope).some((hold) => hold.holder === holder);
  if (stands || rankOf(modeOf(sale, scope)) >= rankOf(mode)) return undefined;
  const at = moment.realMs;
  const told: Trip = { number: sale.trips.length + 1, at, ...found };
  const after = withEffect(sale, { type: 'tripped', trip: told }, moment);
  const seq = after.effects.length;
  const hold = { scope, holder, mode, seq, at, reason: holder, sampleLeft: undefined };
  return withHolds({ ...after, trips: [...after.trips, told] }, [...after.holds, hold], moment);
}
