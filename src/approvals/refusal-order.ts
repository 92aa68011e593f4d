import type { ApprovalRefusal } from '../catalog/approval.js';

/**
 * Reasons in the order the checks are made. Of several approvals that do not hold, the one that came furthest is told: a
 * person who approved this row for last month's sale and edited it for this one wants to hear of the edit, and nobody
 * wants to hear of a stranger's signature first.
 */
const ORDER: Readonly<Record<ApprovalRefusal, number>> = {
  'unknown-key': 0,
  'bad-signature': 1,
  'unwaivable-rule': 2,
  'role-may-not': 3,
  'valid-too-long': 4,
  expired: 5,
  'not-yet-signed': 6,
  'signer-is-editor': 7,
  'other-price': 8,
  'row-edited': 9,
  'promotion-edited': 10,
  'catalogue-edited': 11,
  'no-reference': 12,
  'too-deep': 13,
  'below-floor': 14,
  'outside-window': 15,
  'too-many-units': 16,
  'second-signature-missing': 17,
};

/** How far an approval came before it was refused: higher is nearer to holding. */
export function refusalRank(refusal: ApprovalRefusal): number {
  return ORDER[refusal];
}
