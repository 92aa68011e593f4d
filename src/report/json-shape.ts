import { REPORT_SCHEMA_VERSION } from '../catalog/report-version.js';
import type { AuditResult, AuditSummary, RankedFinding } from '../audit/result.js';
import type {
  EvidenceValue,
  FindingApproval,
  FindingSubject,
  Measure,
  Severity,
} from '../catalog/finding.js';
import { printDay, DAY_MS } from '../core/clock.js';
import type { Lang } from '../text/lang.js';
import type { ReportOptions } from './format.js';
import type { JsonValue } from './json-text.js';
import { messageOf } from './message.js';

/** What a JSON report says before its findings. */
export interface JsonReportHead {
  readonly schemaVersion: typeof REPORT_SCHEMA_VERSION;
  readonly tool: { readonly name: 'saleguard'; readonly version: string };
  /** The instant the catalogue was judged for, ISO 8601 in UTC. */
  readonly now: string;
  readonly policySource: string;
  /** SHA-256, hex. */
  readonly policyHash: string;
  readonly summary: JsonSummary;
}

/** The audit's summary; the last day of the history is an ISO day here. */
export interface JsonSummary extends Omit<AuditSummary, 'batch'> {
  readonly batch: Omit<AuditSummary['batch'], 'historyEndsOn'> & {
    readonly historyEndsOn: string | undefined;
  };
}

/** One finding of a JSON report. Members that are undefined are left out. */
export interface JsonFinding {
  readonly id: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly subject: FindingSubject;
  readonly sku: string | undefined;
  readonly priceList: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly currency: string | undefined;
  readonly name: string | undefined;
  readonly category: string | undefined;
  readonly priceMinor: number | undefined;
  readonly referenceMinor: number | undefined;
  readonly referenceSource: string | undefined;
  readonly exposureMinor: number | undefined;
  readonly stockToSell: number | undefined;
  readonly payableMinor: number | undefined;
  readonly isNew: boolean;
  readonly measured: Measure;
  readonly limit: Measure;
  /** Units stand in the names; `…On` is an ISO day and `…At` an ISO instant. */
  readonly evidence: Readonly<Record<string, EvidenceValue>>;
  readonly promotionId: string | undefined;
  readonly subjectHash: string | undefined;
  readonly editors: readonly string[] | undefined;
  readonly approval: FindingApproval | undefined;
  readonly message: string;
}

/** The head of a report, members in their documented order. */
export function jsonHead(result: AuditResult, options: ReportOptions): JsonReportHead {
  const { summary } = result;
  const { batch } = summary;
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    tool: { name: 'saleguard', version: options.toolVersion },
    now: new Date(result.now).toISOString(),
    policySource: result.policy.source,
    policyHash: result.policy.hash,
    summary: {
      rows: summary.rows,
      judged: summary.judged,
      offersBlocked: summary.offersBlocked,
      bySeverity: severityCounts(summary.bySeverity),
      byRule: Object.fromEntries(
        Object.entries(summary.byRule).map(([ruleId, counts]) => [ruleId, severityCounts(counts)]),
      ),
      coverage: summary.coverage.map(({ ruleId, judged, notJudged, off, missing }) => ({
        ruleId,
        judged,
        notJudged,
        off,
        missing,
      })),
      batch: {
        files: batch.files.map(({ file, rows, bytes, sha256, ignoredColumns }) => ({
          file,
          rows,
          bytes,
          sha256,
          ignoredColumns,
        })),
        digest: batch.digest,
        inputs: batch.inputs.map(({ role, file, sha256 }) => ({ role, file, sha256 })),
        approved: batch.approved,
        approvalIds: batch.approvalIds,
        currencies: byName(batch.currencies),
        exposureMinor: byName(batch.exposureMinor),
        references: byName(batch.references),
        historyEndsOn: batch.historyEndsOn === undefined ? undefined : printDay(batch.historyEndsOn),
        previousRows: batch.previousRows,
        known: batch.known,
      },
    },
  };
}

/** One finding with its message, members in their documented order. */
export function jsonFinding(finding: RankedFinding, lang: Lang): JsonFinding {
  return {
    id: finding.id,
    ruleId: finding.ruleId,
    severity: finding.severity,
    subject: finding.subject,
    sku: finding.sku,
    priceList: finding.priceList,
    file: finding.file,
    line: finding.line,
    currency: finding.currency,
    name: finding.name,
    category: finding.category,
    priceMinor: finding.priceMinor,
    referenceMinor: finding.referenceMinor,
    referenceSource: finding.referenceSource,
    exposureMinor: finding.exposureMinor,
    stockToSell: finding.stockToSell,
    payableMinor: finding.payableMinor,
    isNew: finding.isNew,
    measured: { value: finding.measured.value, unit: finding.measured.unit },
    limit: { value: finding.limit.value, unit: finding.limit.unit },
    evidence: Object.fromEntries(
      Object.entries(finding.evidence).map(([key, value]) => [key, datedValue(key, value)]),
    ),
    promotionId: finding.promotionId,
    subjectHash: finding.subjectHash,
    editors: finding.editors.length === 0 ? undefined : finding.editors,
    approval: finding.approval,
    message: messageOf(finding, lang),
  };
}

/** The shapes above hold JSON values only; TypeScript cannot see that of an interface, which has no index signature. */
export function asJson(value: JsonReportHead | JsonFinding): {
  readonly [key: string]: JsonValue | undefined;
} {
  return value as unknown as { readonly [key: string]: JsonValue | undefined };
}

function datedValue(key: string, value: EvidenceValue): EvidenceValue {
  if (typeof value !== 'number') return value;
  if (/[a-z]On$/.test(key)) return isoInstant(value * DAY_MS)?.slice(0, 10) ?? value;
  return /[a-z]At$/.test(key) ? (isoInstant(value) ?? value) : value;
}

/** Undefined for a number no calendar reaches. */
function isoInstant(instant: number): string | undefined {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function severityCounts(counts: Readonly<Record<Severity, number>>): Record<Severity, number> {
  return { block: counts.block, hold: counts.hold, warn: counts.warn, info: counts.info };
}

/** The same members by name, so that a report does not depend on which row came first. */
function byName(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([left], [right]) => (left < right ? -1 : 1)));
}
