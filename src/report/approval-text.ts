import type { Finding } from '../catalog/finding.js';
import type { Lang } from '../text/lang.js';
import { plainText } from '../text/plain-text.js';
import { approvalWords } from '../text/report/approval-words.js';
import { reportWords } from '../text/report/words.js';

/**
 * What approvals said about a finding: `approved by 12ab…, was BLOCK`, or why one does not hold; undefined where no approval
 * names it.
 */
export function approvalText({ approval }: Pick<Finding, 'approval'>, lang: Lang): string | undefined {
  if (approval === undefined) return undefined;
  const words = approvalWords(lang);
  if (approval.kind === 'refused') {
    return words.refused({ id: plainText(approval.approvalId), reason: words.refusals[approval.refusal] });
  }
  const was = reportWords(lang).severity[approval.severityBefore];
  return words.approved({ ids: approval.approvalIds.map(plainText), was });
}

/** The id of the finding's rule, with what became of its approval: `below-cost (approved)`. */
export function ruleAndApproval({ ruleId, approval }: Finding, lang: Lang): string {
  const words = approvalWords(lang);
  const id = plainText(ruleId);
  if (approval === undefined) return id;
  return `${id} (${approval.kind === 'approved' ? words.approvedTag : words.refusedTag})`;
}

/** True when a person has approved it: it stays in the report, and asks for nothing. */
export function isApproved({ approval }: Pick<Finding, 'approval'>): boolean {
  return approval?.kind === 'approved';
}
