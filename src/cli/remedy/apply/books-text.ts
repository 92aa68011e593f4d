import type { PlanHeader } from '../../../remedy/plan.js';
import { STEP_ENDS, type KindBooks, type StepEnd } from '../../../remedy/apply/step-tally.js';
import { groupDigits } from '../../../text/say.js';
import { stepAmountText } from './step-amount.js';

const NONE = '-';
const NAME_WIDTH = 17;
const COLUMN_WIDTH = 10;

/**
 * A table of what was planned and what became of it, one line a kind of step: counts, and of kinds that have an amount what of it is
 * done. Ends nobody reached are left out.
 */
export function booksText(books: readonly KindBooks[], header: PlanHeader): string {
  const ends = STEP_ENDS.filter((end) => end === 'done' || books.some((kind) => kind[end].count > 0));
  const titles = ['planned', ...ends];
  const lines = [
    `  ${'step'.padEnd(NAME_WIDTH)}${titles.map((title) => title.padStart(COLUMN_WIDTH)).join('')}`,
    ...books.map((kind) => lineOf(kind, ends, header)),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function lineOf(kind: KindBooks, ends: readonly StepEnd[], header: PlanHeader): string {
  const counts = [kind.planned.count, ...ends.map((end) => kind[end].count)];
  const cells = counts.map((count) =>
    (count === 0 ? NONE : groupDigits(String(count))).padStart(COLUMN_WIDTH),
  );
  return `  ${kind.kind.padEnd(NAME_WIDTH)}${cells.join('')}   ${amountText(kind, header)}`;
}

/** `13,600 won of 27,200 won`. */
function amountText({ kind, planned, done }: KindBooks, header: PlanHeader): string {
  if (planned.amount === 0) return '';
  const say = (amount: number): string => stepAmountText(amount, { kind, header });
  return done.amount === planned.amount
    ? say(planned.amount)
    : `${say(done.amount)} of ${say(planned.amount)}`;
}
