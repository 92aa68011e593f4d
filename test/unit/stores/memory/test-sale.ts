import { expect } from 'vitest';
import { memoryStock } from '../../../../src/stores/memory/memory-stock.js';
import type { OpenRequest, ReserveRequest } from '../../../../src/stock/request.js';
import type { Reservation } from '../../../../src/stock/reservation.js';
import type { StockStore } from '../../../../src/stock/store.js';
import type { SaleSnapshot, StockCounters } from '../../../../src/stock/verdict.js';
import { breaches } from '../../../../src/stock/invariants.js';

/** Epoch ms at which every test sale is opened. */
export const START_MS = 1_800_000_000_000;

/** A sale of a memory store and the clock it was handed. */
export interface TestSale {
  readonly stock: StockStore;
  readonly clock: { ms: number };
  readonly snapshot: () => Promise<SaleSnapshot>;
  readonly counters: (stockKey: string) => Promise<StockCounters>;
  readonly find: (id: string) => Promise<Reservation>;
  /** Reads everything back and expects no broken invariant. `ids`: every id a reservation was made with. */
  readonly expectSound: (...ids: readonly string[]) => Promise<void>;
}

/** Opens 10 units of A and 5 units of B, at most 2 of B a customer; what `request` says replaces that. */
export async function openTestSale(request: Partial<OpenRequest> = {}): Promise<TestSale> {
  const clock = { ms: START_MS };
  const stock = memoryStock({ saleId: 'sale', now: () => clock.ms });
  const allotments = [
    { stockKey: 'A', quantity: 10 },
    { stockKey: 'B', quantity: 5, perCustomer: 2 },
  ];
  expect(await stock.open({ allotments, ttlMs: 60_000, ...request })).toEqual({ kind: 'opened' });
  const snapshot = async (): Promise<SaleSnapshot> => found(await stock.snapshot()).snapshot;
  const find = async (id: string): Promise<Reservation> => found(await stock.status(id)).reservation;
  return {
    stock,
    clock,
    snapshot,
    find,
    counters: async (stockKey) => {
      const counters = (await snapshot()).counters.find((one) => one.stockKey === stockKey);
      if (counters === undefined) throw new Error(`no counters of ${stockKey}`);
      return counters;
    },
    expectSound: async (...ids) => {
      expect(breaches(await snapshot(), await Promise.all(ids.map(find)))).toEqual([]);
    },
  };
}

/** An order of one unit of A by owner `kim`; what `request` says replaces that. */
export function order(id: string, request: Partial<ReserveRequest> = {}): ReserveRequest {
  return { id, owners: ['kim'], lines: [{ stockKey: 'A', quantity: 1 }], ...request };
}

/** One line. */
export function line(stockKey: string, quantity: number): { stockKey: string; quantity: number } {
  return { stockKey, quantity };
}

function found<V extends { readonly kind: string }>(verdict: V): Extract<V, { readonly kind: 'found' }> {
  if (verdict.kind !== 'found') throw new Error(`expected found, got ${JSON.stringify(verdict)}`);
  // The kind was compared: this is that variant.
  return verdict as Extract<V, { readonly kind: 'found' }>;
}
