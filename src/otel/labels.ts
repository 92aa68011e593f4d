import type { Attributes } from '@opentelemetry/api';
import { BoundedLabels } from './bounded-labels.js';
import type { Outcome } from './outcome.js';

/** The attributes of metrics and spans. Those whose values a shop chooses are bounded. */
export class Labels {
  readonly #sales = new BoundedLabels();
  readonly #channels = new BoundedLabels();
  readonly #rules = new BoundedLabels();

  sale(saleId: string): Attributes {
    return { 'saleguard.sale': this.#sales.of(saleId) };
  }

  channel(channel: string | undefined): Attributes {
    return channel === undefined ? {} : { 'saleguard.channel': this.#channels.of(channel) };
  }

  rule(ruleId: string): Attributes {
    return { 'saleguard.rule': this.#rules.of(ruleId) };
  }
}

/** Kind and reason of a verdict. */
export function outcomeLabels(outcome: Pick<Outcome, 'verdict' | 'reason'>): Attributes {
  const { verdict, reason } = outcome;
  return { 'saleguard.verdict': verdict, ...(reason === undefined ? {} : { 'saleguard.reason': reason }) };
}

/** `sku` of `sku:EP-100`: a scope itself names what has too many values for a metric. */
export function scopeKind(scope: string): string {
  const end = scope.indexOf(':');
  return end < 0 ? scope : scope.slice(0, end);
}
