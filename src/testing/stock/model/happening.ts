import type { CountedEvent } from '../../../catalog/trip.js';

/** One thing that trip rules hear of, told for each scope it counts in. */
export interface Happening {
  /** Sale clock, ms. */
  readonly atMs: number;
  readonly scopes: readonly HappeningScope[];
  /** Loss spent before it and after it, when it spent any of a budget. */
  readonly spent: { readonly before: number; readonly after: number } | undefined;
}

/** What it is in one scope. */
export interface HappeningScope {
  readonly scope: string;
  readonly events: readonly CountedEvent[];
  /** Sorted, each once. */
  readonly values: readonly string[];
  /** Units a buyer took; undefined when nobody did. */
  readonly taken: { readonly buyer: string; readonly units: number } | undefined;
}
