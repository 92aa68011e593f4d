/**
 * saleguard: keeps a flash sale honest. Public names, one by one; everything else is ours to change.
 *
 * This entry opens no file. Catalogues, histories and references as files, and reports, are in `saleguard/audit`.
 */

// Errors
export { ERROR_CODES, GuardError, isGuardError } from './core/errors.js';
export type { ErrorCode, ErrorData, GuardErrorInit } from './core/errors.js';

// Time
export { parseDay, parseInstant } from './core/clock.js';
export type { EpochDay, EpochMs } from './core/clock.js';

// Money
export { add, compareMoney, money, multiplyBy, negate, subtract, sumMoney } from './money/money.js';
export type { Money } from './money/money.js';
export { allocate } from './money/allocate.js';
export { applyBps, isMarkdownAtLeast, markdownBps } from './money/basis-points.js';
export type { BasisPoints } from './money/basis-points.js';
export { CURRENCY_EXPONENTS, currencyExponent, parseCurrency } from './money/currency.js';
export type { CurrencyCode } from './money/currency.js';
export { printAmount, readAmount } from './money/decimal-text.js';
export type { AmountReading } from './money/decimal-text.js';
export type { AmountProblem } from './money/amount-problem.js';
export { defineNumberFormat, PLAIN_NUMBERS } from './money/number-format.js';
export type { NumberFormat } from './money/number-format.js';
export { ceiling } from './money/rounding/ceiling.js';
export { down } from './money/rounding/down.js';
export { floor } from './money/rounding/floor.js';
export { halfDown } from './money/rounding/half-down.js';
export { halfEven } from './money/rounding/half-even.js';
export { halfUp } from './money/rounding/half-up.js';
export { up } from './money/rounding/up.js';
export type { RoundingMode } from './money/rounding/mode.js';

// Catalogue
export { DEFAULT_PRICE_LIST, makeOffer, OFFER_COLUMNS } from './catalog/offer.js';
export type {
  Condition,
  Offer,
  OfferColumn,
  OfferInit,
  RequiredOfferField,
  TaxBasis,
} from './catalog/offer.js';
export { isAtLeast, SEVERITIES } from './catalog/finding.js';
export type {
  Evidence,
  EvidenceValue,
  Finding,
  FindingApproval,
  FindingSubject,
  Measure,
  MeasureUnit,
  Severity,
} from './catalog/finding.js';
export type { CatalogFormat, ColumnPreset, Encoding, ReadLimits } from './catalog/format.js';
export type { FieldProblem, ReadProblem, ReadRow, RowProblem } from './catalog/row.js';
export type {
  HistoryStatistics,
  PeerStatistics,
  PriceRun,
  Reference,
  ReferenceSource,
} from './catalog/reference.js';

// Price rules
export { RULES, ruleOf } from './pricing/rule-table.js';
export { NOT_JUDGED } from './pricing/rule.js';
export type {
  BatchContext,
  BatchJudgement,
  BatchRow,
  BatchRule,
  BatchSubject,
  BatchTotals,
  BatchWatch,
  CoverageRule,
  CoverageTally,
  Judgement,
  OfferRule,
  PriceRule,
  PromotionFacts,
  PromotionRule,
  ReadingRule,
  RuleAnswer,
  RuleInput,
  StoppedIncident,
  Telling,
} from './pricing/rule.js';
export type {
  ExchangeRates,
  Facts,
  ForeignPrice,
  OfferApprovals,
  OfferPromotions,
  PeerFeature,
  Peers,
  PreviousOffer,
  TrippedRule,
} from './pricing/facts.js';
export type {
  AmountByCurrency,
  Parameter,
  ParameterKind,
  ParameterTable,
  ParameterValue,
} from './pricing/parameters.js';
export { defaultsOf } from './pricing/settings.js';
export type { PricingPolicy, RuleConfig, RuleOverride, RuleSetting } from './pricing/settings.js';

// Policy
export { builtInPolicy, loadPolicyText } from './wire/policy.js';
export type { AuditPolicy, FailOn, Policy } from './wire/policy.js';
export { starterPolicy } from './wire/starter-policy.js';

// Audit
export { auditCatalog } from './audit/audit.js';
export type { ApprovalInput, AuditOptions, AuditProgress, JudgedOffer } from './audit/options.js';
export { offersSource } from './audit/source.js';
export type { CatalogFacts, CatalogSource, OpenCatalog } from './audit/source.js';
export type { HistoryLookup } from './audit/row-facts.js';
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
} from './audit/result.js';

export type { KeyParts, KnownKeys } from './pricing/known-keys.js';

