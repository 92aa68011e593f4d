/** Reasons of refusal that a sale counts. */
export const REFUSED_TOTALS = [
  'mode',
  'epoch',
  'regressed',
  'unknown_sku',
  'insufficient',
  'customer_limit',
  'loss_budget',
  'owner_key',
] as const;

/** One of {@link REFUSED_TOTALS}. */
export type RefusedTotal = (typeof REFUSED_TOTALS)[number];

/** What a sale has counted since it opened. Grows only. Refusals are counted by reason, also those of replays and retries. */
export interface SaleTotals {
  readonly reserved: number;
  readonly reviewing: number;
  readonly paying: number;
  readonly committed: number;
  readonly released: number;
  readonly expired: number;
  readonly restored: number;
  /** Orders signalled as judged, and of these those their price rejected. */
  readonly signalled: number;
  readonly rejected: number;
  /** Refusals of `reserve` and `supersede` that reached the sale. */
  readonly refused: Readonly<Record<RefusedTotal, number>>;
}

/** Totals of a sale that has just been opened: an object of its own at every call. */
export function noTotals(): SaleTotals {
  return {
    reserved: 0,
    reviewing: 0,
    paying: 0,
    committed: 0,
    released: 0,
    expired: 0,
    restored: 0,
    signalled: 0,
    rejected: 0,
    refused: {
      mode: 0,
      epoch: 0,
      regressed: 0,
      unknown_sku: 0,
      insufficient: 0,
      customer_limit: 0,
      loss_budget: 0,
      owner_key: 0,
    },
  };
}
