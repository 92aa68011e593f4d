import { createReadStream } from 'node:fs';
import { GuardError } from '../core/errors.js';
import { fileError } from '../readers/open-source.js';
import { LedgerChain } from '../remedy/apply/ledger-chain.js';
import { LEDGER_LINE_MAX } from '../remedy/apply/ledger-line.js';
import { StepTable } from '../remedy/apply/step-table.js';
import type { PlanHeader } from '../remedy/plan.js';
import type { Step } from '../remedy/steps.js';
import type { DoneSteps, Progress } from '../report/plan/survey.js';

/**
 * What the lines of a ledger say of a plan's steps, while or after they are written.
 *
 * @throws GuardError `corrupt-state` with the line that is damaged; `input` for another incident's; what reading throws.
 */
export async function readLedgerProgress(
  { lines, where: path }: { readonly lines: AsyncIterable<string>; readonly where: string },
  header: PlanHeader,
): Promise<DoneSteps> {
  const chain = new LedgerChain();
  const table = new StepTable();
  for await (const line of lines) {
    const kept = chain.follow(line);
    if (kept.type === 'entry') table.add(kept.entry);
    if (kept.type !== 'head') continue;
    const { incidentId, saleId } = kept.head;
    if (incidentId === header.incidentId && saleId === header.saleId) continue;
    throw new GuardError({
      code: 'input',
      message: `${path} is the ledger of incident ${incidentId} of sale ${saleId}; the plan is of incident ${header.incidentId} of sale ${header.saleId}`,
      data: { path },
    });
  }
  return { progressOf: (step) => progressOf(table, step) };
}

function progressOf(table: StepTable, step: Step): Progress {
  const { state, fingerprint } = table.known(step);
  if (fingerprint === 'other') return 'problem';
  switch (state) {
    case 'planned':
      return 'open';
    case 'pending':
    case 'done':
      return state;
    // Started and not answered: while a run goes on it is under way, after one nobody knows.
    case 'started':
      return 'pending';
    case 'failed':
    case 'unknown':
    case 'skipped':
      return 'problem';
  }
}

/**
 * Lines of a ledger file: takes no lock and changes nothing. A last line without its end is being written, or was cut off by a crash, and
 * is left out.
 *
 * @throws GuardError `file` when it cannot be read.
 */
export async function* ledgerFileLines(path: string): AsyncGenerator<string, void, undefined> {
  let rest = '';
  try {
    for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 16 })) {
      const lines = (rest + String(piece)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
      // No line of ours is so long: the chain says which one it is.
      if (rest.length > LEDGER_LINE_MAX) yield rest;
    }
  } catch (error) {
    throw fileError(path, error);
  }
}
