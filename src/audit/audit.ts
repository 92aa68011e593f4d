import { ApprovalDesk } from '../approvals/approval-desk.js';
import type { ApprovalPolicy } from '../catalog/approval.js';
import type { Finding } from '../catalog/finding.js';
import type { OfferColumn } from '../catalog/offer.js';
import type { BatchRule, BatchWatch } from '../pricing/rule.js';
import { isBatchRule } from '../pricing/rule-table.js';
import type { PricingPolicy, RuleConfig } from '../pricing/settings.js';
import { zeroFractionJudgement } from '../pricing/rules/parse-strict.js';
import type { ReadRow } from '../catalog/row.js';
import { GuardError } from '../core/errors.js';
import { PromotionIndex } from '../promotions/promotion-index.js';
import { coverageFindings, coverageOf, type SuppliedInputs } from './coverage.js';
import { DeferredRows } from './deferred-rows.js';
import { batchFinding, fileFinding, promotionFinding } from './make-finding.js';
import { PeerSurvey } from './peer-survey.js';
import { makeResult } from './make-result.js';
import type { AuditOptions, AuditProgress } from './options.js';
import type { AuditResult, FileSummary } from './result.js';
import { RowJudge } from './row-judge.js';
import type { CatalogFacts, CatalogSource, OpenCatalog } from './source.js';

/**
 * Judges every row of a catalogue by every rule of the policy.
 *
 * Memory is flat in the number of rows but for about 30 bytes a row that the batch rules need, and the findings
 * themselves. The findings are the same whatever the order of the rows, line numbers and repeated blocks aside.
 *
 * @throws GuardError `input` or `file` when a source cannot be read at all; a row that cannot be read is a finding.
 */
export async function auditCatalog(options: AuditOptions): Promise<AuditResult> {
  const seed = options.seed ?? 0;
  const pricing = options.policy.pricing;
  const findings: Finding[] = [...(options.found ?? []), ...findingsOfPromotions(options)];
  const desk = openDesk(options);
  const judge = new RowJudge(
    pricing,
    {
      now: options.now,
      history: options.history,
      previous: options.previous,
      rates: pricing.rates,
      promotions:
        options.promotions === undefined
          ? undefined
          : new PromotionIndex(options.promotions, { now: options.now }),
      approvals: desk,
    },
    { onFinding: (finding) => findings.push(finding), onJudged: options.onJudged },
  );
  const watches = openWatches(pricing, options, seed);
  const survey = needsPeers(pricing) ? new PeerSurvey({ seed }) : undefined;
  const deferred = new DeferredRows();
  const files = await judgeFiles({ options, judge, watches, findings, survey, deferred });
  if (survey !== undefined) await judgeDeferred({ options, judge, survey, deferred, files });
  const watched = closeWatches(watches, judge, findings);
  const coverage = coverageOf({ pricing, judge, watched, inputs: inputsOf(options, files) });
  findings.push(...coverageFindings(coverage, pricing));
  return makeResult({ options, judge, findings, files: files.map((file) => file.summary), coverage, desk });
}

/** The policy of a shop that has not said whose signatures count. */
const NOBODY: ApprovalPolicy = {
  people: [],
  roles: [],
  secondSignatureFromMinor: new Map(),
  validDaysMax: 0,
};

/** Undefined when approvals are not in use: none handed in, and nobody's asked for by the policy. */
function openDesk({ approvals, policy, now }: AuditOptions): ApprovalDesk | undefined {
  if (approvals === undefined && policy.approvals === undefined) return undefined;
  return new ApprovalDesk({
    policy: policy.approvals ?? NOBODY,
    approvals: approvals?.signed ?? [],
    now: approvals?.at ?? now,
    saleWindow: approvals?.saleWindow ?? { startsAt: now, endsAt: now + 1 },
  });
}

/** Judges every promotion by itself, by every rule that has something to say of it. */
function findingsOfPromotions({ promotions, policy, now }: AuditOptions): Finding[] {
  if (promotions === undefined) return [];
  const findings: Finding[] = [];
  for (const promotion of promotions.promotions) {
    for (const config of policy.pricing.rules) {
      if (!config.enabled) continue;
      const judgement = config.rule.judgePromotion?.(promotion, { now }, config.parameters);
      if (judgement === undefined) continue;
      const about = { promotion, file: promotions.file };
      findings.push(promotionFinding(config.rule.id, judgement, config.severityMax, about));
    }
  }
  return findings;
}

interface JudgedFile {
  readonly summary: FileSummary;
  readonly columns: ReadonlySet<OfferColumn>;
}

interface OpenWatch {
  readonly config: RuleConfig;
  readonly rule: BatchRule;
  readonly watch: BatchWatch;
}

function needsPeers(pricing: PricingPolicy): boolean {
  return pricing.rules.some((config) => {
    const usesPeers = config.rule.needs.includes('peers') || config.rule.needs.includes('reference');
    return usesPeers && (config.enabled || config.overrides.some((override) => override.enabled === true));
  });
}

function openWatches(pricing: PricingPolicy, options: AuditOptions, seed: number): OpenWatch[] {
  const context = {
    now: options.now,
    previousRowCount: options.previous?.rowCount,
    historyEndsOn: options.history?.endsOn,
    seed,
  };
  return pricing.rules.flatMap((config) =>
    config.enabled && isBatchRule(config.rule)
      ? [{ config, rule: config.rule, watch: config.rule.open(context, config.parameters) }]
      : [],
  );
}

