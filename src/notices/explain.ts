/**
 * notices: what customers are told, in every language, and a shop's own templates for it.
 * May import core, money, catalog, text, incident, remedy. Invariant: one text for every touchpoint; amounts and dates are the
 * plan's own; no rule, no other customer and nobody of the staff is named; values are text and never read again as a template.
 */
import { GuardError } from '../core/errors.js';
import type { PlanHeader, PlanRecord } from '../remedy/plan.js';
import { plainText } from '../text/plain-text.js';
import { explanationOf, type Explanation, type NoticePart } from './explanation.js';
import { appealLine, contactLine, couponLines, mistakeLines, shopOf } from './common-lines.js';
import { lineFacts, noticeStateOf, tellingOf, type NameOf, type Telling } from './facts.js';
import type { NoticeLang } from './lang.js';
import { orderParts } from './order-parts.js';
import { fillTemplate } from './templates/fill.js';
import type { NoticeTemplates } from './templates/template.js';

/** Whom a text is for: who ordered, or whom the goods are for, who is told no price and nothing of a payment. */
export type Audience = 'buyer' | 'receiver';

/** What is said about orders of one customer. */
export interface NoticeInput {
  readonly header: PlanHeader;
  /** One to 1,000 orders of one customer, in the order in which they are told. */
  readonly records: readonly PlanRecord[];
  /** Other orders of the customer, which are not told: one of them may hold the apology coupon. */
  readonly others?: readonly PlanRecord[] | undefined;
  readonly lang: NoticeLang;
  /** `buyer` unless told. */
  readonly audience?: Audience | undefined;
  /** Names of goods; their SKU unless told. */
  readonly nameOf?: NameOf | undefined;
  /** The shop's own texts; where it has none for a language and a decision, the built-in one is told. Buyers only. */
  readonly templates?: NoticeTemplates | undefined;
}

/** What is said about one order. */
export interface ExplainInput extends Omit<NoticeInput, 'records' | 'others'> {
  readonly record: PlanRecord;
  /** Other orders of the customer in the plan: one of them may hold the apology coupon, which is told with every order. */
  readonly orders?: readonly PlanRecord[] | undefined;
}

/** Orders that one notice tells of. */
export const NOTICE_ORDERS_MAX = 1000;

/**
 * What a customer is told about one order: what was wrong and that it was the shop's mistake, what becomes of each line, what comes back
 * which way and until when, the coupon, and where to ask and to object.
 *
 * @throws GuardError `invalid-argument` where an order of `orders` is another customer's; `input` where a template of the shop wants a
 * value that this order has not.
 */
export function explainDecision({ record, orders, ...rest }: ExplainInput): Explanation {
  return noticeOf({ ...rest, records: [record], others: orders });
}

/**
 * The one notice of a customer, over all orders of the plan that it names.
 *
 * @throws GuardError as {@link explainDecision}, and `invalid-argument` for no order or more than {@link NOTICE_ORDERS_MAX}.
 */
export function noticeOf(input: NoticeInput): Explanation {
  const { header, records, lang } = input;
  requireOneCustomer(input);
  const telling = tellingOf(header, lang, input.nameOf);
  if (input.audience === 'receiver') return receiverNotice(telling, records);
  const template = input.templates?.find(lang, noticeStateOf(records));
  const parts = partsOf(telling, input);
  if (template !== undefined)
    return fillTemplate(template, { telling, records, others: input.others ?? [], parts });
  return explanationOf(lang, { title: titleOf(telling, records), parts });
}

function requireOneCustomer({ records, others = [] }: NoticeInput): void {
  const [first] = records;
  if (first === undefined || records.length > NOTICE_ORDERS_MAX) {
    throw new GuardError({
      code: 'invalid-argument',
      message: `a notice is about 1 to ${NOTICE_ORDERS_MAX} orders, got ${records.length}`,
    });
  }
  const stranger = [...records, ...others].find(({ customer }) => customer !== first.customer);
  if (stranger === undefined) return;
  throw new GuardError({
    code: 'invalid-argument',
    message: `orders ${first.id} and ${stranger.id} are of two customers: nobody is told of another one's orders`,
    data: { order: first.id, other: stranger.id },
  });
}

function partsOf(telling: Telling, { records, others = [] }: NoticeInput): readonly NoticePart[] {
  const { words } = telling;
  const opening = [words.opening(shopOf(telling)), ...mistakeLines(telling, records), words.apology];
  return [
    part('mistake', opening),
    ...records.flatMap((record) => orderParts(telling, record)),
    part('coupon', couponLines(telling, [...records, ...others])),
    part('contact', [contactLine(telling)]),
    part('contact', [appealLine(telling)]),
  ];
}

function ordersText({ words, say }: Telling, records: readonly PlanRecord[]): string {
  return words.orders({ ids: records.map(({ id }) => plainText(id)), count: say.count(records.length) });
}

function titleOf(telling: Telling, records: readonly PlanRecord[]): string {
  const { words } = telling;
  const state = noticeStateOf(records);
  const isCancelled = state === 'cancel' || state === 'partial';
  // The titles of what is cancelled say that money comes back; what was never taken does not.
  const wasPaid = records.some(({ payments }) => payments.some(({ kind }) => kind !== 'void'));
  return words.titles[isCancelled && !wasPaid ? 'several' : state]({
    shop: shopOf(telling),
    orders: ordersText(telling, records),
  });
}

function receiverNotice(telling: Telling, records: readonly PlanRecord[]): Explanation {
  const { words, say } = telling;
  const shop = shopOf(telling);
  const lines = records.flatMap((record) =>
    record.lines.map((line) => {
      const facts = lineFacts(telling, record, line);
      const told = words.receiver.outcome[facts.state](facts);
      return words.line({ goods: facts.goods, units: words.units(facts.quantity), told });
    }),
  );
  return explanationOf(say.lang, {
    title: words.receiver.title({ shop, orders: ordersText(telling, records) }),
    parts: [
      part('mistake', [words.opening(shop), words.receiver.opening]),
      { ...part('order', lines), isList: true },
      part('contact', [words.receiver.buyer, contactLine(telling)]),
    ],
  });
}

function part(topic: NoticePart['topic'], lines: readonly string[]): NoticePart {
  return { topic, orderId: undefined, heading: undefined, lines, isList: false };
}
