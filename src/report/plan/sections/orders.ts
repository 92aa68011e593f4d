import { currencyExponent } from '../../../money/currency.js';
import { ORDER_STATUSES } from '../../../catalog/order.js';
import { plainText } from '../../../text/plain-text.js';
import { keepAmountsTogether } from '../../../text/wrap.js';
import { h, type PageElement } from '../../html/element.js';
import type { ReportSink } from '../../format.js';
import { scriptJsonText, type JsonValue } from '../../json-text.js';
import { renderElement } from '../../html/render.js';
import { LINE_DECISIONS_SHOWN } from '../decision-order.js';
import type { PlanPage } from '../plan-report.js';
import { reasonText } from '../reason-text.js';
import { PROGRESS, type OrderRow } from '../survey.js';
import type { ReasonSet } from '../reason-sets.js';
import { headerCell } from './tables.js';

/** Orders written out as HTML: what a reader without scripts sees, and as many as the script shows at a time. */
export const FIRST_ORDERS = 50;

/** Writes the section of the orders: search, filters, the first of them, and where what a customer is told appears. */
export function writeOrders(page: PlanPage, sink: ReportSink): void {
  const { report, words, say } = page;
  const { rows } = report.survey;
  const total = report.trailer.count;
  sink.write('<section id="orders">');
  const lead = (text: string): PageElement => h('p', { class: 'lead' }, text);
  const counts = { shown: say.count(Math.min(rows.length, FIRST_ORDERS)), total: say.count(rows.length) };
  const elements = [
    h('h2', {}, words.sections.orders),
    lead(words.leads.orders),
    ...(total > rows.length
      ? [lead(words.wholeElsewhere({ held: say.count(rows.length), total: say.count(total) }))]
      : []),
    filterBar(page),
    h('p', { id: 'status', role: 'status' }),
    h('p', { id: 'printed' }),
    ...(rows.length > FIRST_ORDERS ? [h('noscript', {}, lead(words.firstOrders(counts)))] : []),
    ordersTable(page),
    pager(page),
    toldPanel(page),
  ];
  for (const element of elements) sink.write(renderElement(element));
  sink.write('</section>');
}

function columnsOf({
  report,
  words,
}: PlanPage): readonly { readonly text: string; readonly isNumber: boolean }[] {
  const { order, decision, reason, status, money, due, units, coupon, progress } = words.columns;
  const text = (name: string): { text: string; isNumber: boolean } => ({ text: name, isNumber: false });
  const number = (name: string): { text: string; isNumber: boolean } => ({ text: name, isNumber: true });
  const { couponWorstMinor } = report.trailer.totals;
  return [
    text(order),
    text(decision),
    text(reason),
    text(status),
    number(money),
    text(due),
    number(units),
    ...(couponWorstMinor > 0 ? [number(coupon)] : []),
    ...(report.survey.hasLedger ? [text(progress)] : []),
  ];
}

function ordersTable(page: PlanPage): PageElement {
  const columns = columnsOf(page);
  const rows = page.report.survey.rows.slice(0, FIRST_ORDERS);
  return h(
    'table',
    { id: 'order-table', class: 'orders' },
    h('thead', {}, h('tr', {}, ...columns.map(headerCell))),
    h('tbody', { id: 'order-list' }, ...rows.map((row) => rowElement(page, row))),
  );
}

/** As the script makes it: one cell for each column. */
function rowElement(page: PlanPage, row: OrderRow): PageElement {
  const texts = cellTexts(page, row);
  return h(
    'tr',
    { 'data-decision': row.decision, 'data-progress': row.progress },
    ...columnsOf(page).map(({ text: label, isNumber }, index) =>
      h('td', { class: isNumber ? 'number' : undefined, 'data-label': label }, texts[index] ?? ''),
    ),
  );
}

function cellTexts({ report, words, say, money }: PlanPage, row: OrderRow): readonly string[] {
  const amount = (minor: number): string => (minor === 0 ? '' : keepAmountsTogether(money(minor)));
  return [
    plainText(row.id),
    words.decisions[row.decision],
    reasonText(row.reasons, words),
    words.statuses[row.status],
    amount(row.moneyMinor),
    row.due?.day ?? '',
    row.units === 0 ? '' : say.count(row.units),
    ...(report.trailer.totals.couponWorstMinor > 0 ? [amount(row.couponMinor)] : []),
    ...(report.survey.hasLedger ? [row.progress === undefined ? '' : words.progress[row.progress]] : []),
  ];
}

