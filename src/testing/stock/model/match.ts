import type { StockVerdict } from '../command.js';

/**
 * True when a store's answer is the expected one. Left to the store: the order of lists that mean sets, the words of a message,
 * the deadline it shows for an order that is no longer open, how far `nextChanceAt` lies before the earliest deadline, the positions
 * of a journal, and how reservations are cut into pages.
 */
export function matches(expected: StockVerdict, got: StockVerdict): boolean {
  return expected.kind === got.kind && same(expected, got);
}

/** Lists whose order means nothing. */
const SETS: readonly string[] = ['scopes', 'counters', 'availability', 'stockKeys'];

function isPage(verdict: Fields): verdict is Fields & { readonly reservations: readonly unknown[] } {
  return Array.isArray(verdict['reservations']);
}

/** Whatever is on a page is as expected, and all is on it when the first page is the last one. */
function samePage(wanted: readonly Fields[], given: readonly Fields[], isWhole: boolean): boolean {
  const byId = new Map(wanted.map((one) => [one['id'], one]));
  const ids = new Set(given.map((one) => one['id']));
  return given.every((one) => same(byId.get(one['id']), one)) && (!isWhole || ids.size === wanted.length);
}

function same(wanted: unknown, given: unknown): boolean {
  if (Array.isArray(wanted)) return Array.isArray(given) && sameItems(wanted, given);
  if (!isObject(wanted)) return wanted === given;
  if (isPage(wanted)) {
    if (!isObject(given) || !isPage(given)) return false;
    const isWhole = wanted['next'] === undefined && given['next'] === undefined;
    return samePage(wanted.reservations.filter(isObject), given.reservations.filter(isObject), isWhole);
  }
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
  if (name === 'message' || name === 'position') return true;
  if (name === 'expiresAt' && isEnded(wanted)) return true;
  if (name === 'events') return sameEvents(wanted[name], given[name]);
  if (name === 'nextChanceAt') return isLowerBound(given[name], wanted[name]);
  const [a, b] = [wanted[name], given[name]];
  if (SETS.includes(name) && Array.isArray(a) && Array.isArray(b)) return sameItems(sorted(a), sorted(b));
  return same(a, b);
}

/** Events of one call; which of several orders expired first is the store's choice. */
function sameEvents(wanted: unknown, given: unknown): boolean {
  if (!Array.isArray(wanted) || !Array.isArray(given)) return false;
  return same(withSortedExpiries(wanted), withSortedExpiries(given));
}

function withSortedExpiries(events: readonly unknown[]): readonly unknown[] {
  const isExpiry = (event: unknown): event is Fields => isObject(event) && event['type'] === 'expired';
  const ids = events
    .filter(isExpiry)
    .map((event) => String(event['id']))
    .sort();
  return events.map((event) => (isExpiry(event) ? { ...event, id: ids.shift() } : event));
}

function isEnded({ state }: Fields): boolean {
  return state !== undefined && state !== 'reviewing' && state !== 'reserved' && state !== 'paying';
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
