import type { Stats } from 'node:fs';
import type { SignedApproval } from '../../catalog/approval.js';
import { GuardError } from '../../core/errors.js';
import { approvalLine, readApprovals } from '../../wire/approvals.js';
import { readApprovalsText } from '../approvals-file.js';
import { statOf } from '../file-stat.js';
import { writeWhole } from '../write-file.js';

/** An approvals file as it stood when it was looked at. */
export interface OpenedApprovals {
  readonly path: string;
  readonly approvals: readonly SignedApproval[];
  readonly text: string;
  readonly stamp: string;
}

/**
 * Looks at the file that approvals go to; one that is not there yet is empty.
 *
 * @throws GuardError `file` when it cannot be read; `input` when a line of it is no approval: nothing is added to a file
 * that no audit would take.
 */
export function openApprovals(path: string): OpenedApprovals {
  const present = statOf(path);
  if (present === undefined) return { path, approvals: [], text: '', stamp: stampOf(undefined) };
  if (!present.isFile()) {
    throw new GuardError({ code: 'usage', message: `--out ${path} is not a file; approvals go to a file` });
  }
  const text = readApprovalsText(path);
  return { path, approvals: readApprovals(text, { file: path }), text, stamp: stampOf(present) };
}

/**
 * Adds approvals at the end of the file, in one step.
 *
 * @throws GuardError `file` when it cannot be written, or was changed since it was looked at: what somebody else approved
 * meanwhile would be lost.
 */
export function appendApprovals(opened: OpenedApprovals, added: readonly SignedApproval[]): void {
  const { path, text, stamp } = opened;
  const whole = `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${added.map((one) => `${approvalLine(one)}\n`).join('')}`;
  // What is written is read once more before it takes the place of what stood there.
  readApprovals(whole, { file: path });
  writeWhole(path, (sink) => {
    sink.write(whole);
    if (stampOf(statOf(path)) === stamp) return;
    throw new GuardError({
      code: 'file',
      message: `${path} was changed meanwhile, and nothing was written; run the same command again`,
      data: { path },
    });
  });
}

function stampOf(present: Stats | undefined): string {
  if (present === undefined) return 'absent';
  return [present.dev, present.ino, present.size, present.mtimeMs].map(String).join(' ');
}
