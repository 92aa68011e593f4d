import type { ApologyPolicy } from '../catalog/remedy-policy.js';
import { offerTo } from '../remedy/offers.js';
import type { LineDecision, PlannedLine, PlanRecord } from '../remedy/plan.js';

/**
 * What no planner could have decided, although every value alone is right: the first thing, or undefined. Whoever makes a plan by hand
 * can give it a digest, too.
 */
export function recordFault(record: PlanRecord, apology: ApologyPolicy): string | undefined {
  for (const [index, line] of record.lines.entries()) {
    const fault = lineFault(line);
    if (fault !== undefined) return `lines[${index}]: ${fault}`;
  }
  return decisionFault(record) ?? reviewFault(record) ?? moneyFault(record) ?? couponFault(record, apology);
}

function lineFault({
  decision,
  quantity,
  cancelledUnits,
  refundMinor,
  givenAwayMinor,
}: PlannedLine): string | undefined {
  if (!unitsFit(decision, { quantity, cancelledUnits }))
    return `${cancelledUnits} of ${quantity} units cancelled is no decision ${decision}`;
  if (cancelledUnits === 0 && refundMinor > 0) return 'gives money back for no unit';
  if (givenAwayMinor > 0 && decision !== 'honour' && decision !== 'partial')
    return 'gives something away although nothing of it is honoured';
  return undefined;
}

function unitsFit(
  decision: LineDecision,
  { quantity, cancelledUnits }: { readonly quantity: number; readonly cancelledUnits: number },
): boolean {
  if (decision === 'cancel') return cancelledUnits === quantity && quantity > 0;
  if (decision === 'partial') return cancelledUnits > 0 && cancelledUnits < quantity;
  return cancelledUnits === 0;
}

function decisionFault(record: PlanRecord): string | undefined {
  const { decision, lines } = record;
  const expected = decisionOf(lines);
  if (decision !== expected) return `the decision is ${decision}, but its lines make it ${expected}`;
  if (new Set(lines.map(({ lineId }) => lineId)).size !== lines.length) return 'has a line twice';
  const isLeftAlone = decision === 'review' || decision === 'honour';
  return isLeftAlone && doesSomething(record)
    ? `gives or takes something although the decision is ${decision}`
    : undefined;
}

function decisionOf(lines: readonly PlannedLine[]): LineDecision {
  const [first] = lines;
  if (first === undefined || lines.some(({ decision }) => decision === 'review')) return 'review';
  return lines.every(({ decision }) => decision === first.decision) ? first.decision : 'partial';
}

function doesSomething({ payments, coupon, earnedPoints, partnerMiles, couponRefs }: PlanRecord): boolean {
  return (
    payments.length > 0 ||
    coupon !== undefined ||
    earnedPoints > 0 ||
    partnerMiles !== undefined ||
    couponRefs.length > 0
  );
}

/** The law's clock runs for what nobody has decided, too. */
function reviewFault({ decision, reviewDueAt }: PlanRecord): string | undefined {
  if (decision === 'review')
    return reviewDueAt === undefined ? 'is for a person to decide and has no date to decide by' : undefined;
  return reviewDueAt === undefined ? undefined : 'has a date to decide by although it is decided';
}

function moneyFault({ lines, payments, shippingMinor, dueAt }: PlanRecord): string | undefined {
  if (new Set(payments.map(({ ref }) => ref)).size !== payments.length) return 'has a payment twice';
  let paid = 0n;
  for (const { amountMinor } of payments) paid += BigInt(amountMinor);
  let owed = BigInt(shippingMinor);
  for (const { refundMinor } of lines) owed += BigInt(refundMinor);
  if (paid !== owed) return `gives back ${paid}, but its lines and shipping come to ${owed}`;
  if ((dueAt === undefined) !== (payments.length === 0))
    return 'has money to give back and no date, or a date and no money';
  return undefined;
}

function couponFault({ id, coupon, noticeFor }: PlanRecord, apology: ApologyPolicy): string | undefined {
  if (coupon !== undefined) {
    const { form } = offerTo(apology, coupon.tier);
    const most = form.kind === 'none' ? 0 : form.kind === 'amount' ? form.amountMinor : form.capMinor;
    if (coupon.amountMinor > most)
      return `grants a coupon of ${coupon.amountMinor}, but the policy of the plan allows ${most}`;
    if (noticeFor === undefined) return 'grants a coupon that the customer is not told of';
  }
  if (noticeFor === undefined) return undefined;
  if (!noticeFor.includes(id)) return 'has a notice that does not name it';
  const isAscending = noticeFor.every((one, index) => index === 0 || (noticeFor[index - 1] ?? '') < one);
  return isAscending ? undefined : 'has a notice whose orders are not in order, or stand twice';
}