// Promotions
export { makePromotion, PROMOTION_KINDS } from './catalog/promotion.js';
export type {
  ApplicationOrder,
  BoundedStack,
  BuyGetPromotion,
  ExactStack,
  FixedPromotion,
  FreeShippingPromotion,
  PercentPromotion,
  Promotion,
  PromotionInit,
  PromotionKind,
  Promotions,
  PromotionScope,
  TierPricePromotion,
  WorstStack,
} from './catalog/promotion.js';
export { readPromotions } from './wire/promotions.js';
export type { PromotionsOptions } from './wire/promotions.js';

// Keys and approvals
export { keyIdOf, newPrivateKeyPem, signingKeyFromPem, verifySignature } from './seal/ed25519.js';
export type { SigningKey } from './seal/ed25519.js';
export { APPROVAL_REFUSALS } from './catalog/approval.js';
export type {
  Approval,
  ApprovalPerson,
  ApprovalPolicy,
  ApprovalRefusal,
  ApprovalRole,
  ApprovalScope,
  ApprovedRow,
  SignedApproval,
} from './catalog/approval.js';
export { batchDigest } from './approvals/batch-digest.js';
export { promotionHash } from './approvals/promotion-hash.js';
export { rowHash } from './approvals/row-hash.js';
export { approvalIdOf, signApproval } from './approvals/sign-approval.js';
export { approvalLine, readApprovals } from './wire/approvals.js';

// The sale and its price book
export { readSale } from './wire/sale.js';
export type { Sale, SaleEntry } from './catalog/sale.js';
export { BOOK_REFUSALS, defaultStockKey } from './catalog/price-book.js';
export type {
  BookRefusal,
  PriceBookEntry,
  PriceBookHeader,
  PriceBookTrailer,
  SaleChannel,
} from './catalog/price-book.js';
export { loadPriceBook } from './book/load-price-book.js';
export type { LoadBookOptions, LoadedBook } from './book/load-price-book.js';
export { verifyPriceBook } from './book/verify-price-book.js';
export type { VerifiedBook } from './book/verify-price-book.js';
export type { PriceBook, SaleWindowAnswer } from './book/price-book.js';
export type { RefusedBook } from './book/refusal.js';
export { diffPriceBooks } from './book/diff-price-books.js';
export type { BookDiff, EntryChange, EntryMember, EpochStep, HeaderMember } from './book/diff-price-books.js';
export type { BookSizeLimits } from './book/limits.js';
export type { BookTrust } from './book/read-source.js';

// Orders and trips
export { ORDER_STATUSES } from './catalog/order.js';
export type {
  CheckoutLine,
  CheckoutOrder,
  CustomerRef,
  Order,
  OrderLine,
  OrderPayment,
  OrderStatus,
  Reduction,
} from './catalog/order.js';
export type { OrderFinding } from './catalog/order-finding.js';
export {
  BUILT_IN_TRIPS,
  COUNTED_EVENTS,
  LOSS_BUDGET_TRIP,
  REGRESSED_TRIP,
  TRIP_SCOPES,
} from './catalog/trip.js';
export type { CountedEvent, Trip, TripRule, TripScope } from './catalog/trip.js';

// Guard
export { createGuard } from './guard/create-guard.js';
export type { Guard, GuardCommitRequest, ReplaceVerdict } from './guard/guard.js';
export type { GuardHandlers, GuardOptions, LatePayment, Regression, Shortfall } from './guard/options.js';
export type {
  AdmitVerdict,
  CustomerMessage,
  FailurePolicy,
  RejectReason,
  ResumedLine,
  ResumeVerdict,
  ShadowVerdict,
} from './guard/verdict.js';
export { GUARD_CHANNELS } from './guard/events.js';
export type { CallEvent, GuardEventName, GuardEvents, StoreEvent, StoreOperation } from './guard/events.js';
export { toProblem } from './guard/to-problem.js';
export {
  toCommitProblem,
  toErrorProblem,
  toExtendProblem,
  toReleaseProblem,
  toResumeProblem,
} from './guard/to-call-problem.js';
export { preferredLang } from './guard/preferred-lang.js';
export { PROBLEMS } from './guard/problem-names.js';
export type { ProblemName } from './guard/problem-names.js';
export type { Problem, ProblemAnswer } from './guard/problem.js';

export { readNote } from './guard/note.js';
export type { NotedLine, OrderNote } from './guard/note.js';
export { stockOfUnit } from './guard/stock-of-unit.js';
export { GUARD_MESSAGES } from './text/guard-messages.js';

// Orders as files, and what they are judged by
export { ORDER_RULES } from './pricing/order/order-rule-table.js';
export { prepareOrderRules } from './pricing/order/order-rules.js';
export type { OrderRules } from './pricing/order/order-rules.js';
export { judgeOrder } from './pricing/order/judge-order.js';
export type { OrderJudgement } from './pricing/order/judge-order.js';
export { tellOrderFinding } from './pricing/order/tell-order-finding.js';
export { orderFormatOf, orderProblemText, readOrders } from './wire/read-orders.js';
export type { OrderFormat } from './wire/read-orders.js';
export type { OrderRow } from './wire/order-row.js';
export { linesOf } from './wire/order-lines.js';

