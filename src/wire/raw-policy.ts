import type { Severity } from '../catalog/finding.js';
import type { GuardPolicy } from '../catalog/guard-policy.js';
import type { TripScope } from '../catalog/trip.js';
import type { ColumnPreset, Encoding } from '../catalog/format.js';
import type { OfferColumn } from '../catalog/offer.js';
import type { CurrencyCode } from '../money/currency.js';
import type { ParameterValue } from '../pricing/parameters.js';
import type { PriceRule } from '../pricing/rule.js';
import type { Lang } from '../text/lang.js';
import { canonicalAmounts, type AmountsAsWritten } from './parameter-field.js';
import type { FailOn, GroupSeparatorName } from './policy-defaults.js';
import type { RawRemedy } from './raw-remedy.js';

/** A policy as its file says it, checked: only what is written, `undefined` or null for what is not. */
export interface RawPolicy {
  readonly version: 1;
  readonly catalog?: RawCatalog | null | undefined;
  readonly pricing?: RawPricing | null | undefined;
  readonly audit?:
    { readonly failOn?: FailOn | undefined; readonly lang?: Lang | undefined } | null | undefined;
  readonly approvals?: RawApprovals | null | undefined;
  readonly guard?: RawGuard | null | undefined;
  readonly breaker?: RawBreaker | null | undefined;
  readonly remedy?: RawRemedy | undefined;
}

export interface RawGuard {
  readonly reservationMinutes?: number | undefined;
  readonly reviewMinutes?: number | undefined;
  readonly late?: GuardPolicy['late'] | undefined;
  readonly freeShipping?: GuardPolicy['freeShipping'] | undefined;
  readonly paymentMinutes?: Readonly<Record<string, number>> | null | undefined;
  /** By rule id; only ids of the order rule table. */
  readonly rules?: Readonly<Record<string, RawOrderRule | null | undefined>> | null | undefined;
}

/** Parameters stand beside these keys under their own names. */
export interface RawOrderRule {
  readonly enabled?: boolean | undefined;
  readonly severityMax?: Severity | undefined;
  readonly [parameter: string]: unknown;
}

export interface RawBreaker {
  readonly deepFromBps?: number | undefined;
  /** By rule id; only ids of the breaker rule table. */
  readonly rules?: Readonly<Record<string, RawBreakerRule | null | undefined>> | null | undefined;
}

export interface RawBreakerRule {
  readonly enabled?: boolean | undefined;
  readonly limit?: number | undefined;
  readonly windowSeconds?: number | undefined;
  readonly scopes?: readonly TripScope[] | undefined;
  readonly minimum?: number | undefined;
  readonly mode?: 'drain' | 'freeze' | undefined;
}

export interface RawApprovals {
  readonly validDaysMax?: number | undefined;
  readonly secondSignatureFrom?: AmountsAsWritten | null | undefined;
  readonly roles?: Readonly<Record<string, RawRole | null>> | null | undefined;
  readonly people?: readonly RawPerson[] | null | undefined;
}

export interface RawRole {
  readonly mayApprove?: 'all' | readonly string[] | undefined;
  readonly batch?: boolean | undefined;
  readonly seal?: boolean | undefined;
  readonly resume?: boolean | undefined;
}

export interface RawPerson {
  readonly id: string;
  readonly role: string;
  /** With its prefix. */
  readonly publicKey: string;
}

export interface RawCatalog {
  readonly currency?: CurrencyCode | undefined;
  readonly encoding?: Encoding | undefined;
  readonly preset?: ColumnPreset | undefined;
  readonly columns?: Readonly<Record<string, OfferColumn>> | null | undefined;
  readonly numbers?: RawNumbers | null | undefined;
  readonly timeZone?: string | undefined;
  readonly categorySeparator?: string | undefined;
  readonly limits?:
    { readonly rowBytes?: number | undefined; readonly columnCount?: number | undefined } | null | undefined;
}

export interface RawNumbers {
  readonly groupSeparator?: GroupSeparatorName | undefined;
  readonly decimalSeparator?: '.' | ',' | undefined;
  readonly currencySigns?: readonly string[] | undefined;
}

export interface RawPricing {
  readonly exchangeRates?: RawExchangeRates | undefined;
  /** By rule id; only ids of the rule table. */
  readonly rules?: Readonly<Record<string, RawRule | null | undefined>> | null | undefined;
}

export interface RawExchangeRates {
  readonly base: CurrencyCode;
  readonly asOf: string;
  readonly rates: Readonly<Partial<Record<CurrencyCode, string | number>>>;
}

/** What a rule and an override of it have in common. Parameters stand beside these keys under their own names. */
export interface RawSetting {
  readonly enabled?: boolean | undefined;
  readonly severityMax?: Severity | undefined;
  readonly [parameter: string]: unknown;
}

export interface RawRule extends RawSetting {
  readonly overrides?: readonly RawOverride[] | undefined;
}

export interface RawOverride extends RawSetting {
  readonly category?: string | undefined;
  readonly priceList?: string | undefined;
}

/** Parameter values of a setting, without the keys every rule has; amounts in their canonical spelling. */
export function parametersOf(rule: PriceRule, setting: RawSetting): Readonly<Record<string, ParameterValue>> {
  const values: Record<string, ParameterValue> = {};
  for (const [name, parameter] of Object.entries(rule.parameters)) {
    const written = setting[name];
    if (written === undefined) continue;
    // Both casts are safe: the schema made from the same table has checked the value by its kind.
    values[name] =
      parameter.kind === 'amounts'
        ? canonicalAmounts(written as AmountsAsWritten)
        : (written as ParameterValue);
  }
  return values;
}
