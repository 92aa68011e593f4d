import { planSignersNeeded } from '../../../remedy/approvals.js';
import type { TierTotals } from '../../../remedy/plan.js';
import type { StepKind } from '../../../remedy/steps.js';
import { LINE_DECISIONS_SHOWN } from '../decision-order.js';
import { isFinalStep } from '../final-steps.js';
import { plainText } from '../../../text/plain-text.js';
import { h, type PageChild, type PageElement } from '../../html/element.js';
import { keepAmountsTogether } from '../../../text/wrap.js';
import type { OpenDeadlines } from '../open-deadlines.js';
import type { PlanPage } from '../plan-report.js';
import { ratioText } from './tiers.js';

/** What everybody asks first: how many, how much, until when, who signs, what the coupons cost, and what nobody can take back. */
export function firstScreen(page: PlanPage): PageElement {
  return h(
    'header',
    { class: 'top' },
    h('p', { class: 'eyebrow' }, page.words.eyebrow),
    h('h1', {}, planTitle(page)),
    h('p', { class: 'lead' }, leadOf(page)),
    h(
      'ul',
      { class: 'figures plan' },
      ordersFigure(page),
      moneyFigure(page),
      dueFigure(page),
      signedFigure(page),
      couponFigure(page),
      finalFigure(page),
    ),
    navigation(page),
  );
}

/** The first sentence of the page, and its title. */
export function planTitle({ report, words, say, money }: PlanPage): string {
  const { totals } = report.trailer;
  return words.title({
    orders: say.count(totals.orders),
    customers: say.count(totals.customers),
    money: money(totals.refundMinor + totals.voidMinor),
  });
}

function leadOf({ report, words, say }: PlanPage): string {
  const { incidentId, saleId, madeAt, maker, expiresAt } = report.header;
  return words.lead({
    incident: plainText(incidentId),
    sale: plainText(saleId),
    madeAt: say.moment(madeAt),
    maker: plainText(maker),
    expiresAt: say.moment(expiresAt),
  });
}

interface Figure {
  readonly state: 'good' | 'warn' | 'bad' | 'plain';
  readonly value: string;
  readonly lines: readonly string[];
}

function figure({ state, value, lines }: Figure): PageElement {
  const told: readonly PageChild[] = lines.map((line) => h('span', {}, keepAmountsTogether(line)));
  return h('li', { 'data-state': state }, h('b', {}, keepAmountsTogether(value)), ...told);
}

function ordersFigure({ report, words, say }: PlanPage): PageElement {
  const { totals } = report.trailer;
  const split = LINE_DECISIONS_SHOWN.filter((decision) => totals.ordersBy[decision] > 0)
    .map((decision) => `${words.decisions[decision]} ${say.count(totals.ordersBy[decision])}`)
    .join(', ');
  return figure({
    state: 'plain',
    value: words.ordersFigure(say.count(totals.orders)),
    lines: [words.ordersCaption({ customers: say.count(totals.customers), split })],
  });
}

function moneyFigure({ report, words, say, money }: PlanPage): PageElement {
  const { refundMinor, voidMinor, points, honouredMinor } = report.trailer.totals;
  const split = words.moneySplit({
    refunds: money(refundMinor),
    voids: money(voidMinor),
    points: say.count(points),
  });
  return figure({
    state: 'plain',
    value: money(refundMinor + voidMinor),
    lines: [words.moneyCaption, split, ...(honouredMinor > 0 ? [words.honoured(money(honouredMinor))] : [])],
  });
}

function dueFigure({ report, words, say }: PlanPage): PageElement {
  const { moneyOpen, toDecide } = report.survey;
  const nextAt = Math.min(moneyOpen.nextDueAt ?? Infinity, toDecide.nextDueAt ?? Infinity);
  if (nextAt === Infinity) return figure({ state: 'good', value: words.noDue, lines: [words.dueNone] });
  const [late, atRisk] = [moneyOpen.late + toDecide.late, moneyOpen.atRisk + toDecide.atRisk];
  const counts = (open: OpenDeadlines): { readonly atRisk: string; readonly late: string } => ({
    atRisk: say.count(open.atRisk),
    late: say.count(open.late),
  });
  const decideBy =
    toDecide.nextDueAt === undefined
      ? []
      : [
          words.decideCaption({
            ...counts(toDecide),
            orders: say.count(toDecide.orders),
            day: say.lastDay(toDecide.nextDueAt),
          }),
        ];
  return figure({
    state: late > 0 ? 'bad' : atRisk > 0 ? 'warn' : 'plain',
    value: words.dueFigure(say.lastDay(nextAt)),
    lines: [moneyOpen.orders === 0 ? words.dueNone : words.dueCaption(counts(moneyOpen)), ...decideBy],
  });
}

