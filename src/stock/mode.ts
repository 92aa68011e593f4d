/**
 * What a scope of the sale lets through. `open`: everything. `drain`: no new reservations, only orders already paying may
 * commit. `freeze`: nothing moves, and every deadline of the sale moves on by the pause. `closed`: nothing moves, deadlines run.
 * Giving back (release, restore) is possible in every mode: it cannot oversell.
 */
export type SaleMode = 'open' | 'drain' | 'freeze' | 'closed';

/** From most to least permissive; the strictest mode among the scopes of an order holds for it. */
export const SALE_MODES: readonly SaleMode[] = ['open', 'drain', 'freeze', 'closed'];

/** The stricter of two modes. */
export function stricterMode(a: SaleMode, b: SaleMode): SaleMode {
  return SALE_MODES.indexOf(a) >= SALE_MODES.indexOf(b) ? a : b;
}

/** The scope of the whole sale. */
export const SALE_SCOPE = 'sale';

/** The scope of one stock key: each line carries it without being told. */
export function stockKeyScope(stockKey: string): string {
  return `sku:${stockKey}`;
}
