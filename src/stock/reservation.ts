/**
 * `reviewing -> reserved | released | expired`, `reserved -> paying -> committed`, `reserved | paying -> released | expired`, `committed -> restored` when every line was
 * restored. A state is left at most once and never comes back. The one exception is asked for by name: a late payment with
 * `late: 'rescue'` reserves an expired order anew and commits it in the same step.
 */
export type ReservationState =
  'reviewing' | 'reserved' | 'paying' | 'committed' | 'released' | 'expired' | 'restored';

/** Whether units are set aside for the order and not bought yet. A `reviewing` one cannot be committed before it is resolved. */
export function isOpenState(state: ReservationState): state is 'reviewing' | 'reserved' | 'paying' {
  return state === 'reviewing' || state === 'reserved' || state === 'paying';
}

/** Whether the order was bought, whatever was given back afterwards. */
export function isBoughtState(state: ReservationState): state is 'committed' | 'restored' {
  return state === 'committed' || state === 'restored';
}

/** Units of one stock key. In canonical form keys are unique and sorted by UTF-16 code units. */
export interface StockLine {
  readonly stockKey: string;
  /** Units, 1 to 10^9. */
  readonly quantity: number;
}

/** What a store knows about one reservation. */
export interface Reservation {
  readonly id: string;
  readonly state: ReservationState;
  readonly lines: readonly StockLine[];
  readonly owners: readonly string[];
  readonly scopes: readonly string[];
  readonly epoch: number | undefined;
  /** (reference - price) x quantity over the whole order, minor units. */
  readonly markdownMinor: number;
  readonly fingerprint: string | undefined;
  /** Epoch ms by the store's clock; meaningful while reserved or paying. Moves on while the sale is frozen. */
  readonly expiresAt: number;
  /** Times extended, and ms all extensions added; `beginPayment` does not count. */
  readonly extensionCount: number;
  readonly extendedMs: number;
  readonly paymentRef: string | undefined;
  /** Set when another reservation took this one over. */
  readonly supersededBy: string | undefined;
  readonly note: string | undefined;
  /** Units given back after commit, per stock key, in line order; zeros left out. */
  readonly restored: readonly StockLine[];
}
