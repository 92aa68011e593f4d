import type { CurrencyCode } from '../money/currency.js';
import { offerTo } from '../remedy/offers.js';
import type { PlanHeader, PlannedLine, PlannedPayment, PlanRecord } from '../remedy/plan.js';
import { plainText } from '../text/plain-text.js';
import type { NoticeLang } from './lang.js';
import { noticeSay, type NoticeSay } from './say.js';
import {
  KNOWN_METHODS,
  MISTAKES,
  type CouponFacts,
  type LineFacts,
  type LineState,
  type Mistake,
  type NoticeState,
  type NoticeWords,
  type PaymentFacts,
  type PaymentForm,
} from './words/notice-words.js';
import { noticeWords } from './words/words.js';

/** Calls the goods of a line by a name that customers know; undefined leaves the SKU. */
export type NameOf = (line: Pick<PlannedLine, 'sku' | 'priceList'>) => string | undefined;

/** What every sentence is made from: a plan's header in one language. */
export interface Telling {
  readonly header: PlanHeader;
  readonly say: NoticeSay;
  readonly words: NoticeWords;
  readonly nameOf: NameOf;
}

/** Prepares a language for a plan. @throws GuardError `invalid-argument` where the plan's zone is none. */
export function tellingOf(header: PlanHeader, lang: NoticeLang, nameOf: NameOf = () => undefined): Telling {
  const say = noticeSay(lang, header.policy.legal.timeZone);
  return { header, say, words: noticeWords(lang), nameOf };
}

/** An amount in the plan's currency. */
export function moneyOf({ header, say }: Telling, minor: number): string {
  const currency: CurrencyCode = header.currency;
  return say.money(minor, currency);
}

/** True where the day by which money had to be back was over when the plan was made. */
export function isOverdue({ madeAt }: PlanHeader, { dueAt }: PlanRecord): boolean {
  return dueAt !== undefined && dueAt < madeAt;
}

/** What the goods are called, fit to be shown. */
export function goodsOf({ nameOf }: Telling, line: Pick<PlannedLine, 'sku' | 'priceList'>): string {
  return plainText(nameOf(line) ?? line.sku);
}

/** What becomes of a line, as a customer sees it. */
export function lineStateOf(line: PlannedLine, { status }: PlanRecord): LineState {
  if (line.decision === 'review') return 'review';
  if (line.reasons.includes('already-cancelled')) return 'closed';
  if (line.decision === 'partial') return 'partial';
  if (line.decision === 'cancel') return 'cancelled';
  const isThere =
    line.reasons.includes('already-delivered') || status === 'delivered' || status === 'collected';
  return isThere ? 'delivered' : 'kept';
}

/** A line as it is told. */
export function lineFacts(telling: Telling, record: PlanRecord, line: PlannedLine): LineFacts {
  return {
    goods: goodsOf(telling, line),
    state: lineStateOf(line, record),
    quantity: line.quantity,
    cancelledUnits: line.cancelledUnits,
    shown: moneyOf(telling, line.shownMinor),
    intended: line.intendedMinor === undefined ? undefined : moneyOf(telling, line.intendedMinor),
    refund: line.refundMinor > 0 ? moneyOf(telling, line.refundMinor) : undefined,
    reasons: line.reasons,
  };
}

/** A payment as it is told. */
export function paymentFacts(telling: Telling, payment: PlannedPayment): PaymentFacts {
  const form = paymentForm(telling, payment);
  const { say, words } = telling;
  const known = KNOWN_METHODS.find((method) => method === payment.method);
  return {
    form,
    method: known === undefined ? plainText(payment.method) : words.methods[known],
    amount: form === 'points' ? say.count(payment.amountMinor) : moneyOf(telling, payment.amountMinor),
  };
}

function paymentForm({ header }: Telling, { kind, method }: PlannedPayment): PaymentForm {
  switch (kind) {
    case 'void':
      return 'void';
    case 'account-refund':
      return 'account';
    case 'restore-points':
      return 'points';
    case 'refund':
      return header.policy.refund.giftMethods.includes(method) ? 'gift' : 'refund';
  }
}

/** The apology coupon of the customer; undefined where none of the records holds one. */
export function couponFacts(telling: Telling, records: readonly PlanRecord[]): CouponFacts | undefined {
  const coupon = records.find((record) => record.coupon !== undefined)?.coupon;
  if (coupon === undefined) return undefined;
  const { apology } = telling.header.policy;
  const { form } = offerTo(apology, coupon.tier);
  const { minimumSpendMinor } = apology;
  const { couponExpiresAt } = telling.header;
  return {
    amount: moneyOf(telling, coupon.amountMinor),
    percent: form.kind === 'rate' ? telling.say.percent(form.rateBps) : undefined,
    minimumSpend: minimumSpendMinor > 0 ? moneyOf(telling, minimumSpendMinor) : undefined,
    lastDay: couponExpiresAt === undefined ? undefined : telling.say.lastDay(couponExpiresAt),
  };
}

/** What went wrong with these orders, as far as the plan says. */
export function mistakesOf({ header }: Telling, records: readonly PlanRecord[]): readonly Mistake[] {
  const found = new Set(
    records.flatMap(({ lines }) => lines.flatMap((line) => mistakeOf(header, line) ?? [])),
  );
  return MISTAKES.filter((mistake) => found.has(mistake));
}

function mistakeOf({ incident }: PlanHeader, line: PlannedLine): Mistake | undefined {
  if (line.reasons.includes('wrong-price')) return 'price';
  if (line.reasons.includes('wrong-promotion')) return 'promotion';
  if (line.reasons.includes('not-enough-units')) return 'stock';
  const isOf = (goods: { readonly sku: string; readonly priceList: string }): boolean =>
    goods.sku === line.sku && goods.priceList === line.priceList;
  const { prices, promotions, shortfalls } = incident.subject;
  if (prices.some((price) => isOf(price) && price.shownMinor.includes(line.shownMinor))) return 'price';
  if (shortfalls.some(isOf)) return 'stock';
  return promotions.length > 0 ? 'promotion' : undefined;
}

/** What a notice over these orders is about. */
export function noticeStateOf(records: readonly PlanRecord[]): NoticeState {
  const [first, ...others] = new Set(records.map(recordState));
  return first === undefined || others.length > 0 ? 'several' : first;
}

function recordState(record: PlanRecord): NoticeState {
  const isClosed = record.lines.every((line) => lineStateOf(line, record) === 'closed');
  return isClosed ? 'closed' : record.decision;
}
