import type { ApprovalDesk } from '../approvals/approval-desk.js';
import { batchDigest } from '../approvals/batch-digest.js';
import type { Finding } from '../catalog/finding.js';
import { offerKey } from '../catalog/offer-key.js';
import { withApproval } from './approval-facts.js';
import type { AuditOptions } from './options.js';
import { rankFindings } from './rank.js';
import type { AuditResult, FileSummary, PolicyStamp, PriceTrail, RankedFinding } from './result.js';
import type { RowJudge } from './row-judge.js';
import { countBlockedRows, countByRule, countBySeverity, sumExposure } from './summary.js';

/** All that was judged, before it is ranked and counted. */
export interface Judged {
  readonly options: AuditOptions;
  readonly judge: RowJudge;
  readonly findings: readonly Finding[];
  readonly files: readonly FileSummary[];
  readonly coverage: AuditResult['summary']['coverage'];
  readonly desk: ApprovalDesk | undefined;
}

/** Ranks the findings and sums up the audit; fetches the price trails of what was flagged. */
export async function makeResult(judged: Judged): Promise<AuditResult> {
  const { options, judge, files, coverage } = judged;
  const digest = batchDigest(files);
  const ranked = rankApproved(judged, digest);
  const policy: PolicyStamp = { source: options.policy.source, hash: options.policy.hash };
  return {
    now: options.now,
    policy,
    summary: {
      rows: judge.counts.rowCount,
      judged: judge.counts.judgedCount,
      offersBlocked: countBlockedRows(ranked),
      bySeverity: countBySeverity(ranked),
      byRule: countByRule(ranked),
      coverage,
      batch: {
        files,
        digest,
        inputs: options.inputs ?? [],
        approved: ranked.filter((finding) => finding.approval?.kind === 'approved').length,
        approvalIds: approvalsUsed(ranked, judged.desk),
        currencies: sorted(judge.counts.currencies),
        exposureMinor: sumExposure(ranked),
        references: sorted(judge.counts.references),
        historyEndsOn: options.history?.endsOn,
        previousRows: options.previous?.rowCount,
        known: ranked.filter((finding) => !finding.isNew).length,
      },
    },
    findings: ranked,
    trails: (await options.trailsOf?.(flaggedKeys(ranked))) ?? new Map<string, PriceTrail>(),
    histograms: judge.histograms.finish(),
  };
}

/**
 * Ranks the findings. An approval names a finding that is about no single row by its id, which ranking gives; what that
 * downgrades stands elsewhere afterwards.
 */
function rankApproved({ options, findings, desk }: Judged, digest: string): readonly RankedFinding[] {
  const { rates } = options.policy.pricing;
  const ranking = { rates, knownIds: options.knownIds ?? new Set<string>() };
  const ranked = rankFindings(findings, ranking);
  if (desk === undefined) return ranked;
  const approved = ranked.map((finding) =>
    finding.severity === 'info' ? finding : withApproval(finding, desk.judgeSubject(finding, digest)),
  );
  return rankFindings(approved, ranking);
}

/** Every approval by which something passed: findings it downgraded, and changes of price that are no finding with it. */
function approvalsUsed(findings: readonly RankedFinding[], desk: ApprovalDesk | undefined): string[] {
  const ids = new Set<string>(desk?.answeredIds());
  for (const { approval } of findings) {
    if (approval?.kind === 'approved') for (const id of approval.approvalIds) ids.add(id);
  }
  return [...ids].sort();
}

function flaggedKeys(findings: readonly Finding[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { sku, priceList, currency } of findings) {
    if (sku === undefined || priceList === undefined || currency === undefined) continue;
    keys.add(offerKey({ sku, priceList, currency }));
  }
  return keys;
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([left], [right]) => (left < right ? -1 : 1)));
}
