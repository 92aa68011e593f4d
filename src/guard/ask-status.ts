import type { StatusVerdict } from '../stock/verdict.js';
import { askStore, type StoreTimer, type StoreTrouble } from './ask-store.js';
import type { Desk } from './desk.js';

/** Asks the store for a reservation. A record that is none is taken for what the store threw: a store may be anybody's. */
export function askStatus(
  desk: Desk,
  id: string,
  timer: StoreTimer | undefined,
): Promise<StatusVerdict | StoreTrouble> {
  return askStore(desk, 'status', { ask: async () => readable(await desk.stock.status(id)), timer });
}

const KINDS: ReadonlySet<string> = new Set<StatusVerdict['kind']>([
  'found',
  'unknown_id',
  'refused',
  'unknown',
]);

/** @throws TypeError */
function readable(verdict: StatusVerdict): StatusVerdict {
  if (!KINDS.has(verdict.kind)) throw new TypeError('the store answered no verdict of status');
  if (verdict.kind !== 'found') return verdict;
  const { owners, lines }: { readonly owners?: unknown; readonly lines?: unknown } = verdict.reservation;
  if (Array.isArray(owners) && Array.isArray(lines)) return verdict;
  throw new TypeError('the store answered a reservation without owners or lines');
}
