import type { Promotion } from '../catalog/promotion.js';

/** A promotion as it bears on a row. */
export interface Holding {
  readonly promotion: Promotion;
  /** True when the row names it: its channels and tiers then narrow nothing. */
  readonly isNamed: boolean;
}

/**
 * True when both may be used in one order: neither is exclusive nor excludes the other, they are of different stacking
 * groups, and at some instant both run. Windows are intervals, so a set in which every two overlap has an instant in
 * common (Helly's theorem in one dimension): asking by pairs is enough.
 *
 * A row that states no channel or tier is sold in all of them, but one order is placed through one channel by a customer
 * of one tier: promotions of different channels or tiers do not combine. (Three that only meet in pairs are taken to
 * combine, which finds a lower price than there is, never a higher one.)
 */
export function combines(one: Holding, other: Holding): boolean {
  const a = one.promotion;
  const b = other.promotion;
  if (a.isExclusive || b.isExclusive) return false;
  if (a.group !== undefined && a.group === b.group) return false;
  if (a.excludes.includes(b.id) || b.excludes.includes(a.id)) return false;
  if (!windowsOverlap(a, b)) return false;
  if (one.isNamed || other.isNamed) return true;
  return meet(a.scope.channels, b.scope.channels) && meet(a.scope.tiers, b.scope.tiers);
}

/** A stretch of time; an end that is not given is open. */
export interface Window {
  readonly startsAt: number | undefined;
  /** It ends before this instant. */
  readonly endsAt: number | undefined;
}

/** True when two windows have an instant in common. */
export function windowsOverlap(a: Window, b: Window): boolean {
  return isBefore(a.startsAt, b.endsAt) && isBefore(b.startsAt, a.endsAt);
}

function isBefore(start: number | undefined, end: number | undefined): boolean {
  return start === undefined || end === undefined || start < end;
}

function meet(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a === undefined || b === undefined || a.some((text) => b.includes(text));
}
