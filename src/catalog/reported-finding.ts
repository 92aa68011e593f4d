import type { Evidence, FindingApproval, FindingSubject, Severity } from './finding.js';

/** A finding as a report holds it, as far as a person needs it to approve: what is not known is left out. */
export interface ReportedFinding {
  /** 16 hex digits. */
  readonly id: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly subject: FindingSubject;
  readonly sku?: string | undefined;
  readonly priceList?: string | undefined;
  readonly currency?: string | undefined;
  readonly priceMinor?: number | undefined;
  readonly referenceMinor?: number | undefined;
  readonly exposureMinor?: number | undefined;
  /** Units the row releases for sale. */
  readonly stockToSell?: number | undefined;
  /** What one unit can cost at least after promotions, minor units. */
  readonly payableMinor?: number | undefined;
  readonly evidence: Evidence;
  readonly promotionId?: string | undefined;
  /** What an approval of it is bound to: the hash of the row or of the promotion. */
  readonly subjectHash?: string | undefined;
  /** Opaque ids of who may not approve it. */
  readonly editors?: readonly string[] | undefined;
  readonly approval?: FindingApproval | undefined;
}
