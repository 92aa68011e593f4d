import { personsFor, rowsForTwo } from '../../approvals/check-signer.js';
import type { ApprovalDraft } from '../../approvals/draft-approvals.js';
import type { ApprovalPolicy, SignedApproval } from '../../catalog/approval.js';
import type { EpochMs } from '../../core/clock.js';
import type { ReportFinding } from '../../wire/report.js';
import { counted } from '../counted.js';

/** Names told before the rest is counted. */
const SHOWN_MAX = 20;

/** Rows that still take a second person. */
export function secondNotes(
  drafts: readonly ApprovalDraft[],
  held: {
    readonly approvals: readonly SignedApproval[];
    readonly policy: ApprovalPolicy;
    readonly now: EpochMs;
  },
): readonly string[] {
  const open = drafts.flatMap((draft) =>
    rowsForTwo(draft, held.policy).filter((row) => personsFor(row, draft.rules, held) < 2),
  );
  if (open.length === 0) return [];
  const skus = [...new Set(open.map(({ sku }) => sku))];
  return [
    `Not in force yet: by the policy so much could be lost that a second person has to approve, too: ${shortList(skus)}`,
  ];
}

/** What is still in force on the same rows and promotions: an approval downgrades only what it names. */
export function restNotes(
  drafts: readonly ApprovalDraft[],
  findings: readonly ReportFinding[],
): readonly string[] {
  const named = drafts.flatMap((draft) => draft.findings);
  const ids = new Set(named.map(({ id }) => id));
  const hashes = new Set(named.flatMap(({ subjectHash }) => subjectHash ?? []));
  const rest = findings.filter(
    ({ id, severity, subjectHash }) =>
      subjectHash !== undefined && hashes.has(subjectHash) && severity !== 'info' && !ids.has(id),
  );
  if (rest.length === 0) return [];
  const list = rest.map(({ ruleId, severity, id }) => `${ruleId} (${severity}, ${id})`);
  return [`Not approved, ${counted(rest.length, 'finding')} on the same: ${shortList(list)}`];
}

function shortList(items: readonly string[]): string {
  const shown = items.slice(0, SHOWN_MAX).join(', ');
  return items.length > SHOWN_MAX ? `${shown} and ${String(items.length - SHOWN_MAX)} more` : shown;
}
