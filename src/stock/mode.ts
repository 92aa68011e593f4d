/**
 * What a scope of the sale lets through. `open`: everything. `probe`: as open for a bounded number of new reservations, then as
 * drain, but whoever has reserved may commit. `drain`: no new reservations, only orders already paying may
 * commit. `freeze`: nothing moves, and every deadline of the sale moves on by the pause. `closed`: nothing moves, deadlines run.
 * Giving back (release, restore) is possible in every mode: it cannot oversell.
 */
export type SaleMode = 'open' | 'probe' | 'drain' | 'freeze' | 'closed';

/** From most to least permissive; the strictest mode among the scopes of an order holds for it. */
export const SALE_MODES: readonly SaleMode[] = ['open', 'probe', 'drain', 'freeze', 'closed'];

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

/** Why one scope is not open, and who says so. Several may hold one scope; the strictest holds, and each is lifted by itself. */
export interface ModeHold {
  readonly scope: string;
  /** The actor of a `setMode`, or `trip:<rule id>` when the sale stopped itself. */
  readonly holder: string;
  readonly mode: Exclude<SaleMode, 'open'>;
  /** Sequence of the effect that made it: a signature that lifts it names this number, and lifts no later one. */
  readonly seq: number;
  /** Epoch ms by the store's clock. */
  readonly at: number;
  readonly reason: string;
  /** New reservations that a probe still lets through; undefined for other modes. */
  readonly sampleLeft: number | undefined;
}

/** Who holds a scope that a rule stopped. */
export function tripHolder(ruleId: string): string {
  return `trip:${ruleId}`;
}