/** Hidden until the script runs: without it, it would do nothing. */
function filterBar(page: PlanPage): PageElement {
  const { report, words } = page;
  const { survey } = report;
  const sets = [...survey.reasonSets.values()];
  const reasons = [...new Set(sets.map((set) => reasonText(set, words)))];
  const statuses = ORDER_STATUSES.filter((status) => survey.rows.some((row) => row.status === status));
  return h(
    'div',
    { class: 'filters plan', id: 'filters', role: 'search', 'aria-label': words.filter, hidden: true },
    h(
      'label',
      { class: 'search' },
      h('span', {}, words.search),
      h('input', {
        type: 'search',
        id: 'search',
        placeholder: words.searchHint,
        autocomplete: 'off',
        maxlength: 64,
      }),
    ),
    select(
      page,
      'decision',
      LINE_DECISIONS_SHOWN.map((name) => words.decisions[name]),
    ),
    select(page, 'reason', reasons),
    select(
      page,
      'order-status',
      statuses.map((name) => words.statuses[name]),
      words.columns.status,
    ),
    select(
      page,
      'due',
      survey.dues.map(({ day }) => day),
    ),
    ...(survey.hasLedger
      ? [
          select(
            page,
            'progress',
            PROGRESS.map((name) => words.progress[name]),
          ),
        ]
      : []),
    sortSelect(page),
    h('button', { type: 'button', id: 'reset' }, words.reset),
  );
}

type FilterId = 'decision' | 'reason' | 'due' | 'progress' | 'order-status';

/** Options are chosen by the very texts that stand in the rows. */
function select({ words }: PlanPage, id: FilterId, texts: readonly string[], label?: string): PageElement {
  const name = label ?? (id === 'order-status' ? words.columns.status : words.columns[id]);
  return h(
    'label',
    {},
    h('span', {}, name),
    h(
      'select',
      { id },
      h('option', { value: '' }, words.all),
      ...texts.map((text) => h('option', { value: text }, text)),
    ),
  );
}

function sortSelect({ words }: PlanPage): PageElement {
  const names = ['id', 'due', 'money'] as const;
  const options = names.map((name) => h('option', { value: name }, words.sorts[name]));
  return h('label', {}, h('span', {}, words.sortBy), h('select', { id: 'sort' }, ...options));
}

function pager({ words }: PlanPage): PageElement {
  return h(
    'p',
    { id: 'pager', hidden: true },
    h('button', { type: 'button', id: 'previous' }, words.previous),
    h('span', { id: 'place' }),
    h('button', { type: 'button', id: 'next' }, words.next),
  );
}

function toldPanel({ words }: PlanPage): PageElement {
  return h(
    'div',
    { id: 'chosen', hidden: true, role: 'dialog', 'aria-labelledby': 'chosen-title' },
    h(
      'header',
      {},
      h('p', { id: 'chosen-title', tabindex: -1 }),
      h('button', { type: 'button', id: 'chosen-close' }, words.close),
    ),
    h('div', { id: 'chosen-text' }),
  );
}

/** Writes the rows as data, compact: 40,000 of them are some three megabytes. */
export function writeOrdersData(page: PlanPage, sink: ReportSink): void {
  const { report, words } = page;
  const { survey } = report;
  const sets = [...survey.reasonSets.values()];
  const setAt = new Map<ReasonSet, number>(sets.map((set, index) => [set, index]));
  const dues = survey.dues;
  const dueAt = new Map(dues.map((due, index) => [due, index]));
  const head: JsonValue = {
    words: {
      shown: words.shown,
      noMatch: words.noMatch,
      printed: words.printed,
      showTold: words.showTold,
      toldAlike: words.toldAlike,
      toldOwn: words.toldOwn,
    },
    money: moneyForm(page),
    columns: columnsOf(page).map(({ text, isNumber }) => [text, isNumber ? 1 : 0]),
    decisions: LINE_DECISIONS_SHOWN.map((name) => [name, words.decisions[name]]),
    statuses: ORDER_STATUSES.map((name) => words.statuses[name]),
    progress: PROGRESS.map((name) => [name, words.progress[name]]),
    reasons: sets.map((set) => [reasonText(set, words), sampleOf(page, set)]),
    samples: survey.samples.map(({ record }) => plainText(record.id)),
    dues: dues.map(({ day }) => day),
    hasCoupon: report.trailer.totals.couponWorstMinor > 0,
    hasLedger: survey.hasLedger,
  };
  sink.write(`<script type="application/json" id="data">{"head":${scriptJsonText(head)},"orders":[`);
  let separator = '\n';
  for (const row of survey.rows) {
    const packed: JsonValue = [
      plainText(row.id),
      LINE_DECISIONS_SHOWN.indexOf(row.decision),
      setAt.get(row.reasons) ?? 0,
      ORDER_STATUSES.indexOf(row.status),
      row.moneyMinor,
      row.due === undefined ? -1 : (dueAt.get(row.due) ?? -1),
      row.units,
      row.couponMinor,
      row.progress === undefined ? -1 : PROGRESS.indexOf(row.progress),
    ];
    sink.write(`${separator}${scriptJsonText(packed)}`);
    separator = ',\n';
  }
  sink.write(']}</script>');
}

function sampleOf({ report }: PlanPage, set: ReasonSet): number {
  return report.survey.samples.findIndex((sample) => sample.reasons === set);
}

/** How the script writes an amount: what stands before and after the digits, and how many of them are a fraction. */
function moneyForm({ report, say }: PlanPage): JsonValue {
  const { currency } = report.header;
  const [before = '', after = ''] = keepAmountsTogether(say.money(0, currency)).split(/0(?:\.0+)?/);
  return { before, after, exponent: currencyExponent(currency) };
}
