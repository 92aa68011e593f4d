/**
 * saleguard/remedy: plans of who is cancelled or honoured and what each gets back, what carries them out, and what customers are told.
 * Public names, one by one. The ledger on Redis is in `saleguard/redis`.
 */

// Incidents
export { openIncident } from '../incident/open-incident.js';
export type { IncidentStart } from '../incident/open-incident.js';
export { enterStage, stageDueAt, stageOf, STAGE_LIMITS_MS } from '../incident/stages.js';
export type { StageRefusal, StageVerdict, StageWish } from '../incident/stages.js';
export { withEvidence, withFacts } from '../incident/amend.js';
export type { IncidentFacts } from '../incident/amend.js';
export { incidentSha256 } from '../incident/incident-hash.js';
export { INCIDENT_CAUSES, INCIDENT_CLASSES, INCIDENT_SCHEMA, INCIDENT_STAGES } from '../incident/incident.js';
export type {
  Evidence as IncidentEvidence,
  Incident,
  IncidentCause,
  IncidentClass,
  IncidentOrigin,
  IncidentStage,
  IncidentStep,
  IncidentSubject,
  Shortfall,
  StageEntry,
  TripEvidence,
  WrongPrice,
  WrongPromotion,
} from '../incident/incident.js';
export { incidentText, readIncident } from '../wire/incident.js';

// The plan
export { planRemediation, PLAN_VALID_DAYS } from './plan-remediation.js';
export type { PlanInput } from './plan-remediation.js';
export { memorySorter } from './memory-sorter.js';
export { fileSorter } from '../readers/file-sorter.js';
export type { FileSorterOptions } from '../readers/file-sorter.js';
export type { Sorter, SortRow, SortRun } from './sorter.js';
export { LEGAL_PROFILES } from '../catalog/legal-profiles.js';
export { contactPlaceOf } from './contact-data.js';
export type { ContactCheck, ContactPlace } from './contact-data.js';
export { COHORT_EXCLUSIONS, DECISION_REASONS, PLAN_SCHEMA, STEPS_VERSION } from './plan.js';
export type {
  CohortCounts,
  CohortExclusion,
  DecisionReason,
  LineDecision,
  LotteryReceipt,
  PlanApproval,
  PlanHeader,
  PlannedCoupon,
  PlannedLine,
  PlannedPayment,
  PlanRecord,
  PlanTotals,
  PlanTrailer,
  TierTotals,
} from './plan.js';
export type { PlanLine } from './plan-text.js';
export { printPlanLine, readPlan } from '../wire/plan.js';
export type { PlanFile, ReadPlanOptions } from '../wire/plan.js';
export { ALLOCATIONS } from '../catalog/remedy-policy.js';
export type {
  Allocation,
  ApologyForm,
  ApologyPolicy,
  LegalProfile,
  RemedyPolicy,
  TierApology,
} from '../catalog/remedy-policy.js';
export { couponCode } from './coupon-code.js';
export type { CouponCodeInput } from './coupon-code.js';
export { isSoundReceipt, lotteryCommitment, lotteryTicket } from './lottery.js';
export type { Ticket } from './lottery.js';

// Orders
export type { OrderReading, WrittenCustomer } from '../wire/order-reading.js';

// Signatures
export {
  PLAN_APPROVAL_SCHEMA,
  PLAN_REFUSALS,
  planSignersNeeded,
  SIGNATURE_REFUSALS,
  signPlan,
  verifyPlanApprovals,
  worstCaseMinor,
} from './approvals.js';
export type {
  CheckedPlan,
  PlanApprovalIntent,
  PlanApprovalPolicy,
  PlanBench,
  PlanRefusal,
  SignatureRefusal,
  SignatureStanding,
} from './approvals.js';

// Carrying it out
export { stepsOf } from './steps-of.js';
export { STEP_KINDS } from './steps.js';
export type { Step, StepKind } from './steps.js';
export { applyPlan } from './apply/apply-plan.js';
export type { ApplyResult } from './apply/apply-plan.js';
export { previewPlan } from './apply/preview-plan.js';
export type { PlanPreview } from './apply/preview-plan.js';
export { settleStep } from './apply/settle-step.js';
export type { Settlement, SettleRequest, SettleResult } from './apply/settle-step.js';
export { SYSTEM_CLOCK } from './apply/system-clock.js';
export type { ApplyOptions, ApplyProgress, ApplyReport, RunEnd } from './apply/apply-options.js';
export type { FailureLimit } from './apply/failure-limit.js';
export type { OpenReason, OpenStep } from './apply/open-steps.js';
export type { OpenRecords } from './apply/due-order.js';
export type { KindTotal, PlanToApply } from './apply/scan-plan.js';
export type { KindBooks, StepEnd } from './apply/step-tally.js';
export { PORT_OF } from './apply/ports.js';
export type {
  ApplyClock,
  Port,
  PortAnswer,
  PortFound,
  PortName,
  RemedyPorts,
  StepRequest,
} from './apply/ports.js';
export { STEP_STATES } from './apply/ledger.js';
export type { LedgerEntry, LedgerHead, LedgerRun, LedgerStore, StepState } from './apply/ledger.js';
export { fileLedger } from '../stores/file/ledger.js';
export { memoryLedger } from '../stores/memory/ledger.js';
export type { MemoryLedger } from '../stores/memory/ledger.js';

// What customers are told
export { explainDecision, NOTICE_ORDERS_MAX, noticeOf } from '../notices/explain.js';
export type { Audience, ExplainInput, NoticeInput } from '../notices/explain.js';
export type { Explanation, NoticePart, NoticeTopic } from '../notices/explanation.js';
export type { NameOf } from '../notices/facts.js';
export { incidentNotice, incidentTimeline } from '../notices/incident-notice.js';
export type { IncidentNoticeInput } from '../notices/incident-notice.js';
export { NOTICE_LANGS } from '../notices/lang.js';
export type { NoticeLang } from '../notices/lang.js';
export type { NoticeTemplates } from '../notices/templates/template.js';
export { readNoticeTemplates } from '../wire/notice-templates.js';
