import { DEFAULT_LIMITS, type CatalogFormat } from '../catalog/format.js';
import { PLAIN_NUMBERS } from '../money/decimal-text.js';
import type { Lang } from '../text/lang.js';

/** Severities a run may fail on. */
export const FAIL_ON = ['block', 'hold', 'warn'] as const;

/** The least severity that makes an audit fail. */
export type FailOn = (typeof FAIL_ON)[number];

/** Group separators as a policy names them; `none` for numbers that are not grouped. */
export const GROUP_SEPARATORS = ['none', ',', '.', ' ', "'"] as const;

export type GroupSeparatorName = (typeof GROUP_SEPARATORS)[number];

/** The audit section of a policy. */
export interface AuditPolicy {
  /** Findings this bad or worse make the run fail. */
  readonly failOn: FailOn;
  /** Language of reports; undefined leaves it to the caller. */
  readonly lang: Lang | undefined;
}

export const BUILT_IN_AUDIT: AuditPolicy = { failOn: 'hold', lang: undefined };

/** What a section `approvals` that leaves it out says. */
export const BUILT_IN_APPROVALS: { readonly validDaysMax: number } = { validDaysMax: 14 };

/** How a catalogue is written when the policy does not say otherwise. */
export const BUILT_IN_CATALOG: CatalogFormat = {
  encoding: 'utf-8',
  preset: 'canonical',
  columns: new Map(),
  currency: undefined,
  numbers: PLAIN_NUMBERS,
  timeZone: undefined,
  categorySeparator: '>',
  limits: DEFAULT_LIMITS,
};
