import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { GuardError } from '../../core/errors.js';
import type { DecisionReason, PlanHeader, PlanRecord, PlanTrailer } from '../../remedy/plan.js';
import { printPlanLine } from '../../wire/plan.js';
import { statOf } from '../file-stat.js';
import { PendingFile } from '../pending-file.js';
import type { ProgressLine } from '../progress.js';

/** Whom a plan names, and what they bought, is for those who sign and carry it out. */
export const PLAN_MODE = 0o600;
/** Characters gathered before they are written. */
const BUFFER_CHARS = 1 << 18;
const TICK_ORDERS = 256;
/** Signatures stand in the last lines. */
const TAIL_BYTES = 65_536;

/** What was written. */
export interface WrittenPlan {
  readonly header: PlanHeader;
  readonly trailer: PlanTrailer;
  readonly reviewReasons: ReadonlyMap<DecisionReason, number>;
}

/**
 * Writes a plan as it comes: the whole file, for its owner alone, or nothing.
 *
 * @throws GuardError `file`; and whatever making the plan throws.
 */
export async function writePlan(
  path: string,
  lines: AsyncIterable<PlanHeader | PlanRecord | PlanTrailer>,
  { progress }: { readonly progress: ProgressLine },
): Promise<WrittenPlan> {
  const file = new PendingFile(path, { mode: PLAN_MODE });
  const reviewReasons = new Map<DecisionReason, number>();
  let [header, trailer]: [PlanHeader | undefined, PlanTrailer | undefined] = [undefined, undefined];
  let buffer = '';
  let orderCount = 0;
  try {
    for await (const line of lines) {
      if (line.type === 'plan') header = line;
      else if (line.type === 'end') trailer = line;
      else {
        countReasons(line, reviewReasons);
        if (orderCount % TICK_ORDERS === 0)
          progress.tick({
            label: `writing ${path}`,
            rowCount: orderCount,
            bytesRead: 0,
            bytesTotal: undefined,
          });
        orderCount += 1;
      }
      buffer += printPlanLine(line);
      if (buffer.length >= BUFFER_CHARS) {
        file.write(Buffer.from(buffer, 'utf8'));
        buffer = '';
      }
    }
    file.write(Buffer.from(buffer, 'utf8'));
    if (header === undefined || trailer === undefined)
      throw new GuardError({ code: 'assertion', message: 'a plan has a first and a last line' });
    file.keep();
    return { header, trailer, reviewReasons };
  } finally {
    file.drop();
  }
}

function countReasons({ decision, lines }: PlanRecord, counts: Map<DecisionReason, number>): void {
  if (decision !== 'review') return;
  const reasons = new Set(lines.flatMap((line) => (line.decision === 'review' ? line.reasons : [])));
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
}

/**
 * Refuses to put a new plan over one that somebody has signed.
 *
 * @throws GuardError `usage`.
 */
export function refuseSigned(path: string): void {
  if (statOf(path)?.isFile() !== true || !tailOf(path).includes('"type":"approval"')) return;
  throw new GuardError({
    code: 'usage',
    message: `${path} is a plan that somebody has signed, and is not overwritten; name another file with --out, or take it away first`,
  });
}

function tailOf(path: string): string {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
    const length = readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString('latin1', 0, length);
  } finally {
    closeSync(descriptor);
  }
}
