import { SALE_MODES, SALE_SCOPE, stockKeyScope } from '../../../stock/mode.js';
import type { SaleMode } from '../../../stock/mode.js';
import type { PassedLimit, Refusal, Shortage } from '../../../stock/verdict.js';
import type { StockLine } from '../../../stock/reservation.js';
import { countersOf, lossSpent, usedBy } from './fold.js';
import { nextChance } from './time.js';
import { withEffect, type Moment } from './outcome.js';
import type { ModelSale, OrderContent, ScopeMode } from './state.js';

/** Mode of one scope. */
export function modeOf(sale: ModelSale, scope: string): SaleMode {
  return sale.modes.find((entry) => entry.scope === scope)?.mode ?? 'open';
}

/** The strictest mode of an order and the first scope that has it: the sale, then its stock keys, then its own scopes. */
export function strictestMode(sale: ModelSale, order: OrderContent): ScopeMode {
  const scopes = [SALE_SCOPE, ...order.lines.map((line) => stockKeyScope(line.stockKey)), ...order.scopes];
  const entries = scopes.map((scope) => ({ scope, mode: modeOf(sale, scope) }));
  for (const mode of [...SALE_MODES].reverse()) {
    const found = entries.find((entry) => entry.mode === mode);
    if (found !== undefined) return found;
  }
  return { scope: SALE_SCOPE, mode: 'open' };
}

/** The refusal of an order whose mode is none of the allowed ones. */
export function modeRefusal(
  sale: ModelSale,
  order: OrderContent,
  allowed: readonly SaleMode[],
): Refusal | undefined {
  const { mode, scope } = strictestMode(sale, order);
  return allowed.includes(mode) ? undefined : { reason: 'mode', mode, scope };
}

/** The refusal of an order with another epoch than the sale's. */
export function epochRefusal(sale: ModelSale, order: OrderContent): Refusal | undefined {
  const { epoch } = sale.config;
  return order.epoch === undefined || order.epoch === epoch ? undefined : { reason: 'epoch', epoch };
}

/** The refusal of owners made with another key than the sale's. */
export function ownerKeyRefusal(sale: ModelSale, order: OrderContent): Refusal | undefined {
  const { keyId } = sale.config;
  if (keyId === undefined || order.owners.every((owner) => owner.startsWith(`${keyId}.`))) return undefined;
  return { reason: 'owner_key', keyId };
}

/** The refusal that names every stock key the sale does not know. */
export function unknownSkuRefusal(sale: ModelSale, stockKeys: readonly string[]): Refusal | undefined {
  const unknown = stockKeys.filter((stockKey) => countersOf(sale, stockKey) === undefined);
  return unknown.length === 0 ? undefined : { reason: 'unknown_sku', stockKeys: unknown };
}

/** Every line that asks for more than is available; all stock keys are known. */
export function shortagesOf(sale: ModelSale, lines: readonly StockLine[]): readonly Shortage[] {
  return lines.flatMap(({ stockKey, quantity }) => {
    const counters = countersOf(sale, stockKey);
    if (counters === undefined || quantity <= counters.available) return [];
    return [{ stockKey, requested: quantity, available: counters.available, reserved: counters.reserved }];
  });
}

/** The refusal of lines that are short. */
export function insufficientRefusal(
  sale: ModelSale,
  lines: readonly StockLine[],
  { realMs }: Moment,
): Refusal | undefined {
  const shortages = shortagesOf(sale, lines);
  if (shortages.length === 0) return undefined;
  return { reason: 'insufficient', shortages, nextChanceAt: nextChance(sale, realMs) };
}

/** The refusal that names every limited stock key of which an owner would hold too much. */
export function customerLimitRefusal(sale: ModelSale, order: OrderContent): Refusal | undefined {
  const limits = order.lines.flatMap(({ stockKey, quantity }): PassedLimit[] => {
    const limit = countersOf(sale, stockKey)?.perCustomer;
    if (limit === undefined) return [];
    const usages = order.owners.map((owner) => usedBy(sale, owner, stockKey));
    const used = Math.max(...usages);
    return used + quantity <= limit ? [] : [{ stockKey, limit, used, ownerIndex: usages.indexOf(used) }];
  });
  return limits.length === 0 ? undefined : { reason: 'customer_limit', limits };
}

/** The refusal of an order that costs more than what is left of the loss budget; without one the sum must stay exact. */
export function lossBudgetRefusal(sale: ModelSale, order: OrderContent): Refusal | undefined {
  const budgetMinor = sale.config.lossBudgetMinor ?? Number.MAX_SAFE_INTEGER;
  const remainingMinor = budgetMinor - lossSpent(sale);
  return order.markdownMinor <= remainingMinor ? undefined : { reason: 'loss_budget', remainingMinor };
}

/** The sale, drained by its own hand when what is left of the budget is below the smallest markdown of one unit on sale. */
export function withBudgetTrip(sale: ModelSale, moment: Moment): ModelSale {
  const { lossBudgetMinor, allotments } = sale.config;
  const markdowns = allotments.flatMap(({ markdownMinor }) =>
    markdownMinor === undefined || markdownMinor === 0 ? [] : [markdownMinor],
  );
  if (lossBudgetMinor === undefined || markdowns.length === 0) return sale;
  if (lossBudgetMinor - lossSpent(sale) >= Math.min(...markdowns)) return sale;
  if (modeOf(sale, SALE_SCOPE) !== 'open') return sale;
  return withEffect(withMode(sale, { scope: SALE_SCOPE, mode: 'drain' }), moment);
}

/** The sale with this mode for this scope; only the sale itself keeps an entry when it opens. */
export function withMode(sale: ModelSale, { scope, mode }: ScopeMode): ModelSale {
  const others = sale.modes.filter((entry) => entry.scope !== scope);
  return { ...sale, modes: mode === 'open' ? others : [...others, { scope, mode }] };
}
