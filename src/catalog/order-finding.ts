import type { CurrencyCode } from '../money/currency.js';
import type { Evidence, Measure, Severity } from './finding.js';

/** One order rule's evidence about an order: its lines of one SKU and price list, or the order as a whole. */
export interface OrderFinding {
  readonly ruleId: string;
  /** `block` rejects the order, `hold` sends it to review; `warn` and `info` change nothing. */
  readonly severity: Severity;
  /** Undefined where the order as a whole is meant. */
  readonly sku: string | undefined;
  readonly priceList: string | undefined;
  /** Lines it is about, sorted; every line for the order as a whole. */
  readonly lineIds: readonly string[];
  readonly currency: CurrencyCode;
  readonly measured: Measure;
  readonly limit: Measure;
  readonly evidence: Evidence;
}
