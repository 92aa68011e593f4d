import type { DecisionReason, PlanHeader, PlanTrailer } from '../../remedy/plan.js';
import { planSignersNeeded, worstCaseMinor } from '../../remedy/approvals.js';
import { groupDigits, sayIn } from '../../text/say.js';
import { plainText } from '../../text/plain-text.js';
import { counted } from '../counted.js';

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
  ];
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

function dateLines({ policy, expiresAt }: PlanHeader, { totals }: PlanTrailer): string[] {
  const { legal, holidays } = policy;
  const due =
    totals.firstDueAt === undefined
      ? 'nothing goes back'
      : `first refund by ${instantIn(totals.firstDueAt, legal.timeZone)} (profile ${legal.id}, ${holidays.length === 0 ? 'no holidays given: only weekends are off' : counted(holidays.length, 'holiday')})`;
  return [`  due         ${due}`, `  good until  ${instantIn(expiresAt, legal.timeZone)}`];
}

/** `2026-08-12 23:59 Asia/Seoul`. */
function instantIn(instant: number, timeZone: string): string {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return `${day.format(instant)} ${timeZone}`;
}

function signersText({ maker, currency, policy }: PlanHeader, { totals }: PlanTrailer): string {
  const needed = planSignersNeeded(totals, policy.approvals);
  const worst = worstCaseMinor(totals);
  const worth = Number.isFinite(worst) ? SAY.money(worst, currency) : 'more than can be counted';
  return `${needed === 1 ? 'one person' : 'two people'} other than ${maker}; ${worth} at worst`;
}
