import type { StockVerdict } from '../command.js';

/**
 * True when a store's answer is the expected one. Left to the store: the order of lists that mean sets, the words of a message,
 * the deadline it shows for an order that is no longer open, and how far `nextChanceAt` lies before the earliest deadline.
 */
export function matches(expected: StockVerdict, got: StockVerdict): boolean {
  const wanted = plain(expected);
  const given = plain(got);
  return (
    JSON.stringify(wanted.told) === JSON.stringify(given.told) && isLowerBound(given.chances, wanted.chances)
  );
}

interface Plain {
  readonly told: unknown;
  /** Each `nextChanceAt`, in order. */
  readonly chances: readonly unknown[];
}

const SETS: readonly string[] = ['scopes', 'counters', 'availability', 'stockKeys'];

function plain(verdict: StockVerdict): Plain {
  const chances: unknown[] = [];
  const walk = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) {
      const items = value.map((item: unknown) => walk(item, ''));
      return SETS.includes(name)
        ? items.sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b)))
        : items;
    }
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).filter(([field, content]) => {
      if (field === 'nextChanceAt') chances.push(content);
      return field !== 'nextChanceAt' && content !== undefined && !isFree(value, field);
    });
    return Object.fromEntries(
      entries
        .map(([field, content]) => [field, walk(content, field)] as const)
        .sort(([a], [b]) => compare(a, b)),
    );
  };
  return { told: walk(verdict, ''), chances };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isFree(holder: object, field: string): boolean {
  if (field === 'message') return true;
  const open = !('state' in holder) || holder.state === 'reserved' || holder.state === 'paying';
  return field === 'expiresAt' && !open;
}

function isLowerBound(given: readonly unknown[], wanted: readonly unknown[]): boolean {
  return (
    given.length === wanted.length &&
    given.every((chance, at) => {
      const earliest = wanted[at];
      // Nothing is reserved: a store may still name an instant, for one that is paying or one it has not looked at.
      if (typeof earliest !== 'number') return chance === undefined || typeof chance === 'number';
      return typeof chance === 'number' && chance <= earliest;
    })
  );
}
