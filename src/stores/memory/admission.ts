import { assert } from '../../core/assert.js';
import type { Content } from '../../stock/canonical.js';
import { SALE_SCOPE, stockKeyScope, stricterMode } from '../../stock/mode.js';
import type { SaleMode } from '../../stock/mode.js';
import type { PassedLimit, Shortage } from '../../stock/verdict.js';
import type { Instant } from './clock.js';
import { holdsOf } from './holds.js';
import type { Hold } from './hold.js';
import type { Because, UnitsReason } from './refusal.js';
import { isOpen } from './record.js';
import { saleMode } from './sale.js';
import type { ReservationRecord } from './record.js';
import type { Sale } from './sale.js';
import { nextChanceAt, sweepInline } from './sweep.js';
import { availableOf, cellOf } from './units.js';

/**
 * Why the mode forbids it: the strictest mode among the sale, the stock keys and the scopes of the order, in this order on
 * a tie. `allowed` are the modes in which it may go on.
 */
export function modeRefusal(
  sale: Sale,
  content: Content,
  allowed: ReadonlySet<SaleMode>,
): Because<'mode'> | undefined {
  if (sale.modes.size === 0) return undefined;
  const { mode, scope } = strictest(sale, content);
  return allowed.has(mode) ? undefined : { reason: 'mode', mode, scope };
}

/**
 * Why the mode forbids a new reservation. While its strictest mode is `probe` it is taken as long as every probe it meets has some of
 * its sample left; else the first scope that has none is named.
 */
export function newcomerRefusal(sale: Sale, content: Content): Because<'mode'> | undefined {
  if (sale.modes.size === 0) return undefined;
  const { mode, scope } = strictest(sale, content);
  if (mode === 'open') return undefined;
  if (mode !== 'probe') return { reason: 'mode', mode, scope };
  const spent = probesOf(sale, content).find(({ sampleLeft }) => sampleLeft === 0);
  return spent === undefined ? undefined : { reason: 'mode', mode, scope: spent.scope };
}

/** Takes a new reservation off the sample of every probe it meets. */
export function takeSample(sale: Sale, content: Content): void {
  if (sale.modes.size === 0) return;
  for (const hold of probesOf(sale, content)) {
    assert(hold.sampleLeft !== undefined && hold.sampleLeft > 0, `the probe of ${hold.scope} has none left`);
    hold.sampleLeft -= 1;
  }
}

function probesOf(sale: Sale, content: Content): readonly Hold[] {
  const scopes = new Set([SALE_SCOPE, ...scopesOf(content)]);
  return [...scopes].flatMap((scope) =>
    [...holdsOf(sale, scope).values()].filter(({ mode }) => mode === 'probe'),
  );
}

function strictest(sale: Sale, content: Content): { readonly mode: SaleMode; readonly scope: string } {
  let scope = SALE_SCOPE;
  let mode = saleMode(sale);
  for (const other of scopesOf(content)) {
    const own = sale.modes.get(other);
    if (own === undefined || own === mode || stricterMode(own, mode) !== own) continue;
    scope = other;
    mode = own;
  }
  return { mode, scope };
}

/** The mode in which what had ended may come back. */
export const ONLY_OPEN: ReadonlySet<SaleMode> = new Set<SaleMode>(['open']);
/** Modes in which an order that has its units may go on. */
export const OPEN_OR_PROBE: ReadonlySet<SaleMode> = new Set<SaleMode>(['open', 'probe']);
/** Modes in which an order that is at its payment may go on. */
export const OPEN_OR_DRAIN: ReadonlySet<SaleMode> = new Set<SaleMode>(['open', 'probe', 'drain']);

function scopesOf({ lines, scopes }: Content): readonly string[] {
  return [...lines.map(({ stockKey }) => stockKeyScope(stockKey)), ...scopes];
}

/** Why an owner cannot be counted: made with another key than the sale's, it would start from zero. */
export function ownerKeyRefusal(sale: Sale, { owners }: Content): Because<'owner_key'> | undefined {
  const { keyId } = sale.config;
  if (keyId === undefined || owners.every((owner) => owner.startsWith(`${keyId}.`))) return undefined;
  return { reason: 'owner_key', keyId };
}

/**
 * Why the units of an order cannot be taken: an unknown stock key, too few units, a customer limit, the loss budget. What
 * `previous` holds counts as given back, unless the sweep in here has already done so.
 */
