/**
 * The twelve rules every contestant judges by: those that need nothing beside the row. Where an offer states its list
 * price, none of them looks at peers, history or a previous catalogue.
 */
export const TWELVE_RULES = [
  'required-input',
  'field-swap',
  'unit-pack',
  'digit-shift',
  'currency-exponent',
  'digit-edit',
  'placeholder',
  'sale-window',
  'absolute-floor',
  'above-list',
  'below-cost',
  'deep-markdown',
] as const;

/** Id of one of the twelve rules. */
export type RuleId = (typeof TWELVE_RULES)[number];

/** Columns the contest requires; built in, `required-input` requires none. */
export const REQUIRED_COLUMNS = ['name', 'category'] as const;

/**
 * A policy with the twelve rules at their defaults and every other rule off.
 *
 * @param allRules ids of the whole rule table.
 */
export function twelveRulePolicy(allRules: readonly string[]): string {
  const twelve: readonly string[] = TWELVE_RULES;
  const off = allRules.filter((id) => !twelve.includes(id) && id !== 'parse-strict');
  return JSON.stringify({
    version: 1,
    pricing: {
      rules: {
        ...Object.fromEntries(off.map((id) => [id, { enabled: false }])),
        'required-input': { columns: REQUIRED_COLUMNS },
      },
    },
  });
}