function signedFigure(page: PlanPage): PageElement {
  const { report, words, say } = page;
  const { header, trailer, check, now } = report;
  const needed = check?.signersNeeded ?? planSignersNeeded(trailer.totals, header.policy.approvals);
  const signed = check?.signers.length ?? new Set(report.approvals.map(({ approver }) => approver)).size;
  const missing = Math.max(0, needed - signed);
  const isExpired = now >= header.expiresAt;
  const standing =
    check === undefined
      ? [words.unchecked]
      : check.kind === 'approved'
        ? [words.approved]
        : check.refusals.map((refusal) => words.refusals[refusal]);
  return figure({
    state: isExpired ? 'bad' : check?.kind === 'approved' ? 'good' : 'warn',
    value: words.signedFigure({ needed, signed }),
    lines: [
      words.signedCaption({ missing, maker: plainText(header.maker) }),
      ...signatureLines(page),
      ...standing,
      ...(isExpired && check === undefined ? [words.expired(say.moment(header.expiresAt))] : []),
    ],
  });
}

/** Signatures told one by one; a plan has one or two. */
const SIGNATURES_MAX = 4;

function signatureLines({ report, words, say }: PlanPage): readonly string[] {
  return report.approvals.slice(0, SIGNATURES_MAX).map((approval, index) => {
    const standing = report.check?.signatures[index];
    const who = words.signedBy({
      who: plainText(approval.approver),
      role: plainText(approval.role),
      at: say.moment(approval.signedAt),
    });
    if (standing?.kind !== 'refused') return who;
    return `${who}: ${words.signatureRefused(words.refusals[standing.refusal])}`;
  });
}

function couponFigure(page: PlanPage): PageElement {
  const { report, words, say, money } = page;
  const { coupons, couponWorstMinor, couponExpectedMinor, couponScaleBps, byTier } = report.trailer.totals;
  const { budgetMinor } = report.header.policy.apology;
  if (coupons === 0) return figure({ state: 'plain', value: money(0), lines: [words.couponNone] });
  const over = budgetMinor === undefined ? 0 : couponWorstMinor - budgetMinor;
  const budget =
    budgetMinor === undefined
      ? words.couponNoBudget
      : over > 0
        ? words.couponOver(money(over))
        : words.couponBudget(money(budgetMinor));
  return figure({
    state: over > 0 ? 'bad' : budgetMinor === undefined || byTier !== undefined ? 'warn' : 'plain',
    value: money(couponWorstMinor),
    lines: [
      words.couponCaption({ expected: money(couponExpectedMinor), count: say.count(coupons) }),
      budget,
      ...(couponScaleBps < 10_000 ? [words.couponScaled(say.percent(couponScaleBps))] : []),
      ...(byTier === undefined ? [] : [words.couponByTier(highestText(page, byTier))]),
    ],
  });
}

/** What a customer of the tier that gets most is given, beside the one that gets least; undefined where that is nothing. */
function highestText(page: PlanPage, byTier: readonly TierTotals[]): string | undefined {
  const ratios = byTier.flatMap(({ couponRatioBps }) => couponRatioBps ?? []);
  return ratios.length === 0 ? undefined : ratioText(page, Math.max(...ratios));
}

/** Kinds of final steps told by name on the first screen: money before messages. */
const FINAL_KINDS_MAX = 5;
const FINAL_FIRST: readonly StepKind[] = ['refund', 'account-refund', 'void', 'grant-coupon', 'notice'];

function rankOf(kind: StepKind): number {
  const rank = FINAL_FIRST.indexOf(kind);
  return rank < 0 ? FINAL_FIRST.length : rank;
}

function finalFigure({ report, words, say }: PlanPage): PageElement {
  const final = [...report.survey.steps].filter(([kind]) => isFinalStep(kind));
  const count = final.reduce((sum, [, sums]) => sum + sums.count, 0);
  const named = final
    .toSorted(([one], [other]) => rankOf(one) - rankOf(other))
    .slice(0, FINAL_KINDS_MAX)
    .map(([kind, sums]) => `${words.steps[kind]} ${say.count(sums.count)}`)
    .join(', ');
  return figure({
    state: 'plain',
    value: words.finalFigure(say.count(count)),
    lines: count === 0 ? [] : [`${words.finalCaption} ${named}`],
  });
}

function navigation({ report, words }: PlanPage): PageElement {
  const ids = [
    'decisions',
    'tiers',
    'deadlines',
    'steps',
    'cohort',
    'lottery',
    'orders',
    'told',
    'about',
  ] as const;
  const { lotteries, totals } = report.trailer;
  const isLeftOut = { lottery: lotteries.length === 0, tiers: totals.byTier === undefined };
  const shown = ids.filter((id) => (id !== 'lottery' && id !== 'tiers') || !isLeftOut[id]);
  return h(
    'nav',
    { 'aria-label': words.navigation },
    ...shown.map((id) => h('a', { href: `#${id}` }, words.sections[id])),
  );
}
