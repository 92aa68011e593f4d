import type { OrderStatus } from '../../../catalog/order.js';
import type { PlanRefusal, SignatureRefusal } from '../../../remedy/approvals.js';
import type { CohortExclusion, DecisionReason, LineDecision } from '../../../remedy/plan.js';
import type { StepKind } from '../../../remedy/steps.js';
import type { NoticeLang } from '../../../notices/lang.js';
import type { Progress } from '../survey.js';

/** How the signatures of a plan stand. */
export interface SignedFacts {
  readonly needed: number;
  readonly signed: number;
}

/** Words of the plan page, for those who approve a plan and answer for it. Amounts and days are texts already. */
export interface PlanWords {
  readonly eyebrow: string;
  readonly title: (facts: {
    readonly orders: string;
    readonly customers: string;
    readonly money: string;
  }) => string;
  readonly lead: (facts: {
    readonly incident: string;
    readonly sale: string;
    readonly madeAt: string;
    readonly maker: string;
    readonly expiresAt: string;
  }) => string;
  readonly skip: string;
  readonly navigation: string;

  readonly ordersFigure: (count: string) => string;
  readonly ordersCaption: (facts: { readonly customers: string; readonly split: string }) => string;
  readonly moneyCaption: string;
  readonly moneySplit: (facts: {
    readonly refunds: string;
    readonly voids: string;
    readonly points: string;
  }) => string;
  readonly honoured: (amount: string) => string;
  readonly dueFigure: (day: string) => string;
  readonly noDue: string;
  readonly dueCaption: (facts: { readonly atRisk: string; readonly late: string }) => string;
  readonly dueNone: string;
  /** Orders that a person decides: how many, the first day by which, and of all how many soon. */
  readonly decideCaption: (facts: {
    readonly orders: string;
    readonly day: string;
    readonly atRisk: string;
    readonly late: string;
  }) => string;
  readonly signedFigure: (facts: SignedFacts) => string;
  readonly signedCaption: (facts: { readonly missing: number; readonly maker: string }) => string;
  readonly signedBy: (facts: { readonly who: string; readonly role: string; readonly at: string }) => string;
  readonly signatureRefused: (why: string) => string;
  readonly refusals: Readonly<Record<PlanRefusal | SignatureRefusal, string>>;
  readonly unchecked: string;
  readonly approved: string;
  readonly expired: (at: string) => string;
  readonly couponCaption: (facts: { readonly expected: string; readonly count: string }) => string;
  readonly couponBudget: (budget: string) => string;
  readonly couponOver: (amount: string) => string;
  readonly couponNoBudget: string;
  readonly couponNone: string;
  readonly couponScaled: (percent: string) => string;
  /** Factor to the tier that gets least, or undefined where that is nothing. */
  readonly couponByTier: (times: string | undefined) => string;
  readonly finalFigure: (count: string) => string;
  readonly finalCaption: string;

  readonly sections: Readonly<
    Record<
      'decisions' | 'tiers' | 'deadlines' | 'steps' | 'cohort' | 'lottery' | 'orders' | 'told' | 'about',
      string
    >
  >;
  readonly leads: Readonly<
    Record<
      'decisions' | 'tiers' | 'deadlines' | 'toDecide' | 'steps' | 'cohort' | 'lottery' | 'orders' | 'told',
      string
    >
  >;
  readonly columns: Readonly<
    Record<
      | 'decision'
      | 'reason'
      | 'orders'
      | 'share'
      | 'money'
      | 'day'
      | 'open'
      | 'toDecide'
      | 'step'
      | 'count'
      | 'amount'
      | 'undo'
      | 'order'
      | 'status'
      | 'due'
      | 'units'
      | 'coupon'
      | 'progress',
      string
    >
  >;
  readonly decisions: Readonly<Record<LineDecision, string>>;
  readonly reasons: Readonly<Record<DecisionReason, string>>;
  readonly otherReasons: string;
  readonly statuses: Readonly<Record<OrderStatus, string>>;
  readonly progress: Readonly<Record<Progress, string>>;
  readonly steps: Readonly<Record<StepKind, string>>;
  readonly isFinal: string;
  readonly canUndo: string;
  readonly units: (count: string) => string;
  readonly points: (count: string) => string;
  readonly miles: (count: string) => string;

  /** How tiers fare; `others` is everybody for whom the policy names no tier. */
  readonly tiers: Readonly<
    Record<'tier' | 'others' | 'customers' | 'coupons' | 'worst' | 'each' | 'ratio' | 'wait', string>
  >;
  /** A factor: `2.50 times`. */
  readonly times: (factor: string) => string;
  readonly days: (count: string) => string;

  readonly cohort: Readonly<
    Record<
      | 'rule'
      | 'window'
      | 'prices'
      | 'promotions'
      | 'shortfalls'
      | 'read'
      | 'in'
      | 'repeated'
      | 'sample'
      | 'hash',
      string
    >
  >;
  readonly windowText: (facts: { readonly from: string; readonly until: string | undefined }) => string;
  readonly priceText: (facts: {
    readonly goods: string;
    readonly shown: string;
    readonly intended: string;
  }) => string;
  readonly shortfallText: (facts: { readonly goods: string; readonly units: string }) => string;
  readonly more: (count: string) => string;
  readonly exclusions: Readonly<Record<CohortExclusion, string>>;
  readonly lottery: Readonly<Record<'commitment' | 'seed' | 'rule', string>>;
  readonly lotteryRule: string;

  readonly search: string;
  readonly searchHint: string;
  readonly all: string;
  readonly sortBy: string;
  readonly sorts: Readonly<Record<'id' | 'due' | 'money', string>>;
  readonly filter: string;
  readonly reset: string;
  /** `{from}`, `{to}`, `{matching}` and `{total}` are filled in by the page's script; so in the four below. */
  readonly shown: string;
  readonly noMatch: string;
  readonly previous: string;
  readonly next: string;
  readonly printed: string;
  readonly firstOrders: (facts: { readonly shown: string; readonly total: string }) => string;
  readonly wholeElsewhere: (facts: { readonly held: string; readonly total: string }) => string;
  readonly showTold: string;
  /** `{order}` and `{sample}` are filled in by the page's script. */
  readonly toldAlike: string;
  readonly toldOwn: string;
  readonly close: string;
  readonly toldOf: (facts: { readonly orders: string; readonly order: string }) => string;
  readonly langs: Readonly<Record<NoticeLang, string>>;
  readonly about: Readonly<Record<'digest' | 'incident' | 'maker' | 'profile' | 'writtenBy', string>>;
  readonly legal: (facts: { readonly id: string; readonly days: string; readonly zone: string }) => string;
}
