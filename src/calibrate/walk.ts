import type { Offer } from '../catalog/offer.js';
import type { Facts } from '../pricing/facts.js';
import type { PricingPolicy } from '../pricing/settings.js';
import type { Half } from './halves.js';

/** One row, or some days of a SKU that measure the same, as the rules saw it. */
export interface WalkedRow {
  readonly offer: Offer;
  /** Valid until the next row. */
  readonly facts: Facts;
  /** Ids of the rules that hold or block the price under the policy of the walk. */
  readonly stops: readonly string[];
  /** 1 or more: days on which an unchanged price stood count together. */
  readonly rowCount: number;
}

/** Goes through all rows of one half and has the rules of a policy judge each. */
export type Walk = (policy: PricingPolicy, half: Half, see: (row: WalkedRow) => void) => Promise<void>;

/** How far a run has come; told after every batch of rows. */
export interface CalibrateProgress {
  readonly phase: 'history' | 'learn' | 'judge';
  readonly file: string;
  readonly rowCount: number;
  readonly bytesRead: number;
  /** Undefined for a stream of unknown length. */
  readonly bytesTotal: number | undefined;
}
