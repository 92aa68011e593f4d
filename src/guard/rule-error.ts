import type { OrderFinding } from '../catalog/order-finding.js';
import type { ReadOrder } from './read-order.js';

/** Rule id of the finding for an order whose judgement failed altogether. */
export const RULE_ERROR = 'rule-error';

/** What failed has judged nothing, and nothing that was not judged is sold. The error itself reaches `on.error`. */
export function ruleError(order: ReadOrder): OrderFinding {
  return {
    ruleId: RULE_ERROR,
    severity: 'block',
    sku: undefined,
    priceList: undefined,
    lineIds: order.lines.map(({ lineId }) => lineId).sort(),
    currency: order.currency,
    measured: { value: 'an error', unit: 'text' },
    limit: { value: 'an answer', unit: 'text' },
    evidence: {},
  };
}
