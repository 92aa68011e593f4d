import { STOCK_LIMITS } from '../../stock/limits.js';
import { SALE_SCOPE, stricterMode } from '../../stock/mode.js';
import type { ModeHold, SaleMode } from '../../stock/mode.js';
import { freezeClock, resumeClock } from './clock.js';
import type { Instant } from './clock.js';
import type { Hold } from './hold.js';
import type { Sale } from './sale.js';

const NOBODY: ReadonlyMap<string, Hold> = new Map();

/** Who holds one scope. */
export function holdsOf({ holds }: Sale, scope: string): ReadonlyMap<string, Hold> {
  return holds.get(scope) ?? NOBODY;
}

/** Places a hold, or puts one that is there to what is told. */
export function placeHold(sale: Sale, instant: Instant, hold: Hold): void {
  const holds = sale.holds.get(hold.scope) ?? new Map<string, Hold>();
  sale.holds.set(hold.scope, holds.set(hold.holder, hold));
  followHolds(sale, instant, hold.scope);
}

/** Lifts a hold. */
export function liftHold(sale: Sale, instant: Instant, { scope, holder }: Hold): void {
  const holds = sale.holds.get(scope);
  holds?.delete(holder);
  if (holds?.size === 0) sale.holds.delete(scope);
  followHolds(sale, instant, scope);
}

/** What a sale has no room for when another hold comes on a scope; undefined when it has. */
export function missingRoom({ holds }: Sale, scope: string): 'scope' | 'hold' | undefined {
  const scoped = holds.size - (holds.has(SALE_SCOPE) ? 1 : 0);
  if (scope !== SALE_SCOPE && !holds.has(scope) && scoped >= STOCK_LIMITS.scopedModesMax) return 'scope';
  let count = 0;
  for (const held of holds.values()) count += held.size;
  return count >= STOCK_LIMITS.holdsMax ? 'hold' : undefined;
}

/** Every hold of one scope, sorted by holder; a copy. */
export function listHolds(sale: Sale, scope: string): readonly ModeHold[] {
  return [...holdsOf(sale, scope).values()]
    .map((hold) => ({ ...hold }))
    .sort((left, right) => (left.holder < right.holder ? -1 : 1));
}

/** Every hold of the sale, sorted by scope, then by holder (UTF-16 code units). */
export function listAllHolds(sale: Sale): readonly ModeHold[] {
  return [...sale.holds.keys()].sort().flatMap((scope) => listHolds(sale, scope));
}

/** The strictest hold is what counts; the sale clock stands still while any scope is frozen. */
function followHolds(sale: Sale, instant: Instant, scope: string): void {
  let mode: SaleMode = 'open';
  for (const hold of holdsOf(sale, scope).values()) mode = stricterMode(mode, hold.mode);
  if (mode === 'open') sale.modes.delete(scope);
  else sale.modes.set(scope, mode);
  const { clock } = sale;
  const frozen = [...sale.modes.values()].includes('freeze');
  if (frozen && clock.frozenAtMs === undefined) freezeClock(clock, instant);
  if (!frozen && clock.frozenAtMs !== undefined) resumeClock(clock, instant);
}
