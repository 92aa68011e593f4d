import type { Measure, Severity } from '../catalog/finding.js';
import type { REPORT_SCHEMA_VERSION } from '../catalog/report-version.js';
import type { ReferenceSource } from '../catalog/reference.js';
import type { ReportedFinding } from '../catalog/reported-finding.js';

/** The JSON report of an audit. Fields without a value are left out. */
export interface Report {
  readonly schemaVersion: typeof REPORT_SCHEMA_VERSION;
  readonly tool: { readonly name: 'saleguard'; readonly version: string };
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly policyHash: string;
  readonly policySource: string;
  readonly summary: ReportSummary;
  readonly findings: readonly ReportFinding[];
}

/** What was measured, or the limit it was held to, with its unit. */
export type ReportMeasure = Measure;

/** One finding: what is wrong with what, how bad it is, and the figures behind it. */
export interface ReportFinding extends ReportedFinding {
  readonly name?: string | undefined;
  readonly category?: string | undefined;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly referenceSource?: ReferenceSource | undefined;
  readonly isNew: boolean;
  readonly measured: ReportMeasure;
  readonly limit: ReportMeasure;
  /** The diagnosis in the language of the report. */
  readonly message: string;
}

/** What was judged, and how many findings there are. */
export interface ReportSummary {
  readonly rows: number;
  readonly judged: number;
  readonly offersBlocked: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly byRule: Readonly<Record<string, Readonly<Record<Severity, number>>>>;
  readonly coverage: readonly ReportCoverage[];
  readonly batch: ReportBatch;
}

/** How many rows a rule could judge. */
export interface ReportCoverage {
  readonly ruleId: string;
  readonly judged: number;
  readonly notJudged: number;
  /** Rows for which the policy had switched the rule off. */
  readonly off: number;
  /** What was missing; empty when everything was judged. */
  readonly missing: readonly string[];
}

/** The files of one audit, taken together. */
export interface ReportBatch {
  readonly files: readonly {
    readonly file: string;
    readonly rows: number;
    readonly bytes: number;
    readonly sha256: string;
    readonly ignoredColumns: readonly string[];
  }[];
  /** Over the SHA-256 of `files`, hex: what an approval of the batch is bound to. */
  readonly digest: string;
  readonly inputs: readonly {
    readonly role: ReportInputRole;
    readonly file: string;
    readonly sha256: string;
  }[];
  /** Findings that approvals downgraded. */
  readonly approved: number;
  /** Ids of the approvals by which anything passed. */
  readonly approvalIds: readonly string[];
  readonly currencies: Readonly<Record<string, number>>;
  readonly exposureMinor: Readonly<Record<string, number>>;
  readonly references: Readonly<Record<string, number>>;
  /** Calendar day `2026-08-01`. */
  readonly historyEndsOn?: string | undefined;
  readonly previousRows?: number | undefined;
  /** Findings that a baseline report already held. */
  readonly known: number;
}

/** What a file beside the catalogue was for. */
export type ReportInputRole = 'history' | 'references' | 'previous' | 'promotions';
