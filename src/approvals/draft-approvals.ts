import type { ReportedFinding } from '../catalog/reported-finding.js';
import type { ApprovalScope, ApprovedRow } from '../catalog/approval.js';
import { GuardError } from '../core/errors.js';
import { rowFindingOf, unapprovable, type RowFinding } from './approvable.js';

/** What one approval will say, before it has dates and a signature, and the findings it was drawn up for. */
export interface ApprovalDraft {
  readonly scope: ApprovalScope;
  /** Sorted. */
  readonly rules: readonly string[];
  readonly findings: readonly ReportedFinding[];
}

/** What findings are approved with beside themselves. */
export interface DraftOptions {
  /** Digest of the catalogue the report is of; see `batchDigest`. */
  readonly batchDigest: string;
  /** Lowest payable price approved for every row, minor units; undefined: what the findings say. */
  readonly floorMinor?: number | undefined;
}

/** So many stay within one line of an approvals file, however long their names are. */
const ROWS_MAX = 80;
const PROMOTIONS_MAX = 200;
const FINDINGS_MAX = 2000;

/**
 * Draws up approvals for findings: one for all rows (and one for all promotions) with the same rules, so that none of them
 * approves more than was named; findings about no single row are named by their ids.
 *
 * @throws GuardError `invalid-argument` naming the first finding that cannot be approved, or a floor that would not do.
 */
export function draftApprovals(
  findings: readonly ReportedFinding[],
  options: DraftOptions,
): readonly ApprovalDraft[] {
  const rows: RowFinding[] = [];
  const promotions: ReportedFinding[] = [];
  const others: ReportedFinding[] = [];
  for (const finding of findings) {
    const reason = unapprovable(finding);
    if (reason !== undefined) throw refuse(`finding ${finding.id} cannot be approved: ${reason}`);
    const row = rowFindingOf(finding);
    if (row !== undefined) rows.push(row);
    else if (finding.subject === 'promotion' && finding.subjectHash !== undefined) promotions.push(finding);
    else others.push(finding);
  }
  return [
    ...draftRows(rows, options.floorMinor),
    ...draftPromotions(promotions),
    ...draftOthers(others, options.batchDigest),
  ];
}

function draftRows(found: readonly RowFinding[], floorMinor: number | undefined): ApprovalDraft[] {
  const byRow = grouped(found, ({ rowHash }) => rowHash);
  const byRules = grouped(byRow, (same) => rulesKey(same.map(({ finding }) => finding)));
  return byRules.flatMap((rows) =>
    chunks(rows, ROWS_MAX).map((chunk): ApprovalDraft => {
      const findings = chunk.flat().map(({ finding }) => finding);
      const approved = chunk.map((same) => approvedRow(same, floorMinor));
      return { scope: { kind: 'rows', rows: approved }, rules: rulesOf(findings), findings };
    }),
  );
}

function approvedRow(same: readonly RowFinding[], floor: number | undefined): ApprovedRow {
  const [first] = same;
  if (first === undefined) throw refuse('no finding of the row');
  const { sku, priceList, currency, priceMinor, rowHash } = first;
  const lowest = Math.min(priceMinor, ...same.map(({ payableMinor }) => payableMinor));
  if (lowest <= 0 && priceMinor > 0) {
    throw refuse(`${sku} would cost nothing after promotions, which cannot be approved; mend the promotions`);
  }
  const floorMinor = floor ?? lowest;
  if (floorMinor > lowest) {
    throw refuse(
      `the floor is above ${lowest === priceMinor ? 'the price' : 'the payable price'} of ${sku} (${String(lowest)} minor units): the approval would not hold; lower the floor, or leave it out`,
    );
  }
  return { sku, priceList, currency, priceMinor, floorMinor, rowHash };
}

function draftPromotions(found: readonly ReportedFinding[]): ApprovalDraft[] {
  const byPromotion = grouped(
    found,
    ({ promotionId, subjectHash }) => `${promotionId ?? ''} ${subjectHash ?? ''}`,
  );
  return grouped(byPromotion, rulesKey).flatMap((promotions) =>
    chunks(promotions, PROMOTIONS_MAX).map((chunk): ApprovalDraft => {
      const findings = chunk.flat();
      const named = chunk.flatMap(([first]) => (first === undefined ? [] : [namedPromotion(first)]));
      return { scope: { kind: 'promotions', promotions: named }, rules: rulesOf(findings), findings };
    }),
  );
}

function namedPromotion(finding: ReportedFinding): { promotionId: string; promotionHash: string } {
  const { promotionId, subjectHash } = finding;
  if (promotionId === undefined || subjectHash === undefined)
    throw refuse(`finding ${finding.id} does not name its promotion: the report is damaged, write it again`);
  return { promotionId, promotionHash: subjectHash };
}

function draftOthers(found: readonly ReportedFinding[], batchDigest: string): ApprovalDraft[] {
  return chunks(found, FINDINGS_MAX).map((findings): ApprovalDraft => {
    const findingIds = [...new Set(findings.map(({ id }) => id))].sort();
    return { scope: { kind: 'findings', findingIds, batchDigest }, rules: rulesOf(findings), findings };
  });
}

function rulesOf(findings: readonly ReportedFinding[]): readonly string[] {
  return [...new Set(findings.map(({ ruleId }) => ruleId))].sort();
}

function rulesKey(findings: readonly ReportedFinding[]): string {
  return rulesOf(findings).join(' ');
}

/** Groups in the order of their first members. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size));
  return parts;
}

function refuse(message: string): GuardError {
  return new GuardError({ code: 'invalid-argument', message });
}
