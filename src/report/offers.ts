import type { RankedFinding } from '../audit/result.js';
import { severityRank, type Severity } from '../catalog/finding.js';
import type { CurrencyCode } from '../money/currency.js';
import { markdownBps } from '../money/basis-points.js';
import { ruleOf } from '../pricing/rule-table.js';
import { isApproved } from './approval-text.js';

/** One row of the catalogue, or one promotion, with everything that was found about it. */
export interface FlaggedOffer {
  /** The worst of its findings. */
  readonly severity: Severity;
  /** The most telling diagnosis first: the worst severity, and there the rules that name a cause. At least one. */
  readonly findings: readonly [RankedFinding, ...RankedFinding[]];
  readonly sku: string | undefined;
  /** Defined when it is a promotion. */
  readonly promotionId: string | undefined;
  readonly name: string | undefined;
  readonly category: string | undefined;
  readonly priceList: string | undefined;
  readonly currency: CurrencyCode | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly priceMinor: number | undefined;
  readonly referenceMinor: number | undefined;
  /** Id of the reference's source, where a rule named it. */
  readonly referenceSource: string | undefined;
  /** Below the reference, basis points; negative above it. */
  readonly markdownBps: number | undefined;
  readonly exposureMinor: number | undefined;
  /** True when one of its findings is not in the baseline. */
  readonly isNew: boolean;
  /** `refused` when an approval of one of its findings does not hold, else `approved` when one of them is approved. */
  readonly approval: 'approved' | 'refused' | undefined;
}

/** The findings of a report by what they are about. */
export interface GroupedFindings {
  /** About the batch or a whole file: as bad as `warn` or worse, or approved. */
  readonly batch: readonly RankedFinding[];
  /** About the batch, for completeness: what the coverage section tells. */
  readonly notes: readonly RankedFinding[];
  /** Rows and promotions, ranked as the findings are: worst first, then by what they could cost. */
  readonly offers: readonly FindingGroup[];
}

/** All findings of one row or one promotion, as ranked. */
export type FindingGroup = [RankedFinding, ...RankedFinding[]];

/**
 * Gathers the findings of each row and each promotion. They are known by their file and line, since a SKU may stand in
 * several rows.
 */
export function groupFindings(findings: readonly RankedFinding[]): GroupedFindings {
  const batch: RankedFinding[] = [];
  const notes: RankedFinding[] = [];
  const offers: FindingGroup[] = [];
  const byFile = new Map<string, Map<number, FindingGroup>>();
  for (const finding of findings) {
    if (finding.subject === 'batch' || finding.subject === 'file') {
      (finding.severity === 'info' && !isApproved(finding) ? notes : batch).push(finding);
      continue;
    }
    const group = groupAt(byFile, finding);
    if (group === undefined) offers.push(placed(byFile, finding));
    else group.push(finding);
  }
  return { batch, notes, offers };
}

function groupAt(
  byFile: Map<string, Map<number, FindingGroup>>,
  finding: RankedFinding,
): FindingGroup | undefined {
  return finding.line === undefined ? undefined : byFile.get(finding.file ?? '')?.get(finding.line);
}

function placed(byFile: Map<string, Map<number, FindingGroup>>, finding: RankedFinding): FindingGroup {
  const group: FindingGroup = [finding];
  if (finding.line === undefined) return group;
  const file = finding.file ?? '';
  let byLine = byFile.get(file);
  if (byLine === undefined) byFile.set(file, (byLine = new Map<number, FindingGroup>()));
  byLine.set(finding.line, group);
  return group;
}

/** True when the group is about a promotion and not a row of the catalogue. */
export function isPromotion(group: FindingGroup): boolean {
  return group[0].subject === 'promotion';
}

/** Worst severity of a group: findings come ranked, but an offer's own may be mixed with those of a batch rule. */
export function worstOf(group: FindingGroup): Severity {
  let worst = group[0].severity;
  for (const finding of group)
    if (severityRank(finding.severity) < severityRank(worst)) worst = finding.severity;
  return worst;
}

/** Everything known of one flagged row or promotion, gathered from its findings. */
export function flaggedOffer(group: FindingGroup): FlaggedOffer {
  const findings = tellingFirst(group);
  const known = <K extends keyof RankedFinding>(key: K): RankedFinding[K] | undefined =>
    findings.find((finding) => finding[key] !== undefined)?.[key];
  const priceMinor = known('priceMinor');
  const referenceMinor = known('referenceMinor');
  return {
    severity: worstOf(group),
    findings,
    sku: known('sku'),
    promotionId: isPromotion(group) ? known('promotionId') : undefined,
    name: known('name'),
    category: known('category'),
    priceList: known('priceList'),
    currency: known('currency'),
    file: known('file'),
    line: known('line'),
    priceMinor,
    referenceMinor,
    referenceSource: known('referenceSource'),
    markdownBps:
      priceMinor === undefined || referenceMinor === undefined || referenceMinor <= 0
        ? undefined
        : markdownBps(priceMinor, referenceMinor),
    exposureMinor: known('exposureMinor'),
    isNew: findings.some((finding) => finding.isNew),
    approval: approvalOf(group),
  };
}

/** What became of the approvals of a group; see {@link FlaggedOffer.approval}. */
export function approvalOf(group: FindingGroup): FlaggedOffer['approval'] {
  if (group.some((finding) => finding.approval?.kind === 'refused')) return 'refused';
  return group.some(isApproved) ? 'approved' : undefined;
}

/** A guess at the cause may not stand before a reason to stop: severity comes first. */
function tellingFirst(group: FindingGroup): FindingGroup {
  const explains = (finding: RankedFinding): number => (ruleOf(finding.ruleId)?.explains === true ? 0 : 1);
  const [first, ...rest] = group;
  const sorted: FindingGroup = [first, ...rest];
  return sorted.sort(
    (left, right) =>
      severityRank(left.severity) - severityRank(right.severity) || explains(left) - explains(right),
  );
}

/**
 * Units an exposure was reckoned for: the stock to sell, or 1 where none is stated. Undefined when it cannot be told from
 * the amounts (an exposure capped at the largest safe integer).
 */
export function unitsExposed(offer: FlaggedOffer): number | undefined {
  const { priceMinor, referenceMinor, exposureMinor } = offer;
  if (priceMinor === undefined || referenceMinor === undefined || exposureMinor === undefined)
    return undefined;
  const units = exposureMinor / (referenceMinor - priceMinor);
  return Number.isSafeInteger(units) && units > 0 ? units : undefined;
}
