import type { CurrencyCode } from '../money/currency.js';
import type { ApprovalRefusal } from './approval.js';
import type { ReferenceSource } from './reference.js';

/** What a finding asks for, worst first: do not sell, a person must look, worth knowing, said for completeness. */
export const SEVERITIES = ['block', 'hold', 'warn', 'info'] as const;

/** What a finding asks for; see {@link SEVERITIES}. */
export type Severity = (typeof SEVERITIES)[number];

/** Position in {@link SEVERITIES}: 0 is the worst. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** True when `severity` is as bad as `least` or worse. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severityRank(severity) <= severityRank(least);
}

/** What a number in a finding counts. `minor` is minor units of the finding's currency. */
export type MeasureUnit =
  | 'minor'
  | 'bps'
  | 'ratio'
  | 'decades'
  | 'deviations'
  | 'edits'
  | 'fraction-digits'
  | 'days'
  | 'epoch-ms'
  | 'rows'
  | 'quantity'
  | 'text';

/** One measured or allowed value with its unit. */
export interface Measure {
  readonly value: number | string;
  readonly unit: MeasureUnit;
}

/** Facts a rule shows for its finding: plain JSON, units in the names. */
export type Evidence = Readonly<Record<string, EvidenceValue>>;

/** One fact of the evidence: plain JSON, at most a flat list. */
export type EvidenceValue = string | number | boolean | null | readonly string[] | readonly number[];

/**
 * What a finding is about: one offer; a row that could not be read as one; one promotion; a whole file; the batch of all
 * files.
 */
export type FindingSubject = 'offer' | 'row' | 'promotion' | 'file' | 'batch';

/** One rule's evidence about one subject. Rendered into words by the rule's own sentences. */
export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly subject: FindingSubject;
  readonly sku: string | undefined;
  readonly priceList: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly currency: CurrencyCode | undefined;
  readonly name: string | undefined;
  readonly category: string | undefined;
  readonly priceMinor: number | undefined;
  /** The reference the offer was judged against, for exposure and for showing what the price should have been near. */
  readonly referenceMinor: number | undefined;
  /** Where that reference comes from. */
  readonly referenceSource: ReferenceSource | undefined;
  /**
   * What the price could cost: (reference - price) x stock to sell, minor units, 0 or more; one unit where the row states
   * no stock. Undefined without a reference.
   */
  readonly exposureMinor: number | undefined;
  /** Units the row releases for sale; undefined where it states none, and for what is not about one row. */
  readonly stockToSell: number | undefined;
  /**
   * What one unit can cost at least after promotions, minor units: what an approval of the row is held against. Undefined where
   * no promotions were handed in, and for what is not about one row.
   */
  readonly payableMinor: number | undefined;
  readonly measured: Measure;
  readonly limit: Measure;
  readonly evidence: Evidence;
  /** The promotion a finding of subject `promotion` is about. */
  readonly promotionId: string | undefined;
  /**
   * What the finding is bound to when a person approves it: the row hash of an offer, the hash of a promotion. Undefined
   * where an approval is bound to the whole catalogue instead (the batch, a file, rows that disagree), and for `info`.
   */
  readonly subjectHash: string | undefined;
  /** Opaque ids of the row's author and last editor, who may not approve it; empty where the row names none. */
  readonly editors: readonly string[];
  /** What approvals said about it; an approved finding is `info`. */
  readonly approval: FindingApproval | undefined;
}

/** What approvals said about a finding. Undefined on a finding no approval names. */
export type FindingApproval =
  | {
      readonly kind: 'approved';
      /** First 16 hex digits of the SHA-256 of each approval's canonical JSON, sorted. */
      readonly approvalIds: readonly string[];
      /** Severity before the approval. */
      readonly severityBefore: Severity;
    }
  | { readonly kind: 'refused'; readonly approvalId: string; readonly refusal: ApprovalRefusal };
