/**
 * incident: the record of what went wrong in a sale, its six stages and its evidence.
 * May import core, money, seal, catalog. Invariant: no stage is skipped, nothing that was recorded is changed; it holds no order and
 * no customer.
 */
import type { Trip, TripRule } from '../catalog/trip.js';
import type { EpochMs } from '../core/clock.js';
import type { CurrencyCode } from '../money/currency.js';

/** Name of the format. */
export const INCIDENT_SCHEMA = 'saleguard/incident/1';

/** What kind of harm an incident is about. */
export const INCIDENT_CLASSES = ['product', 'service', 'payment', 'price', 'stock', 'loyalty'] as const;

/** One of {@link INCIDENT_CLASSES}. */
export type IncidentClass = (typeof INCIDENT_CLASSES)[number];

/** What caused it, once somebody found out. */
export const INCIDENT_CAUSES = [
  'transfer',
  'entry',
  'promotion-set-up',
  'unit',
  'currency',
  'system-fault',
  'partner',
] as const;

/** One of {@link INCIDENT_CAUSES}. */
export type IncidentCause = (typeof INCIDENT_CAUSES)[number];

/** The six stages, in the order in which every incident goes through them. */
export const INCIDENT_STAGES = ['intake', 'classify', 'investigate', 'solve', 'notify', 'follow-up'] as const;

/** One of {@link INCIDENT_STAGES}. */
export type IncidentStage = (typeof INCIDENT_STAGES)[number];

/** Where an incident came from. */
export type IncidentOrigin = 'trip' | 'operator' | 'complaint';

/** A price that was shown and sold although nobody meant it. */
export interface WrongPrice {
  readonly sku: string;
  /** `default` where a shop has one price list. */
  readonly priceList: string;
  /** Unit prices that were shown by mistake, minor units, ascending, each once, 1 to 100 of them. */
  readonly shownMinor: readonly number[];
  /** Unit price that was meant, minor units. */
  readonly intendedMinor: number;
}

/** A promotion or coupon that took off what it should not have. */
export interface WrongPromotion {
  readonly promotionId: string;
}

/** Units of a SKU that were there, where more were sold. */
export interface Shortfall {
  readonly sku: string;
  readonly priceList: string;
  /** Units that can be delivered, 0 or more. */
  readonly allotmentUnits: number;
}

/** What an order line must be of to be in the cohort: never an account, a currency or a time alone. Each list sorted, without repeats. */
export interface IncidentSubject {
  readonly prices: readonly WrongPrice[];
  readonly promotions: readonly WrongPromotion[];
  readonly shortfalls: readonly Shortfall[];
  /** Orders placed from here on... */
  readonly from: EpochMs;
  /** ...and before this; undefined while it goes on. */
  readonly until: EpochMs | undefined;
}

/** One piece of evidence: what was seen, by whom, and where it is kept. */
export interface Evidence {
  readonly at: EpochMs;
  readonly by: string;
  /**
   * `page-markdown`: what else the page showed at a discount, which tells whether a customer could take the price for a bargain;
   * `control`: a control that was in force; `detection`: how and when it was noticed; `other`.
   */
  readonly kind: 'page-markdown' | 'control' | 'detection' | 'other';
  /** 1 to 500 characters, no personal data. */
  readonly what: string;
  /** SHA-256, hex, of a file kept elsewhere (a screenshot, a log). */
  readonly fileSha256: string | undefined;
}

/** An entry into a stage. */
export interface StageEntry {
  readonly stage: IncidentStage;
  readonly at: EpochMs;
  /** Opaque id of the person, or `rule:<id>`. */
  readonly by: string;
  /** The stage is to be left by then. */
  readonly dueAt: EpochMs;
  /** Why: required when a stage is reopened. */
  readonly reason: string | undefined;
}

/** A line of the timeline: who or what did something to the sale. */
export interface IncidentStep {
  readonly at: EpochMs;
  /** Opaque id of the person, `rule:<id>`, or `store`. */
  readonly who: string;
  /** Who signed, where a second person had to. */
  readonly approver: string | undefined;
  readonly what: string;
  readonly reason: string | undefined;
}

/** How the breaker saw it; undefined parts for an incident that no trip opened. */
export interface TripEvidence {
  readonly trip: Trip;
  /** As the sale was opened with it; undefined for a rule that is built into the store. */
  readonly rule: TripRule | undefined;
  /** Where to look for its orders: they hold this scope and were reserved from `from` until before `until`. Never the cohort itself. */
  readonly lookAt: { readonly scope: string; readonly from: EpochMs; readonly until: EpochMs | undefined };
  /** How the sale stood when it tripped. */
  readonly before: {
    readonly openCount: number;
    readonly boughtCount: number;
    readonly markdownMinor: number;
  };
  /** What was done to the scope or the sale from the trip on, until its hold was lifted. */
  readonly timeline: readonly IncidentStep[];
  /** When its hold was lifted; undefined while it stands. */
  readonly resumedAt: EpochMs | undefined;
}

/** The record of one incident. A file holds exactly one. */
export interface Incident {
  readonly schema: typeof INCIDENT_SCHEMA;
  /** 1 to 64 of `A-Z a-z 0-9 _ . : -`; a trip's is `<sale id>:trip-<number>`, shortened by a digest where the sale id is long. */
  readonly id: string;
  readonly saleId: string;
  readonly origin: IncidentOrigin;
  readonly class: IncidentClass;
  /** Undefined until the stage `investigate` is left. */
  readonly cause: IncidentCause | undefined;
  /** Currency of its amounts; undefined until somebody names a price. */
  readonly currency: CurrencyCode | undefined;
  /** When the shop knew: starts the legal clocks. */
  readonly knownAt: EpochMs;
  readonly subject: IncidentSubject;
  /** Entries in the order of time; the last one is where it stands. */
  readonly stages: readonly StageEntry[];
  /** In the order of time. */
  readonly evidence: readonly Evidence[];
  readonly trip: TripEvidence | undefined;
}
