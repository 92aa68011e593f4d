import type { Facts } from '../pricing/facts.js';
import type { Offer } from '../catalog/offer.js';
import type { OfferRule } from '../pricing/rule.js';

/** One measure of a rule on which it sets limits. */
export interface Scale {
  readonly id: 'markdown' | 'fall' | 'rise';
  /** Whole basis points below the list price, or a score of `price-jump` in steps of 0.001. */
  readonly unit: 'bps' | 'score';
  /** The part of the rule's target that this scale may use up, above 0 and at most 1. */
  readonly share: number;
  readonly hold: HoldBounds;
  readonly beside: BesideLimit | undefined;
}

/** The limit from which the rule holds, and what no sample may teach it. */
export interface HoldBounds {
  readonly parameter: string;
  /** Never stricter: below it ordinary trade begins, whatever a quiet sample says. */
  readonly minimum: number;
  /** Never looser: from here on a person looks, whatever a wild sample says. */
  readonly maximum: number;
}

/** The limit that goes with it: `rateFactor` times the target may reach it. */
export type BesideLimit =
  | {
      readonly kind: 'block';
      readonly parameter: string;
      readonly rateFactor: number;
      /** Never stricter, whatever a quiet sample says. */
      readonly minimum: number;
      readonly maximum: number;
      /** Where the rows are too few to tell, not below it. */
      readonly unproven: number;
    }
  | {
      readonly kind: 'warn';
      readonly parameter: string;
      readonly rateFactor: number;
      readonly minimum: number;
    };

/** What a rule measures on a row. */
export interface Measured {
  /** Position in {@link TunedRule.scales}. */
  readonly scale: number;
  /** In the unit of the scale; 0 or less where there is nothing to hold. */
  readonly value: number;
}

/** A rule whose limits are learned. */
export interface TunedRule {
  readonly rule: OfferRule;
  readonly scales: readonly Scale[];
  /** What the rule itself measures on a row; undefined where the limits do not decide. */
  measure(offer: Offer, facts: Facts): Measured | undefined;
}

/** Names of the parameters that calibration sets for a rule. */
export function tunedParameters({ scales }: TunedRule): readonly string[] {
  return scales.flatMap(({ hold, beside }) =>
    beside === undefined ? [hold.parameter] : [hold.parameter, beside.parameter],
  );
}
