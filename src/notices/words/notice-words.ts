import type { DecisionReason } from '../../remedy/plan.js';

/** What a notice is about: its orders have one decision, were settled before (`closed`), or differ (`several`). */
export const NOTICE_STATES = ['cancel', 'partial', 'honour', 'review', 'closed', 'several'] as const;

/** One of {@link NOTICE_STATES}. */
export type NoticeState = (typeof NOTICE_STATES)[number];

/** What went wrong. */
export const MISTAKES = ['price', 'promotion', 'stock'] as const;

/** One of {@link MISTAKES}. */
export type Mistake = (typeof MISTAKES)[number];

/** What becomes of a line, as a customer sees it. */
export type LineState = 'cancelled' | 'partial' | 'kept' | 'delivered' | 'review' | 'closed';

/** A line as it is told: amounts are texts already. */
export interface LineFacts {
  /** Its name, or its SKU where no name is known. */
  readonly goods: string;
  readonly state: LineState;
  readonly quantity: number;
  readonly cancelledUnits: number;
  readonly shown: string;
  /** Undefined where the price was right. */
  readonly intended: string | undefined;
  /** Undefined where nothing is given back. */
  readonly refund: string | undefined;
  readonly reasons: readonly DecisionReason[];
}

/** Ids a title names; more orders than this are counted. */
export const NAMED_ORDERS_MAX = 3;

/** How a payment is told. */
export type PaymentForm = 'void' | 'refund' | 'gift' | 'account' | 'points';

/** A payment as it is told. */
export interface PaymentFacts {
  readonly form: PaymentForm;
  /** Word of the customer for the method. */
  readonly method: string;
  /** An amount; of points, their number. */
  readonly amount: string;
}

/** The apology coupon as it is told. */
export interface CouponFacts {
  /** Its worth, or the most it takes off where it takes a share. */
  readonly amount: string;
  /** Share of a purchase that it takes off; undefined for a fixed amount. */
  readonly percent: string | undefined;
  readonly minimumSpend: string | undefined;
  readonly lastDay: string | undefined;
}

/** One good of the public notice. */
export interface GoodsFacts {
  readonly goods: string;
  readonly shown: string;
  readonly intended: string;
}

/** Steps of an incident that a customer is told; none names a person. */
export type TimelineStep =
  | 'noticed'
  | 'stopped'
  | 'resumed'
  | 'classified'
  | 'investigated'
  | 'solved'
  | 'told'
  | 'checked'
  | 'reopened';

/**
 * Everything that is said to a customer, in one language: whole sentences of somebody who cares, never of a lawyer. They blame nobody,
 * name no rule, no other customer and nobody of the staff. Values that are handed in are texts ready to be shown.
 */
export interface NoticeWords {
  /** `orders` is what {@link orders} says. */
  readonly titles: Readonly<
    Record<NoticeState, (facts: { readonly shop: string; readonly orders: string }) => string>
  >;
  /** How orders are called: by their ids while there are few, else by their number. */
  readonly orders: (facts: { readonly ids: readonly string[]; readonly count: string }) => string;
  readonly opening: (shop: string) => string;
  /** Each tells of the window; a second mistake of the same window tells of none. */
  readonly mistakes: Readonly<Record<Mistake, (window: string | undefined) => string>>;
  /** Where the plan does not say what went wrong. */
  readonly anyMistake: (window: string) => string;
  readonly ours: string;
  readonly apology: string;

  readonly order: (facts: { readonly id: string; readonly placed: string }) => string;
  readonly line: (facts: { readonly goods: string; readonly units: string; readonly told: string }) => string;
  readonly units: (count: number) => string;
  readonly because: Readonly<Record<DecisionReason, (line: LineFacts) => string>>;
  readonly outcome: Readonly<Record<LineState, (line: LineFacts) => string>>;
  readonly rest: string;
  readonly shipped: string;
  /** Goods that are with the customer already and are cancelled all the same. */
  readonly collect: string;
  readonly gift: string;
  readonly reviewNext: string;

  readonly refunds: string;
  readonly methods: Readonly<Record<KnownMethod, string>>;
  readonly payment: Readonly<
    Record<
      PaymentForm,
      (facts: { readonly method: string; readonly amount: string; readonly accountDays: string }) => string
    >
  >;
  readonly shipping: (amount: string) => string;
  /** `rest`: of what does not go to an account. */
  readonly due: Readonly<Record<'all' | 'rest', (day: string) => string>>;
  /** The day was over before anybody could act. */
  readonly overdue: (day: string) => string;
  readonly accountDue: (day: string) => string;
  readonly nothingPaid: string;
  readonly earned: (points: string) => string;
  readonly miles: (facts: { readonly partner: string; readonly miles: string }) => string;
  readonly couponsBack: (count: number) => string;
  readonly coupon: (facts: CouponFacts) => string;

  readonly contact: (contact: string) => string;
  readonly appeal: (days: string) => string;

  readonly receiver: ReceiverWords;
  readonly incident: IncidentWords;
}

/** Methods of payment that have a word in every language; any other is called by the shop's own word. */
export const KNOWN_METHODS = [
  'card',
  'virtual-account',
  'bank-transfer',
  'phone',
  'gift-card',
  'points',
] as const;

/** One of {@link KNOWN_METHODS}. */
export type KnownMethod = (typeof KNOWN_METHODS)[number];

/** What somebody is told for whom the goods were: no price, no payment, nothing of the buyer. */
export interface ReceiverWords {
  readonly title: (facts: { readonly shop: string; readonly orders: string }) => string;
  readonly opening: string;
  readonly outcome: Readonly<Record<LineState, (line: LineFacts) => string>>;
  readonly buyer: string;
}

/** The public notice of an incident, and its timeline. */
export interface IncidentWords {
  readonly title: (shop: string) => string;
  readonly goods: string;
  readonly price: (facts: GoodsFacts) => string;
  readonly more: (count: string) => string;
  readonly actions: string;
  readonly delivered: string;
  readonly cancelled: string;
  readonly shared: string;
  readonly couponFixed: (amount: string) => string;
  /** Where not everybody is offered the same: each reads what is theirs in the own notice. */
  readonly couponOwn: string;
  readonly couponRate: (facts: { readonly percent: string; readonly cap: string }) => string;
  readonly everybody: string;
  readonly timeline: string;
  readonly steps: Readonly<Record<TimelineStep, string>>;
  readonly step: (facts: { readonly when: string; readonly what: string }) => string;
}
