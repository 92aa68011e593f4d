import type { CurrencyCode } from '../money/currency.js';
import type { OrderStatus } from './order.js';

/** How a shortfall of units is shared out among the orders that were sold; each gives the same answer whatever the order of the rows. */
export const ALLOCATIONS = ['reservation-order', 'paid-order', 'tier-weighted', 'seeded-lottery'] as const;

/** One of {@link ALLOCATIONS}. */
export type Allocation = (typeof ALLOCATIONS)[number];

/** What a cancelled customer is given beside the money. */
export type ApologyForm =
  | { readonly kind: 'none' }
  /** The same amount for everybody. */
  | { readonly kind: 'amount'; readonly amountMinor: number }
  /** A share of a base, up to a cap, rounded down to a multiple of `unitMinor`. */
  | {
      readonly kind: 'rate';
      /** 1 to 9,999: a coupon of 100 % is an incident of its own. */
      readonly rateBps: number;
      readonly capMinor: number;
      /** A 90 % markdown makes a factor of 10 between them: there is no default. */
      readonly base: 'paid-price' | 'intended-price';
      /** Minor units, 1 or more; 1 unless told. */
      readonly unitMinor: number;
    };

/** Tiers that a policy offers another apology: more are no tiers. */
export const OFFERED_TIERS_MAX = 50;

/** Another apology than everybody's, for the customers of one tier. */
export interface TierApology {
  /** The shop's own word, as orders have it: 1 to 64 characters. */
  readonly tier: string;
  readonly form: ApologyForm;
}

/** The apology coupon of an incident: one per customer, however many orders; not transferable, not stackable. */
export interface ApologyPolicy {
  /** What everybody is offered. */
  readonly form: ApologyForm;
  /**
   * Tiers that are offered something else, by tier in the order of their characters, each once, at least one and at most
   * {@link OFFERED_TIERS_MAX}; left out where everybody is offered the same, which is the rule: people compare.
   */
  readonly byTier?: readonly TierApology[] | undefined;
  /** Worth of goods from which it may be used; 0 for any. */
  readonly minimumSpendMinor: number;
  /** Days it may be used, counted from the day the plan is made, 1 to 1,095. */
  readonly validDays: number;
  /** All that the coupons of one incident may cost; undefined for no ceiling. */
  readonly budgetMinor: number | undefined;
  /** Share expected to be used, bps: for the expected cost, shown beside the worst case. */
  readonly redemptionBps: number;
  /** Over the budget: the plan fails with the amount that is missing, or every coupon is scaled down alike. */
  readonly whenOver: 'fail' | 'scale';
}

/** Law that sets when money has to be back. Data, and no legal advice. */
export interface LegalProfile {
  /** `KR`, `generic`, or the shop's own word. */
  readonly id: string;
  /** Business days, 1 to 60. */
  readonly refundBusinessDays: number;
  /** What the days are counted from. */
  readonly countedFrom: 'payment' | 'known';
  /** ISO weekdays that are no business days: 6 and 7. */
  readonly weekend: readonly number[];
  /** IANA name: days are this zone's. */
  readonly timeZone: string;
}

/** What a shop does for its customers after an incident: the policy's section `remedy`, every field present. Amounts are in `currency`. */
export interface RemedyPolicy {
  readonly currency: CurrencyCode;
  readonly honour: {
    /** Orders that stand so are honoured. */
    readonly statuses: readonly OrderStatus[];
    /** What may be given away by honouring wrong prices, oldest order first, one order per customer; 0 for none. */
    readonly budgetMinor: number;
  };
  readonly review: {
    /** Orders that stand so are looked at by a person. */
    readonly statuses: readonly OrderStatus[];
    /** More cancelled units than this on one customer are looked at by a person; undefined for no limit. */
    readonly unitsPerCustomerMax: number | undefined;
  };
  readonly shortfall: {
    readonly allocation: Allocation;
    /** Whether an order line may be delivered in part. */
    readonly partial: 'allow' | 'refuse';
  };
  readonly apology: ApologyPolicy;
  readonly refund: {
    /** How a part of an order is given back over its payments: each by its share, or money before points and gift cards. */
    readonly split: 'proportional' | 'money-first';
    /** Methods paid with points: given back with the ageing they had. */
    readonly pointsMethods: readonly string[];
    /** Methods that cannot be refunded without an account of the customer: `virtual-account`, `bank-transfer`... */
    readonly accountMethods: readonly string[];
    /** Days a customer has to name an account, 1 to 365. */
    readonly accountDays: number;
    /** Methods whose money goes back on a gift card or the like: never counted as money. */
    readonly giftMethods: readonly string[];
  };
  readonly points: {
    /** What was earned with a cancelled line is taken back; a balance may go below zero, or a person looks at it (the port says so). */
    readonly negativeBalance: 'allow' | 'review';
  };
  readonly approvals: {
    /** From so many orders, or so much money, two people sign. */
    readonly twoFromOrders: number;
    readonly twoFromMinor: number;
    /** Hours a signature is good for, 1 to 720. */
    readonly validHours: number;
  };
  readonly legal: LegalProfile;
  /** Days off by law, `YYYY-MM-DD`, sorted; from the policy, or handed in. */
  readonly holidays: readonly string[];
  /** What every notice names. */
  readonly notice: {
    readonly shopName: string;
    /** Where to ask and to object: a public address or telephone number of the shop. */
    readonly contact: string;
    /** Days to object, 1 to 365. */
    readonly appealDays: number;
  };
}
