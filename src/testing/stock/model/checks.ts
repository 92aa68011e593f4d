import type { PassedLimit, Refusal, Shortage } from '../../../stock/verdict.js';
import type { StockLine } from '../../../stock/reservation.js';
import { countersOf, lossSpent, usedBy } from './fold.js';
import { nextChance } from './time.js';
import type { Moment } from './outcome.js';
import type { ModelSale, OrderContent } from './state.js';

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
