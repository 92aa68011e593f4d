import type { Evidence, FindingSubject, Measure, Severity } from '../catalog/finding.js';
import type { REPORT_SCHEMA_VERSION } from '../catalog/report-version.js';
import type { ReferenceSource } from '../catalog/reference.js';

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

export type ReportMeasure = Measure;

export interface ReportFinding {
  /** 16 hex digits. */
  readonly id: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly subject: FindingSubject;
  readonly sku?: string | undefined;
  readonly priceList?: string | undefined;
  readonly currency?: string | undefined;
  readonly name?: string | undefined;
  readonly category?: string | undefined;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly priceMinor?: number | undefined;
  readonly referenceMinor?: number | undefined;
  readonly referenceSource?: ReferenceSource | undefined;
  readonly exposureMinor?: number | undefined;
  readonly isNew: boolean;
  readonly measured: ReportMeasure;
  readonly limit: ReportMeasure;
  readonly evidence: Evidence;
  /** The diagnosis in the language of the report. */
  readonly message: string;
}

export interface ReportSummary {
  readonly rows: number;
  readonly judged: number;
  readonly offersBlocked: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly byRule: Readonly<Record<string, Readonly<Record<Severity, number>>>>;
  readonly coverage: readonly ReportCoverage[];
  readonly batch: ReportBatch;
}

export interface ReportCoverage {
  readonly ruleId: string;
  readonly judged: number;
  readonly notJudged: number;
  readonly off: number;
  readonly missing: readonly string[];
}

export interface ReportBatch {
  readonly files: readonly {
    readonly file: string;
    readonly rows: number;
    readonly bytes: number;
    readonly sha256: string;
    readonly ignoredColumns: readonly string[];
  }[];
  readonly currencies: Readonly<Record<string, number>>;
  readonly exposureMinor: Readonly<Record<string, number>>;
  readonly references: Readonly<Record<string, number>>;
  /** Calendar day `2026-08-01`. */
  readonly historyEndsOn?: string | undefined;
  readonly previousRows?: number | undefined;
  readonly known: number;
}