export function unitsRefusal(
  sale: Sale,
  content: Content,
  { instant, previous, modeAgain }: Circumstances,
): Because<UnitsReason | 'mode'> | undefined {
  const unknown = content.lines.filter(({ stockKey }) => !sale.cells.has(stockKey));
  if (unknown.length > 0)
    return { reason: 'unknown_sku', stockKeys: unknown.map(({ stockKey }) => stockKey) };
  let shortages = shortagesOf(sale, content.lines, givenBackBy(previous));
  if (shortages.length > 0) {
    const { tripCount } = sale;
    sweepInline(sale, instant);
    // What was cleared away may have stopped the sale: nothing is taken after that.
    const stopped = sale.tripCount === tripCount ? undefined : modeAgain();
    if (stopped !== undefined) return stopped;
    shortages = shortagesOf(sale, content.lines, givenBackBy(previous));
  }
  if (shortages.length > 0) {
    return { reason: 'insufficient', shortages, nextChanceAt: nextChanceAt(sale, instant) };
  }
  const givenBack = givenBackBy(previous);
  return limitRefusal(sale, content, givenBack) ?? budgetRefusal(sale, content, givenBack);
}

interface Circumstances {
  readonly instant: Instant;
  readonly previous: ReservationRecord | undefined;
  /** The mode check of the operation: asked again when a rule tripped in here. */
  readonly modeAgain: () => Because<'mode'> | undefined;
}

/** What an order would hand back before it takes its own. */
interface GivenBack {
  readonly units: ReadonlyMap<string, number>;
  readonly owners: ReadonlySet<string>;
  readonly markdownMinor: number;
}

const NOTHING: GivenBack = { units: new Map(), owners: new Set(), markdownMinor: 0 };

function givenBackBy(previous: ReservationRecord | undefined): GivenBack {
  if (previous === undefined || !isOpen(previous)) return NOTHING;
  const { lines, owners, markdownMinor } = previous.content;
  return {
    units: new Map(lines.map(({ stockKey, quantity }) => [stockKey, quantity])),
    owners: new Set(owners),
    markdownMinor,
  };
}

/** Every line of which fewer units are available than asked for, in line order. */
function shortagesOf(sale: Sale, lines: Content['lines'], { units }: GivenBack): readonly Shortage[] {
  const shortages: Shortage[] = [];
  for (const { stockKey, quantity } of lines) {
    const cell = cellOf(sale, stockKey);
    const back = units.get(stockKey) ?? 0;
    const available = availableOf(cell) + back;
    if (available < quantity) {
      shortages.push({ stockKey, requested: quantity, available, reserved: cell.reserved - back });
    }
  }
  return shortages;
}

/** {@link shortagesOf} for lines that replace nothing, after the lapsed reservations in the way were cleared. */
export function shortagesAfterSweep(
  sale: Sale,
  lines: Content['lines'],
  instant: Instant,
): readonly Shortage[] {
  if (shortagesOf(sale, lines, NOTHING).length === 0) return [];
  sweepInline(sale, instant);
  return shortagesOf(sale, lines, NOTHING);
}

function limitRefusal(
  sale: Sale,
  content: Content,
  givenBack: GivenBack,
): Because<'customer_limit'> | undefined {
  const limits: PassedLimit[] = [];
  for (const { stockKey, quantity } of content.lines) {
    const limit = cellOf(sale, stockKey).perCustomer;
    if (limit === undefined) continue;
    const nearest = nearestOwner(sale, content.owners, { stockKey, givenBack });
    if (nearest.used + quantity > limit) limits.push({ stockKey, limit, ...nearest });
  }
  return limits.length === 0 ? undefined : { reason: 'customer_limit', limits };
}

/** The owner who holds most of a stock key, the first of them on a tie. */
function nearestOwner(
  sale: Sale,
  owners: readonly string[],
  { stockKey, givenBack }: { readonly stockKey: string; readonly givenBack: GivenBack },
): Pick<PassedLimit, 'used' | 'ownerIndex'> {
  let nearest = { used: -1, ownerIndex: 0 };
  owners.forEach((owner, ownerIndex) => {
    const back = givenBack.owners.has(owner) ? (givenBack.units.get(stockKey) ?? 0) : 0;
    const used = (sale.used.get(owner)?.get(stockKey) ?? 0) - back;
    if (used > nearest.used) nearest = { used, ownerIndex };
  });
  return nearest;
}

/** Without a budget the sum still has to stay an exact integer. */
const SPENT_MAX_MINOR = Number.MAX_SAFE_INTEGER;

function budgetRefusal(
  sale: Sale,
  { markdownMinor }: Content,
  givenBack: GivenBack,
): Because<'loss_budget'> | undefined {
  const budgetMinor = sale.config.lossBudgetMinor ?? SPENT_MAX_MINOR;
  const remainingMinor = budgetMinor - (sale.lossSpentMinor - givenBack.markdownMinor);
  return markdownMinor > remainingMinor ? { reason: 'loss_budget', remainingMinor } : undefined;
}
