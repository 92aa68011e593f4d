import type { EpochDay, EpochMs } from '../core/clock.js';
import type { Finding, Severity } from '../catalog/finding.js';
import type { PriceRun } from '../catalog/reference.js';
import type { CurrencyCode } from '../money/currency.js';

/** What one audit found. Findings are ranked: worst severity first, then the largest exposure. */
export interface AuditResult {
  /** The instant the catalogue was judged for. */
  readonly now: EpochMs;
  readonly policy: PolicyStamp;
  readonly summary: AuditSummary;
  readonly findings: readonly RankedFinding[];
  /** Price trails of flagged offers, by `offerKey`; empty without history. */
  readonly trails: ReadonlyMap<string, PriceTrail>;
  readonly histograms: readonly MarkdownHistogram[];
}

/** A finding with what the whole report knows of it. */
export interface RankedFinding extends Finding {
  /** 16 hex digits: the same problem on the same offer at the same price keeps its id from report to report. */
  readonly id: string;
  /** False when a baseline report already held it. */
  readonly isNew: boolean;
}

/** Which policy judged, so that a report can be tied to it. */
export interface PolicyStamp {
  /** File name as given, or `built-in defaults`. */
  readonly source: string;
  /** SHA-256 over the canonical JSON of the whole policy with every default filled in, hex. */
  readonly hash: string;
}

/** Counts over the whole audit. */
export interface AuditSummary {
  /** Data rows read, unreadable ones included. */
  readonly rows: number;
  /** Rows that gave an offer and were judged. */
  readonly judged: number;
  /** Rows with at least one `block` finding, unreadable rows included. */
  readonly offersBlocked: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** Findings by rule and severity; every rule of the table stands here, with zeros where it was silent. */
  readonly byRule: Readonly<Record<string, Readonly<Record<Severity, number>>>>;
  readonly coverage: readonly RuleCoverage[];
  readonly batch: BatchSummary;
}

/** How much of the batch one rule could judge. */
export interface RuleCoverage {
  readonly ruleId: string;
  readonly judged: number;
  readonly notJudged: number;
  /** Rows for which the policy had switched the rule off. */
  readonly off: number;
  /** What was missing; empty when everything was judged. */
  readonly missing: readonly string[];
}

/** What the batch was made of and what it could cost. */
export interface BatchSummary {
  readonly files: readonly FileSummary[];
  /** SHA-256 over the sorted digests of `files`, hex: what an approval of the batch is bound to. */
  readonly digest: string;
  /** The other files the audit was given. */
  readonly inputs: readonly InputSummary[];
  /** Findings that approvals downgraded. */
  readonly approved: number;
  /** Ids of the approvals by which anything passed, sorted. */
  readonly approvalIds: readonly string[];
  /** Offers by currency. */
  readonly currencies: Readonly<Record<string, number>>;
  /** Worst-case cost of all findings by currency, each offer counted once, minor units. */
  readonly exposureMinor: Readonly<Record<string, number>>;
  /** Which reference the offers were judged by. */
  readonly references: Readonly<Record<string, number>>;
  readonly historyEndsOn: EpochDay | undefined;
  readonly previousRows: number | undefined;
  /** Findings that a baseline report already held. */
  readonly known: number;
}

/** One catalogue file as it was read. */
export interface FileSummary {
  readonly file: string;
  readonly rows: number;
  /** Bytes as stored (compressed where the file is). */
  readonly bytes: number;
  /** SHA-256 of the bytes as stored, hex. */
  readonly sha256: string;
  /** Columns of the file that are not part of an offer row; they were not read. */
  readonly ignoredColumns: readonly string[];
}

/** What a file beside the catalogue was for. */
export const INPUT_ROLES = ['history', 'references', 'previous', 'promotions'] as const;

/** A role of {@link INPUT_ROLES}. */
export type InputRole = (typeof INPUT_ROLES)[number];

/** One file beside the catalogue. */
export interface InputSummary {
  readonly role: InputRole;
  readonly file: string;
  /** SHA-256 of the bytes as stored, hex. */
  readonly sha256: string;
}

/** The price history of one flagged offer as runs of equal price. */
export interface PriceTrail {
  readonly currency: CurrencyCode;
  readonly runs: readonly PriceRun[];
}

/** Markdowns of one category, 22 bins: below 0 %, 0-5 %, … 95-100 %, 100 %. Offers without a reference are left out. */
export interface MarkdownHistogram {
  readonly category: string;
  readonly counts: readonly number[];
  /** Offers of each bin that carry a `block` or `hold` finding. */
  readonly flagged: readonly number[];
}
