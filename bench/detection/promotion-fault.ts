import type { Promotion, Promotions } from '../../src/catalog/promotion.js';
import type { Random } from './random.js';

/** A fault done to a calendar. */
export interface Change {
  /** Promotions as they are now, each in the place of the one with its id. */
  readonly changed: readonly Promotion[];
  /** Promotions that were not there before. */
  readonly added: readonly Promotion[];
  /** Ids of the promotions at fault: a finding that names none of them does not name the fault. */
  readonly ids: readonly string[];
}

/** What a fault changes, which decides how it is seen that it changed nothing. */
export type FaultField = 'terms' | 'counts' | 'combination';

/** One way a promotion goes wrong. */
export interface PromotionFault {
  readonly id: string;
  readonly title: string;
  /** Rules that are there for this fault. */
  readonly rules: readonly string[];
  readonly field: FaultField;
  /** One change for each place where it can happen in a calendar. */
  changes(promotions: readonly Promotion[], random: Random): readonly Change[];
}

/** Ends the id of a second entry. */
export const AGAIN = '-again';

/** The id of the entry that an id repeats; an id that repeats none as it is. */
export function firstEntry(id: string): string {
  return id.endsWith(AGAIN) ? id.slice(0, -AGAIN.length) : id;
}

/** A calendar after a change. */
export function withChange(calendar: Promotions, { changed, added }: Change): Promotions {
  const byId = new Map(changed.map((promotion) => [promotion.id, promotion]));
  const promotions = calendar.promotions.map((promotion) => byId.get(promotion.id) ?? promotion);
  return { ...calendar, promotions: [...promotions, ...added] };
}

/** A promotion with a fault; undefined where it cannot happen. */
export type Spoil = (promotion: Promotion, random: Random) => Promotion | undefined;

/** A fault in one promotion, wherever `spoil` gives an answer. */
export function inOne(spoil: Spoil): PromotionFault['changes'] {
  return (promotions, random) =>
    promotions.flatMap((promotion) => {
      const spoilt = spoil(promotion, random);
      return spoilt === undefined ? [] : [{ changed: [spoilt], added: [], ids: [promotion.id] }];
    });
}
