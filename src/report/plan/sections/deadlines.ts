import { h, type PageElement } from '../../html/element.js';
import type { PlanPage } from '../plan-report.js';
import { numberCell, section, smallTable } from './tables.js';

/** Days of the table: a legal deadline spreads over a few. */
const DAYS_MAX = 60;

/** By when the money has to be back, and by when a person has to decide, day by day; nothing where nothing is due. */
export function deadlinesSection({ report, words, say, money }: PlanPage): readonly PageElement[] {
  const { survey } = report;
  const dues = survey.dues;
  if (dues.length === 0) return [];
  const hasToDecide = survey.toDecide.orders > 0;
  const columns = [
    words.columns.day,
    words.columns.orders,
    words.columns.money,
    ...(survey.hasLedger ? [words.columns.open] : []),
    ...(hasToDecide ? [words.columns.toDecide] : []),
  ];
  const rows = dues
    .slice(0, DAYS_MAX)
    .map((due) => [
      { text: say.lastDay(due.dueAt) },
      numberCell(say.count(due.orders)),
      numberCell(money(due.moneyMinor)),
      ...(survey.hasLedger ? [numberCell(say.count(due.open))] : []),
      ...(hasToDecide ? [numberCell(say.count(due.toDecide))] : []),
    ]);
  const rest = dues.length - rows.length;
  return [
    section(
      'deadlines',
      { title: words.sections.deadlines, lead: words.leads.deadlines },
      ...(hasToDecide ? [h('p', { class: 'lead' }, words.leads.toDecide)] : []),
      smallTable(columns, rows),
      ...(rest > 0 ? [h('p', { class: 'lead' }, words.more(say.count(rest)))] : []),
    ),
  ];
}