interface FirstPass {
  readonly options: AuditOptions;
  readonly judge: RowJudge;
  readonly watches: readonly OpenWatch[];
  readonly findings: Finding[];
  readonly survey: PeerSurvey | undefined;
  readonly deferred: DeferredRows;
}

async function judgeFiles(pass: FirstPass): Promise<JudgedFile[]> {
  const { options, judge, findings } = pass;
  const files: JudgedFile[] = [];
  for (const source of options.catalog) {
    const open = source.open();
    const zeroFractions = new Map<OfferColumn, number>();
    const rowsBefore = judge.counts.rowCount;
    for await (const rows of open.rows) {
      judgeRows(rows, source.file, pass, zeroFractions);
      report(options, 'judge', source, open, judge.counts.rowCount);
    }
    if (zeroFractions.size > 0) findings.push(zeroFractionFinding(source.file, zeroFractions));
    const facts = open.facts();
    files.push({
      summary: fileSummary(source, facts, judge.counts.rowCount - rowsBefore),
      columns: facts.columns,
    });
  }
  return files;
}

function judgeRows(
  rows: readonly ReadRow[],
  file: string,
  { judge, watches, survey, deferred }: FirstPass,
  zeroFractions: Map<OfferColumn, number>,
): void {
  for (const row of rows) {
    const outcome = judge.judge(row, file, survey !== undefined);
    if (row.zeroFractions.length > 0) countColumns(zeroFractions, row.zeroFractions);
    if (row.offer === undefined) continue;
    survey?.see(row.offer);
    if (outcome === 'deferred') deferred.add({ offer: row.offer, file, line: row.line });
    const seen = { offer: row.offer, facts: judge.facts, file, line: row.line };
    for (const { watch } of watches) watch.see(seen);
  }
}

function countColumns(counts: Map<OfferColumn, number>, columns: readonly OfferColumn[]): void {
  for (const column of columns) counts.set(column, (counts.get(column) ?? 0) + 1);
}

interface SecondPass {
  readonly options: AuditOptions;
  readonly judge: RowJudge;
  readonly survey: PeerSurvey;
  readonly deferred: DeferredRows;
  readonly files: readonly JudgedFile[];
}

/** Judges the offers whose answer depends on peers: from memory when they are few, else by reading the files again. */
async function judgeDeferred({ options, judge, survey, deferred, files }: SecondPass): Promise<void> {
  judge.facts.peers = survey;
  if (deferred.rows !== undefined) {
    for (const { offer, file, line } of deferred.rows) judge.judgeDeferred(offer, file, line);
    return;
  }
  let rowCount = 0;
  for (const [index, source] of options.catalog.entries()) {
    const open = source.open();
    for await (const rows of open.rows) {
      for (const { offer, line } of rows)
        if (offer !== undefined) judge.judgeDeferred(offer, source.file, line);
      rowCount += rows.length;
      report(options, 'peers', source, open, rowCount);
    }
    requireUnchanged(source.file, files[index]?.summary.sha256, open.facts().sha256);
  }
}

/** What was judged by two readings has to be one file: the digest that a seal is bound to is that of the first. */
function requireUnchanged(file: string, before: string | undefined, now: string): void {
  if (before === now) return;
  throw new GuardError({
    code: 'input',
    message: `${file} changed while it was read; audit again when nothing writes to it`,
    data: { file },
  });
}

function zeroFractionFinding(file: string, counts: ReadonlyMap<OfferColumn, number>): Finding {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return fileFinding('parse-strict', zeroFractionJudgement([...counts.keys()].sort(), total), file);
}

function fileSummary(source: CatalogSource, facts: CatalogFacts, rows: number): FileSummary {
  return {
    file: source.file,
    rows,
    bytes: facts.bytes,
    sha256: facts.sha256,
    ignoredColumns: facts.ignoredColumns,
  };
}

function report(
  options: AuditOptions,
  phase: AuditProgress['phase'],
  source: CatalogSource,
  open: OpenCatalog,
  rowCount: number,
): void {
  options.onProgress?.({ phase, file: source.file, rowCount, ...open.progress() });
}

/** Rows each batch rule could not judge, by rule id. */
function closeWatches(
  watches: readonly OpenWatch[],
  judge: RowJudge,
  findings: Finding[],
): Map<string, number> {
  const notJudged = new Map<string, number>();
  const totals = { rowCount: judge.counts.rowCount, emptyPriceCount: judge.counts.emptyPriceCount };
  for (const { config, rule, watch } of watches) {
    const closed = watch.close(totals);
    notJudged.set(rule.id, closed.notJudgedCount);
    for (const judgement of closed.judgements)
      findings.push(batchFinding(rule.id, judgement, config.severityMax));
  }
  return notJudged;
}

function inputsOf(options: AuditOptions, files: readonly JudgedFile[]): SuppliedInputs {
  return {
    columns: new Set(files.flatMap((file) => [...file.columns])),
    hasHistory: options.history !== undefined,
    hasPrevious: options.previous !== undefined,
    hasPromotions: options.promotions !== undefined,
    hasApprovals: options.approvals !== undefined || options.policy.approvals !== undefined,
  };
}
