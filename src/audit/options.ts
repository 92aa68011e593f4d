import type { ApprovalPolicy, SignedApproval } from '../catalog/approval.js';
import type { Finding } from '../catalog/finding.js';
import type { Offer } from '../catalog/offer.js';
import type { Promotions } from '../catalog/promotion.js';
import type { Reference } from '../catalog/reference.js';
import type { EpochMs } from '../core/clock.js';
import type { PricingPolicy } from '../pricing/settings.js';
import type { PreviousTable } from './previous-table.js';
import type { InputSummary, PriceTrail } from './result.js';
import type { HistoryLookup } from './row-facts.js';
import type { CatalogSource } from './source.js';

/** Everything one audit is given. */
export interface AuditOptions {
  readonly catalog: readonly CatalogSource[];
  readonly policy: {
    readonly source: string;
    readonly hash: string;
    readonly pricing: PricingPolicy;
    /** Whose signatures count. With it approvals are in use, and a change nobody approved is a finding. */
    readonly approvals?: ApprovalPolicy | undefined;
  };
  /** The instant the catalogue is judged for. */
  readonly now: EpochMs;
  readonly history?: HistoryLookup | undefined;
  /** Fetches the price trails of flagged offers once the rows are judged. */
  readonly trailsOf?: ((keys: ReadonlySet<string>) => Promise<ReadonlyMap<string, PriceTrail>>) | undefined;
  readonly previous?: PreviousTable | undefined;
  /** Every promotion that may be live during the sale. */
  readonly promotions?: Promotions | undefined;
  /** Without `policy.approvals` none of them holds: nobody's signature counts. */
  readonly approvals?: ApprovalInput | undefined;
  /** The other files the audit was given, by role: they stand in the result, so that a seal can be tied to them. */
  readonly inputs?: readonly InputSummary[] | undefined;
  /** Told of every offer once it has been judged, in no certain order. The reference is a new object each time. */
  readonly onJudged?: ((row: JudgedOffer) => void) | undefined;
  /** Finding ids of an earlier report: they are marked as known. */
  readonly knownIds?: ReadonlySet<string> | undefined;
  /** What was already found while reading history and previous catalogue: it becomes part of the result. */
  readonly found?: readonly Finding[] | undefined;
  /** Makes hash tables unpredictable to whoever writes the files; the findings do not depend on it. */
  readonly seed?: number | undefined;
  readonly onProgress?: ((progress: AuditProgress) => void) | undefined;
}

/** How far an audit has come; told after every batch of rows. */
export interface AuditProgress {
  /** `judge` judges; `peers` reads again to judge the offers that only their peers can tell about. */
  readonly phase: 'peers' | 'judge';
  readonly file: string;
  readonly rowCount: number;
  readonly bytesRead: number;
  /** Undefined for a stream of unknown length. */
  readonly bytesTotal: number | undefined;
}

/** Approvals, and the instant and window they are held against. */
export interface ApprovalInput {
  readonly signed: readonly SignedApproval[];
  /** The instant at which they must be valid. */
  readonly at: EpochMs;
  /** When rows that state no sale window of their own are on sale; undefined: at the instant judged for. */
  readonly saleWindow?: { readonly startsAt: EpochMs; readonly endsAt: EpochMs } | undefined;
}

/** An offer that was judged. */
export interface JudgedOffer {
  readonly offer: Offer;
  readonly reference: Reference | undefined;
  /** What one unit can cost at least after promotions, minor units; the offer price where no promotion holds. */
  readonly floorMinor: number;
  readonly file: string;
  readonly line: number;
}
