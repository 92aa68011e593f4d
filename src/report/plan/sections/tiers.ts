import type { TierTotals } from '../../../remedy/plan.js';
import { plainText } from '../../../text/plain-text.js';
import type { PageElement } from '../../html/element.js';
import { LINE_DECISIONS_SHOWN } from '../decision-order.js';
import type { PlanPage } from '../plan-report.js';
import { numberCell, section, smallTable, type Cell } from './tables.js';

/** Hours of a day, for a mean in days with one digit. */
const DAY_HOURS = 24;

/** How tiers fare beside each other, for whoever signs; nothing where everybody is offered the same. */
export function tiersSection(page: PlanPage): readonly PageElement[] {
  const { report, words } = page;
  const { byTier } = report.trailer.totals;
  if (byTier === undefined) return [];
  const { tier, customers, coupons, worst, each, ratio, wait } = words.tiers;
  const decisions = LINE_DECISIONS_SHOWN.map((decision) => words.decisions[decision]);
  return [
    section(
      'tiers',
      { title: words.sections.tiers, lead: words.leads.tiers },
      smallTable(
        [tier, customers, coupons, worst, each, ratio],
        byTier.map((totals) => couponCells(page, totals)),
      ),
      smallTable(
        [tier, ...decisions, wait],
        byTier.map((totals) => orderCells(page, totals)),
      ),
    ),
  ];
}

function couponCells(page: PlanPage, totals: TierTotals): readonly Cell[] {
  const { say, money } = page;
  const { customers, coupons, couponWorstMinor, couponPerCustomerMinor } = totals;
  return [
    nameCell(page, totals),
    numberCell(say.count(customers)),
    numberCell(say.count(coupons)),
    numberCell(money(couponWorstMinor)),
    numberCell(couponPerCustomerMinor === undefined ? '–' : money(couponPerCustomerMinor)),
    numberCell(ratioText(page, totals.couponRatioBps)),
  ];
}

function orderCells(page: PlanPage, totals: TierTotals): readonly Cell[] {
  const { words, say } = page;
  const { ordersBy, refundHours } = totals;
  return [
    nameCell(page, totals),
    ...LINE_DECISIONS_SHOWN.map((decision) => numberCell(say.count(ordersBy[decision]))),
    numberCell(refundHours === undefined ? '–' : words.days(daysText(refundHours))),
  ];
}

function nameCell({ words }: PlanPage, { tier }: TierTotals): Cell {
  return { text: tier === undefined ? words.tiers.others : plainText(tier) };
}

/** How many times what the lowest tier gets a customer: exact to a hundredth. */
export function ratioText({ words }: PlanPage, bps: number | undefined): string {
  return bps === undefined ? '–' : words.times((bps / 10_000).toFixed(2));
}

/** Rounded up to a tenth, as the hours are to an hour: nobody waits less than is said. */
function daysText(hours: number): string {
  return (Math.ceil((hours * 10) / DAY_HOURS) / 10).toFixed(1);
}
