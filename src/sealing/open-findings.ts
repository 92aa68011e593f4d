import type { RankedFinding } from '../audit/result.js';
import { isAtLeast } from '../catalog/finding.js';
import { offerKey } from '../catalog/offer-key.js';
import type { SealRefusal } from './seal-refusal.js';

/** What stands in the way of sealing, row by row and beyond. */
export interface OpenFindings {
  /** About single rows, by `offerKey` (a row without one by its place): such a row may be left out. */
  readonly byRow: ReadonlyMap<string, readonly SealRefusal[]>;
  /** SKUs of rows of which nobody could read what they sell: no other row may take their place unseen. */
  readonly unreadSkus: ReadonlySet<string>;
  /** About the batch, a file or a promotion: there is nothing that could be left out for them. */
  readonly others: readonly SealRefusal[];
}

/** Rule whose warning also has to be approved: nobody can say what a markdown is without something to compare with. */
const NEEDS_APPROVAL = 'no-reference';

/** Findings that ask for a person and that nobody approved. */
export function openFindings(findings: readonly RankedFinding[]): OpenFindings {
  const byRow = new Map<string, SealRefusal[]>();
  const others: SealRefusal[] = [];
  const unreadSkus = new Set<string>();
  for (const finding of findings) {
    const isWithoutReference = finding.ruleId === NEEDS_APPROVAL && finding.severity === 'warn';
    if (!isAtLeast(finding.severity, 'hold') && !isWithoutReference) continue;
    if (finding.subject === 'row' && finding.sku !== undefined) unreadSkus.add(finding.sku);
    const key = keyOf(finding);
    const open = refusalOf(finding, isWithoutReference);
    if (key === undefined) {
      others.push(open);
      continue;
    }
    const list = byRow.get(key);
    if (list === undefined) byRow.set(key, [open]);
    else list.push(open);
  }
  return { byRow, unreadSkus, others };
}

/** The row a finding is about; undefined for the batch, a file or a promotion. A row nobody could read sells nothing. */
function keyOf({ subject, sku, priceList, currency, file, line }: RankedFinding): string | undefined {
  if (subject !== 'offer' && subject !== 'row') return undefined;
  if (sku === undefined || priceList === undefined || currency === undefined)
    return `${file ?? ''}:${String(line ?? 0)}`;
  return offerKey({ sku, priceList, currency });
}

function refusalOf(finding: RankedFinding, isWithoutReference: boolean): SealRefusal {
  const about = finding.sku ?? finding.promotionId ?? finding.file ?? 'the catalogue';
  const approval =
    finding.approval?.kind === 'refused'
      ? `; its approval ${finding.approval.approvalId} does not hold: ${finding.approval.refusal}`
      : '';
  return {
    reason: isWithoutReference ? 'no-reference' : 'open-finding',
    message: `${about}: ${finding.ruleId} (${finding.severity}, ${finding.id}) is neither mended nor approved${approval}`,
    file: finding.file,
    line: finding.line,
  };
}
