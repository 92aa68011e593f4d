import type { CurrencyCode } from '../../money/currency.js';
import type { DecisionReason, PlanHeader, PlanTotals, PlanTrailer, TierTotals } from '../../remedy/plan.js';
import { planSignersNeeded, worstCaseMinor } from '../../remedy/approvals.js';
import { groupDigits, sayIn } from '../../text/say.js';
import { plainText } from '../../text/plain-text.js';
import { counted } from '../counted.js';
import { localInstant } from './local-instant.js';

/** What is told of a plan. */
export interface SummarisedPlan {
  readonly file: string;
  readonly header: PlanHeader;
  readonly trailer: PlanTrailer;
  /** Orders for a person to look at, by reason; one order may have several. Undefined where they were not counted. */
  readonly reviewReasons?: ReadonlyMap<DecisionReason, number> | undefined;
}

const SAY = sayIn('en');

/** What a plan does, in some twenty lines: who, how much, what it may cost, when it is due, who signs. */
export function planSummary(plan: SummarisedPlan): string {
  const { file, header, trailer } = plan;
  const lines = [
    `${file}: plan for incident ${header.incidentId} of sale ${header.saleId}`,
    `  digest      ${trailer.digest}`,
    ...orderLines(plan),
    ...moneyLines(header, trailer),
    ...couponLines(header, trailer),
    ...tierLines(header, trailer),
    ...dateLines(header, trailer),
    `  sample      ${trailer.cohort.sample.length === 0 ? 'no orders' : trailer.cohort.sample.join(', ')}`,
    ...trailer.lotteries.map(
      ({ commitment }) => `  lottery     seed revealed; its commitment is ${commitment}`,
    ),
    `  signatures  ${signersText(header, trailer)}`,
  ];
  return lines.map((line) => `${plainText(line)}\n`).join('');
}

function orderLines({ trailer, reviewReasons }: SummarisedPlan): string[] {
  const { totals, cohort } = trailer;
  const { cancel, partial, honour, review } = totals.ordersBy;
  const left = Object.entries(cohort.excluded).filter(([, count]) => count > 0);
  const repeated = cohort.repeated === 0 ? [] : [`${SAY.count(cohort.repeated)} repeated`];
  const outside = [...left.map(([reason, count]) => `${SAY.count(count)} ${reason}`), ...repeated];
  const why = [...(reviewReasons ?? [])]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([reason, count]) => `${reason} ${SAY.count(count)}`);
  return [
    `  orders      ${SAY.count(totals.orders)} of ${SAY.count(cohort.ordersRead)} read, ${SAY.count(totals.customers)} ${totals.customers === 1 ? 'customer' : 'customers'}: ${SAY.count(cancel)} cancelled, ${SAY.count(partial)} in part, ${SAY.count(honour)} honoured, ${SAY.count(review)} for a person to look at`,
    ...(why.length === 0 ? [] : [`  look at     ${why.join(', ')}`]),
    `  left out    ${outside.length === 0 ? 'none' : outside.join(', ')}`,
    ...doubts(trailer),
  ];
}

/** What makes it likely that the incident does not say what its orders are. */
function doubts({ totals, cohort }: PlanTrailer): string[] {
  const outside = cohort.excluded['outside-window'];
  return [
    ...(outside === 0
      ? []
      : [
          `  time        ${SAY.count(outside)} would be in the plan by what was sold, and ${outside === 1 ? 'was' : 'were'} placed outside the incident's time: check its --from and --until`,
        ]),
    ...(totals.orders > 0
      ? []
      : ["  empty       no order is in the plan: check the incident's sale, goods, prices and time"]),
  ];
}

/** True for a plan of which a person has to look at something: orders under review, orders outside the time, or none at all. */
export function needsALook(trailer: PlanTrailer): boolean {
  return trailer.totals.ordersBy.review > 0 || doubts(trailer).length > 0;
}

function moneyLines({ currency }: PlanHeader, { totals }: PlanTrailer): string[] {
  const { refundMinor, voidMinor, points, earnedPoints, honouredMinor, unitsCancelled } = totals;
  return [
    `  money       ${SAY.money(refundMinor, currency)} refunded, ${SAY.money(voidMinor, currency)} voided, ${counted(unitsCancelled, 'unit')} cancelled`,
    `  points      ${SAY.count(points)} given back, ${SAY.count(earnedPoints)} taken back`,
    `  honoured    ${SAY.money(honouredMinor, currency)} given away`,
  ];
}

