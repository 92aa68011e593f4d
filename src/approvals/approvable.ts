import type { ReportedFinding } from '../catalog/reported-finding.js';
import { GuardError } from '../core/errors.js';
import { parseCurrency, type CurrencyCode } from '../money/currency.js';
import { UNWAIVABLE } from '../pricing/unwaivable.js';
import { exposureAt, payableOf, tripsUnwaivable } from './payable-price.js';

/** A finding on one row, with everything an approval of the row takes. */
export interface RowFinding {
  readonly finding: ReportedFinding;
  readonly sku: string;
  readonly priceList: string;
  readonly currency: CurrencyCode;
  readonly priceMinor: number;
  readonly rowHash: string;
  /** What one unit costs after promotions, where the finding is about that. */
  readonly payableMinor: number;
  /** What that could cost; undefined when nothing is known to compare it with. */
  readonly exposureMinor: number | undefined;
  /** Undefined where the row states none. */
  readonly stockToSell: number | undefined;
}

/**
 * Why a finding cannot be approved by anybody.
 *
 * @returns undefined when it can.
 */
export function unapprovable(finding: ReportedFinding): string | undefined {
  if (finding.severity === 'info') {
    return finding.approval?.kind === 'approved' ? 'it is approved already' : 'it asks for nothing';
  }
  const reason = UNWAIVABLE.get(finding.ruleId)?.en;
  if (reason !== undefined) return `${finding.ruleId} cannot be approved: ${reason}`;
  if (finding.subject === 'row') return 'the row could not be read; mend the file';
  if (tripsUnwaivable(finding.evidence)) {
    return 'promotions bring the price so low that a rule speaks which cannot be approved; mend the promotions';
  }
  if (payableOf(finding, 0) === undefined) {
    return 'the row names promotions that nobody knows, so what customers pay cannot be told; add them to the promotions file';
  }
  return undefined;
}

/**
 * A finding on one row; undefined for one that is about a promotion, a file, the batch, or rows that disagree.
 *
 * @throws GuardError `invalid-argument` when the report does not say what an approval needs.
 */
export function rowFindingOf(finding: ReportedFinding): RowFinding | undefined {
  const { sku, priceList, priceMinor, subjectHash } = finding;
  if (finding.subject !== 'offer' || subjectHash === undefined) return undefined;
  const currency = parseCurrency(finding.currency ?? '');
  if (sku === undefined || priceList === undefined || priceMinor === undefined || currency === undefined)
    throw incomplete(finding);
  const payableMinor = payableOf(finding, priceMinor);
  if (payableMinor === undefined) throw incomplete(finding);
  const { stockToSell } = finding;
  const exposureMinor = exposureAt(payableMinor, finding, stockToSell);
  const row = { sku, priceList, currency, priceMinor, rowHash: subjectHash };
  return { finding, ...row, payableMinor, exposureMinor, stockToSell };
}

function incomplete(finding: ReportedFinding): GuardError {
  return new GuardError({
    code: 'invalid-argument',
    message: `finding ${finding.id} does not say its SKU, price list, currency and price: the report is damaged, write it again`,
  });
}