// Sale control
export { openSale } from './control/open-sale.js';
export type { OpenSaleVerdict } from './control/open-sale.js';
export { prepareSale } from './control/open-request.js';
export type { OpenNote, OpenProblem } from './control/open-notes.js';
export type { OpenSaleOptions, PreparedSale } from './control/open-request.js';
export { resumeSale } from './control/resume-sale.js';
export type { ResumeSaleOptions, ResumeSaleVerdict } from './control/resume-sale.js';
export { draftResume, resumeFileText, resumeIdOf, signResume } from './control/resume.js';
export { readResume } from './control/read-resume.js';
export type { Resume, ResumeIntent, SignedResume } from './control/resume.js';
export { exportOrder, orderLine } from './control/export-order.js';
export { incidentOf } from './control/incident.js';
export { replayOrders } from './control/replay.js';
export type { ReplayResult } from './control/replay.js';
export type { ReplayHandlers, ReplayOptions, ReplaySide } from './control/replay-options.js';
export { REPLAY_VERDICTS } from './control/replay-outcome.js';
export type { ReplayOutcome, ReplayVerdict } from './control/replay-outcome.js';
export type { LeftOut, LeftOutCounts, LeftOutReason, OrderPlace, ReplayRow } from './control/replay-input.js';
export type {
  AmountRow,
  CauseRow,
  ChangeRow,
  JudgedOrder,
  PolicyDifference,
  PolicyReplay,
  ReplayReport,
  TripRow,
} from './control/replay-report.js';
export type { MakeStock, ReplayPayment } from './control/replay-sale.js';
export { SaleStory } from './control/sale-story.js';
export { checkResume, RESUME_REFUSALS } from './control/check-resume.js';
export type { CheckedResume, ResumeBench, ResumeRefusal } from './control/check-resume.js';
export { compileBreaker } from './breaker/compile-breaker.js';
export type { BreakerPolicy, BreakerRuleId, BreakerSetting } from './breaker/policy.js';
export type { GuardPolicy, OrderRuleSetting } from './catalog/guard-policy.js';

// Stock
export { customerRef } from './stock/customer-ref.js';
export type { CustomerKey } from './stock/customer-ref.js';
export { breaches, checkConservation } from './stock/invariants.js';
export { isHeld, type HeldVerdict } from './stock/is-held.js';
export { ID_PATTERN } from './core/id.js';
export { STOCK_LIMITS } from './stock/limits.js';
export { SALE_MODES, SALE_SCOPE, stockKeyScope, stricterMode, tripHolder } from './stock/mode.js';
export type { ModeHold, SaleMode } from './stock/mode.js';
export type { JournalEntry, JournalEvent } from './stock/journal.js';
export type {
  AdjustRequest,
  Allotment,
  AvailabilityRequest,
  BeginPaymentRequest,
  CommitRequest,
  CountedOrder,
  ExpireRequest,
  ExtendRequest,
  JournalRequest,
  OpenRequest,
  ReleaseRequest,
  ReservationsRequest,
  ReserveRequest,
  ResolveReviewRequest,
  RestoreRequest,
  SetEpochRequest,
  SetModeRequest,
  SignalRequest,
  StockKeysRequest,
  SupersedeRequest,
} from './stock/request.js';
export type { Reservation, ReservationState, StockLine } from './stock/reservation.js';
export { STATUSES } from './stock/statuses.js';
export type { StatusName } from './stock/statuses.js';
export type { StockStore } from './stock/store.js';
export { TRANSIENT_REASONS } from './stock/verdict.js';
export type {
  ActivityVerdict,
  AdjustVerdict,
  Availability,
  AvailabilityVerdict,
  CommitVerdict,
  CommonReason,
  Conflict,
  ExpireVerdict,
  ExtendVerdict,
  OpenVerdict,
  PassedLimit,
  Refusal,
  RefusalReason,
  Refused,
  ReleaseVerdict,
  ReserveReason,
  RescueRefusal,
  ReserveVerdict,
  RestoreVerdict,
  SaleSnapshot,
  SetModeVerdict,
  Shortage,
  SnapshotVerdict,
  StatusVerdict,
  StockCounters,
  SupersedeVerdict,
  Unknown,
} from './stock/verdict.js';
export { startSweeper } from './stores/sweeper.js';
export type { Sweeper, SweeperOptions, SweepRound, SweepTrouble } from './stores/sweeper.js';

// Words
export { messageOf } from './report/message.js';
export { LANGS } from './text/lang.js';
export type { InEveryLang, Lang } from './text/lang.js';
export { sayIn } from './text/say.js';
export type { Say } from './text/say.js';
