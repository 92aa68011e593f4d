import type { PlanApproval, PlanHeader, PlanRecord, PlanTrailer } from '../remedy/plan.js';
import { planLineText, type PlanLine } from '../remedy/plan-text.js';
import { BLOCK_LINES } from './plan-blocks.js';
import { PlanCheck, type CheckedPlanFile } from './plan-check.js';
import { recordAgain } from './plan-line.js';
import { planFault, planLines, type PlanFileLine } from './plan-lines.js';

/** A plan file that was read to its end and found whole: order, counts, totals, digest. Whether it may be carried out its signatures say. */
export interface PlanFile {
  readonly header: PlanHeader;
  readonly trailer: PlanTrailer;
  /** In the order of the file. Not verified: see `verifyPlanApprovals`. */
  readonly approvals: readonly PlanApproval[];
  /** Bytes up to the end of the trailer: signatures stand behind them. */
  readonly bodyBytes: number;
  /**
   * Its orders, by id. Reads the file again, and holds every piece of it against what was checked before it hands out an order of it:
   * nothing that somebody changed meanwhile is ever handed out.
   *
   * @throws GuardError `input` where the file is not the one that was checked.
   */
  records(): AsyncIterable<PlanRecord>;
}

/** How a plan is read. */
export interface ReadPlanOptions {
  /** Name of the file, for messages. */
  readonly file: string;
  /** Told now and then how many orders were read. */
  readonly onProgress?: ((orderCount: number) => void) | undefined;
}

/** A line of a plan file with its end. */
export function printPlanLine(line: PlanLine): string {
  return `${planLineText(line)}\n`;
}

/**
 * Reads and checks a plan in flat memory. Any byte that was changed is refused, and with it the whole plan.
 *
 * @param open gives the bytes of the file from its beginning; called once now, and once for each call of `records`.
 * @throws GuardError `input` naming file, line and what is wrong.
 * @example
 * const plan = await readPlan(() => createReadStream('plan.jsonl'), { file: 'plan.jsonl' });
 * for await (const record of plan.records()) console.log(record.id, record.decision);
 */
export async function readPlan(
  open: () => AsyncIterable<Uint8Array>,
  { file, onProgress }: ReadPlanOptions,
): Promise<PlanFile> {
  const check = new PlanCheck({ file });
  for await (const line of planLines(open(), { file })) {
    check.take(line);
    if (line.line % BLOCK_LINES === 0) onProgress?.(check.count);
  }
  const checked = check.end();
  const { header, trailer, approvals, bodyBytes } = checked;
  return { header, trailer, approvals, bodyBytes, records: () => recordsOf(open(), { checked, file }) };
}

async function* recordsOf(
  pieces: AsyncIterable<Uint8Array>,
  { checked, file }: { readonly checked: CheckedPlanFile; readonly file: string },
): AsyncGenerator<PlanRecord, void, undefined> {
  // Header, orders and trailer.
  const lineCount = checked.trailer.count + 2;
  let block: PlanFileLine[] = [];
  let blockNumber = 0;
  for await (const line of planLines(pieces, { file })) {
    // The reader may use its piece again.
    block.push({ ...line, bytes: line.bytes.slice() });
    if (block.length < BLOCK_LINES && line.line < lineCount) continue;
    if (!checked.blocks.isBlock(blockNumber, block)) throw changed(file, block);
    for (const { line: number, text, bytes } of block)
      if (number > 1 && number < lineCount) yield recordAgain({ line: number, text, bytes });
    if (line.line === lineCount) return;
    block = [];
    blockNumber += 1;
  }
  throw changed(file, block);
}

function changed(file: string, block: readonly PlanFileLine[]): Error {
  const line = block[0]?.line ?? 1;
  return planFault(
    { file, line },
    'or a line behind it was changed since the plan was checked; check it again',
  );
}
