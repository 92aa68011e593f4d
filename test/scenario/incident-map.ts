/**
 * Which rules answer for which class of incident. A class that stands in neither table fails the incident test by name:
 * whoever adds an incident decides who answers for it.
 */

/** Rules of the present version, by class: at least one of them must name every incident of the class. */
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
]);

/** Classes that need what the audit is not handed yet, with what that is. */
export const WAITING_CLASSES: ReadonlyMap<string, string> = new Map([
  ['coupon-stack', 'the promotions a customer can combine'],
  ['coupon-exposure', 'the conditions of a coupon: minimum spend, cap, count, budget'],
  ['coupon-swap', 'the conditions of a coupon: minimum spend, cap, count, budget'],
  ['unapproved-change', 'approvals, and who made the change'],
]);

/** Incidents whose facts hold no price of goods to judge, with the reason. */
export const EXEMPT: ReadonlyMap<string, string> = new Map([
  ['himart', 'prices are an index, not amounts; the story is told with prices of our own in himart.test.ts'],
  ['bithumb-2026', 'a payout, not a sale'],
]);

/** Every incident of the study that waits, by id. A new one must be added here or judged. */
export const WAITING_INCIDENTS: readonly string[] = [
  'lenovo-ca-2014',
  'cathay-2018',
  'pinduoduo-2019',
  'genki-2021',
  'kimsclub-2022',
  'minitutu-2023',
  'liang-2024',
  'littleswan-2024',
  'lotteon-2025',
  'auction-humidifier',
];
