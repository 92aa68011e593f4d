import type { ApologyForm, ApologyPolicy } from '../catalog/remedy-policy.js';

/** What the policy says of apologies, as far as it tells tiers apart. */
export type OfferedApologies = Pick<ApologyPolicy, 'form' | 'byTier'>;

/** What some customers are offered. */
export interface ApologyOffer {
  /** A tier that is offered something else; undefined for everybody else. */
  readonly tier: string | undefined;
  readonly form: ApologyForm;
}

/** What everybody is offered, and then what each tier is that the policy names, in the order of the policy. */
export function offersOf({ form, byTier = [] }: OfferedApologies): readonly ApologyOffer[] {
  return [{ tier: undefined, form }, ...byTier];
}

/** What the customers of a tier are offered: what the policy says for it, else what it says for everybody. */
export function offerTo({ form, byTier }: OfferedApologies, tier: string | undefined): ApologyOffer {
  return byTier?.find((offer) => offer.tier === tier) ?? { tier: undefined, form };
}
