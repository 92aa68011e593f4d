import type { StockVerdict } from '../command.js';

/**
 * True when a store's answer is the expected one. Left to the store: the order of lists that mean sets, the words of a message,
 * the deadline it shows for an order that is no longer open, and how far `nextChanceAt` lies before the earliest deadline.
 */
export function matches(expected: StockVerdict, got: StockVerdict): boolean {
  return expected.kind === got.kind && same(expected, got);
}

/** Lists whose order means nothing. */
const SETS: readonly string[] = ['scopes', 'counters', 'availability', 'stockKeys'];

function same(wanted: unknown, given: unknown): boolean {
  if (Array.isArray(wanted)) return Array.isArray(given) && sameItems(wanted, given);
  if (!isObject(wanted)) return wanted === given;
  return isObject(given) && !Array.isArray(given) && sameFields(wanted, given);
}

function sameItems(wanted: readonly unknown[], given: readonly unknown[]): boolean {
  return wanted.length === given.length && wanted.every((item, at) => same(item, given[at]));
}

function sameFields(wanted: Fields, given: Fields): boolean {
  for (const name in wanted) if (!sameField(name, wanted, given)) return false;
  // What was compared above is not compared again; a field that is undefined is as good as left out.
  for (const name in given) if (!(name in wanted) && !sameField(name, wanted, given)) return false;
  return true;
}

type Fields = Readonly<Record<string, unknown>>;

function sameField(name: string, wanted: Fields, given: Fields): boolean {
  if (name === 'message') return true;
  if (name === 'expiresAt' && isEnded(wanted)) return true;
  if (name === 'nextChanceAt') return isLowerBound(given[name], wanted[name]);
  const [a, b] = [wanted[name], given[name]];
  if (SETS.includes(name) && Array.isArray(a) && Array.isArray(b)) return sameItems(sorted(a), sorted(b));
  return same(a, b);
}

function isEnded({ state }: Fields): boolean {
  return state !== undefined && state !== 'reserved' && state !== 'paying';
}

function isLowerBound(given: unknown, earliest: unknown): boolean {
  // Nothing is reserved: a store may still name an instant, for one that is paying or one it has not looked at.
  if (typeof earliest !== 'number') return given === undefined || typeof given === 'number';
  return typeof given === 'number' && given <= earliest;
}

function sorted(items: readonly unknown[]): readonly unknown[] {
  return [...items].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** What tells the members of a set apart. */
function nameOf(item: unknown): string {
  if (!isObject(item)) return String(item);
  return String(item['stockKey'] ?? item['scope']);
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
