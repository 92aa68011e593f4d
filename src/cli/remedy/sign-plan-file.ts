import { closeSync, openSync, readSync, type Stats } from 'node:fs';
import { GuardError } from '../../core/errors.js';
import type { PlanApproval } from '../../remedy/plan.js';
import { printPlanLine, type PlanFile } from '../../wire/plan.js';
import { fileReason } from '../file-reason.js';
import { statOf } from '../file-stat.js';
import { PendingFile } from '../pending-file.js';
import { PLAN_MODE } from './write-plan.js';

/** Copied at a time. */
const PIECE_BYTES = 1 << 18;

/** What a file was when it was looked at: another one was changed since. */
export function stampOf(path: string): string {
  const present: Stats | undefined = statOf(path);
  if (present === undefined) return 'absent';
  return [present.dev, present.ino, present.size, present.mtimeMs].map(String).join(' ');
}

/**
 * Puts these signatures behind a plan, in one step: the file is there with all of them, or as it was.
 *
 * @throws GuardError `file` when it cannot be written, or was changed since it was read: what somebody else signed meanwhile would be
 * lost.
 */
export function writeSignatures(
  path: string,
  { bodyBytes }: PlanFile,
  { approvals, stamp }: { readonly approvals: readonly PlanApproval[]; readonly stamp: string },
): void {
  const file = new PendingFile(path, { mode: PLAN_MODE });
  try {
    copyBody(path, bodyBytes, file);
    file.write(Buffer.from(approvals.map(printPlanLine).join(''), 'utf8'));
    if (stampOf(path) !== stamp) throw changed(path);
    file.keep();
  } finally {
    file.drop();
  }
}

function copyBody(path: string, bodyBytes: number, file: PendingFile): void {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (cause) {
    throw new GuardError({ code: 'file', message: `cannot read ${path}: ${fileReason(cause)}`, cause });
  }
  try {
    const piece = Buffer.alloc(PIECE_BYTES);
    for (let left = bodyBytes; left > 0;) {
      const length = readSync(descriptor, piece, 0, Math.min(left, PIECE_BYTES), null);
      if (length === 0) throw changed(path);
      file.write(piece.subarray(0, length));
      left -= length;
    }
  } finally {
    closeSync(descriptor);
  }
}

function changed(path: string): GuardError {
  return new GuardError({
    code: 'file',
    message: `${path} was changed meanwhile, and nothing was written; run the same command again`,
    data: { path },
  });
}
