import { GuardError } from '../core/errors.js';
import type { StockStore } from '../stock/store.js';

/**
 * A store that never runs out and keeps nothing: where only the prices of past orders are asked about. Memory does not grow.
 * Answers what a guard asks while it admits; everything else is refused with an error.
 */
export function endlessStock(saleId: string): StockStore {
  return Object.freeze<StockStore>({
    saleId,
    reserve: () => Promise.resolve({ kind: 'reserved', expiresAt: 0 }),
    status: () => Promise.resolve({ kind: 'unknown_id' }),
    signal: () => Promise.resolve({ kind: 'counted' }),
    open: unasked,
    restock: unasked,
    withdraw: unasked,
    supersede: unasked,
    beginPayment: unasked,
    extend: unasked,
    commit: unasked,
    release: unasked,
    restore: unasked,
    expire: unasked,
    setMode: unasked,
    setEpoch: unasked,
    resolveReview: unasked,
    snapshot: unasked,
    availability: unasked,
    activity: unasked,
    journal: unasked,
    reservations: unasked,
  });
}

function unasked(): Promise<never> {
  const message = 'a replay of prices alone asks its store for nothing but reserve, status and signal';
  return Promise.reject(new GuardError({ code: 'assertion', message }));
}
