import type { BatchRule, OfferRule, PriceRule } from './rule.js';
import { aboveList } from './rules/above-list.js';
import { absoluteFloor } from './rules/absolute-floor.js';
import { belowCost } from './rules/below-cost.js';
import { catalogueShock } from './rules/catalogue-shock.js';
import { channelParity } from './rules/channel-parity.js';
import { couponExposure } from './rules/coupon-exposure.js';
import { coverage } from './rules/coverage.js';
import { currencyExponentRule } from './rules/currency-exponent.js';
import { deepMarkdown } from './rules/deep-markdown.js';
import { digitEdit } from './rules/digit-edit.js';
import { digitShift } from './rules/digit-shift.js';
import { feedShape } from './rules/feed-shape.js';
import { fieldSwap } from './rules/field-swap.js';
import { historyFreshness } from './rules/history-freshness.js';
import { noReference } from './rules/no-reference.js';
import { parseStrict } from './rules/parse-strict.js';
import { peerOutlier } from './rules/peer-outlier.js';
import { placeholder } from './rules/placeholder.js';
import { priceJump } from './rules/price-jump.js';
import { priorPriceClaim } from './rules/prior-price-claim.js';
import { priorPriceFloor } from './rules/prior-price-floor.js';
import { referenceFreshness } from './rules/reference-freshness.js';
import { requiredInput } from './rules/required-input.js';
import { robustOutlier } from './rules/robust-outlier.js';
import { saleWindow } from './rules/sale-window.js';
import { tierOrder } from './rules/tier-order.js';
import { unapprovedChange } from './rules/unapproved-change.js';
import { unitPack } from './rules/unit-pack.js';
import { worstStack } from './rules/worst-stack.js';

/**
 * Every price rule, in the order they run. Rules that name a cause stand before rules that name a size. `robust-outlier`
 * looks at what others found about the price: it stands behind all of those, and before `price-jump`, which measures
 * the same history and so bears no second witness, and the rules about the claim, the reference, what promotions make of the
 * price, and who approved it: none of these is a second witness against the price itself.
 */
export const RULES: readonly PriceRule[] = [
  parseStrict,
  requiredInput,
  fieldSwap,
  unitPack,
  digitShift,
  currencyExponentRule,
  digitEdit,
  placeholder,
  saleWindow,
  absoluteFloor,
  aboveList,
  belowCost,
  deepMarkdown,
  priorPriceFloor,
  peerOutlier,
  robustOutlier,
  priceJump,
  priorPriceClaim,
  referenceFreshness,
  noReference,
  worstStack,
  unapprovedChange,
  couponExposure,
  feedShape,
  catalogueShock,
  channelParity,
  tierOrder,
  historyFreshness,
  coverage,
];

const BY_ID: ReadonlyMap<string, PriceRule> = new Map(RULES.map((rule) => [rule.id, rule]));

/** Rule of an id; undefined for an unknown one. */
export function ruleOf(id: string): PriceRule | undefined {
  return BY_ID.get(id);
}

export function isOfferRule(rule: PriceRule): rule is OfferRule {
  return rule.kind === 'offer';
}

export function isBatchRule(rule: PriceRule): rule is BatchRule {
  return rule.kind === 'batch';
}
