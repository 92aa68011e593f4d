import type { EpochMs } from '../../core/clock.js';
import type { StepKind } from '../steps.js';

/** Where a step stands, in an order that is never changed: a ledger of any version means the same. */
export const STEP_STATES = [
  /** Nothing has happened: no entry, or a service that was busy or a person said so. It may be asked for. */
  'planned',
  /** It is about to be asked for, or was when the process ended: nobody knows until the service is asked. */
  'started',
  'done',
  /** Accepted; the service does it, or fails to, later. */
  'pending',
  /** The service said that it will never happen: a person must look. */
  'failed',
  /** Asked for, and nobody could tell what became of it. */
  'unknown',
  /** A person decided that it shall not happen. */
  'skipped',
] as const;

/** One of {@link STEP_STATES}. */
export type StepState = (typeof STEP_STATES)[number];

/** One thing that was written down about one step. The ledger decides: an effect is asked for only after its `started` is kept. */
export interface LedgerEntry {
  /** 1, 2, 3... within the ledger. */
  readonly number: number;
  readonly at: EpochMs;
  readonly key: string;
  readonly kind: StepKind;
  readonly orderId: string;
  readonly state: StepState;
  /** Of the step: another one under the same key is a conflict. */
  readonly fingerprint: string;
  readonly amount: number;
  /** 1 for the first call of the step. */
  readonly attempt: number;
  /** The service's own reference, or the reason of a failure: opaque, at most 128 characters. */
  readonly note: string | undefined;
}

/** First line of a ledger: which incident it is for. Plans of the same incident share it, so that a corrected plan pays nothing twice. */
export interface LedgerHead {
  readonly schema: 'saleguard/ledger/1';
  readonly incidentId: string;
  readonly saleId: string;
  /** Of the incident as it stood when the ledger was begun; a corrected plan may have another. */
  readonly incidentSha256: string;
}

/** Written whenever somebody begins to carry out a plan. */
export interface LedgerRun {
  readonly at: EpochMs;
  readonly planDigest: string;
  readonly incidentSha256: string;
}

/**
 * Lines that are kept for ever, in order, by one writer at a time. A store of lines knows nothing of what they say: `ledger-chain`
 * chains them by digest, so that an edited, removed or inserted line is noticed.
 */
export interface LedgerStore {
  /**
   * Takes the ledger for this writer.
   *
   * @returns the lines kept so far, in order; `busy` while another writer holds it.
   */
  open(): Promise<
    | { readonly kind: 'opened'; readonly lines: AsyncIterable<string> }
    | { readonly kind: 'busy'; readonly holder: string }
  >;
  /**
   * Keeps lines behind all others: when it resolves they survive a crash of the process, and of the machine where the store can.
   *
   * @throws GuardError when they may not have been kept, or the ledger was taken by another writer since: nothing may be done after it.
   */
  append(lines: readonly string[]): Promise<void>;
  close(): Promise<void>;
}
