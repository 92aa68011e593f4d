import { isAtLeast } from '../catalog/finding.js';
import { assert } from '../core/assert.js';
import { RULES } from '../pricing/rule-table.js';
import { SettingsIndex, type PricingPolicy, type RuleConfig } from '../pricing/settings.js';
import { tunedParameters, type TunedRule } from './tuned-rule.js';

/**
 * Whether calibration sets the limits of a row: `open`; `off` where the policy switched the rule off or lowered it so that
 * it stops nothing; `own` where the policy sets one of the limits for the row's price list by hand, which stays.
 */
export type RowClaim = 'open' | 'off' | 'own';

/** What the policy that is calibrated says of rows. */
export class OwnSettings {
  readonly #position: number;
  readonly #settings: SettingsIndex;
  readonly #byPriceList: SettingsIndex;

  constructor(policy: PricingPolicy, tuned: TunedRule) {
    this.#position = RULES.indexOf(tuned.rule);
    this.#settings = new SettingsIndex(policy);
    this.#byPriceList = new SettingsIndex(markByPriceList(policy, tuned));
  }

  claimOf(category: string | undefined, priceList: string): RowClaim {
    const setting = this.#settings.settingsFor(category, priceList)[this.#position];
    assert(setting !== undefined, 'a policy has a setting for every rule');
    if (!setting.enabled || !isAtLeast(setting.severityMax, 'hold')) return 'off';
    return this.#byPriceList.settingsFor(category, priceList)[this.#position]?.enabled === true
      ? 'open'
      : 'own';
  }
}

/** A policy that switches the rule off on the very rows whose limits were set by price list. */
function markByPriceList(policy: PricingPolicy, tuned: TunedRule): PricingPolicy {
  const parameters = tunedParameters(tuned);
  const rules = policy.rules.map((config): RuleConfig => {
    if (config.rule !== tuned.rule) return config;
    const overrides = config.overrides
      .filter(
        (one) =>
          one.priceList !== undefined && parameters.some((name) => Object.hasOwn(one.parameters, name)),
      )
      .map((one) => ({ ...one, enabled: false, severityMax: undefined, parameters: {} }));
    return { ...config, enabled: true, overrides };
  });
  return { ...policy, rules };
}
