import { SALE_MODES, SALE_SCOPE, stockKeyScope } from '../../../stock/mode.js';
import type { ModeHold, SaleMode } from '../../../stock/mode.js';
import type { Refusal } from '../../../stock/verdict.js';
import type { Moment } from './outcome.js';
import type { ModelSale, OrderContent, ScopeMode } from './state.js';
import { pausedMs, saleClock } from './time.js';

/** Holds of one scope, by holder. */
export function holdsOn({ holds }: ModelSale, scope: string): readonly ModeHold[] {
  return holds.filter((hold) => hold.scope === scope).sort((a, b) => (a.holder < b.holder ? -1 : 1));
}

/** All holds, by scope, then by holder. */
export function allHolds(sale: ModelSale): readonly ModeHold[] {
  const scopes = [...new Set(sale.holds.map((hold) => hold.scope))].sort();
  return scopes.flatMap((scope) => holdsOn(sale, scope));
}

/** What one scope lets through: the strictest of its holds. */
export function modeOf(sale: ModelSale, scope: string): SaleMode {
  const modes = holdsOn(sale, scope).map((hold) => hold.mode);
  return strictest(['open', ...modes]);
}

/** Scopes beside the sale that are not open. */
export function scopedModes(sale: ModelSale): readonly ScopeMode[] {
  const scopes = [...new Set(sale.holds.map((hold) => hold.scope))].filter((scope) => scope !== SALE_SCOPE);
  return scopes.map((scope) => ({ scope, mode: modeOf(sale, scope) }));
}

/** How strict a mode is. */
export function rankOf(mode: SaleMode): number {
  return SALE_MODES.indexOf(mode);
}

/** Every scope of an order: the sale, its stock keys in line order, its own. */
export function scopesOf(order: OrderContent): readonly string[] {
  return [SALE_SCOPE, ...order.lines.map((line) => stockKeyScope(line.stockKey)), ...order.scopes];
}

/** The refusal of an order whose mode is none of the allowed ones: the first scope that has the strictest mode is named. */
export function modeRefusal(
  sale: ModelSale,
  order: OrderContent,
  allowed: readonly SaleMode[],
): Refusal | undefined {
  const entries = scopesOf(order).map((scope) => ({ scope, mode: modeOf(sale, scope) }));
  const mode = strictest(entries.map((entry) => entry.mode));
  if (allowed.includes(mode)) return undefined;
  const scope = entries.find((entry) => entry.mode === mode)?.scope ?? SALE_SCOPE;
  return { reason: 'mode', mode, scope };
}

/** The refusal of a new order: shut, or a probe it meets has let enough through. */
export function newcomerRefusal(sale: ModelSale, order: OrderContent): Refusal | undefined {
  const shut = modeRefusal(sale, order, ['open', 'probe']);
  if (shut !== undefined) return shut;
  const spent = scopesOf(order).find((scope) => holdsOn(sale, scope).some((hold) => hold.sampleLeft === 0));
  return spent === undefined ? undefined : { reason: 'mode', mode: 'probe', scope: spent };
}

/** The sale after a new order was let through by every probe it meets. */
export function withSampleTaken(sale: ModelSale, order: OrderContent): ModelSale {
  const scopes = scopesOf(order);
  const holds = sale.holds.map((hold) =>
    hold.sampleLeft !== undefined && scopes.includes(hold.scope)
      ? { ...hold, sampleLeft: hold.sampleLeft - 1 }
      : hold,
  );
  return { ...sale, holds };
}

/** The sale with these holds; while any scope is in freeze its clock stands still. */
export function withHolds(sale: ModelSale, holds: readonly ModeHold[], { realMs }: Moment): ModelSale {
  const held: ModelSale = { ...sale, holds };
  const frozen = holds.some(({ scope }) => modeOf(held, scope) === 'freeze');
  const last = sale.pauses.at(-1);
  const isPaused = last !== undefined && last.to === undefined;
  if (frozen && !isPaused) {
    // The instant of the sale clock, which is the instant of the server unless that one stepped back.
    const from = sale.startMs + pausedMs(sale, realMs) + saleClock(sale, realMs);
    return { ...sale, holds, pauses: [...sale.pauses, { from, to: undefined }] };
  }
  if (!frozen && isPaused) {
    return { ...sale, holds, pauses: [...sale.pauses.slice(0, -1), { from: last.from, to: realMs }] };
  }
  return { ...sale, holds };
}

function strictest(modes: readonly SaleMode[]): SaleMode {
  return [...modes].sort((a, b) => rankOf(b) - rankOf(a))[0] ?? 'open';
}
