import { unitOf } from '../../../remedy/steps-of.js';
import { STEP_KINDS, type StepKind } from '../../../remedy/steps.js';
import type { PageElement } from '../../html/element.js';
import { isFinalStep } from '../final-steps.js';
import type { PlanPage } from '../plan-report.js';
import { PROGRESS } from '../survey.js';
import { numberCell, section, smallTable, type Cell } from './tables.js';

/** Every kind of effect, how often, of what, whether it can be undone, and with a ledger how far it is. */
export function stepsSection(page: PlanPage): PageElement {
  const { report, words, say } = page;
  const { steps, hasLedger } = report.survey;
  const columns = [words.columns.step, words.columns.count, words.columns.amount, words.columns.undo];
  const rows = STEP_KINDS.flatMap((kind) => {
    const sums = steps.get(kind);
    if (sums === undefined) return [];
    const cells: Cell[] = [
      { text: words.steps[kind] },
      numberCell(say.count(sums.count)),
      numberCell(amountText(page, kind, sums.amount)),
      { text: isFinalStep(kind) ? words.isFinal : words.canUndo },
    ];
    const far = PROGRESS.map((progress) => numberCell(say.count(sums.by[progress])));
    return [hasLedger ? [...cells, ...far] : cells];
  });
  return section(
    'steps',
    { title: words.sections.steps, lead: words.leads.steps },
    smallTable(
      hasLedger ? [...columns, ...PROGRESS.map((progress) => words.progress[progress])] : columns,
      rows,
    ),
  );
}

function amountText({ report, words, say, money }: PlanPage, kind: StepKind, amount: number): string {
  const unit = unitOf(kind, report.header);
  if (unit === report.header.currency) return money(amount);
  switch (unit) {
    case 'points':
      return words.points(say.count(amount));
    case 'units':
      return words.units(say.count(amount));
    case 'miles':
      return words.miles(say.count(amount));
    default:
      // What is counted has no further amount.
      return '';
  }
}