function couponLines({ currency, policy }: PlanHeader, { totals }: PlanTrailer): string[] {
  const { coupons, couponWorstMinor, couponExpectedMinor, couponScaleBps, notices } = totals;
  const scaled =
    couponScaleBps === 10_000 ? '' : `, each scaled to ${SAY.percent(couponScaleBps)} to keep the budget`;
  const budget =
    policy.apology.budgetMinor === undefined
      ? 'no budget'
      : `budget ${SAY.money(policy.apology.budgetMinor, currency)}`;
  return [
    `  coupons     ${groupDigits(String(coupons))}: ${SAY.money(couponWorstMinor, currency)} at worst, ${SAY.money(couponExpectedMinor, currency)} expected, ${budget}${scaled}`,
    `  notices     ${SAY.count(notices)}, one a customer`,
  ];
}

/** What a customer of each tier gets, where the policy gives them apart: whoever signs has seen it. */
function tierLines({ currency }: PlanHeader, { totals: { byTier = [] } }: PlanTrailer): string[] {
  if (byTier.length === 0) return [];
  return [
    '  by tier     customers are told apart by their tier, and compare:',
    ...byTier.flatMap((tier) => [
      `    ${tier.tier === undefined ? 'everybody else' : `tier ${tier.tier}`}: ${tierText(tier, currency)}`,
      `      ${tierOrdersText(tier)}`,
    ]),
  ];
}

function tierText(tier: TierTotals, currency: CurrencyCode): string {
  const { customers, coupons, couponWorstMinor, couponPerCustomerMinor, couponRatioBps } = tier;
  const each =
    couponPerCustomerMinor === undefined ? [] : [`${SAY.money(couponPerCustomerMinor, currency)} a customer`];
  const ratio =
    couponRatioBps === undefined ? [] : [`${(couponRatioBps / 10_000).toFixed(2)} times the lowest`];
  return [
    `${SAY.count(customers)} ${customers === 1 ? 'customer' : 'customers'}`,
    `${SAY.count(coupons)} ${coupons === 1 ? 'coupon' : 'coupons'}`,
    `${SAY.money(couponWorstMinor, currency)} at worst`,
    ...each,
    ...ratio,
  ].join(', ');
}

function tierOrdersText({ ordersBy, refundHours }: TierTotals): string {
  const { cancel, partial, honour, review } = ordersBy;
  const wait =
    refundHours === undefined ? '' : `; money back within ${SAY.count(refundHours)} hours on average`;
  return `orders: ${SAY.count(cancel)} cancelled, ${SAY.count(partial)} in part, ${SAY.count(honour)} honoured, ${SAY.count(review)} for a person to look at${wait}`;
}

function dateLines({ policy, madeAt, expiresAt }: PlanHeader, { totals }: PlanTrailer): string[] {
  const { legal, holidays } = policy;
  const due =
    totals.firstDueAt === undefined
      ? 'nothing goes back'
      : `first refund by ${localInstant(totals.firstDueAt, legal)} (profile ${legal.id}, ${holidays.length === 0 ? 'no holidays given: only weekends are off' : counted(holidays.length, 'holiday')})`;
  return [
    `  due         ${due}`,
    ...decideLines({ policy, madeAt }, totals),
    `  good until  ${localInstant(expiresAt, legal)}`,
  ];
}

/** The law's clock runs for what nobody has decided, too. */
function decideLines(
  { policy, madeAt }: Pick<PlanHeader, 'policy' | 'madeAt'>,
  { firstReviewDueAt: firstAt, ordersBy }: PlanTotals,
): string[] {
  if (firstAt === undefined) return [];
  const orders = ordersBy.review === 1 ? '1 order' : `the first of ${SAY.count(ordersBy.review)} orders`;
  const late = firstAt < madeAt ? ', which was over when the plan was made' : '';
  return [
    `  to decide   ${orders} by ${localInstant(firstAt, policy.legal)}${late}: if cancelled, the money has to be back by then`,
  ];
}

function signersText({ maker, currency, policy }: PlanHeader, { totals }: PlanTrailer): string {
  const needed = planSignersNeeded(totals, policy.approvals);
  const worst = worstCaseMinor(totals);
  const worth = Number.isFinite(worst) ? SAY.money(worst, currency) : 'more than can be counted';
  return `${needed === 1 ? 'one person' : 'two people'} other than ${maker}; ${worth} at worst`;
}
