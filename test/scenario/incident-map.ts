/**
 * Which rules answer for which class of incident. A class that does not stand here fails the incident test by name: whoever
 * adds an incident decides who answers for it.
 */

/** Rules by class: at least one of them must name every incident of the class. */
export const RULES_OF_CLASS: ReadonlyMap<string, readonly string[]> = new Map([
  ['digit-shift', ['digit-shift']],
  ['digit-edit', ['digit-edit']],
  ['deep-markdown', ['deep-markdown', 'prior-price-floor']],
  ['field-swap', ['field-swap', 'above-list']],
  ['placeholder', ['placeholder']],
  ['missing-input', ['absolute-floor', 'parse-strict']],
  ['absolute-floor', ['absolute-floor']],
  ['currency', ['currency-exponent']],
  ['unit', ['unit-pack']],
  ['catalogue-shock', ['catalogue-shock']],
  ['channel-mismatch', ['channel-parity']],
  ['tier-order', ['tier-order']],
  ['coupon-stack', ['worst-stack']],
  ['coupon-exposure', ['coupon-exposure']],
  ['coupon-swap', ['field-swap']],
  ['unapproved-change', ['unapproved-change']],
]);

/** Incidents whose facts hold no price of goods to judge, with the reason. */
export const EXEMPT: ReadonlyMap<string, string> = new Map([
  ['himart', 'prices are an index, not amounts; the story is told with prices of our own in himart.test.ts'],
  ['bithumb-2026', 'a payout, not a sale'],
]);
