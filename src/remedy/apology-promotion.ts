import { makeOffer } from '../catalog/offer.js';
import { makePromotion, type Promotion } from '../catalog/promotion.js';
import { OFFERED_TIERS_MAX, type ApologyPolicy, type RemedyPolicy } from '../catalog/remedy-policy.js';
import type { EpochMs } from '../core/clock.js';
import { GuardError } from '../core/errors.js';
import { defaultPricingPolicy, type RuleSetting } from '../pricing/settings.js';
import { PromotionIndex } from '../promotions/promotion-index.js';
import { offersOf } from './offers.js';

/** When a coupon is granted and when it ends. */
export interface CouponLife {
  readonly now: EpochMs;
  readonly endsAt: EpochMs;
}

/** When it is held against the rules, and by which limits. */
export interface CouponCheck extends CouponLife {
  /**
   * The shop's own settings, `pricing.rules` of its policy; the built-in ones unless told. Only their limits count: a rule that is
   * switched off or lowered for what merchandisers make still holds for what goes out to every customer of an incident at once.
   */
  readonly rules?: readonly RuleSetting[] | undefined;
}

const PROMOTION_ID = 'apology-coupon';

/**
 * The apology coupon as a promotion, at its largest: a rate is a percent coupon with a cap, an amount a fixed one. Held by one customer,
 * used once, alone and until it ends. Undefined where none is granted.
 */
export function apologyPromotion(
  { apology, currency }: Pick<RemedyPolicy, 'apology' | 'currency'>,
  { endsAt }: Pick<CouponLife, 'endsAt'>,
): Promotion | undefined {
  const { form, minimumSpendMinor } = apology;
  const common = {
    id: PROMOTION_ID,
    isCoupon: true,
    currency,
    minSpendMinor: minimumSpendMinor === 0 ? undefined : minimumSpendMinor,
    perCustomerMax: 1,
    endsAt,
    isExclusive: true,
  };
  switch (form.kind) {
    case 'none':
      return undefined;
    case 'amount':
      return makePromotion({ ...common, kind: 'fixed', amountMinor: form.amountMinor, per: 'order' });
    case 'rate':
      return makePromotion({ ...common, kind: 'percent', rateBps: form.rateBps, capMinor: form.capMinor });
  }
}

/**
 * Holds the apology coupon against the shop's own coupon rules, so that the remedy is not the next incident: every rule that judges a
 * promotion by itself, by the shop's limits, and the worst that it makes of the cheapest order it may be used on. What a tier is
 * offered is held against them as well.
 *
 * @throws GuardError `policy` naming each rule that refuses it, and what that found.
 */
export function requireSoundCoupon(policy: RemedyPolicy, check: CouponCheck): void {
  const found = refusalsOf(policy, check);
  if (found.length === 0) return;
  throw new GuardError({
    code: 'policy',
    message:
      `the apology coupon does not pass our own coupon rules and would be the next incident: ${found.join('; ')}. ` +
      'Lower apology.form, give it a cap, or set apology.minimumSpendMinor; "saleguard rules coupon-exposure" says more',
    data: { found },
  });
}

function refusalsOf(policy: RemedyPolicy, check: CouponCheck): readonly string[] {
  const { apology } = policy;
  const ofTiers = offersOf(apology).flatMap(({ tier, form }) => {
    const found = refusalsOfForm({ ...policy, apology: { ...apology, form } }, check);
    return tier === undefined ? found : found.map((text) => `tier ${JSON.stringify(tier)}: ${text}`);
  });
  return [...tierFaults(apology), ...ofTiers];
}

/** What a policy file cannot say, and a caller may. */
function tierFaults({ form, byTier }: ApologyPolicy): readonly string[] {
  if (byTier === undefined) return [];
  const isInOrder = byTier.every(({ tier }, index) => index === 0 || (byTier[index - 1]?.tier ?? '') < tier);
  const found: string[] = [];
  if (form.kind === 'none' || byTier.some((offer) => offer.form.kind === 'none'))
    found.push('a policy with byTier leaves somebody without an apology');
  if (!isInOrder || byTier.length === 0 || byTier.length > OFFERED_TIERS_MAX)
    found.push(`byTier is not 1 to ${OFFERED_TIERS_MAX} tiers in order, each once`);
  return found;
}

function refusalsOfForm(policy: RemedyPolicy, check: CouponCheck): readonly string[] {
  const { form } = policy.apology;
  // What the type says and a caller from JavaScript may not have kept: the rules take numbers for numbers.
  if (form.kind === 'rate' && !(form.capMinor > 0 && form.unitMinor >= 1))
    return ['coupon-exposure: a rate without a cap, or a unit to round to below 1'];
  const promotion = apologyPromotion(policy, check);
  if (promotion === undefined) return [];
  const found: string[] = [];
  if (check.endsAt <= check.now) found.push('coupon-exposure: it is over before it begins');
  for (const { rule, parameters } of check.rules ?? defaultPricingPolicy().rules) {
    const judgement = rule.judgePromotion?.(promotion, { now: check.now }, parameters);
    if (judgement?.severity !== 'block' && judgement?.severity !== 'hold') continue;
    found.push(`${rule.id}: ${reasonsOf(judgement.evidence)}`);
  }
  return [...found, ...worstOf(promotion, policy, check)];
}

/** The lowest payable price of the cheapest order that the coupon may be used on: nothing is ever for nothing, as `worst-stack` says. */
function worstOf(
  promotion: Promotion,
  { apology, currency }: RemedyPolicy,
  { now }: CouponLife,
): readonly string[] {
  const index = new PromotionIndex(
    { file: PROMOTION_ID, sha256: '', promotions: [promotion], applicationOrder: 'unknown' },
    { now },
  );
  // Where there is no minimum, goods of what an amount is worth; of a rate, any price shows what it does.
  const { form, minimumSpendMinor } = apology;
  const anyMinor = form.kind === 'amount' ? form.amountMinor : 10_000;
  const priceMinor = minimumSpendMinor === 0 ? anyMinor : minimumSpendMinor;
  const worst = index.setFor(makeOffer({ sku: PROMOTION_ID, currency, priceMinor }))?.worst(priceMinor, 1);
  if (worst === undefined || worst.payableMinor > 0) return [];
  return [`worst-stack: goods of ${priceMinor} minor units cost nothing with it`];
}

function reasonsOf(evidence: Readonly<Record<string, unknown>>): string {
  const { reasons } = evidence;
  return Array.isArray(reasons) ? reasons.map(String).join(', ') : 'its terms do not bound what it can cost';
}
