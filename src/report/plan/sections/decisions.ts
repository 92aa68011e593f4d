import { h, type PageElement } from '../../html/element.js';
import type { PlanPage } from '../plan-report.js';
import { reasonText } from '../reason-text.js';
import { numberCell, section, smallTable } from './tables.js';

/** Rows of the table; the rest is told in one. */
const ROWS_MAX = 40;

/** Orders by decision and reason, the most frequent first. */
export function decisionsSection(page: PlanPage): PageElement {
  const { report, words, say, money } = page;
  const sets = [...report.survey.reasonSets.values()].sort((one, other) => other.orders - one.orders);
  const { orders } = report.trailer.totals;
  const rows = sets
    .slice(0, ROWS_MAX)
    .map((set) => [
      { text: words.decisions[set.decision] },
      { text: reasonText(set, words) },
      numberCell(say.count(set.orders)),
      numberCell(say.percent(Math.floor((set.orders * 10_000) / Math.max(1, orders)))),
      numberCell(money(set.moneyMinor)),
    ]);
  const { decision, reason, orders: column, share, money: back } = words.columns;
  const rest = sets.length - rows.length;
  return section(
    'decisions',
    { title: words.sections.decisions, lead: words.leads.decisions },
    smallTable([decision, reason, column, share, back], rows),
    ...(rest > 0 ? [h('p', { class: 'lead' }, words.more(say.count(rest)))] : []),
  );
}
