import type { PlanRecord } from '../remedy/plan.js';
import { plainText } from '../text/plain-text.js';
import { glueOf, type NoticePart } from './explanation.js';
import { isOverdue, lineFacts, lineStateOf, moneyOf, paymentFacts, type Telling } from './facts.js';
import type { LineFacts, LineState } from './words/notice-words.js';

/** What one order's buyer is told: its lines, what comes back, and what else is worth knowing. */
export function orderParts(telling: Telling, record: PlanRecord): readonly NoticePart[] {
  const { words, say } = telling;
  const orderId = plainText(record.id);
  const heading = words.order({ id: orderId, placed: say.moment(record.placedAt) });
  const lines = record.lines.map((line) => {
    const facts = lineFacts(telling, record, line);
    const told = [...becauseOf(telling, facts), words.outcome[facts.state](facts)].join(glueOf(say.lang));
    return words.line({ goods: facts.goods, units: words.units(facts.quantity), told });
  });
  return [
    { topic: 'order', orderId, heading, lines, isList: true },
    { topic: 'refunds', orderId, heading: words.refunds, lines: refundLines(telling, record), isList: true },
    { topic: 'notes', orderId, heading: undefined, lines: noteLines(telling, record), isList: false },
  ];
}

/** A reason is told once, in the order of the plan. */
function becauseOf({ words }: Telling, facts: LineFacts): readonly string[] {
  return [...new Set(facts.reasons)].map((reason) => words.because[reason](facts));
}

function refundLines(telling: Telling, record: PlanRecord): readonly string[] {
  const { header, words, say } = telling;
  const accountDays = say.count(header.policy.refund.accountDays);
  const payments = record.payments.map((payment) => paymentFacts(telling, payment));
  const told = payments.map((facts) => words.payment[facts.form]({ ...facts, accountDays }));
  const due = record.dueAt === undefined ? undefined : say.lastDay(record.dueAt);
  const hasAccount = payments.some(({ form }) => form === 'account');
  const hasOther = payments.some(({ form }) => form !== 'account');
  return [
    ...told,
    ...(record.shippingMinor > 0 ? [words.shipping(moneyOf(telling, record.shippingMinor))] : []),
    ...(due !== undefined && hasAccount ? [words.accountDue(due)] : []),
    ...(due !== undefined && hasOther ? [dueText(telling, record, { due, hasAccount })] : []),
    ...(record.couponRefs.length > 0 ? [words.couponsBack(record.couponRefs.length)] : []),
  ];
}

/** A day that was over when the plan was made is no promise. */
function dueText(
  { header, words }: Telling,
  record: PlanRecord,
  { due, hasAccount }: { readonly due: string; readonly hasAccount: boolean },
): string {
  if (isOverdue(header, record)) return words.overdue(due);
  return words.due[hasAccount ? 'rest' : 'all'](due);
}

function noteLines({ words, say }: Telling, record: PlanRecord): readonly string[] {
  const states = new Set<LineState>(record.lines.map((line) => lineStateOf(line, record)));
  const isCancelled = states.has('cancelled') || states.has('partial');
  const { partnerMiles, status } = record;
  return [
    ...(isCancelled && record.payments.length === 0 ? [words.nothingPaid] : []),
    ...(record.earnedPoints > 0 ? [words.earned(say.count(record.earnedPoints))] : []),
    ...(partnerMiles === undefined || partnerMiles.miles === 0
      ? []
      : [words.miles({ partner: plainText(partnerMiles.partner), miles: say.count(partnerMiles.miles) })]),
    ...(isCancelled ? [words.rest] : []),
    ...(isCancelled && status === 'shipped' ? [words.shipped] : []),
    ...(isCancelled && (status === 'delivered' || status === 'collected') ? [words.collect] : []),
    ...(record.receiver === undefined ? [] : [words.gift]),
    ...(states.has('review') ? [words.reviewNext] : []),
  ];
}
