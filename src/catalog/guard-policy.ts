import type { Severity } from './finding.js';
import type { SaleChannel } from './price-book.js';

/** How one order rule is set: on or off, how severe it may be, and its limits. */
export interface OrderRuleSetting {
  /** Id of a rule of the order rule table. */
  readonly ruleId: string;
  readonly isOn: boolean;
  /** Findings worse than this are lowered to it. */
  readonly severityMax: Severity;
  /** Every parameter of the rule by name. */
  readonly parameters: Readonly<Record<string, number | boolean>>;
}

/** What a checkout does with orders: the policy's section `guard`, every field present. */
export interface GuardPolicy {
  /** How long a new reservation stands, ms, 1,000 to 7 days: what a sale is opened with. `beginPayment` makes it longer. */
  readonly reservationMs: number;
  /** A reservation that a person must look at waits this long, ms, 1,000 to 7 days. */
  readonly review: { readonly ttlMs: number };
  /** Money that came after the reservation lapsed: give it back, or sell what is still there. */
  readonly late: 'refund' | 'rescue';
  /** Whether what promotions took off the shipping counts as a reduction of the goods. */
  readonly freeShipping: 'ignore' | 'reduces';
  /** How long a payment may take by channel, ms: for channels whose deadline the sale does not state. See {@link paymentMsOf}. */
  readonly paymentMs: ReadonlyMap<string, number>;
  /** One for every rule of the order rule table, in its order. */
  readonly orderRules: readonly OrderRuleSetting[];
}

/**
 * How long a payment through a channel may take, ms: as the sale says, else as the policy says.
 *
 * @returns undefined for a channel that neither names: no channel of this sale.
 */
export function paymentMsOf(
  policy: Pick<GuardPolicy, 'paymentMs'>,
  channels: readonly SaleChannel[],
  channel: string,
): number | undefined {
  for (const stated of channels) if (stated.id === channel) return stated.paymentMs;
  return policy.paymentMs.get(channel);
}
