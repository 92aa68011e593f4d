/**
 * saleguard/audit: the audit of catalogues, histories and references that stand in files, and its reports. Public names,
 * one by one.
 */

// The audit
export { auditCatalog } from './audit.js';
export type { ApprovalInput, AuditOptions, AuditProgress, JudgedOffer } from './options.js';
export { offersSource } from './source.js';
export type { CatalogFacts, CatalogSource, OpenCatalog } from './source.js';
export type {
  AuditResult,
  AuditSummary,
  BatchSummary,
  FileSummary,
  InputRole,
  InputSummary,
  MarkdownHistogram,
  PolicyStamp,
  PriceTrail,
  RankedFinding,
  RuleCoverage,
} from './result.js';

// Catalogues in files
export { catalogFile, readCatalog } from '../readers/catalog-reader.js';
export type {
  CatalogContent,
  CatalogFile,
  CatalogReading,
  OpenCatalogFile,
  ReadCatalogOptions,
} from '../readers/catalog-reader.js';
export { spoolStream } from '../readers/spool-stream.js';
export type { SpooledStream } from '../readers/spool-stream.js';
export type { SourceInput, StoredFacts } from '../readers/open-source.js';
export type { TableKind } from '../readers/table.js';

// The catalogue on sale now
export { PreviousTable } from './previous-table.js';

// History and references
export { historyFile } from '../readers/history-reader.js';
export { buildReferences } from './build-references.js';
export type { BuildReferencesOptions, BuildReferencesResult } from './build-references.js';
export { knowledgeFromHistory, knowledgeFromReferences } from './history-knowledge.js';
export type {
  HistoryKnowledge,
  HistoryKnowledgeOptions,
  KnowledgeOptions,
  ReadKnowledge,
} from './history-knowledge.js';
export type { HistoryIntake, HistoryProgress } from './read-history.js';
export type { HistoryLookup } from './row-facts.js';
export type {
  HistoryBatch,
  HistoryProblem,
  HistoryRow,
  HistorySource,
  OpenHistory,
} from '../catalog/history.js';
export type { QuarantineAcceptance } from '../catalog/reference.js';

// Quarantine
export { listQuarantine } from './quarantine.js';
export type { ListQuarantineOptions, QuarantinedRun, QuarantineList } from './quarantine.js';
export { acceptQuarantined } from './accept-quarantined.js';
export type { AcceptedPrice, AcceptQuarantinedOptions, PlacedAcceptance } from './accept-quarantined.js';

// Calibration
export { calibrate } from '../calibrate/calibrate.js';
export type { CalibrateOptions, Calibration } from '../calibrate/calibrate.js';
export type { BasePolicy } from '../calibrate/calibrated-policy.js';
export { historyForCalibration, referencesForCalibration } from '../calibrate/calibrate-history.js';
export type { CalibrateHistory, CalibrateHistoryOptions } from '../calibrate/calibrate-history.js';
export type {
  AlarmCount,
  LearnedRule,
  LearnedScope,
  Refusal as CalibrationRefusal,
  RuleCalibration,
  SmallCategory,
} from '../calibrate/calibration.js';
export type { LearnedLimit, LimitOrigin } from '../calibrate/learn-limits.js';
export type { LeftOutRows } from '../calibrate/sorted-rows.js';
export type { CalibrateProgress } from '../calibrate/walk.js';

// Sealing
export { sealCatalogue } from '../sealing/seal-catalogue.js';
export type { Sealed } from '../sealing/seal-catalogue.js';
export type { SealOptions } from '../sealing/seal-options.js';
export { SEAL_REFUSALS } from '../sealing/seal-refusal.js';
export type { SealRefusal, SealRefusalReason } from '../sealing/seal-refusal.js';

// Reports
export { REPORT_FORMATS } from '../report/formats.js';
export { REPORT_FORMAT_IDS } from '../report/format.js';
export type { ReportFormat, ReportFormatId, ReportOptions, ReportSink } from '../report/format.js';
export { messageOf } from '../report/message.js';
export { readReport, readWholeReport } from '../wire/read-report.js';
export type { BaselineReport } from '../wire/read-report.js';
export type {
  Report,
  ReportBatch,
  ReportCoverage,
  ReportFinding,
  ReportInputRole,
  ReportMeasure,
  ReportSummary,
} from '../wire/report.js';
