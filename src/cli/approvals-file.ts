import { GuardError } from '../core/errors.js';
import type { SignedApproval } from '../catalog/approval.js';
import { APPROVALS_TEXT_MAX, readApprovals } from '../wire/approvals.js';
import { statOf } from './file-stat.js';
import { readUtf8 } from './policy-file.js';

/**
 * Reads an approvals file.
 *
 * @throws GuardError `file` when it cannot be read; `input` with every line that is no approval.
 */
export function loadApprovals(path: string): readonly SignedApproval[] {
  return readApprovals(readApprovalsText(path), { file: path });
}

/** Text of an approvals file. @throws GuardError `file` when it cannot be read or is too large to be one. */
export function readApprovalsText(path: string): string {
  const size = statOf(path)?.size ?? 0;
  if (size > APPROVALS_TEXT_MAX) {
    const message = `${path} has ${String(size)} bytes, too many for an approvals file; is it the right one?`;
    throw new GuardError({ code: 'file', message, data: { path } });
  }
  return readUtf8(path);
}
