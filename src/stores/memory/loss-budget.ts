import { SALE_SCOPE } from '../../stock/mode.js';
import type { Instant } from './clock.js';
import { countEffect, saleMode } from './sale.js';
import type { Sale } from './sale.js';

/** Drains the sale when what is left of its loss budget does not pay for the smallest markdown of one unit any more. */
export function drainWhenSpent(sale: Sale, instant: Instant): void {
  const { lossBudgetMinor } = sale.config;
  if (lossBudgetMinor === undefined || sale.smallestMarkdownMinor === undefined) return;
  if (lossBudgetMinor - sale.lossSpentMinor >= sale.smallestMarkdownMinor) return;
  if (saleMode(sale) !== 'open') return;
  sale.modes.set(SALE_SCOPE, 'drain');
  countEffect(sale, instant);
}
