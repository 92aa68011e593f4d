import type { EntryChange } from '../book/diff-price-books.js';
import type { CurrencyCode } from '../money/currency.js';

/** What sorts changes, worked out once for each. */
export interface RankedChange {
  readonly change: EntryChange;
  /** What the later book may give away more than the earlier, minor units; 0 or less for all else. */
  readonly costMinor: number;
  /** Place among all changes, in the order of the books. */
  readonly place: number;
}

/** How many changes there are of each kind. */
export interface ChangeCounts {
  added: number;
  removed: number;
  cheaper: number;
  dearer: number;
  otherwise: number;
}

/** The changes that cost most, and how many there are in all. */
export interface RankedChanges {
  readonly top: readonly RankedChange[];
  readonly counts: ChangeCounts;
}

/** When so many times more are held than are to be kept, the rest is let go. */
const SLACK = 4;

/**
 * The changes that cost most, the costliest first, holding few of them at a time.
 *
 * A drop costs what one unit pays less, times the units released (one, where the book does not say); so does a floor that was
 * lowered, and a new entry by its markdown below the reference. Amounts of two currencies cannot be compared: the currency of
 * the book comes first, then the others by their codes.
 */
export function rankChanges(
  changes: Iterable<EntryChange>,
  options: { readonly max: number; readonly currency: CurrencyCode },
): RankedChanges {
  const counts: ChangeCounts = { added: 0, removed: 0, cheaper: 0, dearer: 0, otherwise: 0 };
  const byCost = orderIn(options.currency);
  let held: RankedChange[] = [];
  let place = 0;
  for (const change of changes) {
    counts[kindOf(change)] += 1;
    held.push({ change, costMinor: costOf(change), place: place++ });
    if (held.length >= options.max * SLACK) held = held.sort(byCost).slice(0, options.max);
  }
  return { top: held.sort(byCost).slice(0, options.max), counts };
}

/** What a change is to whoever buys. */
export function kindOf(change: EntryChange): keyof ChangeCounts {
  if (change.kind !== 'changed') return change.kind;
  const { before, after } = change;
  if (after.priceMinor < before.priceMinor) return 'cheaper';
  return after.priceMinor > before.priceMinor ? 'dearer' : 'otherwise';
}

/** Only to sort by: beyond 2^53 it may be rounded. */
function costOf(change: EntryChange): number {
  if (change.kind === 'removed') return 0;
  const { after } = change;
  const units = after.allotment ?? 1;
  if (change.kind === 'added') return ((after.referenceMinor ?? after.floorMinor) - after.floorMinor) * units;
  const { before } = change;
  const drop = Math.max(before.priceMinor - after.priceMinor, before.floorMinor - after.floorMinor);
  return Math.max(0, drop) * units;
}

const KINDS: readonly (keyof ChangeCounts)[] = ['cheaper', 'added', 'otherwise', 'dearer', 'removed'];

function orderIn(currency: CurrencyCode): (left: RankedChange, right: RankedChange) => number {
  const currencyOf = ({ change }: RankedChange): string => {
    const own = change.kind === 'removed' ? change.before.currency : change.after.currency;
    return own === currency ? '' : own;
  };
  return (left, right) => {
    const [leftCurrency, rightCurrency] = [currencyOf(left), currencyOf(right)];
    if (leftCurrency !== rightCurrency) return leftCurrency < rightCurrency ? -1 : 1;
    const byCost = right.costMinor - left.costMinor;
    if (byCost !== 0) return byCost;
    const byKind = KINDS.indexOf(kindOf(left.change)) - KINDS.indexOf(kindOf(right.change));
    return byKind === 0 ? left.place - right.place : byKind;
  };
}
