import type { OrderFinding } from '../../catalog/order-finding.js';
import type { CheckoutOrder } from '../../catalog/order.js';
import { plainText } from '../../text/plain-text.js';

/** Rule id of the finding for a rule, or a price book, that failed. No policy knows it: it cannot be lowered. */
export const RULE_FAILED = 'rule-failed';

/** Characters of an error that are told. */
const ERROR_MAX = 200;

/** A rule that throws has judged nothing: the order is blocked, and the operator told which one it was. */
export function failedRule(
  order: CheckoutOrder,
  failure: { readonly ruleId: string; readonly error: unknown },
): OrderFinding {
  const { ruleId, error } = failure;
  const told = error instanceof Error ? `${error.name}: ${error.message}` : `a ${typeof error} was thrown`;
  return {
    ruleId: RULE_FAILED,
    severity: 'block',
    sku: undefined,
    priceList: undefined,
    lineIds: [],
    currency: order.currency,
    measured: { value: ruleId, unit: 'text' },
    limit: { value: 'an answer', unit: 'text' },
    evidence: { ruleId, error: plainText(told.slice(0, ERROR_MAX)) },
  };
}
